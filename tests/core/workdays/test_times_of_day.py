"""Receipt early, at lunch, late, on a day off, after the cut-off; in another time zone."""

import datetime as dt

import pytest

from congvu.core.workdays import BadMoment, Unit, due, next_opening
from tests.core.workdays.factories import CALENDAR, FRIDAY_MORNING, at

STARTS = [
    ("8/9/2020 06:00", "9/9/2020"),  # before opening: received that day
    ("8/9/2020 09:00", "9/9/2020"),
    ("8/9/2020 12:00", "9/9/2020"),  # lunch: the afternoon of that day
    ("8/9/2020 17:00", "9/9/2020"),  # the stroke of closing is still that day
    ("8/9/2020 17:01", "10/9/2020"),  # after closing: received on the next day
    ("11/9/2020 18:00", "15/9/2020"),  # Friday evening: received on Monday
    ("13/9/2020 10:00", "15/9/2020"),  # Sunday: received on Monday
    ("2/9/2020 10:00", "4/9/2020"),  # holiday: received on 03/9
]


@pytest.mark.parametrize(("start", "end"), STARTS)
def test_a_start_outside_hours_counts_from_the_next_opening(start, end):
    assert due(at(start), 1, Unit.WORKING_DAYS, CALENDAR).due == at(f"{end} 17:00")


def test_calendar_days_count_from_the_day_of_receipt_too():
    assert due(at("8/9/2020 18:00"), 2, Unit.CALENDAR_DAYS, CALENDAR).due == at("11/9/2020 17:00")


CUTOFFS = [("8/9/2020 15:00", "9/9/2020"), ("8/9/2020 15:01", "10/9/2020")]


@pytest.mark.parametrize(("start", "end"), CUTOFFS)
def test_later_than_the_cutoff_is_received_next_day(start, end):
    limit = due(at(start), 1, Unit.WORKING_DAYS, CALENDAR, cutoff=dt.time(15))
    assert limit.due == at(f"{end} 17:00")


def test_after_the_cutoff_hours_run_from_the_next_morning():
    limit = due(at("8/9/2020 15:30"), 2, Unit.HOURS, CALENDAR, cutoff=dt.time(15))
    assert limit.due == at("9/9/2020 09:00")


def test_before_the_cutoff_hours_run_at_once():
    limit = due(at("8/9/2020 14:30"), 2, Unit.HOURS, CALENDAR, cutoff=dt.time(15))
    assert limit.due == at("8/9/2020 16:30")


def test_same_day_has_a_cutoff_of_its_own():
    limit = due(at("8/9/2020 10:30"), 0, Unit.SAME_DAY, CALENDAR, cutoff=dt.time(10))
    assert limit.due == at("9/9/2020 17:00")


def test_a_moment_of_another_zone_is_put_on_the_office_clock():
    late_in_vietnam = dt.datetime(2020, 9, 8, 10, 30, tzinfo=dt.UTC)  # 17:30 there
    assert due(late_in_vietnam, 1, Unit.WORKING_DAYS, CALENDAR).due == at("10/9/2020 17:00")


def test_the_end_of_time_is_refused_by_name():
    with pytest.raises(BadMoment):
        due(dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC), 1, Unit.HOURS, CALENDAR)


OPENINGS = [
    ("8/9/2020 06:00", "8/9/2020 07:00"),
    ("8/9/2020 09:15", "8/9/2020 09:15"),
    ("8/9/2020 11:00", "8/9/2020 13:00"),
    ("8/9/2020 17:00", "9/9/2020 07:00"),
    ("11/9/2020 17:30", "14/9/2020 07:00"),
    ("2/9/2020 09:00", "3/9/2020 07:00"),
]


@pytest.mark.parametrize(("moment", "opening"), OPENINGS)
def test_the_next_opening(moment, opening):
    assert next_opening(at(moment), CALENDAR) == at(opening)


def test_the_next_opening_knows_half_days():
    assert next_opening(at("11/9/2020 12:00"), CALENDAR, FRIDAY_MORNING) == at("14/9/2020 07:00")
