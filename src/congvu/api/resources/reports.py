"""Reports and register books: the figures of the pages, each with the way to its rows."""

import datetime as dt
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from congvu.api import marks
from congvu.api.kinds import MOST, Day, Id, Moment, Out
from congvu.api.replies import ROOT, many, one
from congvu.api.resources.common import Code
from congvu.api.resources.counted_rows import (
    CountedRow,
    Plain,
    address,
    counted_row,
    number,
    plain,
)
from congvu.api.stretches import Stretch, stretch_of
from congvu.core import clock
from congvu.core import reports as core
from congvu.core.errors import BadInput
from congvu.core.policies import require

router = Router()
FIELDS = {"first": "from", "last": "to"}


class ColumnOut(Out):
    """A heading; ``name`` is the figure below it, empty in lists."""

    name: str
    title: str
    kind: str


class ReportRow(Out):
    """A report or book; ``has_rows``: it lists rows, at ``rows_url``."""

    name: str
    title: str
    about: str
    group: str
    has_rows: bool
    columns: list[ColumnOut]
    url: str
    rows_url: str | None


class FigureOut(Out):
    """A number, and the address of the rows it counts; a rate has none."""

    label: str
    value: int | float | None
    rows: str | None


class LineOut(Out):
    """A field or procedure (0: of none of the catalogue) with its figures by name."""

    label: str
    under: str
    field: int | None
    procedure: int | None
    figures: dict[str, FigureOut]


class ReportOut(ReportRow):
    """The figures of a period; ``as_of`` is their moment where the period still runs."""

    first_day: Day
    last_day: Day
    unit: int | None
    field: int | None
    procedure: int | None
    words: str
    as_of: Moment | None
    balanced: bool
    count: int
    figures: dict[str, FigureOut]
    rows: list[LineOut]
    remarks: list[str]


class ListedRow(CountedRow):
    """A row of a list; cells in the order of the report's columns."""

    cells: list[Plain]


class ReportQuery(BaseModel):
    """Period (the present year where nothing is said), unit, field, procedure (0: of none)."""

    first: Annotated[Day | None, Field(alias="from")] = None
    last: Annotated[Day | None, Field(alias="to")] = None
    unit: Id | None = None
    field: Id | None = None
    procedure: Annotated[int | None, Field(ge=0, le=MOST)] = None


class RowsQuery(ReportQuery, Stretch):
    """The same, and which part of the rows."""


def question_of(asked: ReportQuery) -> core.Question:
    """A period that can be reported on."""
    first, last = core.period(asked.first, asked.last, clock.today())
    if wrong := core.period_problems(first, last):
        raise BadInput(fields={FIELDS[name]: text for name, text in wrong.items()})
    return core.Question(first, last, asked.unit, asked.field, asked.procedure)


def opened(request: HttpRequest, name: str) -> core.Report:
    """A report this person may read."""
    found = core.report(name)
    if found is None:
        raise Http404
    require(found.may(request.user))
    return found


def shown(report: core.Report) -> dict[str, Any]:
    """What a list says of a report."""
    path = f"{ROOT}/reports/{report.name}"
    return {
        "name": report.name,
        "title": report.title,
        "about": report.about,
        "group": report.group,
        "has_rows": report.listed is not None,
        "columns": [ColumnOut(name=c.name, title=c.title, kind=c.kind) for c in report.columns],
        "url": path,
        "rows_url": f"{path}/rows" if report.listed else None,
    }


def list_reports(request: HttpRequest):
    """Those the person who asks may read."""
    found = [one for one in core.reports() if one.may(request.user)]
    require(bool(found))
    return many(ReportRow(**shown(report)) for report in found)


def read(request: HttpRequest, name: Code, asked: ReportQuery = Query(...)):  # noqa: B008
    """The same figures as on the page, counted now."""
    report, question = opened(request, name), question_of(asked)
    told = report.tell(question, request.user)
    return one(
        ReportOut(
            **shown(report),
            first_day=question.first,
            last_day=question.last,
            unit=question.unit,
            field=question.field,
            procedure=question.procedure,
            words=told.words,
            as_of=told.as_of,
            balanced=told.balanced,
            count=told.count,
            figures=figures(told.whole, question),
            rows=[line(row, question) for row in told.lines],
            remarks=list(told.remarks),
        )
    )


def figures(told: Any, question: core.Question, **more: int) -> dict[str, FigureOut]:
    """Numbers by name, with the addresses of their rows."""
    return {
        one.name: FigureOut(
            label=one.label,
            value=number(one.value),
            rows=rows_address(one.opens, question, **more) if one.opens else None,
        )
        for one in told
    }


def rows_address(name: str, question: core.Question, **more: int) -> str:
    """Where the rows of a figure are listed."""
    days: dict[str, dt.date] = {"from": question.first, "to": question.last}
    known = {"unit": question.unit, "field": question.field, "procedure": question.procedure}
    return address(f"reports/{name}/rows", **days, **(known | more))


def line(row: core.Line, question: core.Question) -> LineOut:
    """A row of a table."""
    return LineOut(
        label=row.label,
        under=row.under,
        field=row.asked.get("field"),
        procedure=row.asked.get("procedure"),
        figures=figures(row.figures, question, **row.asked),
    )


def list_rows(request: HttpRequest, name: Code, asked: RowsQuery = Query(...)):  # noqa: B008
    """The rows of a detailed report, a book, or a figure."""
    report = opened(request, name)
    if report.listed is None:
        raise Http404
    listed = report.listed(question_of(asked), request.user)
    found, after = stretch_of(listed.parts, listed.key, asked)
    shown = [
        ListedRow(**counted_row(row, listed.of(row)), cells=[plain(c) for c in listed.cells(row)])
        for row in found
    ]
    return many(shown, after)


marks.get(router, "reports", list_reports, marks.listed(ReportRow), "Báo cáo, sổ: danh sách")
marks.get(router, "reports/{name}", read, ReportOut, "Báo cáo: số liệu của một kỳ")
marks.get(
    router, "reports/{name}/rows", list_rows, marks.listed(ListedRow), "Báo cáo: từng dòng"
)  # fmt: skip
