"""Rows of the calendar as the engine's prepared calendars, kept per process.

A change writes a new mark into the shared cache once it is committed; a process that sees another
mark than its own reads the rows again. It looks at most once a second.
"""

import datetime as dt
import time
import uuid
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection, transaction

from congvu.core import workdays
from congvu.core.workdays.hours import hours_on
from congvu.organizations.models.calendar import CalendarDay, OfficeHours
from congvu.organizations.models.unit import Unit

MARK = "organizations.calendar.mark"
SECONDS_BETWEEN_LOOKS = 1.0


@dataclass
class Kept:
    """What this process remembers."""

    mark: str | None = None
    looked: float = 0.0
    calendars: dict[int | None, workdays.Calendar] = field(default_factory=dict)


_kept = Kept()


def prepared_calendar(
    unit: Unit | None, around: dt.date
) -> tuple[workdays.Calendar, tuple[workdays.OfficeHours, ...]]:
    """Calendar of a unit (none: the Department), and its office hours of all periods.

    NoOfficeHours when none hold on the day ``around``. Without hours of its own a unit has those
    of the unit above; without any, those we came with.
    """
    calendar = calendar_of(unit.pk if unit else None)
    hours = calendar.hours if isinstance(calendar.hours, tuple) else ()
    if hours_on(hours, around) is None:
        raise workdays.NoOfficeHours(around)
    return calendar, hours


def calendar_of(unit_id: int | None) -> workdays.Calendar:
    """The calendar of a unit, from memory while nothing changed."""
    if getattr(connection, "calendar_touched", False):
        if connection.in_atomic_block:  # our own change, not committed yet: nobody else's business
            return build_calendar(unit_id)
        connection.calendar_touched = False  # it was rolled back
    look()
    if unit_id not in _kept.calendars:
        _kept.calendars[unit_id] = build_calendar(unit_id)
    return _kept.calendars[unit_id]


def build_calendar(unit_id: int | None) -> workdays.Calendar:
    """The calendar read from the rows: national days first, then those of the units above."""
    chain = lineage(unit_id)
    days = [*CalendarDay.objects.filter(unit=None)]
    own = CalendarDay.objects.filter(unit__in=chain)
    days += sorted(own, key=lambda day: chain.index(day.unit_id))
    return workdays.Calendar.build([day.as_rule() for day in days], hours_of(chain))


def hours_of(chain: list[int]) -> tuple[workdays.OfficeHours, ...]:
    """Hours of the nearest unit that has any, else the Department's, else those we came with."""
    rows = [*OfficeHours.objects.filter(unit__in=chain), *OfficeHours.objects.filter(unit=None)]
    for unit_id in [*reversed(chain), None]:
        found = tuple(row.as_rule() for row in rows if row.unit_id == unit_id)
        if found:
            return found
    return (workdays.load_hours(),)


def lineage(unit_id: int | None) -> list[int]:
    """Ids from the topmost unit down to ``unit_id``."""
    if unit_id is None:
        return []
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    chain: list[int] = []
    here: int | None = unit_id
    while here is not None and here not in chain:
        chain.append(here)
        here = parents.get(here)
    return chain[::-1]


def look() -> None:
    """Forget what we know when another process changed the calendar."""
    now = time.monotonic()
    if now - _kept.looked < SECONDS_BETWEEN_LOOKS:
        return
    mark = cache.get(MARK, "")
    if mark != _kept.mark:
        _kept.calendars.clear()
    _kept.mark, _kept.looked = mark, now


def calendar_touched() -> None:
    """The rows changed: this transaction reads them anew, everybody does after the commit."""
    connection.calendar_touched = True
    transaction.on_commit(_spread)


def _spread() -> None:
    connection.calendar_touched = False
    cache.set(MARK, uuid.uuid4().hex, timeout=None)
    _kept.calendars.clear()
    _kept.looked = 0.0


def forget_calendars() -> None:
    """Know nothing again, for tests and for a database that was restored underneath."""
    connection.calendar_touched = False
    _kept.calendars.clear()
    _kept.mark, _kept.looked = None, 0.0
