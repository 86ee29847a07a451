"""Papers as files: Word, PDF, Excel. Rendered outside of any transaction."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.documents.media import MEDIA_TYPES
from congvu.inspections.models import Inspection, OfficialDocument, Visit
from congvu.inspections.outputs import (
    BUILDERS,
    TABLE_KINDS,
    VISIT_KINDS,
    book_of,
    text_of,
    visit_text,
)
from congvu.inspections.outputs.files import Produced, file_label, produced
from congvu.inspections.policies import may_see_file_of, may_see_visit_paper
from congvu.inspections.printing import of_paper
from congvu.inspections.states import DocumentKind
from congvu.inspections.views.document import document_or_404
from congvu.inspections.views.doing import campaign_or_404, visit_or_404


def handed_out(file: Produced) -> HttpResponse:
    """A file as a download that no cache keeps."""
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def known_format(fmt: str) -> str:
    """One of the three formats."""
    if fmt not in MEDIA_TYPES:
        raise Http404
    return fmt


@login_required
@require_safe
def document_file(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """A paper of the office's book."""
    document = document_or_404(request, pk)
    return handed_out(of_paper(document, known_format(fmt)))


@login_required
@require_safe
def inspection_file(request: HttpRequest, pk: int, kind: str, fmt: str) -> HttpResponse:
    """Any kind of paper of a campaign: tables, the newest paper of a kind, or one visit's."""
    inspection = campaign_or_404(request, pk)
    known_format(fmt)
    kind = kind.replace("-", "_")
    if kind in TABLE_KINDS:
        return handed_out(table_file(inspection, kind, fmt, request.user))
    if kind in BUILDERS and kind != DocumentKind.MINUTES:
        return handed_out(of_paper(newest_or_404(request, inspection, kind), fmt))
    if kind in VISIT_KINDS:
        return visit_paper(request, only_visit(request, inspection), kind, fmt)
    raise Http404


def table_file(inspection: Inspection, kind: str, fmt: str, user: Any) -> Produced:
    """One of the papers without a number, with what the person may see of it."""
    require(may_see_file_of(user, inspection, kind))
    name = file_label(kind, f"năm {inspection.year}")
    text = text_of(kind, inspection, user)
    book = book_of(kind, inspection, user) if fmt == "xlsx" else None
    return produced(text, fmt, kind, name, book)


def newest_or_404(request: HttpRequest, inspection: Inspection, kind: str) -> OfficialDocument:
    """The newest paper of a kind the person may see."""
    rows = OfficialDocument.objects.visible_to(request.user).filter(kind=kind)
    plan = kind == DocumentKind.PLAN
    mine = rows.filter(plan=inspection.plan_id) if plan else rows.filter(inspection=inspection)
    found = mine.select_related("inspection", "plan").order_by("-pk").first()
    if found is None:
        raise Http404
    return found


def only_visit(request: HttpRequest, inspection: Inspection) -> Visit:
    """The visit named by its unit (``?don_vi=``), or the only one the person may see."""
    rows = Visit.objects.visible_to(request.user).filter(inspection=inspection).live()
    if (named := number_of(request.GET.get("don_vi"))) is not None:
        rows = rows.filter(unit=named)
    found = list(rows.values_list("pk", flat=True)[:2])
    if len(found) != 1:
        raise Http404
    return visit_or_404(request, found[0])


@login_required
@require_safe
def visit_file(request: HttpRequest, pk: int, kind: str, fmt: str) -> HttpResponse:
    """Outline, self-report or minutes of one visit; ``?trong=1``: minutes to be filled in."""
    known_format(fmt)
    if kind not in VISIT_KINDS:
        raise Http404
    return visit_paper(request, visit_or_404(request, pk), kind, fmt)


def visit_paper(request: HttpRequest, visit: Visit, kind: str, fmt: str) -> HttpResponse:
    """The file, for whoever may read that side of the visit."""
    require(may_see_visit_paper(request.user, visit, kind))
    notes = request.GET.get("trong") == "1"
    text = visit_text(kind, visit, notes=notes)
    name = file_label(kind, f"{visit.unit.short_name} {visit.inspection.year}")
    return handed_out(produced(text, fmt, kind, name))
