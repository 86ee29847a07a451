"""Mornings and calendars: who is reminded when, what a new holiday moves; what search finds."""

import datetime as dt

import pytest
from django.utils import timezone

from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.organizations.actions import add_day
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.offers import found
from congvu.petitions.reminders import reminders
from tests.dossiers.factories import at
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def told(day):
    with clock.at(at(day, hour=7, minute=30)):
        return list(reminders(dt.date(2020, 9, day)))


def test_at_the_door_the_secretary_is_reminded(place):
    place.received(1)  # to be passed on by 09/9
    assert told(1) == []
    assert {one.to_id for one in told(8)} == {place.secretary.pk}
    [late] = told(10)
    assert late.urgent and "đã hết hạn phân loại" in late.text


def test_the_unit_is_reminded_by_the_time_that_has_run(place):
    row = actions.hand_to(place.assigned(1), by=place.unit_head, to=place.worker)
    mine = {place.unit_head.pk, place.contact.pk, place.worker.pk}
    assert told(3) == []
    half, more, over = told(15), told(21), told(24)
    assert {one.to_id for one in half} == {one.to_id for one in more} == mine
    assert {one.to_id for one in over} == mine | {place.secretary.pk}
    assert "50%" in half[0].text and "80%" in more[0].text and "đã hết hạn trả lời" in over[0].text
    assert len({one.key for one in (half[0], more[0], over[0])}) == 3
    assert half[0].path == row.get_absolute_url() and told(16)[0].key == half[0].key


def test_who_signs_is_told_once_that_an_answer_waits(place):
    row = place.proposed(1)
    [draft] = told(2)
    assert (draft.to_id, draft.path) == (place.head.pk, row.get_absolute_url())
    assert "chờ ký" in draft.text and told(3)[0].key == draft.key


def test_nobody_is_reminded_of_what_is_closed(place):
    place.answered()
    assert told(30) == []


def test_a_new_holiday_moves_open_days_with_a_log_row(place):
    row, done = place.assigned(1), place.answered(1)
    administrator = officer(Role.ADMINISTRATOR)
    add_day(by=administrator, date=dt.date(2020, 9, 14), kind="local", name="Nghỉ bão")
    row.refresh_from_db()
    done.refresh_from_db()
    assert timezone.localdate(row.due_at) == dt.date(2020, 9, 24)
    assert timezone.localdate(done.due_at) == dt.date(2020, 9, 23)
    entry = LogEntry.objects.get(action="petitions.redate")
    assert entry.object_id == str(row.pk) and entry.actor == administrator


def test_search_finds_what_one_may_see(place):
    row = place.assigned()
    assert [hit.title for hit in found(place.contact, "huong dan", 5)] == [row.code]
    assert found(place.worker, "huong dan", 5) == []
