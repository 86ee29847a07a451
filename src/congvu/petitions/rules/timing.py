"""When an answer is due, whether it came in time, what to warn of."""

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


def warning_of(share: int, levels: list[int]) -> int:
    """The highest level reached; 0 before the first."""
    return max((level for level in levels if share >= level), default=0)


def percent(part: int, whole: int) -> float | None:
    """A share in percent; None of nothing."""
    return 100 * part / whole if whole else None
