"""How many due dates a second on a prepared calendar."""

import datetime as dt
from itertools import cycle

from benchmarks.report import Result, rate, show
from congvu.core.workdays import (
    NATIONAL_FILE,
    ZONE,
    Calendar,
    Pause,
    Unit,
    due,
    due_date,
    load,
    load_hours,
)


def run() -> list[Result]:
    """Measure adding working days and hours with one pause, over starts of a whole year."""
    calendar = Calendar.build(load(NATIONAL_FILE), load_hours())
    calendar.table()
    return [_days(calendar), _hours(calendar)]


def _days(calendar: Calendar) -> Result:
    starts = cycle([dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(366)])
    value = rate(lambda: due_date(next(starts), 15, calendar), 100_000)
    return Result("add 15 working days", value, "per second", 200_000, at_least=True)


def _hours(calendar: Calendar) -> Result:
    morning = dt.datetime(2020, 1, 1, 9, 30, tzinfo=ZONE)
    runs = []
    for day in range(366):
        start = morning + dt.timedelta(days=day)
        runs.append((start, (Pause(start + dt.timedelta(days=1), start + dt.timedelta(days=3)),)))
    cases = cycle(runs)

    def one() -> object:
        start, pauses = next(cases)
        return due(start, 12, Unit.HOURS, calendar, pauses=pauses)

    return Result("12 hours with one pause", rate(one, 20_000), "per second", 50_000, at_least=True)


if __name__ == "__main__":
    show(run())
