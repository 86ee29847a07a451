"""A visit: when, where, who looks at what, what comes next; the lists of visits."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congvu.assessments.states import SelfState
from congvu.core import clock
from congvu.core.formed import expected
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.inspections import actions
from congvu.inspections.ics import calendar_of
from congvu.inspections.models import Inspection, Visit, VisitMember
from congvu.inspections.policies import (
    may_answer_unit,
    may_prepare,
    may_run_visit,
    may_work_at,
    own_unit,
)
from congvu.inspections.states import AHEAD, OPEN_VISITS, OVER, SETTLED, InspectionKind, VisitState
from congvu.inspections.views.doors import crumbs, door
from congvu.inspections.views.recheck import looked_at_again
from congvu.organizations.policies import is_staff

VERBS = {
    "begin": (actions.begin_visit, "Đã bắt đầu buổi làm việc."),
    "end": (actions.end_visit, "Đã kết thúc buổi làm việc. Bước sau: biên bản."),
    "resume": (actions.resume_visit, "Tiếp tục buổi làm việc."),
}
TONES = {
    VisitState.MINUTES_SIGNED: "ok",
    VisitState.IN_PROGRESS: "action",
    VisitState.VISITED: "warn",
    VisitState.POSTPONED: "late",
}


def known_visits(request: HttpRequest) -> Any:
    """Visits this person may know of, with what pages show."""
    rows = Visit.objects.visible_to(request.user)
    return rows.select_related("inspection", "unit", "sheet", "acting_secretary")


@login_required
@require_safe
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit; for the unit itself, what is asked of it and by when."""
    visit = get_object_or_404(known_visits(request), pk=pk)
    user = request.user
    runs, state = may_run_visit(user, visit), visit.state
    own = own_unit(user, visit.unit_id)
    speaks = may_answer_unit(user, visit.unit_id)
    works = may_work_at(user, visit)
    told = own and visit.draft_sent_at and visit.inspection.state not in OVER
    places = places_at(visit)
    away = any(p.absence_reason and p.member.user_id == user.pk for p in places)
    context = {
        "visit": visit,
        "tone": TONES.get(VisitState(state), "muted"),
        "members": [place for place in places if place.present],
        "absent": [place for place in places if place.absence_reason],
        "can_note": runs and state not in SETTLED,
        "rechecks": looked_at_again(visit, user) if follows_up(visit) else [],
        "own": own,
        "works": works,
        "can_begin": runs and state == VisitState.PLANNED,
        "can_end": runs and state == VisitState.IN_PROGRESS,
        "can_resume": runs and state == VisitState.VISITED,
        "can_judge": works and not away and bool(visit.sheet_id) and state in OPEN_VISITS,
        "can_cancel": may_prepare(user) and state in AHEAD and live(visit),
        "can_send": may_prepare(user) and not own and waits_for_draft(visit),
        "speaks": speaks,
        "can_report": speaks and asked_to_report(visit),
        "can_explain": bool(told),
        "sheet_name": "assessments:sheet_self" if own else "assessments:sheet_judge",
        "minutes_url": door("minutes_detail", visit.pk),
        "sample_url": door("sample_add", visit.pk),
        "findings_url": door("finding_list", visit.inspection_id, don_vi=visit.unit_id),
        "crumbs": crumbs(visit.inspection, last=str(visit.unit)),
    }
    return render(request, "inspections/visit_detail.html", context)


def places_at(visit: Visit) -> list[VisitMember]:
    """Who was to come, each with the areas they look at by their names."""
    rows = visit.members.select_related("member", "substitute").order_by("member__order")
    known = Area.objects.filter(library_version=visit.inspection.library_version_id)
    names = dict(known.values_list("code", "short_title"))
    places = list(rows)
    for place in places:
        place.areas = [names.get(code, code) for code in place.area_codes]
    return places


def waits_for_draft(visit: Visit) -> bool:
    """Whether the minutes are signed and the unit has not been sent its part of the draft."""
    signed = visit.state == VisitState.MINUTES_SIGNED and not visit.draft_sent_at
    return signed and visit.inspection.state not in OVER


def follows_up(visit: Visit) -> bool:
    """Whether it looks again at what was asked before."""
    return visit.inspection.kind == InspectionKind.FOLLOW_UP


def live(visit: Visit) -> bool:
    """Whether the campaign goes on."""
    return visit.inspection.state not in OVER


def asked_to_report(visit: Visit) -> bool:
    """Whether the unit still owes its self-report."""
    sheet = visit.sheet
    open_now = sheet is not None and sheet.self_state == SelfState.REQUESTED and not sheet.frozen
    return open_now and visit.state != VisitState.CANCELLED


@login_required
@require_POST
def visit_move(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Begin, end or resume; the action says who may."""
    visit = get_object_or_404(known_visits(request), pk=pk)
    run, done = VERBS[verb]
    run(visit, by=request.user, expected=expected(request))
    messages.success(request, done)
    return redirect(visit)


@login_required
@require_safe
def visit_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The schedule of a campaign, as far as this person may know it."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    rows = known_visits(request).filter(inspection=inspection).live().order_by("day", "starts_at")
    page = {
        "title": "Lịch kiểm tra",
        "inspection": inspection,
        "can_prepare": may_prepare(request.user),
        "crumbs": crumbs(inspection, last="Lịch kiểm tra"),
        "ics_url": reverse("inspections:visit_list_ics", args=[pk]),
    }
    return render(request, "inspections/visit_list.html", page | {"rows": list(rows)})


@login_required
@require_safe
def visits_today(request: HttpRequest) -> HttpResponse:
    """Hôm nay: where this person has to be."""
    require(is_staff(request.user))
    today = clock.today()
    rows = mine(request).filter(day=today).order_by("starts_at")
    page = {
        "title": "Hôm nay",
        "rows": list(rows),
        "crumbs": crumbs(last="Hôm nay"),
        "ics_url": reverse("inspections:visits_mine_ics"),
    }
    return render(request, "inspections/visit_list.html", page)


def mine(request: HttpRequest) -> Any:
    """Visits at which this person is a present member of the team."""
    rows = known_visits(request).live()
    here = {"members__member__user": request.user, "members__present": True}
    return rows.filter(**here).distinct()


@login_required
@require_safe
def visit_list_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """The campaign's schedule for a calendar."""
    inspection = get_object_or_404(Inspection.objects.visible_to(request.user), pk=pk)
    rows = known_visits(request).filter(inspection=inspection).live()
    return ics_file(rows, f"lich-kiem-tra-{pk}")


@login_required
@require_safe
def visits_mine_ics(request: HttpRequest) -> HttpResponse:
    """One person's visits for a calendar."""
    require(is_staff(request.user))
    return ics_file(mine(request), "lich-cua-toi")


def ics_file(rows: Any, name: str) -> HttpResponse:
    """Visits that have a day and hours, as a file."""
    timed = rows.filter(day__isnull=False, starts_at__isnull=False, ends_at__isnull=False)
    answer = HttpResponse(calendar_of(timed, clock.now()), content_type="text/calendar")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer
