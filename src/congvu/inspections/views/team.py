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
from congvu.core.formed import expected, explain, number_of
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.criteria.models import Area
from congvu.inspections import actions
from congvu.inspections.copying import copied_team, earlier
from congvu.inspections.forms.base import NoFields
from congvu.inspections.forms.campaign import MemberForm, TeamPasteForm
from congvu.inspections.models import Inspection
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import InspectionState, TeamRole
from congvu.inspections.teaming import form_rows, pasted_team
from congvu.inspections.views.doors import crumbs
from congvu.organizations.models import Seat, Unit

BLANK, MOST = 4, 100  # empty lines offered below the present ones; lines at most


def prepared(request: HttpRequest, pk: int) -> Inspection:
    """The campaign, for whoever prepares it; 404 for whoever may not know of it."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    require(may_prepare(request.user))
    return inspection


@login_required
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the team, until the decision is issued; "paste" and "copy" only fill in the lines."""
    inspection = prepared(request, pk)
    if request.method == "GET" and inspection.state != InspectionState.PREPARING:
        return redirect(reverse("inspections:team_change", args=[pk]))
    people, units = officers(), {u.pk: u for u in Unit.objects.in_force(clock.today())}
    verb = request.POST.get("verb", "save" if request.method == "POST" else "")
    sheet = TeamSheet(inspection, people, units)
    page, status = NoFields(request.POST if verb == "save" else None), 200
    if verb == "paste":
        more, status = pasted(sheet, request)
    elif verb == "copy":
        more, status = copied(sheet), 200
    else:
        more = {"forms": sheet.forms(data=request.POST if verb else None)}
    if verb == "save":
        status = saved(request, sheet, more["forms"], page)
        if status == 302:
            return redirect(reverse("inspections:inspection_steps", args=[pk]))
    context = {
        "inspection": inspection,
        "page": page,
        "paste": TeamPasteForm(),
        "source": earlier(inspection),
        "own": sheet.own(),
        "crumbs": crumbs(inspection, last="Đoàn kiểm tra"),
        "steps_url": reverse("inspections:inspection_steps", args=[pk]),
        **more,
    }
    return render(request, "inspections/team_edit.html", context, status=status)


def saved(request: HttpRequest, sheet: "TeamSheet", forms: list[MemberForm], page: NoFields) -> int:
    """The status to answer with: 302 when the team was set."""
    good = [form.is_valid() for form in forms]  # every one, so that each shows its errors
    if not all(good):
        return 422
    found = (row_of(form.cleaned_data, sheet.people, sheet.units) for form in forms)
    rows = [row for row in found if row]
    try:
        actions.set_team(sheet.inspection, rows, by=request.user, expected=expected(request))
    except ActionError as error:
        return explain(page, error)
    messages.success(request, "Đã lưu đoàn kiểm tra.")
    return 302


def pasted(sheet: "TeamSheet", request: HttpRequest) -> tuple[dict[str, Any], int]:
    """Rows of a pasted table put on the page, to be looked through and saved; or its doubts."""
    paste = TeamPasteForm(request.POST)
    more: dict[str, Any] = {"forms": sheet.forms(), "paste": paste}
    if not paste.is_valid():
        return more, 422
    try:
        team = pasted_team(
            paste.cleaned_data["text"], sheet.people, list(sheet.units.values()), sheet.areas
        )
    except ActionError as error:
        return more, explain(paste, error)
    if not team.preview.good:
        return more | {"preview": team.preview}, 422
    lines = sheet.joined(form_rows(team, sheet.people))
    taken = len(team.preview.rows)
    return {"forms": sheet.forms(lines), "paste": TeamPasteForm(), "taken": taken}, 200


def copied(sheet: "TeamSheet") -> dict[str, Any]:
    """Last year's team on the page, to be looked through and saved."""
    source = earlier(sheet.inspection)
    if source is None:
        return {"forms": sheet.forms()}
    lines, doubtful = copied_team(source, sheet.people, sheet.inspection.area_codes)
    return {"forms": sheet.forms(lines), "copied": source, "doubtful": doubtful}


def officers() -> dict[int, tuple[User, Unit]]:
    """Everybody with a seat today, with the unit they sit in."""
    seats = Seat.objects.in_force(clock.today()).select_related("user", "unit")
    return {seat.user_id: (seat.user, seat.unit) for seat in seats.order_by("user__full_name")}


class TeamSheet:
    """The lines of the page: the saved team, what was posted, or what is proposed."""

    def __init__(
        self, inspection: Inspection, people: dict[int, tuple[User, Unit]], units: dict[int, Unit]
    ) -> None:
        self.inspection, self.people, self.units = inspection, people, units
        rows = Area.objects.filter(library_version=inspection.library_version_id)
        codes = inspection.area_codes
        found = rows.order_by("order")
        self.areas = [(a.code, a.short_title) for a in found if a.code in codes]

    def forms(
        self, lines: list[dict[str, Any]] | None = None, data: Any = None
    ) -> list[MemberForm]:
        """One line per member and some empty ones; as many as were posted."""
        initial = self.saved_lines() if lines is None else list(lines)
        posted = number_of(data.get("lines")) if data is not None else None
        count = len(initial) + BLANK if posted is None else min(posted, MOST)
        initial += [{"role": TeamRole.MEMBER}] * max(count - len(initial), 0)
        choices = {
            "people": [(pk, f"{user} – {unit}") for pk, (user, unit) in self.people.items()],
            "units": [(pk, str(unit)) for pk, unit in self.units.items()],
            "areas": self.areas,
        }
        return [
            MemberForm(data, prefix=f"m{i}", initial=given, **choices)
            for i, given in enumerate(initial, start=1)
        ]

    def saved_lines(self) -> list[dict[str, Any]]:
        """The team as its lines show it."""
        return [
            {"person": m.user_id, "name": m.name, "title": m.title, "unit": m.unit_id,
             "role": m.role, "areas": m.area_codes}
            for m in self.inspection.team.present()
        ]  # fmt: skip

    def joined(self, fresh: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The saved lines with ``fresh`` in place of those about the same people."""
        told = {line["person"] or fold(line["name"]) for line in fresh}
        kept = [
            line
            for line in self.saved_lines()
            if (line["person"] or fold(line["name"])) not in told
        ]
        return kept + fresh

    def own(self) -> list[Any]:
        """Members of the saved team who sit in a unit that is inspected."""
        visited = set(self.inspection.visits.live().values_list("unit_id", flat=True))
        team = self.inspection.team.present().select_related("unit")
        return [m for m in team if m.unit_id in visited]


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
