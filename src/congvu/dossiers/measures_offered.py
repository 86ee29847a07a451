"""Measures handed up: shares of dossiers and of ratings, of what their reader answers for."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from congvu.core import clock
from congvu.core import measures as core
from congvu.dossiers import measures, satisfaction
from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import MEASURES
from congvu.dossiers.models import Movement, Rating
from congvu.dossiers.policies import answers_for, may_report, may_see_ratings
from congvu.dossiers.rules import next_month

SOURCE = "Hồ sơ tiếp nhận tại cơ quan và hồ sơ nhập từ hệ thống khác"
SATISFIED = "rating_satisfied"


def offered() -> list[core.Measure]:
    """All of them."""
    return [*(of_dossiers(one) for one in MEASURES.values()), of_ratings()]


def of_dossiers(one: measures.Measure) -> core.Measure:
    """A share of dossiers."""
    return core.Measure(
        one.code, one.label, one.definition, "hồ sơ", SOURCE, may_report,
        count=lambda user, first, last: counted(one, user, first, last),
        rows=lambda *asked: rows(one, *asked),
        of=lambda row: getattr(row, "dossier", row),
    )  # fmt: skip


def scope_of(user: Any, first: dt.date, last: dt.date) -> Scope:
    """Whole months of the dossiers ``user`` answers for."""
    units, points = answers_for(user)
    return Scope(first, next_month(last), clock.now(), units=units, points=points)


def counted(
    one: measures.Measure, user: Any, first: dt.date, last: dt.date
) -> Iterator[core.Counted]:
    """By unit and month."""
    for told in measures.measured(one.code, scope_of(user, first, last)):
        if told.denominator:
            yield core.Counted(
                told.unit, told.month, told.numerator, told.denominator, told.imported
            )  # fmt: skip


def rows(
    one: measures.Measure, user: Any, month: dt.date, unit: int | None, numerator: bool
) -> list[QuerySet]:
    """The dossiers, or the requests for more, of one number."""
    scope = replace(scope_of(user, month, month), unit=unit, nowhere=unit is None)
    names = one.numerator if numerator else one.denominator
    parts = [part for name in names for part in measures.parts_behind(name, scope)]
    return [part.select_related("dossier") if part.model is Movement else part for part in parts]


def of_ratings() -> core.Measure:
    """The share of those who were satisfied."""

    def count(user: Any, first: dt.date, last: dt.date) -> Iterator[core.Counted]:
        seen = Rating.objects.visible_to(user)
        return core.of_years(lambda year: satisfaction.shares(year, seen), first, last)

    def behind(user: Any, month: dt.date, unit: int | None, numerator: bool) -> list[QuerySet]:
        seen = Rating.objects.visible_to(user).select_related("dossier")
        place = (month.year, month.month, unit)
        return [satisfaction.rows_of(*place, numerator=numerator, rows=seen)]

    return core.Measure(
        SATISFIED, "Tỷ lệ người nộp hài lòng", satisfaction.FORMULA, "đánh giá",
        "Đánh giá của người nộp sau khi nhận kết quả", may_see_ratings, count, behind,
    )  # fmt: skip
