"""A holiday is rehearsed first and then happens: open dossiers move, the first day stays."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.applicants.actions import forget
from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.errors import WrongState
from congvu.core.models import LogEntry
from congvu.core.workdays import CalendarRow, Kind
from congvu.dossiers import actions, redating
from congvu.dossiers.models import Dossier, SourceSystem
from congvu.dossiers.redating import rehearsed
from congvu.organizations.actions import add_day, remove_day
from congvu.organizations.models import calendars_with, forget_calendars
from congvu.organizations.registry import Rehearsal
from congvu.organizations.states import DayKind, DayStatus, Role
from tests.dossiers.factories import at
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
STORM = dt.date(2020, 9, 16)
DUE, LATER = at(22, hour=17), at(23, hour=17)


def storm(by, **fields):
    return add_day(by=by, date=STORM, kind=DayKind.HOLIDAY, name="Nghỉ bão", **fields)


def dues():
    return [*Dossier.objects.order_by("pk").values_list("due_at", "original_due_at")]


def test_open_dossiers_move_and_say_so(place, secretary):
    first, second = place.taken(), place.at_work()
    storm(secretary)
    assert dues() == [(LATER, DUE)] * 2
    rows = LogEntry.objects.filter(action="dossiers.redate")
    assert [sorted(row.changes) for row in rows] == [["due_at"]] * 2
    assert rows[0].actor == secretary and "Nghỉ bão" in rows[0].reason
    for dossier in (first, second):
        step = dossier.movements.order_by("pk").last()
        assert (step.verb, step.due_before, step.due_after) == ("redate", DUE, LATER)


def test_what_is_signed_and_what_is_imported_stays(place, secretary):
    signed, fact = place.to_sign(), place.taken()
    with clock.at(at(9)):
        actions.sign(signed, by=place.head)
    Dossier.objects.filter(pk=fact.pk).update(source=SourceSystem.objects.create(name="Tỉnh"))
    storm(secretary)
    assert dues() == [(DUE, DUE)] * 2


def test_a_promise_stays_while_the_day_moves(place, secretary):
    dossier = place.at_work()
    with clock.at(at(9)):
        actions.extend(dossier, by=place.unit_head, until=at(30, hour=17), paper="1", reason="A")
    storm(secretary)
    dossier.refresh_from_db()
    assert (dossier.due_at, dossier.promised_at) == (LATER, at(30, hour=17))


def test_a_day_of_one_unit_moves_only_its_own(place, secretary):
    place.taken()
    storm(secretary, unit=UnitFactory(parent=place.department))
    assert dues() == [(DUE, DUE)]
    storm(secretary, unit=place.department)
    assert dues() == [(LATER, DUE)]


def test_dropping_an_expected_day_moves_back(place, secretary):
    place.taken()
    day = storm(secretary, status=DayStatus.PROVISIONAL)
    assert dues() == [(LATER, DUE)]
    remove_day(day, by=secretary, reason="Không có văn bản")
    assert dues() == [(DUE, DUE)]


def test_pauses_and_supplements_still_count(place, secretary):
    dossier = place.at_work()
    with clock.at(at(9)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu")
    with clock.at(at(11)):
        moved = actions.receive_supplement(dossier, by=place.clerk)
    assert moved.due_at == at(24, hour=17)
    storm(secretary)
    dossier.refresh_from_db()
    assert dossier.due_at == at(25, hour=17)


def test_many_are_redated_with_few_queries(place, secretary, django_assert_max_num_queries):
    for _ in range(12):
        place.taken()
    with django_assert_max_num_queries(40):
        storm(secretary)
    assert dues() == [(LATER, DUE)] * 12


def rumour(user, unit=None, **days):
    rows = [
        CalendarRow(date=STORM + dt.timedelta(days=after), kind=Kind(kind), name="Nghỉ bão")
        for kind, after in (days or {Kind.HOLIDAY: 0}).items()
    ]
    unit_id = unit.pk if unit else None
    trial = Rehearsal(rows, *calendars_with(rows, unit_id), user, unit_id)
    return [(one.label, one.before, one.after, one.why(rows)) for one in rehearsed(trial)]


BEFORE, AFTER = dt.date(2020, 9, 22), dt.date(2020, 9, 23)
WHY = "nghỉ ngày 16/9/2020"


def test_a_rumour_is_rehearsed_before_it_happens(place, secretary):
    dossier = place.at_work()
    place.to_sign(at(1, 8))  # due long before
    expected = [(dossier.code, BEFORE, AFTER, WHY)]
    for user in (secretary, place.case, place.unit_head, place.head):
        assert rumour(user) == expected
    for user in (place.colleague, officer(Role.UNIT_HEAD)):
        assert rumour(user) == []
    assert dues()[0] == (DUE, DUE) and not LogEntry.objects.filter(action="dossiers.redate")


def test_a_swap_is_rehearsed_with_both_its_days(place, secretary):
    dossier = place.taken()
    assert rumour(secretary, swap_off=0, swap_work=3) == []  # the Saturday makes up for it
    assert rumour(secretary, swap_off=0, swap_work=10) == [(dossier.code, BEFORE, AFTER, WHY)]
    assert rumour(secretary, swap_work=3, swap_off=7)[0][2] == dt.date(2020, 9, 21)


def test_a_rehearsed_day_of_one_unit_moves_its_own_and_those_below(place, secretary):
    dossier = place.taken()
    inside = [(dossier.code, BEFORE, AFTER, WHY)]
    assert rumour(secretary, place.department) == rumour(secretary, dossier.unit) == inside
    assert rumour(secretary, UnitFactory(parent=place.department)) == []


def test_a_units_own_day_holds_against_a_rumour_for_all(place, secretary):
    dossier = place.taken()
    storm(secretary, unit=dossier.unit)
    assert rumour(secretary) == []
    assert rumour(secretary, swap_work=0) == []


def test_a_rehearsal_asks_as_much_of_the_database_for_many(place, secretary):
    def asked():
        forget_calendars()
        with CaptureQueriesContext(connection) as queries:
            rumour(secretary)
        return len(queries)

    place.taken()
    rumour(secretary)  # who may see what is remembered
    few = asked()
    for _ in range(8):
        dossier, unit = place.taken(), UnitFactory(parent=place.department)
        Dossier.objects.filter(pk=dossier.pk).update(unit=unit)
    assert len(rumour(secretary)) == 9 and asked() == few


def test_a_long_rehearsal_goes_in_stretches_and_finds_the_same(place, secretary, monkeypatch):
    for _ in range(5):
        place.taken()
    whole = rumour(secretary)
    monkeypatch.setattr(redating, "STRETCH", 2)
    assert rumour(secretary) == whole and len(whole) == 5


def test_whose_dossier_one_works_on_one_reads_and_nothing_open_is_forgotten(place):
    dossier = place.at_work()
    who = dossier.applicant
    for user in (place.case, place.unit_head, place.clerk, place.head):
        assert Applicant.objects.visible_to(user).filter(pk=who.pk).exists()
    assert not Applicant.objects.visible_to(place.colleague).filter(pk=who.pk).exists()
    with pytest.raises(WrongState, match=dossier.code):
        forget(who, by=place.head, reason="Hết hạn lưu trữ")
    actions.withdraw(dossier, by=place.clerk, reason="Theo đơn")
    assert forget(who, by=place.head, reason="Hết hạn lưu trữ").forgotten_at
