"""Slips as PDF, in the form of their day."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from congvu.documents.slip import render_slip
from congvu.dossiers.models import Dossier
from congvu.dossiers.outputs.slips import slip_of

RELATED = ("procedure", "limit", "unit__parent", "point__unit__parent", "applicant")


@login_required
@require_safe
def dossier_slip(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One slip; what was never said has none."""
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    row = get_object_or_404(rows, pk=pk, source=None)
    slip = slip_of(row, [*row.movements.select_related("by")], kind)
    if slip is None:
        raise Http404
    name = f"{kind}-{row.code or row.pk}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(render_slip(slip), "application/pdf", headers=headers)
