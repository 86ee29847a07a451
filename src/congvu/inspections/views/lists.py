"""The list of campaigns."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.inspections.models import Inspection, Visit
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import (
    INSPECTION_KIND_LABELS,
    INSPECTION_LABELS,
    InspectionState,
    VisitState,
)
from congvu.organizations.policies import is_staff

TONES = {
    InspectionState.CONCLUDED: "ok",
    InspectionState.CLOSED: "muted",
    InspectionState.CANCELLED: "muted",
    InspectionState.PREPARING: "action",
}


@login_required
@require_safe
def inspection_list(request: HttpRequest) -> HttpResponse:
    """Campaigns this person may know of, newest first, by year, kind, state, words."""
    require(is_staff(request.user))
    known = Inspection.objects.visible_to(request.user)
    rows = list(narrowed(known, request.GET))
    figures = figures_of([row.pk for row in rows])
    for row in rows:
        row.figures = figures.get(row.pk, {})
        row.tone = TONES.get(row.state, "warn")
    context = {
        "rows": rows,
        "years": sorted(set(known.values_list("year", flat=True)), reverse=True),
        "states": INSPECTION_LABELS.items(),
        "kinds": INSPECTION_KIND_LABELS.items(),
        "asked": request.GET,
        "q": request.GET.get("q", ""),
        "narrowed": any(request.GET.values()),
        "can_prepare": may_prepare(request.user),
        "plans_url": reverse("inspections:plan_list"),
        "here": "inspections",
    }
    return render(request, "inspections/inspection_list.html", context)


def narrowed(rows: Any, asked: Any) -> Any:
    """Rows of the year, kind, state and words asked for."""
    if year := number_of(asked.get("nam")):
        rows = rows.filter(year=year)
    if asked.get("trang_thai") in set(InspectionState):
        rows = rows.filter(state=asked["trang_thai"])
    if asked.get("loai") in INSPECTION_KIND_LABELS:
        rows = rows.filter(kind=asked["loai"])
    return rows.filter(search_text__contains=fold(asked.get("q", "")))


def figures_of(pks: list[int]) -> dict[int, dict[str, Any]]:
    """Units, signed minutes, first and last day per campaign, in one query."""
    signed = Count("pk", filter=Q(state=VisitState.MINUTES_SIGNED))
    visits = Visit.objects.live().filter(inspection__in=pks).order_by()
    counted = visits.values("inspection_id").annotate(
        units=Count("pk"), signed=signed, first=Min("day"), last=Max("day")
    )
    return {row["inspection_id"]: row for row in counted}
