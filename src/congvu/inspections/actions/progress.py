"""Moving a campaign along: decided, notified, visited, reported, closed."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions import request_self
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.inspections.actions.by_paper import numbered_paper
from congvu.inspections.deadlines import self_report_due
from congvu.inspections.errors import NoTeamHead, NotScheduled
from congvu.inspections.models import Inspection, Recommendation, Visit
from congvu.inspections.policies import may_carry_out, may_run_visit
from congvu.inspections.states import (
    INSPECTION_TABLE,
    VISIT_TABLE,
    DocumentKind,
    InspectionKind,
    InspectionState,
    TeamRole,
    VisitForm,
    VisitState,
)


def decide(inspection: Inspection, *, by: User, expected: int | None = None) -> Inspection:
    """The team is created by the decision as its paper says it, signed and numbered."""
    require(may_carry_out(by))
    next_state(INSPECTION_TABLE, inspection.state, "decide")
    paper = numbered_paper(DocumentKind.DECISION, inspection=inspection)
    return team_created(
        inspection, number=paper.code, decided_on=paper.dated_on, by=by, expected=expected
    )


def team_created(
    inspection: Inspection,
    *,
    number: str,
    decided_on: dt.date,
    by: User,
    expected: int | None = None,
) -> Inspection:
    """What the decision does; for whoever has the paper in hand."""
    require(may_carry_out(by))
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        state = next_state(INSPECTION_TABLE, inspection.state, "decide")
        if not inspection.team.filter(role=TeamRole.HEAD).exists():
            raise NoTeamHead
        return audit.change(
            inspection,
            by=by,
            action="inspections.decide",
            state=state,
            decision_number=number,
            decision_on=decided_on,
        )


def notify_units(inspection: Inspection, *, by: User, expected: int | None = None) -> Inspection:
    """Units are told; each is asked for its self-report, due some working days before the visit."""
    require(may_carry_out(by))
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        if inspection.kind == InspectionKind.UNANNOUNCED:
            raise WrongState("Kiểm tra đột xuất không báo trước cho đơn vị.")
        state = next_state(INSPECTION_TABLE, inspection.state, "notify_units")
        visits = list(inspection.visits.live().select_related("sheet"))
        check_scheduled(visits)
        asked = [v for v in visits if v.day and v.sheet_id]
        due = {v.sheet_id: self_report_due(inspection, v.day) for v in asked}
        request_self([v.sheet for v in visits if v.sheet_id], due, by=by)
        return audit.change(inspection, by=by, action="inspections.notify_units", state=state)


def check_scheduled(visits: Iterable[Visit]) -> None:
    """Every visit on site has its day."""
    late = [v for v in visits if v.day is None and v.form == VisitForm.ON_SITE]
    if late:
        raise NotScheduled(f"Chưa xếp lịch kiểm tra cho {len(late)} đơn vị.")


def begin_visit(visit: Visit, *, by: User, expected: int | None = None) -> Visit:
    """The team has arrived; the campaign is under way from its first visit."""
    with transaction.atomic():
        visit = audit.lock(Visit.objects.select_related("inspection"), visit.pk, expected)
        require(may_run_visit(by, visit))
        state = next_state(VISIT_TABLE, visit.state, "begin_visit")
        inspection = visit.inspection
        if inspection.state != InspectionState.VISITING:
            check_told(inspection)
            moved = next_state(INSPECTION_TABLE, inspection.state, "begin_visits")
            audit.change(inspection, by=by, action="inspections.begin_visits", state=moved)
        return audit.change(visit, by=by, action="inspections.begin_visit", state=state)


def check_told(inspection: Inspection) -> None:
    """Only an unannounced inspection may begin without notice."""
    told = inspection.state == InspectionState.NOTIFIED
    if not told and inspection.kind != InspectionKind.UNANNOUNCED:
        raise BadInput("Chưa gửi thông báo kiểm tra cho đơn vị. Chỉ kiểm tra đột xuất mới bỏ qua.")


def end_visit(visit: Visit, *, by: User, expected: int | None = None) -> Visit:
    """The session is over; minutes are next."""
    return moved_visit(visit, "end_visit", by, expected)


def resume_visit(visit: Visit, *, by: User, expected: int | None = None) -> Visit:
    """Back to work at the unit, before minutes are signed."""
    return moved_visit(visit, "resume_visit", by, expected)


def moved_visit(visit: Visit, verb: str, by: User, expected: int | None) -> Visit:
    """The visit after ``verb``, by somebody who runs it."""
    with transaction.atomic():
        visit = audit.lock(Visit.objects.all(), visit.pk, expected)
        require(may_run_visit(by, visit))
        state = next_state(VISIT_TABLE, visit.state, verb)
        return audit.change(visit, by=by, action=f"inspections.{verb}", state=state)


def finish_visits_if_done(inspection: Inspection, *, by: User) -> Inspection:
    """When the last visit has its minutes, the campaign moves on by itself."""
    waiting = inspection.visits.live().exclude(state=VisitState.MINUTES_SIGNED)
    if waiting.exists() or inspection.state != InspectionState.VISITING:
        return inspection
    state = next_state(INSPECTION_TABLE, inspection.state, "finish_visits")
    return audit.change(inspection, by=by, action="inspections.finish_visits", state=state)


def report(inspection: Inspection, *, by: User, expected: int | None = None) -> Inspection:
    """The report of the team is made."""
    require(may_carry_out(by))
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        state = next_state(INSPECTION_TABLE, inspection.state, "report")
        return audit.change(inspection, by=by, action="inspections.report", state=state)


def close_if_done(inspection: Inspection, *, by: User) -> Inspection:
    """When the last recommendation is closed, so is the campaign."""
    if inspection.state != InspectionState.CONCLUDED:
        return inspection
    if Recommendation.objects.open().filter(inspection=inspection).exists():
        return inspection
    state = next_state(INSPECTION_TABLE, inspection.state, "close")
    return audit.change(inspection, by=by, action="inspections.close", state=state)


def last_day(inspection: Inspection) -> dt.date | None:
    """Day of the last visit, from which report and conclusion are counted."""
    days = inspection.visits.live().filter(day__isnull=False).order_by("-day")
    return days.values_list("day", flat=True).first()


def conclusion_late(inspection: Inspection, due: dt.date) -> bool:
    """Whether the conclusion missed its day."""
    return (inspection.concluded_on or clock.today()) > due
