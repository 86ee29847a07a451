"""Hồ sơ đợt kiểm tra: papers in order, what is missing, cover, contents, one ZIP."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from congvu.documents.media import MEDIA_TYPES
from congvu.inspections.actions.archive import ask_archive
from congvu.inspections.models import CampaignArchive, Inspection
from congvu.inspections.outputs.cover import contents_text, cover_text
from congvu.inspections.outputs.dossier import EXPLANATION, Item, dossier
from congvu.inspections.outputs.files import produced, safe_name
from congvu.inspections.policies import (
    may_number,
    may_prepare,
    may_see_archive,
    may_see_file_of,
    may_see_visit_paper,
)
from congvu.inspections.states import DocumentKind, InspectionState
from congvu.inspections.views.doing import campaign_or_404, page
from congvu.inspections.views.doors import crumbs, door
from congvu.inspections.views.files import handed_out, known_format

SHEETS = {"bia": ("Bìa hồ sơ", cover_text), "muc-luc": ("Mục lục văn bản", contents_text)}


def file_or_404(request: HttpRequest, pk: int) -> Inspection:
    """A campaign whose whole file this person may see."""
    inspection = campaign_or_404(request, pk)
    if not may_see_archive(request.user, inspection):
        raise Http404
    return inspection


@login_required
@require_safe
def document_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The file: every document in order, those missing, and what to do about them."""
    inspection = file_or_404(request, pk)
    whole = dossier(inspection)
    preparing = may_prepare(request.user)
    rows = [row_words(item, inspection, request.user, preparing) for item in whole.items]
    due = due_paper(inspection)
    for row in rows:
        row["first"] = row["begin"] and row["item"].kind == due
    context = {
        "inspection": inspection,
        "crumbs": crumbs(inspection, last="Hồ sơ"),
        "dossier": whole,
        "rows": rows,
        "tables": [
            {"kind": kind, "label": label}
            for kind, label in TABLES.items()
            if may_see_file_of(request.user, inspection, kind)
        ],
        "archives": inspection.archives.select_related("made_by")[:5],
        "can_archive": preparing or may_number(request.user),
    }
    return page(request, "inspections/document_list.html", context)


TABLES = {
    DocumentKind.SCHEDULE: "Lịch kiểm tra",
    DocumentKind.OUTLINE: "Đề cương báo cáo",
    DocumentKind.MATRIX: "Bảng tổng hợp kết quả",
    DocumentKind.REMEDIATION: "Bảng theo dõi khắc phục",
    DocumentKind.ARTICLE: "Tin bài",
}


DUE = {
    InspectionState.PREPARING: DocumentKind.DECISION,
    InspectionState.DECIDED: DocumentKind.NOTICE,
    InspectionState.MINUTES_SIGNED: DocumentKind.REPORT,
    InspectionState.REPORTED: DocumentKind.CONCLUSION,
}


def due_paper(inspection: Inspection) -> str:
    """The paper the campaign waits for; a report may be left out where the decision-maker leads."""
    kind = DUE.get(InspectionState(inspection.state), "")
    optional = kind == DocumentKind.REPORT and inspection.led_by_decision_maker
    return DocumentKind.CONCLUSION if optional else kind


def row_words(item: Item, inspection: Inspection, user: Any, preparing: bool) -> dict[str, Any]:
    """A place in the file with its door, or the button that begins the paper."""
    url = item.document.get_absolute_url() if item.document else ""
    readable = item.visit is not None and may_see_visit_paper(user, item.visit, item.kind)
    if item.visit is not None and item.kind == EXPLANATION:
        url = door("draft_detail", item.visit.pk)
    elif item.visit is not None and readable and item.complete:
        url = door("visit_file", item.visit.pk, item.kind, "pdf")
    tone = (
        "warn" if item.unsigned else "ok" if item.complete else "warn" if item.needed else "muted"
    )
    return {
        "item": item,
        "url": url,
        "tone": tone,
        "begin": door("document_add", inspection.pk, item.kind)
        if preparing and item.may_begin
        else "",
    }


@login_required
@require_safe
def archive_sheet(request: HttpRequest, pk: int, sheet: str, fmt: str) -> HttpResponse:
    """Cover and contents, to be printed."""
    inspection = file_or_404(request, pk)
    if sheet not in SHEETS or known_format(fmt) not in MEDIA_TYPES:
        raise Http404
    label, make = SHEETS[sheet]
    text = make(inspection, dossier(inspection))
    name = f"{label} năm {inspection.year}"
    return handed_out(produced(text, fmt, DocumentKind.SCHEDULE, name))


@login_required
@require_POST
def archive_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the ZIP made; its progress has a page of its own."""
    inspection = file_or_404(request, pk)
    run = ask_archive(inspection, by=request.user)
    return redirect(run.url)


@login_required
@require_safe
def archive_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The ZIP itself."""
    row = get_object_or_404(CampaignArchive.objects.select_related("inspection"), pk=pk)
    file_or_404(request, row.inspection_id)
    name = safe_name(f"Hồ sơ {row.inspection.title}")
    try:
        stream = default_storage.open(row.stored_name, "rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        stream, as_attachment=True, filename=f"{name}.zip", content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
