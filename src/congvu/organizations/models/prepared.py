"""Rows of the calendar as the engine's prepared calendars, kept per process.

A change writes a new mark into the shared cache once it is committed; a process that sees another
mark than its own reads the rows again. It looks at most once a second.
"""

import datetime as dt
import functools
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection, models, transaction

from congvu.core import workdays
from congvu.core.workdays.hours import hours_on
from congvu.organizations.models.calendar import CalendarDay, OfficeHours
from congvu.organizations.models.unit import Unit, parents_of_units

MARK = "organizations.calendar.mark"
SECONDS_BETWEEN_LOOKS = 1.0

Calendars = Callable[[int | None], workdays.Calendar]  # unit id, None for the whole Department


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
    return calendars_of([unit_id])[unit_id]


def calendars_of(unit_ids: Collection[int | None]) -> dict[int | None, workdays.Calendar]:
    """The calendars of many units; those not in memory are read together."""
    if getattr(connection, "calendar_touched", False):
        if connection.in_atomic_block:  # our own change, not committed yet: nobody else's business
            return build_calendars(unit_ids)
        connection.calendar_touched = False  # it was rolled back
    look()
    kept = {one: found for one in unit_ids if (found := _kept.calendars.get(one))}
    if missing := [one for one in unit_ids if one not in kept]:
        fresh = build_calendars(missing)
        _kept.calendars |= fresh
        kept |= fresh
    return kept


def calendars_with(
    rows: Sequence[workdays.CalendarRow], unit_id: int | None
) -> tuple[Calendars, Calendars]:
    """Calendars of all units as they are, and with more days of a unit and those below it (none:
    everybody). A unit below that has a day of its own on the same date keeps it.
    """
    parents = parents_of_units()
    now = calendars_of([None, *parents])
    days = [row.date for row in rows]

    @functools.cache
    def then(one: int | None) -> workdays.Calendar:
        chain = [None, *lineage(one, parents)]
        if unit_id not in chain:
            return now[one]
        lower = {str(key) for key in chain[chain.index(unit_id) + 1 :]}
        own = [row for row in now[one].rows if row.date in days and row.scope in lower]
        return now[one].with_rows([*rows, *own], days)

    return now.__getitem__, then


def build_calendars(unit_ids: Collection[int | None]) -> dict[int | None, workdays.Calendar]:
    """Calendars read from the rows: national days first, then those of the units above."""
    parents = parents_of_units() if any(unit_ids) else {}
    chains = {one: lineage(one, parents) for one in unit_ids}
    named = {key for chain in chains.values() for key in chain}
    concerned = models.Q(unit=None) | models.Q(unit__in=named)
    days: dict[int | None, list[workdays.CalendarRow]] = defaultdict(list)
    hours: dict[int | None, list[workdays.OfficeHours]] = defaultdict(list)
    for day in CalendarDay.objects.filter(concerned):
        days[day.unit_id].append(day.as_rule())
    for row in OfficeHours.objects.filter(concerned):
        hours[row.unit_id].append(row.as_rule())
    ours = [workdays.load_hours()]
    return {
        one: workdays.Calendar.build(
            [row for key in (None, *chain) for row in days[key]],
            # those of the nearest unit that has any, else the Department's, else what we came with
            tuple(next(filter(None, (hours[key] for key in (*reversed(chain), None))), ours)),
        )
        for one, chain in chains.items()
    }


def lineage(unit_id: int | None, parents: Mapping[int, int | None] | None = None) -> list[int]:
    """Ids from the topmost unit down to ``unit_id``."""
    if unit_id is None:
        return []
    parents = parents_of_units() if parents is None else parents
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
