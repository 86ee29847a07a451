"""The team after its decision: who leaves, who comes, from when."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.actions.team_change import CHANGEABLE
from congvu.inspections.forms.campaign import TeamChangeForm
from congvu.inspections.models import Inspection, TeamMember
from congvu.inspections.states import AmendmentKind, TeamRole
from congvu.inspections.views.doing import page, sent
from congvu.inspections.views.doors import crumbs
from congvu.inspections.views.giving_up import done
from congvu.inspections.views.team import TeamSheet, officers, prepared, row_of
from congvu.organizations.models import Unit

NEWCOMERS = 3


@login_required
@require_http_methods(["GET", "POST"])
def team_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who leaves, write who comes; the amending decision is begun from it."""
    inspection = prepared(request, pk)
    people, units = officers(), {u.pk: u for u in Unit.objects.in_force(clock.today())}
    sheet, data = TeamSheet(inspection, people, units), sent(request)
    team = list(inspection.team.present().select_related("unit"))
    today = {"decided_on": clock.today(), "effective_on": clock.today()}
    form = TeamChangeForm(data, initial=today | {"version": inspection.version}, team=team)
    lines = sheet.forms([{"role": TeamRole.MEMBER}] * NEWCOMERS, data)[:NEWCOMERS]
    if data is not None:
        good = [one.is_valid() for one in (form, *lines)]  # every one, so that each shows its own
        if all(good):
            rows = [row for line in lines if (row := row_of(line.cleaned_data, people, units))]
            if form.run(lambda: changed(inspection, form, rows, request)):
                return done(request, inspection, "Đã ghi thay đổi thành viên.")
    gone = TeamMember.objects.filter(inspection=inspection, left_on__isnull=False)
    context = {
        "inspection": inspection,
        "form": form,
        "lines": lines,
        "team": [(member, str(member.pk) in form["leaves"].value()) for member in team]
        if data is not None
        else [(member, False) for member in team],
        "gone": gone,
        "past": inspection.postponements.filter(kind=AmendmentKind.TEAM),
        "changeable": inspection.state in CHANGEABLE,
        "crumbs": crumbs(inspection, last="Thay đổi thành viên"),
        "back": reverse("inspections:inspection_steps", args=[pk]),
    }
    return page(request, "inspections/team_change.html", context, form)


def changed(
    inspection: Inspection, form: TeamChangeForm, rows: list[actions.MemberRow], request: Any
) -> Any:
    """The act, as the form says it."""
    told = form.cleaned_data
    change = actions.TeamChange(
        form.leaving(), rows, told["reason"], told["decided_on"], told["effective_on"]
    )
    return actions.change_team(inspection, change, by=request.user, expected=form.expected)
