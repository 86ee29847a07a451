"""Applicants: encrypted, found by name or number, read by those at work only, erased for good."""

import json

import pytest
from django.db import connection

from congvu.applicants import registry
from congvu.applicants.actions import edit, forget, register, register_many, unmask
from congvu.applicants.errors import Forgotten, SameApplicant
from congvu.applicants.models import Applicant, by_number
from congvu.applicants.rules import identity_problem, last_four, phone_problem, short_name
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.core.personal import ERASED, find_by
from congvu.organizations.states import Role
from tests.applicants.factories import applicant
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
NAME, NUMBER, PHONE = "Trần Thị Ánh Hồng", "079185001234", "0912.345.678"


@pytest.fixture
def counter(department):
    return UnitFactory(parent=department, kind="counter")


@pytest.fixture
def clerk(counter):
    return officer(Role.ONE_STOP_OFFICER, counter, username="motcua")


@pytest.fixture
def person(clerk, counter):
    return register(by=clerk, at=counter, name=NAME, identity_number=NUMBER, phone=PHONE)


def row_of(person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applicants_applicant WHERE id = %s", [person.pk])
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    row.pop("search_text"), row.pop("label")
    return json.dumps(row, default=str, ensure_ascii=False)


def test_neither_the_table_nor_the_log_holds_a_number_or_a_name(person):
    log = json.dumps([*LogEntry.objects.values("label", "changes")], default=str)
    for text in (row_of(person), log):
        assert "185001234" not in text and "345678" not in text and "Ánh" not in text
        assert "\\u00c1nh" not in text and "Trần" not in text


def test_lists_show_a_short_name_and_masks(person):
    again = Applicant.objects.get(pk=person.pk)
    assert str(again) == "Trần T. Á. H." and str(again.phone) == "0xx xxx 5678"
    assert again.full_name == NAME


def test_an_organisation_keeps_its_name(clerk, counter):
    made = register(
        by=clerk, at=counter, kind="organisation", name="Công ty TNHH Ánh Dương",
        identity_number="1700123456",
    )  # fmt: skip
    assert str(made) == "Công ty TNHH Ánh Dương"


@pytest.mark.parametrize("typed", [NUMBER, "079 185 001 234", "0912345678", "+84 912 345 678"])
def test_found_by_number_however_it_is_spelt(person, typed):
    assert by_number(typed).get() == person


def test_found_by_name_without_tone_marks_and_by_the_last_four(person, clerk):
    assert Applicant.objects.visible_to(clerk).search("anh hong").get() == person
    assert find_by(Applicant, "last_four", "5678").get() == person


def test_the_same_number_is_not_registered_twice(person, clerk, counter):
    with pytest.raises(SameApplicant) as refusal:
        register(by=clerk, at=counter, name="Người khác", identity_number="079.185.001.234")
    assert "identity_number" in refusal.value.fields
    rows = [{"name": "A", "identity_number": "079185009999"}] * 2
    with pytest.raises(SameApplicant):
        register_many(rows, by=clerk, at=counter)
    assert Applicant.objects.count() == 1


@pytest.mark.parametrize(
    "fields,wrong",
    [
        ({"name": " "}, "name"),
        ({"name": "A", "identity_number": "123"}, "identity_number"),
        ({"name": "A", "kind": "organisation", "identity_number": NUMBER}, "identity_number"),
        ({"name": "A", "phone": "12"}, "phone"),
    ],
)
def test_bad_input_is_named_at_its_field(clerk, counter, fields, wrong):
    with pytest.raises(BadInput) as refusal:
        register(by=clerk, at=counter, **fields)
    assert list(refusal.value.fields) == [wrong] and not Applicant.objects.exists()


def test_only_a_counter_registers(head, counter):
    with pytest.raises(NotAllowed):
        register(by=head, at=counter, name=NAME)


def test_read_only_by_those_at_work(person, clerk, head, administrator, unit, department):
    other = officer(Role.ONE_STOP_OFFICER, UnitFactory(parent=department))
    case = officer(Role.CASE_OFFICER, unit)
    for user in (head, administrator, other, case):
        assert not Applicant.objects.visible_to(user).exists()
    assert Applicant.objects.visible_to(clerk).get() == person
    offer = lambda user: Applicant.objects.filter(pk=person.pk if user == case else 0).values("pk")  # noqa: E731
    registry.register_readers(offer)
    try:
        assert Applicant.objects.visible_to(case).get() == person
        assert edit(person, by=case, phone="0988777666").last_four.clear == "7666"
    finally:
        registry._readable.remove(offer)


def test_an_edit_keeps_what_came_back_masked(person, clerk):
    opened = Applicant.objects.get(pk=person.pk)
    edit(opened, by=clerk, expected=opened.version, name="Trần Thị Hồng",
         phone=str(opened.phone), identity_number=str(opened.identity_number))  # fmt: skip
    again = Applicant.objects.get(pk=person.pk)
    assert again.full_name == "Trần Thị Hồng" and again.phone.clear == PHONE
    assert str(again) == "Trần T. H." and again.search_text == "tran thi hong"
    with pytest.raises(StaleSave):
        edit(opened, by=clerk, expected=opened.version, name="Khác")


def test_an_edit_does_not_take_somebody_elses_number(person, clerk, counter):
    second = applicant(clerk, counter)
    with pytest.raises(SameApplicant):
        edit(second, by=clerk, identity_number=NUMBER)
    with pytest.raises(NotAllowed):
        edit(second, by=officer(Role.ONE_STOP_OFFICER), name="A")


def test_seeing_a_number_is_logged_with_its_reason(person, clerk, head):
    assert unmask(person, "phone", by=clerk, reason="Gọi báo có kết quả") == PHONE
    row = LogEntry.objects.get(action="core.unmask")
    assert (row.actor, row.reason) == (clerk, "Gọi báo có kết quả")
    with pytest.raises(NotAllowed):
        unmask(person, "phone", by=head, reason="Xem")
    with pytest.raises(BadInput):
        unmask(person, "phone", by=clerk, reason=" ")
    with pytest.raises(BadInput):
        unmask(person, "label", by=clerk, reason="Xem")


def test_forgetting_leaves_nothing_to_find(person, clerk, head):
    with pytest.raises(NotAllowed):
        forget(person, by=clerk, reason="Hết hạn lưu trữ")
    with pytest.raises(BadInput):
        forget(person, by=head, reason="")
    gone = forget(person, by=head, reason="Hết hạn lưu trữ")
    again = Applicant.objects.get(pk=gone.pk)
    assert again.full_name == str(again) == ERASED and again.search_text == ""
    assert not by_number(NUMBER).exists() and not find_by(Applicant, "last_four", "5678").exists()
    with pytest.raises(Forgotten):
        edit(again, by=clerk, name="A")
    with pytest.raises(Forgotten):
        forget(again, by=head, reason="Lần nữa")


def test_what_is_still_at_work_is_not_forgotten(person, head):
    rule = lambda one: "Còn hồ sơ đang giải quyết."  # noqa: E731
    registry.register_holds(rule)
    try:
        with pytest.raises(WrongState, match="Còn hồ sơ"):
            forget(person, by=head, reason="Hết hạn lưu trữ")
    finally:
        registry._held.remove(rule)


@pytest.mark.parametrize(
    "kind,number,good",
    [
        ("person", "079185001234", True), ("person", "023456789", True), ("person", "1", False),
        ("organisation", "1700123456", True), ("organisation", "1700123456-001", True),
        ("organisation", "079185001234", False), ("person", "", True),
    ],
)  # fmt: skip
def test_identity_numbers(kind, number, good):
    assert bool(identity_problem(kind, number)) is not good


def test_small_words():
    assert phone_problem("+84 912 345 678") == "" and phone_problem("912")
    assert last_four("+84 912 345 678") == "5678" and last_four("12") == ""
    assert short_name("person", "An") == "An"
