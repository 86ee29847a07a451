"""What pages of reports show: the period with its presets, figures with their doors, rows."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from congvu.core import clock, formats
from congvu.documents.media import XLSX
from congvu.documents.xlsx import Workbook, render_xlsx
from congvu.dossiers.counting import Scope
from congvu.dossiers.forms import ReportForm, periods
from congvu.dossiers.measures import IDENTITY, ON_TIME_DEFINITION
from congvu.dossiers.outputs.reports import (
    RATE,
    ROWS_PREFIX,
    Listing,
    Report,
    Row,
    Summary,
    heads_of,
)
from congvu.dossiers.policies import answers_for
from congvu.dossiers.reporting import Asked, Table, entry, imported_words
from congvu.dossiers.rules import NAME_LABELS, Figure, Figures, Name
from congvu.dossiers.views.common import crumb_list

LEFT = ((Name.CARRIED, NAME_LABELS[Name.CARRIED]), (Figure.RECEIVED, "mới tiếp nhận"))
RIGHT = (
    (Name.RESOLVED, "đã giải quyết"),
    (Name.PENDING, "đang giải quyết"),
    (Name.PAUSED, "tạm dừng"),
    (Name.UNRESOLVED, "không giải quyết"),
    (Figure.WITHDRAWN, "người nộp rút"),
)


def form_of(request: HttpRequest) -> ReportForm:
    """The form of the period, filled from the address."""
    units, _ = answers_for(request.user)
    return ReportForm(request.GET, units=units or None, today=clock.today())


def asked_of(form: ReportForm) -> Asked:
    """What a good form asks for."""
    values = form.cleaned_data
    return Asked(
        values["tu"], values["den"], values["don_vi"], values["linh_vuc"], values["thu_tuc"]
    )


def query_of(form: ReportForm, **more: Any) -> str:
    """The same question as a query string."""
    values = form.cleaned_data if form.is_valid() else {}
    asked = {
        "tu": formats.date(values["tu"]) if values.get("tu") else None,
        "den": formats.date(values["den"]) if values.get("den") else None,
        "don_vi": values.get("don_vi"),
        "linh_vuc": values.get("linh_vuc"),
        "thu_tuc": values.get("thu_tuc"),
    }
    return urlencode({key: value for key, value in (asked | more).items() if value is not None})


def frame(request: HttpRequest, form: ReportForm, spec: Report | None = None) -> dict[str, Any]:
    """Form, presets and crumbs of every page of reports."""
    query = query_of(form)
    crumbs = [crumb_list(), {"label": "Báo cáo, sổ"}]
    if spec is not None:
        address = f"{reverse('dossiers:report_list')}?{query}"
        crumbs = [crumb_list(), {"label": "Báo cáo, sổ", "url": address}, {"label": spec.title}]
    return {
        "form": form,
        "spec": spec,
        "query": query,
        "crumbs": crumbs,
        "presets": [
            (name, query_of(form, tu=formats.date(first), den=formats.date(last)))
            for name, first, last in periods(clock.today())
        ],
    }


def shown_table(spec: Report, table: Table, scope: Scope, form: ReportForm) -> dict[str, Any]:
    """Figures with their doors, the identity, the share of imported rows."""
    found = {
        "words": asked_of(form).words(),
        "moment": timezone.localtime(scope.moment) if scope.is_running else None,
        "count": table.count,
        "left": doors(LEFT, table.whole, form),
        "right": doors(RIGHT, table.whole, form),
        "flow": table.whole.flow,
        "identity": IDENTITY,
        "definition": ON_TIME_DEFINITION,
        "imported": imported_words(table.whole),
        "rate": percent(share) if (share := table.whole.on_time_share) is not None else "",
    }
    if isinstance(spec, Summary):
        found |= {
            "is_summary": True,
            "counted": "hồ sơ",
            "heads": heads_of(spec.columns),
            "rows": [shown_row(spec, row, form) for row in table.rows],
            "total": shown_row(spec, Row("Tổng cộng", table.whole), form),
        }
    return found


def doors(
    parts: Sequence[tuple[str, str]], sums: Figures, form: ReportForm
) -> list[dict[str, Any]]:
    """Numbers of the identity with the addresses of their rows."""
    return [
        {"label": label, "number": sums[name], "url": rows_address(name, form)}
        for name, label in parts
    ]


def shown_row(spec: Summary, row: Row, form: ReportForm) -> dict[str, Any]:
    """One row: each figure with the address of its rows; nothing to open where it is 0."""
    cells = []
    for column in spec.columns:
        if column.name == RATE:
            cells.append({"title": column.whole_title, "text": percent(row.sums.on_time_share)})
            continue
        number = row.sums[column.name]
        url = rows_address(column.name, form, **row.asked) if number else ""
        title, text = column.whole_title, formats.number(number)
        cells.append({"title": title, "text": text, "url": url})
    return {"label": row.label, "under": row.under, "cells": cells}


def rows_address(name: str, form: ReportForm, **more: Any) -> str:
    """Where the rows of a figure are listed."""
    address = reverse("dossiers:report", args=[f"{ROWS_PREFIX}{name}"])
    return f"{address}?{query_of(form, **more)}"


def percent(share: float | None) -> str:
    """96,4%; a dash where there was nothing."""
    return "–" if share is None else f"{formats.number(share, 1)}%"


def shown_lines(spec: Listing, rows: Sequence[Any], scope: Scope) -> list[dict[str, Any]]:
    """Rows of a listing, cell by cell, as text."""
    found = []
    for row in rows:
        one = entry(row, scope)
        cells = [
            {"title": column.title, "value": column.of(one), "kind": column.kind}
            for column in spec.columns[1:]
        ]
        found.append({"dossier": one.dossier, "cells": cells})
    return found


def taken_away(book: Workbook, slug: str, asked: Asked) -> HttpResponse:
    """A workbook to take away, named by report and period: thu-phi-20200101-20201231.xlsx."""
    answer = HttpResponse(render_xlsx(book), content_type=XLSX)
    name = f"{slug}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
