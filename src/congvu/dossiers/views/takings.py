"""What reports of fees show; every figure opens its rows."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from congvu.core import formats
from congvu.core.paging import Cut, cut
from congvu.dossiers.counting import Scope
from congvu.dossiers.forms import ReportForm
from congvu.dossiers.outputs import takings as specs
from congvu.dossiers.outputs.reports import heads_of
from congvu.dossiers.outputs.takings import TakingList, TakingReport, TakingRow, TakingSums
from congvu.dossiers.policies import may_see_money
from congvu.dossiers.rules.takings import Taking
from congvu.dossiers.taking_reporting import (
    TakingTable,
    scope_of,
    taking_book,
    taking_lines,
    taking_table,
)
from congvu.dossiers.views.report_kinds import OF_PERIOD, PAGE, Kind
from congvu.dossiers.views.report_pages import asked_of, query_of

LEFT = (Taking.TAKEN, Taking.TAKEN_BACK)
RIGHT = (Taking.CASH, Taking.CASHLESS)
ENDS = (Taking.RELIEVED, Taking.LET_GO, Taking.PAID, Taking.LEFT)


def shown(spec: TakingReport, table: TakingTable, scope: Scope, form: ReportForm) -> dict[str, Any]:
    """Figures with their doors; the sentence that holds them together."""
    whole = table.whole
    found = {
        "words": asked_of(form).words(),
        "counted": "đồng",
        "count": table.count,
        "first": [part(name, table, form) for name in (*LEFT, Taking.NET, *RIGHT)],
        "second": [part(name, table, form) for name in (Taking.CHARGED, *ENDS)],
        "balanced": whole.balanced,
    }
    if isinstance(spec, TakingSums):
        total = TakingRow("Tổng cộng", whole)
        found |= {
            "is_summary": True,
            "heads": heads_of(spec.columns),
            "rows": [row_of(spec, row, form) for row in table.rows],
            "total": row_of(spec, total, form),
        }
    else:
        found["totals"] = [
            {"title": one.title, "number": number}
            for one, number in zip(spec.columns[1:], table.totals[1:], strict=True)
        ]
    return found


def part(name: Taking, table: TakingTable, form: ReportForm) -> dict[str, Any]:
    """One figure of the sentence."""
    label = specs.TAKING_LABELS[name]
    return {"label": label, "number": table.whole[name], "url": address_of(name, form)}


def row_of(spec: TakingSums, row: TakingRow, form: ReportForm) -> dict[str, Any]:
    """One row: each figure with the address of its rows; nothing to open where it is 0."""
    cells = []
    for column in spec.columns:
        number = row.sums[column.name]
        url = address_of(Taking(column.name), form, **row.asked) if number else ""
        text = formats.number(number)
        cells.append({"title": column.whole_title, "text": text, "url": url})
    return {"label": row.label, "under": row.under, "cells": cells}


def address_of(name: Taking, form: ReportForm, **more: Any) -> str:
    """Where the rows of a figure are listed."""
    address = reverse("dossiers:taking_report", args=[f"{specs.PREFIX}{name}"])
    return f"{address}?{query_of(form, **more)}"


def lines_of(spec: TakingList, rows: Sequence[Any], scope: Scope) -> list[dict[str, Any]]:
    """Rows of a list, cell by cell."""
    return [
        {
            "dossier": row.dossier,
            "cells": [
                {"title": one.title, "value": one.of(row), "kind": one.kind}
                for one in spec.columns[1:]
            ],
        }
        for row in rows
    ]


def cut_rows(spec: TakingList, scope: Scope, asked: QueryDict) -> Cut:
    """A page of a list."""
    return cut(taking_lines(spec, scope), [spec.order], asked, PAGE)


FEES = Kind(
    page="dossiers:taking_report",
    paper="dossiers:taking_print",
    excel="dossiers:taking_excel",
    signers=("Người lập biểu", "Kế toán", "Thủ trưởng đơn vị"),
    sums="dossiers/_taking_sums.html",
    list="dossiers/_taking_rows.html",
    nothing=(
        "Không phát sinh phí, lệ phí",
        f"{OF_PERIOD} không thu, không ghi phải thu khoản nào.",
    ),
    none=("Không có khoản nào", f"{OF_PERIOD} không có khoản nào trong danh sách."),
    lists=TakingList,
    may=may_see_money,
    spec_of=specs.taking_report,
    scope=scope_of,
    table=taking_table,
    shown=shown,
    cut=cut_rows,
    rows=taking_lines,
    lines=lines_of,
    book=taking_book,
)
