"""The schedule of visits: set, previewed with its clashes, moved by one act."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import ActionError
from congvu.core.formed import expected, explain
from congvu.inspections import actions
from congvu.inspections.actions.telling import TELLABLE
from congvu.inspections.copying import copied_schedule, earlier
from congvu.inspections.forms.base import NoFields
from congvu.inspections.forms.campaign import MoveForm, PostponeForm, TravelForm, VisitForm
from congvu.inspections.models import Inspection, OfficialDocument, TravelTime, Visit
from congvu.inspections.states import AHEAD, AmendmentKind, InspectionKind
from congvu.inspections.views.doors import crumbs
from congvu.inspections.views.team import prepared

FIELDS = ("day", "session", "starts_at", "ends_at", "place", "departs_at", "vehicle", "driver",
          "participants")  # fmt: skip


@login_required
def schedule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put visits on days; "preview" shows clashes, "copy" proposes last year's."""
    inspection = prepared(request, pk)
    visits, team = movable(inspection), list(inspection.team.present())
    verb = request.POST.get("verb", "")
    travel = TravelForm(request.POST if verb == "travel" else None, places=places(visits))
    if verb == "travel" and travel.is_valid():
        actions.set_travel_time(by=request.user, **travel.cleaned_data)
        return redirect(request.path)
    data = request.POST if verb in ("save", "preview") else None
    source = earlier(inspection)
    lines = copied_schedule(source, visits, team) if source and verb == "copy" else {}
    forms = [
        VisitForm(data, visit=v, team=team, initial=lines.get(v.pk) or initial(v)) for v in visits
    ]
    page, status = (
        NoFields(request.POST if request.method == "POST" else None),
        422 if verb == "travel" else 200,
    )
    if data is not None:
        good = [form.is_valid() for form in forms]  # every one, so that each shows its errors
        status = try_schedule(request, inspection, forms, page, team) if all(good) else 422
        if verb == "save" and status == 200:
            messages.success(request, "Đã lưu lịch kiểm tra.")
            return redirect(reverse("inspections:visit_list", args=[pk]))
    context = {
        "inspection": inspection,
        "forms": forms,
        "page": page,
        "travel": travel,
        "known": TravelTime.objects.filter(to_place__in=places(visits)).order_by("pk"),
        "source": source,
        "copied": len(lines),
        "fits": verb == "preview" and status == 200,
        "crumbs": crumbs(inspection, last="Lịch kiểm tra"),
        "steps_url": reverse("inspections:inspection_steps", args=[pk]),
    }
    return render(request, "inspections/schedule_edit.html", context, status=status)


def movable(inspection: Inspection) -> list[Visit]:
    """Visits that have not begun."""
    rows = inspection.visits.filter(state__in=AHEAD)
    return list(rows.select_related("unit", "inspection"))


def places(visits: list[Visit]) -> list[str]:
    """Where visits take place, each once."""
    return sorted({visit.place for visit in visits if visit.place})


def initial(visit: Visit) -> dict[str, Any]:
    """A visit as its line shows it."""
    secretary = {"acting_secretary": visit.acting_secretary_id}
    return {name: getattr(visit, name) for name in FIELDS} | secretary


def try_schedule(
    request: HttpRequest, inspection: Inspection, forms: list, page: NoFields, team: list
) -> int:
    """Set the schedule; a preview is undone at once. Clashes stand at their rows."""
    members = {member.pk: member for member in team}
    rows = [row_of(form, members) for form in forms if form.cleaned_data["day"]]
    try:
        with transaction.atomic():
            actions.set_schedule(inspection, rows, by=request.user, expected=expected(request))
            if request.POST["verb"] == "preview":
                transaction.set_rollback(True)
    except ActionError as error:
        mark_clashes(forms, error.details.get("clashes", ()))
        return explain(page, error)
    return 200


def mark_clashes(forms: list[VisitForm], clashes: Any) -> None:
    """Each row says with which other unit it clashes."""
    by_visit = {form.visit.pk: form for form in forms}
    for clash in clashes:
        for one, other in ((clash.first, clash.second), (clash.second, clash.first)):
            if one.visit in by_visit:
                by_visit[one.visit].clash = f"Trùng với {other.label}."


def row_of(form: VisitForm, members: dict) -> actions.VisitRow:
    """A line as the action takes it."""
    given = dict(form.cleaned_data)
    secretary = members.get(int(given.pop("acting_secretary") or 0))
    return actions.VisitRow(visit=form.visit, acting_secretary=secretary, **given)


@login_required
def visits_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """Move some or all visits in one act; the amending decision is written from it."""
    inspection = prepared(request, pk)
    data = request.POST if request.method == "POST" else None
    form = PostponeForm(data, initial={"decided_on": clock.today()})
    visits = [visit for visit in movable(inspection) if visit.day]
    moves = [MoveForm(data, visit=visit) for visit in visits]
    status = 200
    if data is not None:
        good = [one.is_valid() for one in (form, *moves)]
        status = 422
        if all(good) and postponed(request, inspection, form, moves):
            messages.success(request, "Đã điều chỉnh lịch; các thời hạn tính lại theo lịch mới.")
            return redirect(f"{request.path}#lan-dieu-chinh")
    past = past_acts(inspection)
    context = {
        "inspection": inspection,
        "form": form,
        "moves": moves,
        "past": past,
        "waiting": next((one for one in past if one["waiting"]), None),
        "tellable": inspection.state in TELLABLE and inspection.kind != InspectionKind.UNANNOUNCED,
        "crumbs": crumbs(inspection, last="Điều chỉnh lịch"),
    }
    return render(request, "inspections/visits_postpone.html", context, status=status)


def past_acts(inspection: Inspection) -> list[dict[str, Any]]:
    """Each act of moving visits with its amending decision, the newest first; the newest without
    one waits for it."""
    rows = inspection.postponements.filter(kind=AmendmentKind.SCHEDULE)
    papers = Prefetch("documents", OfficialDocument.objects.listed())
    acts = list(rows.prefetch_related(papers).order_by("-pk"))
    told = []
    for act in acts:
        paper = next(iter(act.documents.all()), None)
        told.append({"act": act, "paper": paper, "waiting": paper is None and act is acts[0]})
    return told


def postponed(
    request: HttpRequest, inspection: Inspection, form: PostponeForm, moves: list[MoveForm]
) -> bool:
    """Whether the chosen visits were moved; else the form says why not."""
    chosen = [move for move in moves if move.cleaned_data["chosen"]]
    if not chosen:
        form.add_error(None, "Chưa chọn buổi làm việc nào để dời.")
        return False
    rows = [
        actions.Move(move.visit, move.cleaned_data["day"], move.cleaned_data["session"])
        for move in chosen
    ]
    given = form.cleaned_data | {"by": request.user, "expected": expected(request)}
    try:
        actions.postpone(inspection, rows, **given)
    except ActionError as error:
        explain(form, error)
        return False
    return True
