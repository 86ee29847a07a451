"""Reports of dossiers and of fees the same way: on screen, on paper, as Excel."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock
from congvu.core.formed import number_of
from congvu.core.paging import Cut
from congvu.core.policies import require
from congvu.documents.xlsx import Workbook
from congvu.dossiers.actions import ask_report_file
from congvu.dossiers.counting import Scope
from congvu.dossiers.forms import ReportForm
from congvu.dossiers.reporting import AT_ONCE, Asked
from congvu.dossiers.rules.volumes import Volume, volumes
from congvu.dossiers.views.report_pages import asked_of, form_of, frame, taken_away

PAGE = 50
ON_PAPER = 1_000  # rows of one volume, set in a few seconds
OF_PERIOD = "Kỳ này, với đơn vị và lĩnh vực đã chọn,"


@dataclass(frozen=True)
class Kind:
    """What reports of dossiers and reports of fees do each in its own way."""

    page: str  # addresses
    paper: str
    excel: str
    signers: tuple[str, ...]
    sums: str  # fragment of the figures
    list: str  # fragment of the rows
    nothing: tuple[str, str]  # said where there are no sums
    none: tuple[str, str]  # said of a list without rows
    lists: type  # the specs that are lists, not sums
    may: Callable[[Any], bool]
    spec_of: Callable[[str], Any]
    scope: Callable[[Asked, Any, dt.datetime], Scope]
    table: Callable[[Any, Scope], Any]
    shown: Callable[[Any, Any, Scope, ReportForm], dict[str, Any]]
    cut: Callable[[Any, Scope, QueryDict], Cut]
    rows: Callable[[Any, Scope], QuerySet]
    lines: Callable[[Any, Sequence[Any], Scope], list[dict[str, Any]]]
    book: Callable[[Any, Asked, Scope, Any], Workbook]

    def opened(self, request: HttpRequest, slug: str) -> tuple[Any, ReportForm]:
        """The report of that name for who may see it, and what is asked of it."""
        require(self.may(request.user))
        spec = self.spec_of(slug)
        if spec is None:
            raise Http404
        return spec, form_of(request)

    def address(self, request: HttpRequest, slug: str) -> str:
        """The page of a report with what was asked of it."""
        return f"{reverse(self.page, args=[slug])}?{request.GET.urlencode()}"


@login_required
@require_safe
def page(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    """Sums or a list on screen; where the period is not understood, only the form."""
    spec, form = kind.opened(request, slug)
    context = {**frame(request, form, spec), "kind": kind}
    if not form.is_valid():
        return render(request, "dossiers/report.html", context, status=422)
    scope = kind.scope(asked_of(form), request.user, clock.now())
    table = kind.table(spec, scope)
    context |= kind.shown(spec, table, scope, form)
    if isinstance(spec, kind.lists):
        found = kind.cut(spec, scope, request.GET)
        context |= {
            "lines": kind.lines(spec, found.rows, scope),
            "next_cursor": found.next_cursor,
            "previous_cursor": found.previous_cursor,
            "in_background": table.count > AT_ONCE,
            "volumes": volumes(table.count, ON_PAPER),
        }
    return render(request, "dossiers/report.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    """The sheet for paper, A4 across; of a very long list one volume."""
    spec, form = kind.opened(request, slug)
    if not form.is_valid():
        return redirect(kind.address(request, slug))
    scope = kind.scope(asked_of(form), request.user, clock.now())
    table = kind.table(spec, scope)
    context = frame(request, form, spec) | kind.shown(spec, table, scope, form)
    context["kind"] = kind
    if isinstance(spec, kind.lists):
        volume = volume_of(request, table.count)
        rows = list(kind.rows(spec, scope)[volume.rows])
        context |= {"lines": kind.lines(spec, rows, scope), "volume": volume}
    return render(request, "dossiers/report_print.html", context)


def volume_of(request: HttpRequest, count: int) -> Volume:
    """The volume asked for, the first where none is."""
    found, number = volumes(count, ON_PAPER), number_of(request.GET.get("quyen", "1"))
    if number is None or not 1 <= number <= len(found):
        raise Http404
    return found[number - 1]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def excel(request: HttpRequest, slug: str, kind: Kind) -> HttpResponse:
    """As Excel: at once, or made in the background (POST) because it is long."""
    spec, form = kind.opened(request, slug)
    if not form.is_valid():
        return redirect(kind.address(request, slug))
    asked = asked_of(form)
    if request.method == "POST":
        return redirect(ask_report_file(slug, asked.plain(), by=request.user).url)
    scope = kind.scope(asked, request.user, clock.now())
    if isinstance(spec, kind.lists) and kind.table(spec, scope).count > AT_ONCE:
        return redirect(kind.address(request, slug))
    return taken_away(kind.book(spec, asked, scope, request.user), slug, asked)
