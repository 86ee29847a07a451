"""What is added up by month: events of dossiers, payments, amounts charged."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Min, QuerySet

from congvu.dossiers import takings
from congvu.dossiers.counting import KEYS, Counts, Scope, live
from congvu.dossiers.models import Dossier, MonthTotal, RollUp, TakingTotal
from congvu.dossiers.rules import Figure, Totals, next_month, opening
from congvu.dossiers.takings import Side

KEPT_BY = ("figure", "unit_id", "point_id", "procedure_id")
Counted = Mapping[tuple[Any, ...], tuple[Any, ...]]  # {(figure, *place): values}


@dataclass(frozen=True)
class Ledger:
    """One kind of totals: where they begin, their rows, and what a month comes to."""

    of: Totals
    first: Callable[[], Iterable[dt.datetime | None]]
    rows: Callable[[dt.date], QuerySet]
    keys: tuple[str, ...]
    values: tuple[str, ...]
    counted: Callable[[dt.date], Counted]

    def kept(self, month: dt.date) -> Counted:
        """A month as it is kept; of a key kept twice the values of both."""
        cut, found = len(self.keys), dict[tuple[Any, ...], tuple[Any, ...]]()
        for row in self.rows(month).values_list(*self.keys, *self.values):
            found[row[:cut]] = found.get(row[:cut], ()) + row[cut:]
        return found

    def total(self, month: dt.date, key: tuple, values: tuple) -> MonthTotal:
        """One row."""
        told = zip((*self.keys, *self.values), (*key, *values), strict=True)
        return self.rows(month).model(month=month, **dict(told))


def of_dossiers(month: dt.date) -> Counted:
    """Events of dossiers in a month."""
    end = next_month(month)
    scope = Scope(month, end, opening(end))
    found: Counts = Counts()
    for key, number in live(scope, set(Figure), KEYS, [(scope.begin, opening(end))]):
        _, figure, *rest, imported = key
        found[(figure, *rest, bool(imported))] += number
    return {key: (number,) for key, number in found.items()}


def of_money(side: Side) -> Ledger:
    """The ledger of payments, or of amounts charged."""

    def counted(month: dt.date) -> Counted:
        end = next_month(month)
        scope = Scope(month, end, opening(end))
        return takings.live(side, scope, [(scope.begin, opening(end))], KEYS[:3])

    return Ledger(
        side.of,
        lambda: side.model.objects.aggregate(first=Min(side.moment)).values(),
        lambda month: TakingTotal.objects.filter(month=month, figure__in=side.names),
        KEPT_BY,
        ("count", "amount"),
        counted,
    )


OF_DOSSIERS = Ledger(
    Totals.DOSSIERS,
    lambda: Dossier.objects.aggregate(a=Min("accepted_at"), s=Min("submitted_at")).values(),
    lambda month: RollUp.objects.filter(month=month),
    (*KEPT_BY, "channel", "imported"),
    ("count",),
    of_dossiers,
)
LEDGERS = (OF_DOSSIERS, of_money(takings.PAYMENTS), of_money(takings.DUES))
