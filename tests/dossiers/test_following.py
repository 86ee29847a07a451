"""A phone in a list of another system: of it only what following needs, and that unreadable."""

import json

import pytest
from django.db import connection

from congvu.core.models import LogEntry
from congvu.dossiers.actions import add_source, import_list, remember_source
from congvu.dossiers.lists.columns import NOT_USED, last_four
from congvu.dossiers.models import Dossier
from congvu.dossiers.models.following import follow_mark

pytestmark = pytest.mark.django_db
CODE, PHONE = "H33.15-200908-0001", "0912 345 678"


@pytest.fixture
def system(place):
    return add_source(by=place.clerk, name="Một cửa điện tử của tỉnh")


def taken(place, system, phone=PHONE, code=CODE, heading="Số điện thoại", state="Đang xử lý"):
    """A list of one dossier; ``heading`` None: without a column of phones."""
    more = (f";{heading}", f";{phone}") if heading else ("", "")
    rows = (f"Mã hồ sơ;Ngày tiếp nhận;Trạng thái{more[0]}", f"{code};08/09/2020;{state}{more[1]}")
    system.refresh_from_db()
    return import_list("\n".join(rows), system, by=place.clerk, name="ds.csv")


def followed(code=CODE, digits="5678"):
    return list(Dossier.objects.followed_by(code, digits))


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        ("0912 345 678", "5678"),
        ("0912.345.678", "5678"),
        ("+84 912-345-678", "5678"),
        ("(0297) 3812345", "2345"),
        (912345678, "5678"),
        (912345678.0, "5678"),
        ("******5678", "5678"),
        ("09xxxx5678", "5678"),
        ("0912345678; 0987654321", "5678"),
        ("ĐT/0987654321", "4321"),
        ("0912xxx678", ""),
        ("5678", ""),
        ("không có", ""),
        ("٠٩١٢٣٤٥٦٧٨", ""),
        ("", None),
        (None, None),
    ],
)
def test_of_a_phone_its_last_four_digits_are_read(cell, digits):
    assert last_four(cell) == digits


def test_code_and_digits_together_find_it_and_nothing_of_the_phone_is_kept(place, system):
    report = taken(place, system)
    [row] = followed()
    assert (report.reading.followed, row.code) == (1, CODE)
    assert followed(code=f" {CODE.lower()} ") == [row]
    assert followed(digits="5679") == followed(code="H33.15-200908-0002") == []
    assert followed(digits="") == []
    kept = [str(one.value_from_object(row)) for one in Dossier._meta.fields]
    told = [json.dumps(one.changes) for one in LogEntry.objects.all()]
    for private in ("0912", "345678", "345 678", "5678"):
        assert not [text for text in kept if private in text and text != row.follow_mark]
        assert not [text for text in told if private in text]
    assert not [text for text in told if row.follow_mark in text or "follow_mark" in text]


def test_two_dossiers_of_one_phone_have_nothing_in_common(place, system):
    taken(place, system)
    taken(place, system, code="H33.15-200908-0002")
    assert len(set(Dossier.objects.values_list("follow_mark", flat=True))) == 2


def test_the_same_list_again_changes_nothing(place, system):
    taken(place, system)
    assert taken(place, system).unchanged == 1


def test_a_list_without_the_column_keeps_what_is_known_one_without_the_phone_does_not(
    place, system
):
    taken(place, system)
    without = remember_source(system, by=place.clerk, columns={"phone": None}, expected=None)
    assert taken(place, without, heading=None).unchanged == 1 and followed()
    assert taken(place, system, phone="").updated == 1 and not followed()


def test_another_phone_closes_the_old_door(place, system):
    taken(place, system)
    assert taken(place, system, phone="0987654321").updated == 1
    assert not followed() and followed(digits="4321")
    entry = LogEntry.objects.filter(action="dossiers.import").latest("pk")
    assert "follow_mark" not in entry.changes and "Một cửa điện tử" in entry.reason


def test_a_phone_nobody_could_follow_by_is_counted_and_refuses_nothing(place, system):
    report = taken(place, system, phone="không có")
    assert report.good and (report.reading.followed, report.reading.unread_phones) == (0, 1)
    assert Dossier.objects.get().follow_mark == ""


def test_an_office_may_leave_the_column_unread(place, system):
    told = remember_source(system, by=place.clerk, columns={"phone": NOT_USED})
    report = taken(place, told)
    assert "phone" not in report.reading.found and not followed()


def test_the_one_heard_of_last_is_told_where_two_systems_share_a_code(place, system):
    taken(place, system)
    taken(place, add_source(by=place.clerk, name="Hệ thống của bộ"))
    assert [str(row.source) for row in followed()] == ["Hệ thống của bộ", str(system)]


def test_it_is_found_by_its_index(place, system):
    taken(place, system)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "dossier_follow" in Dossier.objects.followed_by(CODE, "5678").explain()


def test_without_digits_there_is_no_mark():
    assert follow_mark(CODE, "") == ""


def test_the_page_says_what_a_list_lets_follow(place, system, client_of):
    report = taken(place, system)
    client = client_of(place.clerk)
    page = client.get(Dossier.objects.get().get_absolute_url())
    assert page.status_code == 404  # of no counter of theirs
    page = client_of(place.head).get(Dossier.objects.get().get_absolute_url()).content.decode()
    assert "Người nộp tra cứu" in page and "được, bằng mã và bốn số cuối điện thoại" in page
    assert report.run.has_news
