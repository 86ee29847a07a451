"""When an answer is due, how much of the time has run, whether it came in time."""

import datetime as dt

from congvu.core import workdays
from congvu.core.workdays import Calendar, Due, Unit
from congvu.core.workdays.zone import local
from congvu.petitions.states import Lateness


def due_after(received: dt.datetime, days: int, calendar: Calendar) -> Due:
    """The close of the last working day; the day of receipt is not counted."""
    return workdays.due(received, days, Unit.WORKING_DAYS, calendar, calendar.hours)


def lateness(answered: dt.datetime, due: dt.datetime) -> Lateness:
    """By days: a limit in days ends with the day."""
    late = local(answered).date() > local(due).date()
    return Lateness.OVERDUE if late else Lateness.ON_TIME


def share_run(start: dt.datetime, due: dt.datetime, now: dt.datetime, calendar: Calendar) -> int:
    """Percent of the office time between ``start`` and ``due`` that has run."""
    if now >= due:
        return 100
    table = calendar.table(calendar.hours)
    begin, end = table.clock(local(start)), table.clock(local(due))
    whole = end - begin
    return max(0, min(99, 100 * (table.clock(local(now)) - begin) // whole)) if whole > 0 else 0


def warning_of(share: int, levels: list[int]) -> int:
    """The highest level reached; 0 before the first."""
    return max((level for level in levels if share >= level), default=0)


def percent(part: int, whole: int) -> float | None:
    """A share in percent; None of nothing."""
    return 100 * part / whole if whole else None
