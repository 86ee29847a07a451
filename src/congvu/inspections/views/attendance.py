"""Who of the team is at a visit, who is missing, and who does their part."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from congvu.core.errors import ActionError, WrongState
from congvu.core.formed import expected, explain
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.forms.base import NoFields
from congvu.inspections.forms.campaign import PlaceForm
from congvu.inspections.models import TeamMember, Visit, VisitMember
from congvu.inspections.policies import may_run_visit
from congvu.inspections.states import SETTLED
from congvu.inspections.views.doing import sent, visit_or_404
from congvu.inspections.views.doors import crumbs


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Untick who does not come; the minutes say it."""
    visit = visit_or_404(request, pk)
    require(may_run_visit(request.user, visit), "Do trưởng đoàn hoặc thư ký buổi làm việc ghi.")
    if visit.state in SETTLED:
        raise WrongState("Biên bản đã ký hoặc buổi làm việc đã hủy, không ghi lại được nữa.")
    data, team = sent(request), list(visit.inspection.team.present())
    forms, page, status = place_forms(visit, team, data), NoFields(data), 200
    if data is not None:
        status = saved(request, visit, forms, page)
        if status == 302:
            return redirect(visit)
    context = {
        "visit": visit,
        "forms": forms,
        "page": page,
        "own": [member for member in team if member.unit_id == visit.unit_id],
        "crumbs": crumbs(visit.inspection, last=f"Có mặt · {visit.unit.short_name}"),
    }
    return render(request, "inspections/visit_attendance.html", context, status=status)


def place_forms(visit: Visit, team: list[TeamMember], data: Any) -> list[PlaceForm]:
    """A line per member who may come: not of the unit itself."""
    free = [member for member in team if member.unit_id != visit.unit_id]
    known = {place.member_id: place for place in visit.members.all()}
    return [PlaceForm(data, member=m, team=free, initial=initial(known.get(m.pk))) for m in free]


def initial(place: VisitMember | None) -> dict[str, Any]:
    """A member's place as it is written; who has none yet is coming."""
    if place is None:
        return {"present": True}
    return {
        "present": place.present,
        "reason": place.absence_reason,
        "substitute": place.substitute_id,
    }


def saved(request: HttpRequest, visit: Visit, forms: list[PlaceForm], page: NoFields) -> int:
    """The status to answer with: 302 when it was written."""
    good = [form.is_valid() for form in forms]  # every one, so that each shows its errors
    if not all(good):
        return 422
    team = {form.member.pk: form.member for form in forms}
    rows = [absence_of(form, team) for form in forms if not form.cleaned_data["present"]]
    try:
        actions.set_attendance(visit, rows, by=request.user, expected=expected(request))
    except ActionError as error:
        beside(forms, error)
        return explain(page, error)
    messages.success(request, "Đã ghi người có mặt, vắng mặt.")
    return 302


def absence_of(form: PlaceForm, team: dict[int, TeamMember]) -> actions.Absence:
    """A line as the action takes it."""
    given = form.cleaned_data
    return actions.Absence(form.member, given["reason"], team.get(int(given["substitute"] or 0)))


def beside(forms: list[PlaceForm], error: ActionError) -> None:
    """Each refusal at its own line too."""
    fields = getattr(error, "fields", {})
    for form in forms:
        for name in ("reason", "substitute"):
            if told := fields.get(f"{form.prefix}-{name}"):
                form.add_error(name, told)
