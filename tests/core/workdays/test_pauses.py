"""A pause extends the limit by the time it stopped it, no more and no less."""

import datetime as dt

import pytest

from congvu.core.workdays import BadMoment, Pause, Unit, due
from tests.core.workdays.factories import CALENDAR, at, day, pause

ACCEPTED = at("8/9/2020 10:00")  # Tuesday
WORKING_DAYS = [
    ([("9/9/2020 10:00", "11/9/2020 10:00")], "17/9/2020"),  # two working days
    ([("9/9/2020 10:00", "9/9/2020 16:00")], "15/9/2020"),  # within one day: none
    ([("11/9/2020 10:00", "14/9/2020 10:00")], "16/9/2020"),  # the weekend was free anyway
    ([("11/9/2020 18:00", "13/9/2020 20:00")], "15/9/2020"),  # nothing but weekend
    ([("8/9/2020 14:00", "10/9/2020 14:00")], "17/9/2020"),  # from the day of receipt
    ([("1/9/2020 08:00", "10/9/2020 14:00")], "17/9/2020"),  # begun before: only since receipt
    ([("1/9/2020 08:00", "4/9/2020 14:00")], "15/9/2020"),  # over before receipt
    ([("15/9/2020 16:00", "17/9/2020 09:00")], "17/9/2020"),  # asked on the last day
    ([("16/9/2020 08:00", "17/9/2020 09:00")], "15/9/2020"),  # begun after the end
    ([("9/9/2020 08:00", "10/9/2020 09:00"), ("14/9/2020 08:00", "15/9/2020 09:00")], "17/9/2020"),
    ([("9/9/2020 08:00", "11/9/2020 09:00"), ("10/9/2020 08:00", "11/9/2020 09:00")], "17/9/2020"),
    ([("14/9/2020 08:00", "15/9/2020 09:00"), ("16/9/2020 08:00", "17/9/2020 09:00")], "17/9/2020"),
]


@pytest.mark.parametrize(("pauses", "end"), WORKING_DAYS)
def test_five_working_days_are_extended_by_the_working_days_paused(pauses, end):
    limit = due(ACCEPTED, 5, Unit.WORKING_DAYS, CALENDAR, pauses=[pause(*one) for one in pauses])
    assert limit.due == at(f"{end} 17:00")


HOURS = [
    (("8/9/2020 14:00", "8/9/2020 15:00"), "9/9/2020 10:00"),
    (("8/9/2020 10:30", "8/9/2020 13:30"), "9/9/2020 10:00"),  # lunch does not run twice
    (("8/9/2020 16:00", "9/9/2020 08:00"), "9/9/2020 11:00"),
    (("8/9/2020 17:00", "9/9/2020 07:00"), "9/9/2020 09:00"),  # the night stops nothing
    (("9/9/2020 09:00", "9/9/2020 15:00"), "9/9/2020 09:00"),  # begins when it is due
]


@pytest.mark.parametrize(("stop", "end"), HOURS)
def test_seven_hours_are_extended_by_the_office_time_paused(stop, end):
    limit = due(ACCEPTED, 7, Unit.HOURS, CALENDAR, pauses=[pause(*stop)])
    assert limit.due == at(end)


def test_calendar_days_are_extended_by_calendar_days_then_rolled():
    stop = pause("11/9/2020 10:00", "14/9/2020 10:00")
    assert due(ACCEPTED, 3, Unit.CALENDAR_DAYS, CALENDAR, pauses=[stop]).due == at(
        "14/9/2020 17:00"
    )
    assert due(ACCEPTED, 8, Unit.CALENDAR_DAYS, CALENDAR, pauses=[stop]).due == at(
        "21/9/2020 17:00"
    )


def test_months_are_extended_by_calendar_days():
    stop = pause("10/9/2020 10:00", "15/9/2020 10:00")
    assert due(ACCEPTED, 1, Unit.MONTHS, CALENDAR, pauses=[stop]).due == at("13/10/2020 17:00")


def test_a_same_day_limit_moves_to_the_day_the_pause_ends():
    stop = pause("8/9/2020 14:00", "10/9/2020 09:00")
    assert due(ACCEPTED, 0, Unit.SAME_DAY, CALENDAR, pauses=[stop]).due == at("10/9/2020 17:00")


def test_a_supplement_after_the_cutoff_came_the_next_day():
    stop = pause("9/9/2020 10:00", "10/9/2020 16:00")
    limit = due(ACCEPTED, 5, Unit.WORKING_DAYS, CALENDAR, pauses=[stop], cutoff=dt.time(15))
    assert limit.due == at("17/9/2020 17:00")


def test_a_pause_of_a_limit_counted_from_a_date():
    stop = pause("9/9/2020 10:00", "11/9/2020 10:00")
    limit = due(day("8/9/2020"), 5, Unit.WORKING_DAYS, CALENDAR, pauses=[stop])
    assert limit.due == at("17/9/2020 17:00")


def test_a_pause_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadMoment):
        pause("9/9/2020 10:00", "8/9/2020 10:00")


def test_a_pause_without_time_zone_is_refused():
    with pytest.raises(BadMoment):
        Pause(dt.datetime(2020, 9, 9), dt.datetime(2020, 9, 10))  # noqa: DTZ001


def test_the_reason_is_said_in_vietnamese_or_as_given():
    assert pause("9/9/2020 10:00", "9/9/2020 11:00", "payment").words == "chờ nộp phí, lệ phí"
    assert pause("9/9/2020 10:00", "9/9/2020 11:00", "mưa bão").words == "mưa bão"
