"""The team: who is in it, what each looks at, and who works in an inspected unit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.errors import ActionError
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.inspections import actions
from congvu.inspections.forms.campaign import MemberForm
from congvu.inspections.models import Inspection
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import TeamRole
from congvu.inspections.views.doors import crumbs
from congvu.inspections.views.formed import NoFields, expected, explain
from congvu.organizations.models import Seat, Unit

BLANK = 4  # empty lines offered below the present ones


def prepared(request: HttpRequest, pk: int) -> Inspection:
    """The campaign, for whoever prepares it; 404 for whoever may not know of it."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    require(may_prepare(request.user))
    return inspection


@login_required
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the team, until the decision is issued."""
    inspection = prepared(request, pk)
    people, units = officers(), {u.pk: u for u in Unit.objects.in_force(clock.today())}
    forms = member_forms(inspection, people, units, request)
    page, status = NoFields(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        good = [form.is_valid() for form in forms]  # every one, so that each shows its errors
        if all(good):
            try:
                rows = [r for f in forms if (r := row_of(f.cleaned_data, people, units))]
                actions.set_team(inspection, rows, by=request.user, expected=expected(request))
                messages.success(request, "Đã lưu đoàn kiểm tra.")
                return redirect(reverse("inspections:inspection_steps", args=[pk]))
            except ActionError as error:
                status = explain(page, error)
    visited = set(inspection.visits.live().values_list("unit_id", flat=True))
    own = [m for m in inspection.team.select_related("unit") if m.unit_id in visited]
    context = {
        "inspection": inspection,
        "forms": forms,
        "page": page,
        "own": own,
        "crumbs": crumbs(inspection, last="Đoàn kiểm tra"),
        "steps_url": reverse("inspections:inspection_steps", args=[pk]),
    }
    return render(request, "inspections/team_edit.html", context, status=status)


def officers() -> dict[int, tuple[User, Unit]]:
    """Everybody with a seat today, with the unit they sit in."""
    seats = Seat.objects.in_force(clock.today()).select_related("user", "unit")
    return {seat.user_id: (seat.user, seat.unit) for seat in seats.order_by("user__full_name")}


def member_forms(
    inspection: Inspection, people: dict, units: dict, request: HttpRequest
) -> list[MemberForm]:
    """One line per member and some empty ones; as many as were posted."""
    initial: list[dict[str, Any]] = [
        {"person": m.user_id, "name": m.name, "title": m.title, "unit": m.unit_id, "role": m.role,
         "areas": m.area_codes}
        for m in inspection.team.all()
    ]  # fmt: skip
    initial += [{"role": TeamRole.MEMBER}] * BLANK
    areas = Area.objects.filter(library_version=inspection.library_version_id)
    choices = {
        "people": [(pk, f"{user} – {unit}") for pk, (user, unit) in people.items()],
        "units": [(pk, str(unit)) for pk, unit in units.items()],
        "areas": [
            (a.code, a.short_title)
            for a in areas.order_by("order")
            if a.code in inspection.area_codes
        ],
    }
    data = request.POST if request.method == "POST" else None
    return [
        MemberForm(data, prefix=f"m{i}", initial=given, **choices)
        for i, given in enumerate(initial, start=1)
    ]


def row_of(given: dict[str, Any], people: dict, units: dict) -> actions.MemberRow | None:
    """A line as the action takes it: what is not typed comes from the officer's own record."""
    user, seat = people.get(int(given["person"] or 0), (None, None))
    name = given["name"].strip() or (str(user) if user else "")
    if not name:
        return None
    return actions.MemberRow(
        name=name,
        role=given["role"] or TeamRole.MEMBER,
        title=given["title"].strip() or (user.title if user else ""),
        user=user,
        unit=units.get(int(given["unit"] or 0)) or seat,
        area_codes=tuple(given["areas"]),
    )
