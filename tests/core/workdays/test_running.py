"""What share of a limit has run, and that a year nobody announced is said."""

import datetime as dt
from typing import NamedTuple

import pytest

from congvu.core.workdays import (
    NATIONAL_FILE,
    ZONE,
    Calendar,
    YearNotAnnounced,
    load,
    load_hours,
    share_run,
)
from congvu.core.workdays import office_seconds as seconds

ROWS = tuple(load(NATIONAL_FILE))
CALENDAR = Calendar.build(ROWS, load_hours())


class Still(NamedTuple):
    """A stretch that stands still."""

    start: dt.datetime
    end: dt.datetime | None


def at(day: int, month: int, year: int = 2020, hour: int = 17) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=ZONE)


def without(year: int) -> Calendar:
    return Calendar.build([row for row in ROWS if row.date.year != year], load_hours())


def test_what_stands_still_does_not_run():
    stops = [Still(at(9, 9), at(10, 9)), Still(at(9, 9), None)]  # two from one moment
    assert seconds(at(8, 9), at(11, 9), CALENDAR, stops=stops) == 8 * 3600  # the 9th
    assert share_run(at(7, 9), at(11, 9), at(10, 9), CALENDAR, stops=stops[:1]) == 66


@pytest.mark.parametrize(
    ("missing", "start", "due", "now"),
    [
        (2021, at(28, 12), at(8, 1, 2021), at(30, 12)),  # the year of the due day
        (2020, at(28, 12), at(8, 1, 2021), at(6, 1, 2021)),  # the year it began in
        (2020, at(27, 12, 2019), at(8, 1, 2021), at(30, 12, 2019)),  # a year on the way
    ],
)
def test_a_year_not_announced_is_said_and_nothing_guessed(missing, start, due, now):
    with pytest.raises(YearNotAnnounced) as refused:
        share_run(start, due, now, without(missing))
    assert refused.value.year == missing
    assert share_run(start, due, now, CALENDAR) >= 0


def test_a_limit_that_is_over_is_over_whatever_the_calendar_says():
    for moment in (at(8, 1, 2021), at(9, 1, 2021)):
        assert share_run(at(28, 12), at(8, 1, 2021), moment, without(2021)) == 100


def test_a_limit_without_office_time_has_not_begun():
    saturday, sunday = at(5, 9), at(6, 9)
    assert share_run(saturday, sunday, at(5, 9, hour=18), CALENDAR) == 0
    assert share_run(saturday, sunday, sunday, CALENDAR) == 100
