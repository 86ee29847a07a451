"""Telling units: who gets which text, looked at before anything is sent."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.errors import ActionError
from congvu.core.formed import expected, explain
from congvu.inspections import actions
from congvu.inspections.actions.telling import (
    TELLABLE,
    batches_of,
    people_of,
    text_for,
    visits_of,
)
from congvu.inspections.forms.base import NoFields
from congvu.inspections.models import Inspection
from congvu.inspections.states import InspectionKind, InspectionState
from congvu.inspections.views.doors import crumbs
from congvu.inspections.views.team import prepared
from congvu.notices.rules import message


@login_required
def units_notify(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts to copy; a list of who gets them, to be looked through; or told by other means."""
    inspection = prepared(request, pk)
    form, status = NoFields(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        try:
            return redirect(done(request, inspection))
        except ActionError as error:
            status = explain(form, error)
    rows = rows_of(request, inspection)
    silent = inspection.kind == InspectionKind.UNANNOUNCED
    tellable = inspection.state in TELLABLE and not silent
    context = {
        "inspection": inspection,
        "form": form,
        "rows": rows,
        "can_list": tellable and any(row["people"] for row in rows),
        "can_tell": inspection.state == InspectionState.DECIDED and not silent,
        "batches": batches_of(inspection).select_related("prepared_by"),
        "crumbs": crumbs(inspection, last="Thông báo cho đơn vị"),
    }
    return render(request, "inspections/units_notify.html", context, status=status)


def done(request: HttpRequest, inspection: Inspection) -> str:
    """Where to go after the act that was asked for."""
    if request.POST.get("verb") == "prepare":
        batch = actions.prepare_notice(inspection, by=request.user)
        return reverse("notices:batch_detail", args=[batch.pk])
    actions.notify_units(inspection, by=request.user, expected=expected(request))
    messages.success(request, "Đã thông báo: các đơn vị thấy lịch và phiếu tự kiểm tra.")
    return reverse("inspections:inspection_steps", args=[inspection.pk])


def rows_of(request: HttpRequest, inspection: Inspection) -> list[dict[str, Any]]:
    """Each unit with its text and the people it goes to."""
    visits = visits_of(inspection)
    told = people_of(clock.today(), {visit.unit_id for visit in visits})
    people = User.objects.in_bulk({pk for found in told.values() for pk in found})
    rows = []
    for visit in visits:
        text = text_for(inspection, visit)
        link = request.build_absolute_uri(visit.get_absolute_url())
        rows.append(
            {
                "visit": visit,
                "text": text,
                "message": message(text, link) if text else "",
                "people": [people[pk] for pk in sorted(told.get(visit.unit_id, ()))],
            }
        )
    return rows
