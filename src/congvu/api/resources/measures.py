"""Measures: shares by unit and month, each number with the way to its rows."""

import datetime as dt
import re
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from congvu.api import marks
from congvu.api.kinds import MOST, Day, Out, choice
from congvu.api.replies import ROOT, many, one
from congvu.api.resources.common import Code
from congvu.api.resources.counted_rows import CountedRow, address, counted_row
from congvu.api.stretches import Stretch, stretch_of
from congvu.core import clock
from congvu.core import measures as core
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.organizations.models import Unit

router = Router()
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
LONGEST = 12  # months counted at once
FIRST, LAST = 1946, 9990
PARTS = ("numerator", "denominator")
NO_UNIT = 0


def as_month(value: Any) -> Any:
    """``2020-09`` as its first day."""
    known = isinstance(value, str) and MONTH.fullmatch(value)
    if not known or not FIRST <= int(value[:4]) <= LAST:
        raise ValueError("Tháng phải viết dạng 2020-09.")
    return dt.date(int(value[:4]), int(value[5:]), 1)


Month = Annotated[
    dt.date,
    BeforeValidator(as_month),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"}),
]
UnitAsked = Annotated[int, Field(ge=NO_UNIT, le=MOST)]


class MeasureRow(Out):
    """A share: what it divides, of what, and what it rests on."""

    code: str
    title: str
    definition: str
    counts: str
    source: str
    url: str


class PartOut(Out):
    """A number, and the address of its rows."""

    value: int
    rows: str


class CountOut(Out):
    """One unit in one month (``2020-09``); ``imported``: percent from other systems."""

    unit: int | None
    unit_name: str
    month: str
    numerator: PartOut
    denominator: PartOut
    percent: float | None
    imported: float | None


class MeasureOut(MeasureRow):
    """Whole months from ``first_month`` to ``last_month``; where nothing was counted no row is."""

    first_month: str
    last_month: str
    items: list[CountOut]
    next: None = None


class MeasureQuery(BaseModel):
    """Months that begin or end in the period, at most twelve; ``unit`` 0: of no unit."""

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None
    unit: UnitAsked | None = None


class MeasureRowsQuery(Stretch):
    """Which number of which unit (0: of no unit) and month."""

    month: Month
    unit: UnitAsked
    part: choice(PARTS) = "numerator"  # type: ignore[valid-type]


def opened(request: HttpRequest, code: str) -> core.Measure:
    """A measure this person may know."""
    found = core.measures().get(code)
    if found is None:
        raise Http404
    require(found.may(request.user))
    return found


def shown(measure: core.Measure) -> dict[str, str]:
    """What a list says of a measure."""
    return {
        "code": measure.code,
        "title": measure.title,
        "definition": measure.definition,
        "counts": measure.counts,
        "source": measure.source,
        "url": f"{ROOT}/measures/{measure.code}",
    }


def list_measures(request: HttpRequest):
    """Those the person who asks may know."""
    found = [one for one in core.measures().values() if one.may(request.user)]
    require(bool(found))
    return many(MeasureRow(**shown(measure)) for measure in found)


def months_of(asked: MeasureQuery) -> tuple[dt.date, dt.date]:
    """First day of the first and of the last month; the present year until now by default."""
    today = clock.today()
    last = asked.last or (asked.first.replace(month=12, day=31) if asked.first else today)
    first = asked.first or last.replace(month=1, day=1)
    if last < first:
        raise BadInput(fields={"to": "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."})
    if not FIRST <= first.year <= LAST or last.year > LAST:
        raise BadInput(fields={"from": f"Chọn kỳ từ năm {FIRST} đến năm {LAST}."})
    if (last.year - first.year) * 12 + last.month - first.month >= LONGEST:
        text = f"Mỗi lần đếm tối đa {LONGEST} tháng; kỳ dài hơn thì hỏi từng phần."
        raise BadInput(fields={"to": text})
    return first.replace(day=1), last.replace(day=1)


def names_of(unit: int | None) -> dict[int, str]:
    """Short names of units; one that is asked for must be there."""
    names = dict(Unit.objects.values_list("pk", "short_name"))
    if unit and unit not in names:
        raise BadInput(fields={"unit": "Không có đơn vị mang mã này."})
    return names


def read(request: HttpRequest, code: Code, asked: MeasureQuery = Query(...)):  # noqa: B008
    """Counted now, of what the person who asks answers for."""
    measure, (first, last) = opened(request, code), months_of(asked)
    names = names_of(asked.unit)
    found = [
        counted(code, row, names)
        for row in measure.count(request.user, first, last)
        if asked.unit is None or (row.unit or NO_UNIT) == asked.unit
    ]
    return one(
        MeasureOut(
            **shown(measure), first_month=f"{first:%Y-%m}", last_month=f"{last:%Y-%m}", items=found
        )
    )


def counted(code: str, row: core.Counted, names: dict[int, str]) -> CountOut:
    """One unit in one month, with the addresses of its rows."""
    month = f"{row.month:%Y-%m}"

    def part(name: str) -> PartOut:
        where = {"month": month, "unit": row.unit or NO_UNIT, "part": name}
        return PartOut(value=getattr(row, name), rows=address(f"measures/{code}/rows", **where))

    return CountOut(
        unit=row.unit,
        unit_name=names.get(row.unit or NO_UNIT, ""),
        month=month,
        numerator=part("numerator"),
        denominator=part("denominator"),
        percent=row.percent,
        imported=row.imported,
    )


def list_rows(request: HttpRequest, code: Code, asked: MeasureRowsQuery = Query(...)):  # noqa: B008
    """What one number counts, in the order of ids."""
    measure = opened(request, code)
    names_of(asked.unit)
    where = (asked.month, asked.unit or None, asked.part == "numerator")
    found, after = stretch_of(measure.rows(request.user, *where), "", asked)
    return many((CountedRow(**counted_row(row, measure.of(row))) for row in found), after)


marks.get(router, "measures", list_measures, marks.listed(MeasureRow), "Chỉ tiêu: danh sách")
marks.get(router, "measures/{code}", read, MeasureOut, "Chỉ tiêu: theo đơn vị, theo tháng")
marks.get(
    router, "measures/{code}/rows", list_rows, marks.listed(CountedRow), "Chỉ tiêu: từng dòng"
)  # fmt: skip
