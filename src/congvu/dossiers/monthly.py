"""Figures of every month of a period by unit, in a number of queries that months do not raise."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from congvu.dossiers.counting import Counts, Scope, counted_by_month, overdue_at_ends
from congvu.dossiers.rules import (
    CLOSING,
    Figure,
    Figures,
    Name,
    enter,
    months_between,
    next_month,
    opening,
)

Sums = dict[int | None, Figures]  # by unit
KEYS = ("unit", "channel", "imported")


def sums_by_month(
    scope: Scope, figures: Iterable[Figure], *, late: bool
) -> Iterator[tuple[Scope, Sums]]:
    """Each month that has begun as a period of its own, with what arose in it and came over from
    before; with ``late`` also what was overdue and open at its end."""
    months = [one for one in months_between(scope.start, scope.end) if opening(one) <= scope.now]
    if not months:
        return
    scopes = [replace(scope, start=one, end=next_month(one)) for one in months]
    whole = replace(scope, start=months[0], end=scopes[-1].end)
    counts = counted_by_month(whole, months, {Figure.RECEIVED, *CLOSING, *figures}, KEYS)
    overdue = overdue_at_ends(scopes, "unit") if late else Counts()
    by_month = sorted_by_month(counts)
    before: Sums = defaultdict(Figures)
    entered(before, by_month[None], True)
    for place, one in enumerate(scopes):
        sums: Sums = defaultdict(Figures)
        for unit, known in before.items():
            sums[unit].add(known)
        entered(sums, by_month[one.start], False)
        for unit, found in sums.items():
            found.numbers[Name.TAKEN] = found[Name.CARRIED] + found[Figure.RECEIVED]
            found.numbers[Name.LATE] = overdue[place, unit]
        yield one, dict(sums)
        entered(before, by_month[one.start], True)


def sorted_by_month(counts: Counts) -> dict[dt.date | None, Counts]:
    """The counts of each month; those before them under None."""
    found: dict[dt.date | None, Counts] = defaultdict(Counts)
    for (month, *key), number in counts.items():
        found[month][tuple(key)] += number
    return found


def entered(sums: Sums, counts: Counts, before: bool) -> None:
    """Counts into the figures of their units."""
    for (figure, unit, channel, imported), number in counts.items():
        enter(sums[unit].numbers, before, figure, channel, imported, number)
