"""The engine's questions: when is it due and why. See decision record 0010."""

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from congvu.core.workdays.calendar import Calendar
from congvu.core.workdays.errors import BadTimeLimit
from congvu.core.workdays.explain import DayLine, lines
from congvu.core.workdays.hours import Hours
from congvu.core.workdays.limits import end_of
from congvu.core.workdays.pauses import Pause
from congvu.core.workdays.request import Amount, Request, check, received
from congvu.core.workdays.timetable import Timetable
from congvu.core.workdays.units import Unit
from congvu.core.workdays.zone import day_of


@dataclass(frozen=True)
class Due:
    """The end of a limit. ``provisional``: it rests on a day not yet announced ("tạm tính")."""

    due: dt.datetime
    provisional: bool
    request: Request = field(repr=False, compare=False)

    @cached_property
    def days(self) -> list[DayLine]:
        """The explanation, worked out when first read."""
        return lines(self.request)


def due(
    start: dt.date,
    amount: Amount,
    unit: Unit,
    calendar: Calendar,
    hours: Hours | None = None,
    pauses: Sequence[Pause] = (),
    cutoff: dt.time | None = None,
) -> Due:
    """When a limit that starts with receipt at ``start`` ends (Civil Code 2015 Đ147–148).

    ``start`` is an aware datetime, or a date when the time of day is not known. A start outside
    office hours counts from the next opening; one after ``cutoff`` from the next working day.
    ``pauses`` extend the limit by the time they stopped it. ``hours`` default to the calendar's.
    """
    table = calendar.table(hours)
    request = Request(start, amount, unit, table, pauses, cutoff)
    check(request)
    end = end_of(request)
    provisional = table.provisional(table.offset(day_of(start)), table.offset(end))
    return Due(end, provisional, request)


def begun(start: dt.date, unit: Unit, table: Timetable, cutoff: dt.time | None = None) -> Hashable:
    """What of ``start`` the end of a limit without pauses rests on: equal ones have one end."""
    if unit in (Unit.HOURS, Unit.WORKING_HOURS):
        return start
    return day_of(start), received(table, start, cutoff)


def explain(
    start: dt.date,
    amount: Amount,
    unit: Unit,
    calendar: Calendar,
    hours: Hours | None = None,
    pauses: Sequence[Pause] = (),
    cutoff: dt.time | None = None,
) -> list[DayLine]:
    """Every day from ``start`` to the due date: whether it counts and why, in Vietnamese."""
    return due(start, amount, unit, calendar, hours, pauses, cutoff).days


def due_date(
    start: dt.date, amount: int, calendar: Calendar, hours: Hours | None = None
) -> dt.date:
    """The ``amount``-th working day after receipt on ``start``: the fast path, dates only."""
    if amount < 1:
        raise BadTimeLimit
    return calendar.table(hours).add(start, amount)
