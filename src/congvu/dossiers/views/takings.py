"""Reports of fees: on screen, on paper, as Excel; every figure opens its rows."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock, formats
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.dossiers import taking_reporting
from congvu.dossiers.actions import ask_report_file
from congvu.dossiers.forms import ReportForm
from congvu.dossiers.outputs import takings as specs
from congvu.dossiers.outputs.reports import heads_of
from congvu.dossiers.outputs.takings import TakingList, TakingReport, TakingRow, TakingSums
from congvu.dossiers.policies import may_see_money
from congvu.dossiers.reporting import AT_ONCE
from congvu.dossiers.rules.takings import Taking
from congvu.dossiers.taking_reporting import TakingTable, scope_of, taking_book, taking_lines
from congvu.dossiers.views.report_pages import asked_of, form_of, frame, query_of, taken_away

PAGE = 50
ON_PAPER = 2_000
LEFT = (Taking.TAKEN, Taking.TAKEN_BACK)
RIGHT = (Taking.CASH, Taking.CASHLESS)
ENDS = (Taking.RELIEVED, Taking.LET_GO, Taking.PAID, Taking.LEFT)


@login_required
@require_safe
def taking_report(request: HttpRequest, slug: str) -> HttpResponse:
    """A table or a list on screen; where the period is not understood, only the form."""
    require(may_see_money(request.user))
    spec, form = spec_or_404(slug), form_of(request)
    context = frame(request, form, spec)
    if not form.is_valid():
        return render(request, "dossiers/taking_report.html", context, status=422)
    scope = scope_of(asked_of(form), request.user, clock.now())
    table = taking_reporting.taking_table(spec, scope)
    context |= shown(spec, table, form)
    if isinstance(spec, TakingList):
        found = cut(taking_lines(spec, scope), [spec.order], request.GET, PAGE)
        context |= {
            "lines": lines_of(spec, found.rows),
            "next_cursor": found.next_cursor,
            "previous_cursor": found.previous_cursor,
            "in_background": table.count > AT_ONCE,
        }
    return render(request, "dossiers/taking_report.html", context)


@login_required
@require_safe
def taking_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet for paper, A4 across; a very long list only in part, and it says so."""
    require(may_see_money(request.user))
    spec, form = spec_or_404(slug), form_of(request)
    if not form.is_valid():
        return redirect(page_address(request, spec))
    scope = scope_of(asked_of(form), request.user, clock.now())
    table = taking_reporting.taking_table(spec, scope)
    context = frame(request, form, spec) | shown(spec, table, form)
    if isinstance(spec, TakingList):
        context["lines"] = lines_of(spec, list(taking_lines(spec, scope)[:ON_PAPER]))
        context["left_out"] = max(table.count - ON_PAPER, 0)
    return render(request, "dossiers/taking_print.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def taking_excel(request: HttpRequest, slug: str) -> HttpResponse:
    """As Excel: at once, or made in the background (POST) because it is long."""
    require(may_see_money(request.user))
    spec, form = spec_or_404(slug), form_of(request)
    if not form.is_valid():
        return redirect(page_address(request, spec))
    asked = asked_of(form)
    if request.method == "POST":
        return redirect(ask_report_file(spec.slug, asked.plain(), by=request.user).url)
    scope = scope_of(asked, request.user, clock.now())
    long = isinstance(spec, TakingList) and taking_lines(spec, scope).count() > AT_ONCE
    if long:
        return redirect(page_address(request, spec))
    return taken_away(taking_book(spec, asked, scope), spec.slug, asked)


def spec_or_404(slug: str) -> TakingReport:
    """A report of fees, or the rows of a figure."""
    spec = specs.taking_report(slug)
    if spec is None:
        raise Http404
    return spec


def page_address(request: HttpRequest, spec: TakingReport) -> str:
    """The page of a report with what was asked of it."""
    address = reverse("dossiers:taking_report", args=[spec.slug])
    return f"{address}?{request.GET.urlencode()}"


def shown(spec: TakingReport, table: TakingTable, form: ReportForm) -> dict[str, Any]:
    """Figures with their doors; the sentence that holds them together."""
    whole = table.whole
    found = {
        "words": asked_of(form).words(),
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
        found["totals"] = table.totals[1:]
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


def lines_of(spec: TakingList, rows: Sequence[Any]) -> list[dict[str, Any]]:
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
