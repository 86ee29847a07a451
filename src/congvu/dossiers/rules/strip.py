"""A dossier's life day by day: whose desk it lay on, what it waited for."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from congvu.core.workdays import Calendar
from congvu.core.workdays.hours import Hours
from congvu.core.workdays.words import why_off
from congvu.core.workdays.zone import local

MOST_DAYS = 366


class Spell(NamedTuple):
    """From ``since`` on the dossier lay on ``desk``; ``waits_for`` is empty while worked on."""

    since: dt.datetime
    desk: str
    waits_for: str = ""


@dataclass(frozen=True)
class StripDay:
    """One day: where the dossier lay at its end, and whether the office was open."""

    date: dt.date
    desk: int  # index into ``Strip.desks``
    waits_for: str
    off: str  # why the office was closed; empty on a working day
    due: bool = False
    late: bool = False

    @property
    def kind(self) -> str:
        """How the day is drawn."""
        if self.off:
            return "off"
        if self.waits_for:
            return "waiting"
        return "late" if self.late else "work"


@dataclass(frozen=True)
class Strip:
    """The days, the desks in the order of their first appearance, what is left out."""

    days: list[StripDay]
    desks: list[str]
    cut: int = 0


def strip(
    spells: Sequence[Spell],
    until: dt.datetime,
    due: dt.datetime | None,
    calendar: Calendar,
    hours: Hours | None = None,
) -> Strip:
    """The strip from the first spell to ``until``; of a very long life its last year."""
    if not spells:
        return Strip([], [])
    table = calendar.table(hours)
    ordered = sorted(spells, key=lambda spell: spell.since)
    desks = list(dict.fromkeys(spell.desk for spell in ordered))
    first, last = local(ordered[0].since).date(), local(until).date()
    due_on = local(due).date() if due else None
    if due_on:
        last = max(last, min(due_on, last + dt.timedelta(days=MOST_DAYS)))
    length = (last - first).days + 1
    cut = max(0, length - MOST_DAYS)
    days, place = [], 0
    for number in range(length):
        day = first + dt.timedelta(days=number)
        while place + 1 < len(ordered) and local(ordered[place + 1].since).date() <= day:
            place += 1
        if number < cut:
            continue
        spell, ahead = ordered[place], day > local(until).date()
        off = "" if table.counted[table.offset(day)] else why_off(table.rows.get(day), day)
        days.append(
            StripDay(
                day,
                -1 if ahead else desks.index(spell.desk),
                "" if ahead else spell.waits_for,
                off,
                due=day == due_on,
                late=due_on is not None and day > due_on,
            )
        )
    return Strip(days, desks, cut)
