"""Counting working days between dates, and small questions about one day."""

import datetime as dt
from typing import NamedTuple

from congvu.core.workdays import words
from congvu.core.workdays.calendar import Calendar
from congvu.core.workdays.errors import BadTimeLimit
from congvu.core.workdays.explain import DayLine
from congvu.core.workdays.hours import Hours, seconds
from congvu.core.workdays.timetable import Timetable
from congvu.core.workdays.zone import local


class Between(NamedTuple):
    """Working days after one date up to and including another, with the reason for each day."""

    working_days: int
    days: list[DayLine]
    provisional: bool


def between(
    start: dt.date, end: dt.date, calendar: Calendar, hours: Hours | None = None
) -> Between:
    """Working days after ``start`` up to ``end``; the first day never counts (Civil Code Đ147.2).

    For a working day ``start`` this undoes ``due_date``. None when ``end`` is not later.
    """
    table = calendar.table(hours)
    first, last = table.offset(start), table.run_to(start, end)
    offsets = range(first + 1, last + 1)
    nth = table.before[first + 1]
    days = [
        DayLine(table.days[at], table.counted[at], _why(table, at, table.before[at + 1] - nth))
        for at in offsets
    ]
    count = table.before[last + 1] - nth if last > first else 0
    return Between(count, days, last > first and table.provisional(first + 1, last))


def working_days_left(
    today: dt.date, due: dt.date, calendar: Calendar, hours: Hours | None = None
) -> int:
    """Working days after ``today`` up to ``due``; negative when ``due`` has passed."""
    table = calendar.table(hours)
    if due < today:
        return -working_days_left(due, today, calendar, hours)
    return table.before[table.run_to(today, due) + 1] - table.before[table.offset(today) + 1]


def working_days_before(
    day: dt.date, amount: int, calendar: Calendar, hours: Hours | None = None
) -> dt.date:
    """The ``amount``-th working day before ``day``: when to remind or to apologise."""
    if amount < 1:
        raise BadTimeLimit
    table = calendar.table(hours)
    position = table.before[table.offset(day)] - amount
    if position < 0:
        raise table.missing(-1)
    found = table.working[position]
    table.run_to(found, day)
    return found


def is_working_day(day: dt.date, calendar: Calendar, hours: Hours | None = None) -> bool:
    """Whether ``day`` counts as a working day."""
    table = calendar.table(hours)
    return table.counted[table.offset(day)]


def next_opening(
    moment: dt.datetime, calendar: Calendar, hours: Hours | None = None
) -> dt.datetime:
    """``moment`` itself while the office is open, else the start of the next session."""
    table, moment = calendar.table(hours), local(moment)
    at, now = table.offset(moment), seconds(moment)
    for start, end in table.spans[at]:
        if now < end:
            return moment if now >= start else table.at(at, start)
    at = table.open_from(at + 1)
    return table.at(at, table.spans[at][0][0])


def _why(table: Timetable, at: int, nth: int) -> str:
    row = table.rows.get(table.days[at])
    parts = [f"ngày thứ {nth}"] if table.counted[at] else [words.why_off(row, table.days[at])]
    if table.sessions[at] and (special := words.why_worked(row)):
        parts.append(special)
    if table.shaky[at]:
        parts.append(words.PROVISIONAL)
    return ", ".join(parts)
