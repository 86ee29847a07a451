"""Telling units: who gets which text, looked at before anything is sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.core import formats
from congvu.core.errors import ActionError
from congvu.inspections import actions
from congvu.inspections.deadlines import working_days_before
from congvu.inspections.models import Inspection, Visit
from congvu.inspections.states import InspectionState
from congvu.inspections.views.doors import crumbs
from congvu.inspections.views.formed import NoFields, expected, explain
from congvu.inspections.views.team import prepared
from congvu.notices.rules import fit


@login_required
def units_notify(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts to copy for each unit, then the act that asks for self-reports."""
    inspection = prepared(request, pk)
    form, status = NoFields(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        try:
            actions.notify_units(inspection, by=request.user, expected=expected(request))
            messages.success(request, "Đã thông báo: các đơn vị thấy lịch và phiếu tự kiểm tra.")
            return redirect(reverse("inspections:inspection_steps", args=[pk]))
        except ActionError as error:
            status = explain(form, error)
    visits = inspection.visits.live().select_related("unit").order_by("day", "starts_at")
    context = {
        "inspection": inspection,
        "form": form,
        "rows": [(visit, text_for(inspection, visit)) for visit in visits],
        "can_tell": inspection.state == InspectionState.DECIDED,
        "crumbs": crumbs(inspection, last="Thông báo cho đơn vị"),
    }
    return render(request, "inspections/units_notify.html", context, status=status)


def text_for(inspection: Inspection, visit: Visit) -> str:
    """A ready message of at most 300 characters."""
    if not visit.day:
        return ""
    session = visit.get_session_display().lower()
    hours = f"{visit.starts_at:%H:%M}, " if visit.starts_at else ""
    due = working_days_before(visit.day, int(inspection.parameters["self_report_working_days"]))
    return fit(
        f"{visit.unit}: đoàn kiểm tra cải cách hành chính làm việc {hours}{session} "
        f"{formats.date(visit.day)}{f' tại {visit.place}' if visit.place else ''}. "
        f"Đề nghị gửi báo cáo tự kiểm tra trước ngày {formats.date(due)}."
    )
