"""The newest rows with certain words, of several kinds in one look."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import audit, search_newest
from congvu.core.search import Hit
from congvu.core.search_newest import Newest
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"


def basis(number, subject):
    row = Basis(number=number, subject=subject, issuer="Sở Lao động")
    row.search_text = row.folded()
    return audit.create(row, by=None, action="legal.add")


def kind(**only):
    return Newest(
        Basis,
        lambda user: Basis.objects.filter(**only),
        ("number",),
        lambda pk, text: Hit(text, f"/{pk}/"),
    )


def titles(hits):
    return [hit.title for hit in hits]


@pytest.fixture
def rows():
    basis("1/KH", "Kế hoạch niêm yết")
    for n in range(2, 6):
        basis(f"{n}/QĐ", "Quyết định về biên chế")


def test_the_newest_come_first_and_no_more_than_asked(rows):
    assert titles(kind()(None, "biên chế", 2)) == ["5/QĐ", "4/QĐ"]
    assert titles(kind()(None, "niêm yế", 9)) == ["1/KH"]
    assert kind()(None, "không có", 9) == []


def test_what_lies_before_the_newest_is_found_too(rows, monkeypatch):
    monkeypatch.setattr(search_newest, "NEAR", 1)
    assert titles(kind()(None, "niêm", 1)) == ["1/KH"]
    assert titles(kind()(None, "biên chế", 3)) == ["5/QĐ", "4/QĐ", "3/QĐ"]


def test_only_what_a_person_may_see_is_counted_among_the_newest(rows, monkeypatch):
    monkeypatch.setattr(search_newest, "NEAR", 2)
    few = kind(number__in=["2/QĐ", "3/QĐ"])
    assert titles(few(None, "biên", 2)) == ["3/QĐ", "2/QĐ"]


def test_kinds_are_asked_together(rows):
    kinds = [kind(), kind(number="1/KH"), kind(number="0")]
    with CaptureQueriesContext(connection) as seen:
        found = search_newest.newest(kinds, None, "sở lao độn", 3)
    assert [titles(hits) for hits in found] == [["5/QĐ", "4/QĐ", "3/QĐ"], ["1/KH"], []]
    assert len(seen) == (4 if ON_POSTGRESQL else 2)


def test_what_nobody_wrote_costs_a_look_at_the_index(rows):
    with CaptureQueriesContext(connection) as seen:
        assert search_newest.newest([kind(), kind()], None, "không có", 3) == [[], []]
    assert len(seen) == (2 if ON_POSTGRESQL else 1)


def test_of_more_than_the_index_tells_those_a_person_sees_are_found(rows, monkeypatch):
    monkeypatch.setattr(search_newest, "NEAR", 1)
    monkeypatch.setattr(search_newest, "KNOWN", 1)
    few = kind(number__in=["2/QĐ", "3/QĐ"])
    assert titles(few(None, "biên", 1)) == ["3/QĐ"]
    assert titles(few(None, "biên", 2)) == ["3/QĐ", "2/QĐ"]


def test_rows_that_are_few_are_seen_by_the_same_right(rows, monkeypatch):
    seen = {"number__in": ["2/QĐ", "3/QĐ"]}
    few = replace(kind(**seen), rows_of_few=lambda user: Basis.objects.filter(**seen))
    for known in (100, 1):
        monkeypatch.setattr(search_newest, "KNOWN", known)
        assert titles(few(None, "biên", 9)) == ["3/QĐ", "2/QĐ"]
        assert titles(few(None, "niêm", 9)) == []


def test_nothing_asked_finds_nothing():
    assert search_newest.everything(None, " *:", 9) == {}
    assert search_newest.newest([], None, "a", 9) == []


def test_words_before_the_last_are_whole(rows):
    assert titles(kind()(None, "biên ch", 1)) == ["5/QĐ"]
    assert titles(kind()(None, "ch biên", 1)) == []
