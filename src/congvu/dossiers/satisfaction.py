"""Satisfied ÷ rated, by resolving unit and month of the rating, each with its rows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth

from congvu.core.workdays.zone import next_month, opening
from congvu.dossiers.models import Rating

FORMULA = "Số đánh giá tính là hài lòng ÷ số đánh giá trong kỳ; mỗi hồ sơ đánh giá một lần."


@dataclass(frozen=True)
class Satisfied:
    """The share of one unit in one month; ``unit`` None: nobody resolves it."""

    unit: int | None
    year: int
    month: int
    numerator: int
    denominator: int

    @property
    def percent(self) -> float:
        """In percent."""
        return 100 * self.numerator / self.denominator


def shares(year: int, rows: Any = None) -> list[Satisfied]:
    """By unit and month of a year, in one query; of every rating where no rows are given."""
    found = of_year(Rating.objects.all() if rows is None else rows, year).order_by()
    grouped = found.values("dossier__unit", month=ExtractMonth("at")).annotate(
        rated=Count("pk"), happy=Count("pk", filter=Q(satisfied=True))
    )
    made = [
        Satisfied(line["dossier__unit"], year, line["month"], line["happy"], line["rated"])
        for line in grouped
    ]
    return sorted(made, key=lambda one: (one.unit is None, one.unit or 0, one.month))


def rows_of(year: int, month: int, unit: int | None, *, numerator: bool, rows: Any = None) -> Any:
    """The ratings a share is made of."""
    found = Rating.objects.all() if rows is None else rows
    start = opening(dt.date(year, month, 1))
    end = opening(next_month(start.date()))
    found = found.filter(at__gte=start, at__lt=end, dossier__unit=unit)
    return found.filter(satisfied=True) if numerator else found


def years_of(rows: Any) -> list[int]:
    """Years with ratings by the office's clock, the newest first."""
    return [start.year for start in rows.order_by().datetimes("at", "year", order="DESC")]


def of_year(rows: Any, year: int) -> Any:
    """Those of a year, by the office's clock."""
    return rows.filter(
        at__gte=opening(dt.date(year, 1, 1)), at__lt=opening(dt.date(year + 1, 1, 1))
    )
