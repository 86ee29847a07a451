"""Doors for packages above: what passes on when units change, what a rumoured day would move."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import count
from typing import Any

from congvu.core import formats
from congvu.core.workdays import Calendar, CalendarRow


@dataclass(frozen=True)
class Handover:
    """A unit gave way to others; what it held must find a new home."""

    predecessor: Any
    successors: Sequence[Any]  # one after a merger or renaming, several after a division
    on: dt.date
    by: Any


@dataclass(frozen=True)
class Rehearsal:
    """Days tried before they are decreed: the calendar as it is, and as it would be."""

    rows: Sequence[CalendarRow]
    before: Callable[[int | None], Calendar]  # unit id, None for the whole Department
    after: Callable[[int | None], Calendar]
    user: Any = None  # who asks: providers tell only what this person may see
    unit_id: int | None = None  # whose days they are, with those below; None: everybody's


@dataclass(frozen=True)
class Moved:
    """A date that would move, counted from (or back to) another."""

    what: str
    label: str
    path: Callable[[], str]  # asked only for rows that are shown
    before: dt.date
    after: dt.date
    start: dt.date

    def why(self, rows: Sequence[CalendarRow]) -> str:
        """The tried days that lie in its time."""
        ends = self.start, self.before, self.after
        return days_words([row for row in rows if min(ends) <= row.date <= max(ends)])


def days_words(rows: Sequence[CalendarRow]) -> str:
    """Nghỉ ngày 20/4/2026, làm bù ngày 25/4/2026."""
    words = [f"{'nghỉ' if row.off else 'làm bù'} ngày {formats.date(row.date)}" for row in rows]
    return ", ".join(words)


_heirs: list[Callable[[Handover], None]] = []
_rehearsals: list[Callable[[Rehearsal], Iterable[Moved]]] = []


def on_succession(handler: Callable[[Handover], None]) -> Callable[[Handover], None]:
    """Call ``handler`` inside the transaction in which a unit gives way to others."""
    if handler not in _heirs:
        _heirs.append(handler)
    return handler


def hand_over(handover: Handover) -> None:
    """Tell everybody who registered."""
    for handler in _heirs:
        handler(handover)


def on_rehearsal(
    provider: Callable[[Rehearsal], Iterable[Moved]],
) -> Callable[[Rehearsal], Iterable[Moved]]:
    """Ask ``provider`` what a rumoured day would move. It must only read."""
    if provider not in _rehearsals:
        _rehearsals.append(provider)
    return provider


def moved_by(rehearsal: Rehearsal) -> Iterator[Moved]:
    """Everything that would move, as it is found."""
    return (one for provider in _rehearsals for one in provider(rehearsal))


def in_order(one: Moved) -> tuple[dt.date, str]:
    """By the present date."""
    return one.before, one.label


def rehearse(rehearsal: Rehearsal) -> list[Moved]:
    """Everything that would move, in the order of the present dates."""
    return sorted(moved_by(rehearsal), key=in_order)


def first_moved(rehearsal: Rehearsal, most: int) -> tuple[list[Moved], int]:
    """The first that would move, and how many would: the rest is not kept."""
    counted = count()
    every = (one for one, _ in zip(moved_by(rehearsal), counted, strict=False))
    return nsmallest(most, every, key=in_order), next(counted)


@dataclass(frozen=True)
class Step:
    """One step of a new installation, as a package above knows it."""

    label: str
    text: str
    path: str
    done: bool


_steps: list[Callable[[], Step]] = []


def on_setup(step: Callable[[], Step]) -> Callable[[], Step]:
    """Add a step to the page of a new installation; asked each time the page is shown."""
    if step not in _steps:
        _steps.append(step)
    return step


def setup_steps() -> list[Step]:
    """The steps of packages above."""
    return [step() for step in _steps]
