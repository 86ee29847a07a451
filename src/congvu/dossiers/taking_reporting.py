"""Reports of fees put together: whose money, its figures, its rows; for pages and for jobs."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from congvu.documents.xlsx import Cell, Workbook
from congvu.dossiers.counting import Scope
from congvu.dossiers.models import Payment
from congvu.dossiers.outputs.takings import (
    TakingList,
    TakingReport,
    TakingRow,
    TakingSums,
    list_book,
    sums_book,
    taking_rows,
)
from congvu.dossiers.reporting import CHUNK, Asked, heading_of
from congvu.dossiers.rules.takings import Takings, whole_takings
from congvu.dossiers.takings import PARTS, Sums, counters_of, rows_of_taking, summed, takings

OF_PAYMENT = ("dossier__procedure", "dossier__source", "point", "by", "receipt__book",
              "reverses__receipt__book")  # fmt: skip
OF_DUE = ("dossier__procedure", "dossier__source")
NOTHING = (0, Decimal(0))


@dataclass(frozen=True)
class TakingTable:
    """The figures of a report, its rows, and how many a list has."""

    whole: Takings
    rows: list[TakingRow]
    count: int
    totals: list[Cell]


def scope_of(asked: Asked, user: Any, now: dt.datetime) -> Scope:
    """The money of it that ``user`` answers for: the counters', whoever works on the dossiers."""
    counters = counters_of(user)
    mine = {"units": None} if counters is None else {"units": frozenset(), "points": counters}
    return replace(asked.scope(user, now), **{"points": frozenset()} | mine)


def taking_table(spec: TakingReport, scope: Scope) -> TakingTable:
    """The figures of a report."""
    if isinstance(spec, TakingSums):
        sums = takings(summed(scope, "procedure"))
        rows = taking_rows(spec.by, sums)
        return TakingTable(whole_takings(sums.values()), rows, len(rows), [])
    found = summed(scope)
    count, _ = found.get((spec.name,), NOTHING)
    return TakingTable(whole_takings(takings(found).values()), [], count, ended(spec, found))


def ended(spec: TakingList, found: Sums) -> list[Cell]:
    """The last row of a list."""
    totals: list[Cell] = ["Tổng cộng", *[None] * (len(spec.columns) - 1)]
    for at, one in enumerate(spec.columns):
        if one.total:
            _, amount = found.get((one.total,), NOTHING)
            totals[at] = amount * PARTS[one.total].sign
    return totals


def taking_lines(spec: TakingList, scope: Scope) -> QuerySet:
    """The rows of a list with what its columns read, in its order."""
    rows = rows_of_taking(spec.name, scope)
    related = OF_PAYMENT if rows.model is Payment else OF_DUE
    return rows.select_related(*related).order_by(spec.order, "pk")


def every_line(spec: TakingList, scope: Scope) -> Iterator[Any]:
    """All rows, read piece by piece."""
    yield from taking_lines(spec, scope).iterator(chunk_size=CHUNK)


def taking_book(
    spec: TakingReport, asked: Asked, scope: Scope, by: Any, lines: Iterable[Any] | None = None
) -> Workbook:
    """A report as a workbook; ``lines`` where somebody counts them on the way."""
    heading = heading_of(spec, asked, scope, by)
    if isinstance(spec, TakingSums):
        table = taking_table(spec, scope)
        return sums_book(spec, heading, table.rows, table.whole)
    told = ended(spec, summed(scope))
    return list_book(spec, heading, every_line(spec, scope) if lines is None else lines, told)
