"""The history of one object: how it began in few words, what was changed in full."""

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from congvu.core import audit, clock, history
from congvu.core.models import LogEntry
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db
FULL = {
    "number": "01/2018/TT-VPCP",
    "issuer": "Văn phòng Chính phủ",
    "subject": "Hướng dẫn một cửa",
    "kind": "circular",
    "note": "x" * 150,
    "url": "https://example.vn/",
    "issued_on": "2018-11-23",
}


@pytest.fixture
def basis():
    names = {field.name for field in Basis._meta.concrete_fields}
    fields = {name: value for name, value in FULL.items() if name in names}
    clerk = get_user_model().objects.create(username="a", full_name="Lê Thị Ánh")
    return audit.create(Basis(**fields), by=clerk, action="x.y")


def drawn(obj):
    return render_to_string("core/_history.html", {"entries": history.rows_of(obj)})


def test_a_beginning_says_what_was_made_with_the_facts_that_matter_first(basis):
    [entry] = history.rows_of(basis)
    assert entry.title == "Tạo căn cứ pháp lý" and entry.begins and entry.folds
    assert len(entry.lead) == history.FACTS and entry.lead + entry.rest == entry.details
    told = {one.after for one in entry.lead}
    assert "Văn phòng Chính phủ" in told
    assert not told & {str(basis), "x" * 150, "không"}  # its own name, long words, no default
    page = drawn(basis)
    assert f"{len(entry.rest):02d} nội dung khác lúc đầu" in page
    head, folded = page.split("<details")
    assert "Văn phòng Chính phủ" in head and "→" not in page and "x" * 150 in folded


def test_a_change_is_told_in_full_even_from_nothing(basis):
    audit.change(basis, by=None, action="x.z", note="", issuer="Bộ")
    audit.change(basis, by=None, action="x.z", issued_on=clock.today(), note="Mới")
    newest, before, first = history.rows_of(basis)
    assert not newest.begins and not before.begins and first.begins
    assert newest.rest == before.rest == []
    assert "<del>Văn phòng Chính phủ</del> → Bộ" in drawn(basis)


def test_a_short_beginning_is_not_folded():
    row = LogEntry(kind="gone.model", action="gone.add", changes={
        "a": [None, "1"], "b": [None, "2"], "c": [None, "3"]})  # fmt: skip
    row.save(force_insert=True)
    [entry] = history.entries_of([row])
    assert entry.begins and not entry.folds and len(entry.lead) == 3
    assert [str(one) for one in entry.details] == ["a: 1", "b: 2", "c: 3"]
