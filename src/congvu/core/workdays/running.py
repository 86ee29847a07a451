"""Office time that has run between two moments, and what share of a limit that is."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from congvu.core.workdays.calendar import Calendar
from congvu.core.workdays.hours import Hours
from congvu.core.workdays.zone import local


class Stretch(Protocol):
    """A stretch in which time stands still; without an end it still does."""

    @property
    def start(self) -> dt.datetime: ...

    @property
    def end(self) -> dt.datetime | None: ...


def office_seconds(
    start: dt.datetime,
    end: dt.datetime,
    calendar: Calendar,
    hours: Hours | None = None,
    stops: Iterable[Stretch] = (),
) -> int:
    """Office time between two moments, without what stood still.

    YearNotAnnounced where they or a day between them lie in a year whose calendar is not known.
    """
    table = calendar.table(hours)

    def at(moment: dt.datetime) -> int:
        return table.clock(local(moment))

    table.run_to(local(min(start, end)), local(max(start, end)))
    total, edge = at(end) - at(start), start
    for stop in sorted(stops, key=lambda one: one.start):
        begin, until = max(edge, stop.start), min(end, stop.end or end)
        if until > begin:
            total -= at(until) - at(begin)
            edge = until
    return max(0, total)


def share_run(
    start: dt.datetime,
    due: dt.datetime,
    now: dt.datetime,
    calendar: Calendar,
    hours: Hours | None = None,
    stops: Iterable[Stretch] = (),
) -> int:
    """Percent of the office time between ``start`` and ``due`` that has run, pauses left out.

    100 once the limit is over, which needs no calendar. Before that a year whose calendar is not
    known is YearNotAnnounced: nothing is guessed.
    """
    if now >= due:
        return 100
    held = list(stops)
    whole = office_seconds(start, due, calendar, hours, held)
    if whole <= 0:
        return 0
    return min(99, 100 * office_seconds(start, now, calendar, hours, held) // whole)
