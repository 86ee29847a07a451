"""How many due dates a second on a prepared calendar."""

import datetime as dt
import time
from collections.abc import Callable
from itertools import cycle

from benchmarks.report import Line, table
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


def measure() -> list[Line]:
    """Measure adding working days and hours with one pause, over starts of a whole year."""
    calendar = Calendar.build(load(NATIONAL_FILE), load_hours())
    calendar.table()
    return [_days(calendar), _hours(calendar)]


def _rate(task: Callable[[], object], times: int, rounds: int = 5) -> float:
    """Runs per second, the best of several rounds: the machine is shared."""
    best = 0.0
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(times):
            task()
        best = max(best, times / (time.perf_counter() - start))
    return best


def _days(calendar: Calendar) -> Line:
    starts = cycle([dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(366)])
    value = _rate(lambda: due_date(next(starts), 15, calendar), 100_000)
    return Line("Add 15 working days", value, "per s", 200_000, at_least=True)


def _hours(calendar: Calendar) -> Line:
    morning = dt.datetime(2020, 1, 1, 9, 30, tzinfo=ZONE)
    runs = []
    for day in range(366):
        start = morning + dt.timedelta(days=day)
        runs.append((start, (Pause(start + dt.timedelta(days=1), start + dt.timedelta(days=3)),)))
    cases = cycle(runs)

    def one() -> object:
        start, pauses = next(cases)
        return due(start, 12, Unit.HOURS, calendar, pauses=pauses)

    return Line("Add 12 hours with one pause", _rate(one, 20_000), "per s", 50_000, at_least=True)


if __name__ == "__main__":
    print(table(measure()))
