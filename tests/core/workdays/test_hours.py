"""Office hours: what is accepted, what is refused and how it is told."""

import datetime as dt

import pytest

from congvu.core.workdays import BadOfficeHours, OfficeHours, Session
from tests.core.workdays.factories import DAY, HOURS, WEEK


def test_the_default_week_is_forty_hours():
    morning, afternoon = HOURS.week[0]
    assert morning == Session(dt.time(7), dt.time(11))
    assert afternoon == Session(dt.time(13), dt.time(17))
    assert [len(sessions) for sessions in HOURS.week] == [2, 2, 2, 2, 2, 0, 0]
    assert HOURS.name == "Giờ làm việc mặc định"


BAD = [
    {},
    {"mon": ["11:00-07:00"]},
    {"mon": ["07:00-07:00"]},
    {"mon": ["07:00-12:00", "11:00-17:00"]},
    {"mon": ["13:00-17:00", "07:00-11:00"]},
    {"mon": ["7h-11h"]},
    {"mon": ["07:00"]},
    {"thứ Hai": DAY},
]


@pytest.mark.parametrize("week", BAD)
def test_hours_that_make_no_sense_are_refused(week):
    with pytest.raises(BadOfficeHours):
        OfficeHours.parse(week)


def test_a_week_has_seven_days():
    with pytest.raises(BadOfficeHours):
        OfficeHours(HOURS.week[:5])


def test_a_counted_day_needs_hours():
    with pytest.raises(BadOfficeHours, match="phải có giờ"):
        OfficeHours.parse(WEEK, counted=frozenset({5}))


def test_an_unreadable_time_is_quoted():
    with pytest.raises(BadOfficeHours, match="7h-11h"):
        OfficeHours.parse({"mon": ["7h-11h"]})


def test_equal_hours_are_one_key():
    assert {OfficeHours.parse(WEEK, name="một"): 1}[OfficeHours.parse(WEEK, name="một")] == 1
    assert OfficeHours.parse(WEEK) != OfficeHours.parse(WEEK, valid_from=dt.date(2020, 1, 1))
