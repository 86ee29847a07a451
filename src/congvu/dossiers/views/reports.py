"""Reports and register books: which there are, what they show, files made of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.paging import Cut, cut_parts
from congvu.core.policies import require
from congvu.documents.docx import render_slip_docx
from congvu.dossiers import reporting
from congvu.dossiers.counting import Scope
from congvu.dossiers.forms import ReportForm
from congvu.dossiers.models import ReportFile
from congvu.dossiers.outputs.reports import BOOKS, GROUPS, Listing, Report
from congvu.dossiers.outputs.takings import TAKINGS
from congvu.dossiers.policies import may_report, may_see_money
from congvu.dossiers.reporting import Asked
from congvu.dossiers.views.report_kinds import OF_PERIOD, PAGE, Kind, volume_of
from congvu.dossiers.views.report_pages import (
    XLSX,
    asked_of,
    form_of,
    frame,
    shown_lines,
    shown_table,
)
from congvu.dossiers.views.slips import as_pdf, as_word


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
def report_file(request: HttpRequest, pk: int) -> Any:
    """A file made in the background, for whoever asked for it."""
    row = get_object_or_404(ReportFile.objects.visible_to(request.user), pk=pk)
    if not default_storage.exists(row.stored_name):
        raise Http404
    file = default_storage.open(row.stored_name, "rb")
    name = f"{row.slug}-{row.pk}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def shown(spec: Report, table: Any, scope: Scope, form: ReportForm) -> dict[str, Any]:
    """The table, and the form of the law a register book is kept in."""
    words = reporting.form_words(spec, asked_of(form))
    return shown_table(spec, table, scope, form) | {"form_words": words, "is_book": spec in BOOKS}


def cut_rows(spec: Listing, scope: Scope, asked: QueryDict) -> Cut:
    """A page of a listing."""
    return cut_parts(reporting.listed_parts(spec, scope), spec.order, asked, PAGE)


DOSSIERS = Kind(
    page="dossiers:report",
    paper="dossiers:report_print",
    excel="dossiers:report_excel",
    signers=("Người lập biểu", "Phụ trách Bộ phận Một cửa", "Thủ trưởng đơn vị"),
    sums="dossiers/_report_identity.html",
    list="dossiers/_report_rows.html",
    nothing=("Không phát sinh hồ sơ", f"{OF_PERIOD} không có hồ sơ nào phải giải quyết."),
    none=("Không có hồ sơ nào", f"{OF_PERIOD} không có hồ sơ nào trong danh sách."),
    lists=Listing,
    may=may_report,
    spec_of=reporting.spec_of,
    scope=Asked.scope,
    table=lambda spec, scope: reporting.table_of(spec, scope),
    shown=shown,
    cut=cut_rows,
    rows=reporting.listed,
    lines=shown_lines,
    book=reporting.book_of,
)


@login_required
@require_safe
def book_file(request: HttpRequest, slug: str, word: bool) -> HttpResponse:
    """A register book in the layout of its form, as PDF or Word; of a very long one a volume."""
    spec, form = DOSSIERS.opened(request, slug)
    if spec not in BOOKS:
        raise Http404
    if not form.is_valid():
        return redirect(DOSSIERS.address(request, slug))
    asked = asked_of(form)
    scope = asked.scope(request.user, clock.now())
    volume = volume_of(request, reporting.table_of(spec, scope).count)
    book = reporting.paper_book(spec, asked, scope, DOSSIERS.signers, volume)
    name = f"{slug}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}"
    if volume.whole > 1:
        name += f"-quyen-{volume.number}"
    return as_word(render_slip_docx(book), name) if word else as_pdf(book, name)
