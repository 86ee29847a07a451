"""Slips as PDF and Word, in the form of their day; hand-overs with their lists."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from congvu.documents.media import DOCX
from congvu.documents.slip import PrintedSlip, render_slip
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.outputs.hand_over import HandOver, hand_over_slip, handed_with
from congvu.dossiers.outputs.slip_files import slip_word
from congvu.dossiers.outputs.slips import issuer_of, slip_of
from congvu.dossiers.states import BULK_VERBS
from congvu.dossiers.views.common import crumb_list

RELATED = ("procedure", "procedure_version__process", "limit", "unit__parent",
           "point__unit__parent", "applicant")  # fmt: skip


@login_required
@require_safe
def dossier_slip(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One slip to print; what was never said has none."""
    row, slip = asked(request, pk, kind)
    return as_pdf(slip, f"{kind}-{row.code or row.pk}")


@login_required
@require_safe
def dossier_slip_word(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same slip to write in."""
    row, slip = asked(request, pk, kind)
    return as_word(slip_word(slip, kind, issuer_of(row)), f"{kind}-{row.code or row.pk}")


def asked(request: HttpRequest, pk: int, kind: str) -> tuple[Dossier, PrintedSlip]:
    """A slip of a dossier this person works on."""
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    row = get_object_or_404(rows, pk=pk, source=None)
    slip = slip_of(row, [*row.movements.select_related("by")], kind, request.user)
    if slip is None:
        raise Http404
    return row, slip


@login_required
@require_safe
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed over in one stroke, one list a taker."""
    lists = handed(request, pk)
    context: dict[str, Any] = {
        "lists": lists,
        "first": lists[0].first,
        "crumbs": [crumb_list(), {"label": "Phiếu bàn giao"}],
    }
    return render(request, "dossiers/hand_over.html", context)


@login_required
@require_safe
def hand_over_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """One list to print and sign."""
    return as_pdf(hand_over_slip(list_of(request, pk)), f"ban-giao-{pk}")


@login_required
@require_safe
def hand_over_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list in Word."""
    listed = list_of(request, pk)
    data = slip_word(hand_over_slip(listed), "hand_over", listed.unit)
    return as_word(data, f"ban-giao-{pk}")


def handed(request: HttpRequest, pk: int) -> list[HandOver]:
    """All lists of the stroke a movement belongs to."""
    seen = Dossier.objects.visible_to(request.user)
    rows = Movement.objects.filter(dossier__in=seen, verb__in=BULK_VERBS)
    return handed_with(get_object_or_404(rows, pk=pk), seen)


def list_of(request: HttpRequest, pk: int) -> HandOver:
    """The list a movement stands on."""
    lists = handed(request, pk)
    return next(one for one in lists if pk in {move.pk for move in one.moves})


def as_pdf(slip: PrintedSlip, name: str) -> HttpResponse:
    """Opened in the browser, kept by nobody."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(render_slip(slip), "application/pdf", headers=headers)


def as_word(data: bytes, name: str) -> HttpResponse:
    """Saved by whoever asked."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"',
               "Cache-Control": "no-store"}  # fmt: skip
    return HttpResponse(data, DOCX, headers=headers)
