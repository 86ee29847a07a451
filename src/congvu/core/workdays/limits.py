"""When a limit ends: one small function per unit."""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable

from congvu.core.workdays.request import Request, received, started
from congvu.core.workdays.spans import extend, in_days, in_seconds, in_working_days
from congvu.core.workdays.units import Unit
from congvu.core.workdays.zone import day_of


def end_of(request: Request) -> dt.datetime:
    """The moment at which the limit ends."""
    return ENDS[request.unit](request)


def _working_days(request: Request) -> dt.datetime:
    """Day 1 is the working day after the day of receipt; ends at the close of the last day.

    A fraction ends after that share of the office time of the following working day.
    """
    table = request.table
    base = table.base[received(table, request.start, request.cutoff)]
    whole = int(request.amount)
    share = request.amount - whole
    target = base + whole + (1 if share else 0)
    if request.pauses:
        target = extend(target, in_working_days(request, base), closed=True)
    at = _offset_of_position(request, target)
    if not share:
        return table.close(at)
    length = table.seconds_before[at + 1] - table.seconds_before[at]
    return table.moment(table.seconds_before[at] + max(1, int(length * share)), at)


def _offset_of_position(request: Request, position: int) -> int:
    table = request.table
    start = table.offset(day_of(request.start))
    if position > table.reach[start]:
        raise table.missing(start)
    return table.working[position].toordinal() - table.first


def _calendar_days(request: Request) -> dt.datetime:
    """The first day is not counted (Civil Code 2015 Đ147.2), every later one is."""
    base = received(request.table, request.start, request.cutoff)
    return _rolled(request, base, base + int(request.amount))


def _months(request: Request) -> dt.datetime:
    """The corresponding day of the last month, else its last day (Civil Code 2015 Đ148.3)."""
    table = request.table
    base = received(table, request.start, request.cutoff)
    end = add_months(table.days[base], int(request.amount))
    return _rolled(request, base, end.toordinal() - table.first)


def _rolled(request: Request, base: int, target: int) -> dt.datetime:
    """A last day off moves the end to the next working day (Civil Code 2015 Đ148.5)."""
    last = paused_target(request, base, target)
    return request.table.close(request.table.working_from(last))


def paused_target(request: Request, base: int, target: int) -> int:
    """The last day of a calendar limit before rolling, pauses added."""
    if request.pauses:
        target = extend(target, in_days(request, base), closed=True)
    if target > request.table.last[base]:
        raise request.table.missing(base)
    return target


def _hours(request: Request) -> dt.datetime:
    """Hours run only while the office is open, exact to the second, pauses too."""
    table = request.table
    base = started(table, request.start, request.cutoff)
    target = base + max(1, int(request.amount * 3600))
    if request.pauses:
        target = extend(target, in_seconds(request, base), closed=False)
    return table.moment(target, table.offset(day_of(request.start)))


def _same_day(request: Request) -> dt.datetime:
    """The close of the day of receipt; a pause moves it to the close of the day it ends."""
    table = request.table
    at = received(table, request.start, request.cutoff)
    for pause in sorted(request.pauses, key=lambda one: one.start):
        if received(table, pause.start) <= at:
            at = max(at, received(table, pause.end, request.cutoff))
    return table.close(at)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


ENDS: dict[Unit, Callable[[Request], dt.datetime]] = {
    Unit.WORKING_DAYS: _working_days,
    Unit.CALENDAR_DAYS: _calendar_days,
    Unit.MONTHS: _months,
    Unit.HOURS: _hours,
    Unit.WORKING_HOURS: _hours,
    Unit.SAME_DAY: _same_day,
}
