"""Reports and register books: on screen, on paper, as Excel; every figure opens its rows."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock
from congvu.core.paging import cut_parts
from congvu.core.policies import require
from congvu.dossiers import reporting
from congvu.dossiers.actions import ask_report_file
from congvu.dossiers.models import ReportFile
from congvu.dossiers.outputs.reports import GROUPS, Listing, Report
from congvu.dossiers.outputs.takings import TAKINGS
from congvu.dossiers.policies import may_report, may_see_money
from congvu.dossiers.reporting import AT_ONCE
from congvu.dossiers.views.report_pages import (
    XLSX,
    asked_of,
    form_of,
    frame,
    page_address,
    shown_lines,
    shown_table,
    taken_away,
)

PAGE = 50
ON_PAPER = 2_000


@login_required
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """What can be printed, for the period asked for; files made lately."""
    require(may_report(request.user))
    form = form_of(request)
    context = {
        **frame(request, form),
        "groups": GROUPS,
        "takings": TAKINGS.values() if may_see_money(request.user) else (),
        "files": ReportFile.objects.visible_to(request.user)[:10],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "dossiers/report_list.html", context, status=status)


@login_required
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """A summary or a listing on screen; where the period is not understood, only the form."""
    require(may_report(request.user))
    spec, form = spec_or_404(slug), form_of(request)
    context = frame(request, form, spec)
    if not form.is_valid():
        return render(request, "dossiers/report.html", context, status=422)
    scope = asked_of(form).scope(request.user, clock.now())
    table = reporting.table_of(spec, scope)
    context |= shown_table(spec, table, scope, form)
    if isinstance(spec, Listing):
        found = cut_parts(reporting.listed_parts(spec, scope), spec.order, request.GET, PAGE)
        context |= {
            "lines": shown_lines(spec, found.rows, scope),
            "next_cursor": found.next_cursor,
            "previous_cursor": found.previous_cursor,
            "in_background": table.count > AT_ONCE,
        }
    return render(request, "dossiers/report.html", context)


@login_required
@require_safe
def report_print(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet for paper, A4 across; a very long list only in part, and it says so."""
    require(may_report(request.user))
    spec, form = spec_or_404(slug), form_of(request)
    if not form.is_valid():
        return redirect(page_address(request, spec))
    asked = asked_of(form)
    scope = asked.scope(request.user, clock.now())
    table = reporting.table_of(spec, scope)
    context = frame(request, form, spec) | shown_table(spec, table, scope, form)
    context["form_words"] = reporting.form_words(spec, asked)
    if isinstance(spec, Listing):
        rows = list(reporting.listed(spec, scope)[:ON_PAPER])
        context["lines"] = shown_lines(spec, rows, scope)
        context["left_out"] = max(table.count - ON_PAPER, 0)
    return render(request, "dossiers/report_print.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_excel(request: HttpRequest, slug: str) -> HttpResponse:
    """As Excel: at once, or made in the background (POST) because it is long."""
    require(may_report(request.user))
    spec, form = spec_or_404(slug), form_of(request)
    if not form.is_valid():
        return redirect(page_address(request, spec))
    asked = asked_of(form)
    if request.method == "POST":
        return redirect(ask_report_file(spec.slug, asked.plain(), by=request.user).url)
    scope = asked.scope(request.user, clock.now())
    if isinstance(spec, Listing) and reporting.table_of(spec, scope).count > AT_ONCE:
        return redirect(page_address(request, spec))
    return taken_away(reporting.book_of(spec, asked, scope), spec.slug, asked)


@login_required
@require_safe
def report_file(request: HttpRequest, pk: int) -> Any:
    """A file made in the background, for whoever asked for it."""
    row = get_object_or_404(ReportFile.objects.visible_to(request.user), pk=pk)
    if not default_storage.exists(row.stored_name):
        raise Http404
    file = default_storage.open(row.stored_name, "rb")
    name = f"{row.slug}-{row.pk}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def spec_or_404(slug: str) -> Report:
    """A report, a book, or the rows of a figure."""
    spec = reporting.spec_of(slug)
    if spec is None:
        raise Http404
    return spec
