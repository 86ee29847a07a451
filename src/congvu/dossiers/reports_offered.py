"""Reports handed up to programs: the figures and rows of the pages, under the same rights."""

from collections.abc import Iterable, Iterator
from typing import Any

from congvu.core import clock
from congvu.core import reports as core
from congvu.core.errors import BadInput
from congvu.dossiers import reporting, taking_reporting
from congvu.dossiers.measures import IDENTITY, ON_TIME_DEFINITION
from congvu.dossiers.outputs import takings as money
from congvu.dossiers.outputs.reports import (
    GROUPS,
    LABELS,
    RATE,
    ROWS_PREFIX,
    Listing,
    Report,
    Summary,
)
from congvu.dossiers.outputs.takings import TakingList, TakingReport, TakingSums
from congvu.dossiers.policies import answers_for, may_report, may_see_money
from congvu.dossiers.reporting import Asked
from congvu.dossiers.rules import Figure, Figures, Name
from congvu.dossiers.rules.takings import TAKING_LABELS, Taking, Takings
from congvu.organizations.models import Unit
from congvu.procedures.models import Field, Procedure

FLOW = (Name.TAKEN, Name.CARRIED, Figure.RECEIVED, Name.RESOLVED, Name.PENDING, Name.PAUSED,
        Name.UNRESOLVED, Figure.WITHDRAWN)  # fmt: skip
RATE_LABEL = "Tỷ lệ đúng hạn"
FEES = "Thu phí, lệ phí"
FILTERS = {"linh_vuc": "field", "thu_tuc": "procedure"}


def offered() -> Iterator[core.Report]:
    """Every report and book of the list of reports."""
    for group, specs in GROUPS:
        yield from (of_dossiers(spec, group) for spec in specs)
    yield from (of_money(spec) for spec in money.TAKINGS.values())


def found(name: str) -> core.Report | None:
    """One of them, or the list behind a figure."""
    groups = {spec.slug: group for group, specs in GROUPS for spec in specs}
    if spec := reporting.spec_of(name):
        return of_dossiers(spec, groups.get(name, ""))
    taking = money.taking_report(name)
    return of_money(taking) if taking else None


def of_dossiers(spec: Report, group: str) -> core.Report:
    """A report of dossiers."""
    if isinstance(spec, Summary):
        columns = [sum_column(one, "percent" if one.name == RATE else "integer")
                   for one in spec.columns]  # fmt: skip
    else:
        columns = [core.Column(one.title, one.kind) for one in spec.columns]
    return core.Report(
        spec.slug, spec.title, spec.about, group, columns, may_report,
        tell=lambda question, user: told(spec, question, user),
        listed=None if isinstance(spec, Summary) else lambda *asked: listed(spec, *asked),
    )  # fmt: skip


def of_money(spec: TakingReport) -> core.Report:
    """A report of fees."""
    if isinstance(spec, TakingSums):
        columns = [sum_column(one, "integer" if one.name == Taking.TIMES else "money")
                   for one in spec.columns]  # fmt: skip
    else:
        counts = spec.name == Taking.TIMES
        columns = [core.Column(one.title, "money" if one.kind == "integer" and not counts
                               else one.kind) for one in spec.columns]  # fmt: skip
    return core.Report(
        spec.slug, spec.title, spec.about, FEES, columns, may_see_money,
        tell=lambda question, user: told_money(spec, question, user),
        listed=None if isinstance(spec, TakingSums) else lambda *asked: listed_money(spec, *asked),
    )  # fmt: skip


def sum_column(one: Any, kind: str) -> core.Column:
    """A figure under both its headings."""
    return core.Column(one.whole_title, kind, rate_name(one.name))


def rate_name(name: str) -> str:
    """A figure as programs call it."""
    return "on_time_rate" if name == RATE else str(name)


def asked_of(question: core.Question, user: Any) -> Asked:
    """What is asked, narrowed only to what the form of the page offers."""
    units, _ = answers_for(user)
    places = Unit.objects.filter(pk__in=units) if units else Unit.objects.all()
    known = {"unit": places, "field": Field.objects.all(), "procedure": Procedure.objects.all()}
    wrong = {
        name: "Không có nội dung mang mã này trong phạm vi báo cáo của tài khoản."
        for name, rows in known.items()
        if getattr(question, name) and not rows.filter(pk=getattr(question, name)).exists()
    }
    if wrong:
        raise BadInput(fields=wrong)
    return Asked(**vars(question))


def told(spec: Report, question: core.Question, user: Any) -> core.Told:
    """The figures of a report of dossiers."""
    asked = asked_of(question, user)
    scope = asked.scope(user, clock.now())
    table = reporting.table_of(spec, scope)
    own = [one.name for one in spec.columns] if isinstance(spec, Summary) else [spec.name]
    names = list(dict.fromkeys([*FLOW, RATE, *own]))
    columns = own if isinstance(spec, Summary) else []
    remarks = [IDENTITY, ON_TIME_DEFINITION, reporting.imported_words(table.whole)]
    return core.Told(
        words=asked.words(),
        as_of=scope.moment if scope.is_running else None,
        balanced=table.whole.flow.balanced,
        whole=figures(names, table.whole),
        lines=[line(row, figures(columns, row.sums)) for row in table.rows],
        count=table.count,
        remarks=[*filter(None, [*remarks, reporting.form_words(spec, asked)])],
    )


def figures(names: Iterable[str], sums: Figures) -> list[core.Figure]:
    """Numbers with the lists behind them; a rate has none."""
    return [
        core.Figure("on_time_rate", RATE_LABEL, sums.on_time_share)
        if name == RATE
        else core.Figure(str(name), LABELS[name], sums[name], f"{ROWS_PREFIX}{name}")
        for name in names
    ]


def line(row: Any, told_of: list[core.Figure]) -> core.Line:
    """One row of a table."""
    asked = {FILTERS[name]: value for name, value in row.asked.items()}
    return core.Line(row.label, row.under, told_of, asked)


def listed(spec: Listing, question: core.Question, user: Any) -> core.Listed:
    """The rows of a list, as the page shows them."""
    scope = asked_of(question, user).scope(user, clock.now())

    def cells(row: Any) -> list[Any]:
        one = reporting.entry(row, scope)
        return [column.of(one) for column in spec.columns]

    parts = reporting.listed_parts(spec, scope)
    return core.Listed(parts, spec.order, cells, lambda row: getattr(row, "dossier", row))


def told_money(spec: TakingReport, question: core.Question, user: Any) -> core.Told:
    """The figures of a report of fees."""
    asked = asked_of(question, user)
    scope = taking_reporting.scope_of(asked, user, clock.now())
    table = taking_reporting.taking_table(spec, scope)
    return core.Told(
        words=asked.words(),
        as_of=scope.moment if scope.is_running else None,
        balanced=table.whole.balanced,
        whole=amounts(table.whole),
        lines=[line(row, amounts(row.sums)) for row in table.rows],
        count=table.count,
    )


def amounts(sums: Takings) -> list[core.Figure]:
    """Every amount with the list behind it."""
    return [
        core.Figure(str(name), TAKING_LABELS[name], sums[name], f"{money.PREFIX}{name}")
        for name in Taking
    ]


def listed_money(spec: TakingList, question: core.Question, user: Any) -> core.Listed:
    """The rows of a list of fees, as the page shows them."""
    asked = asked_of(question, user)
    rows = taking_reporting.taking_lines(
        spec, taking_reporting.scope_of(asked, user, clock.now())
    )  # fmt: skip

    def cells(row: Any) -> list[Any]:
        return [column.of(row) for column in spec.columns]

    return core.Listed([rows], spec.order, cells, lambda row: row.dossier)
