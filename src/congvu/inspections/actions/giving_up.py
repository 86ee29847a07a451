"""Giving up a campaign, one of its visits, or something asked; always with the reason."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions import freeze_sheets
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.inspections.actions.amending import amend, given_up_lines
from congvu.inspections.actions.progress import close_if_done, finish_visits_if_done
from congvu.inspections.actions.telling import people_of
from congvu.inspections.models import Inspection, Recommendation, Visit
from congvu.inspections.policies import may_decide, may_prepare
from congvu.inspections.states import (
    INSPECTION_TABLE,
    RECOMMENDATION_TABLE,
    TOLD,
    VISIT_TABLE,
    AmendmentKind,
    InspectionKind,
    InspectionState,
    RecommendationState,
)
from congvu.notices.actions import notify_many
from congvu.notices.rules import Draft, fit


def cancel(
    inspection: Inspection,
    *,
    reason: str,
    decided_on: dt.date | None = None,
    by: User,
    expected: int | None = None,
) -> Inspection:
    """Give a campaign up before its first visit. After the decision that created the team the
    decision that takes it back is begun; units that were told are told again."""
    require(may_decide(by))
    check_reason(reason, "Phải ghi lý do hủy đợt kiểm tra.")
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        state = next_state(INSPECTION_TABLE, inspection.state, "cancel")
        live = list(inspection.visits.live().select_related("unit", "sheet", "inspection"))
        if inspection.state in TOLD:
            tell(live, reason, by)
        decided = inspection.state != InspectionState.PREPARING
        lines = given_up_lines(live)
        give_up(live, reason, by)
        inspection = audit.change(
            inspection, by=by, action="inspections.cancel", reason=reason, state=state
        )
        if decided:
            day = decided_on or clock.today()
            amend(inspection, AmendmentKind.CANCEL, lines, reason=reason, decided_on=day, by=by)
    return inspection


def cancel_visit(
    visit: Visit,
    *,
    reason: str,
    decided_on: dt.date | None = None,
    by: User,
    expected: int | None = None,
) -> Visit:
    """Give one visit up before it begins; the unit is told, the amending decision is begun."""
    require(may_prepare(by))
    check_reason(reason, "Phải ghi lý do hủy buổi làm việc.")
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), visit.inspection_id)
        visit = audit.lock(
            Visit.objects.select_related("inspection", "unit", "sheet"), visit.pk, expected
        )
        next_state(VISIT_TABLE, visit.state, "cancel_visit")
        if not inspection.visits.live().exclude(pk=visit.pk).exists():
            raise WrongState("Đợt kiểm tra chỉ còn đơn vị này. Hãy hủy cả đợt kiểm tra.")
        lines = given_up_lines([visit])
        if inspection.state in TOLD:
            tell([visit], reason, by)
        give_up([visit], reason, by)
        if inspection.state != InspectionState.PREPARING:
            kind, day = AmendmentKind.CANCEL_VISIT, decided_on or clock.today()
            amend(inspection, kind, lines, reason=reason, decided_on=day, by=by)
        finish_visits_if_done(inspection, by=by)
    visit.refresh_from_db()
    return visit


def withdraw_recommendation(
    row: Recommendation, *, reason: str, by: User, expected: int | None = None
) -> Recommendation:
    """Take back what was asked, as long as the unit has reported nothing on it."""
    require(may_decide(by) or (row.state == RecommendationState.DRAFT and may_prepare(by)))
    check_reason(reason, "Phải ghi lý do rút kiến nghị.")
    with transaction.atomic():
        row = audit.lock(
            Recommendation.objects.select_related("inspection", "unit"), row.pk, expected
        )
        issued = row.state != RecommendationState.DRAFT
        require(may_decide(by) or not issued)
        state = next_state(RECOMMENDATION_TABLE, row.state, "withdraw_recommendation")
        action = "inspections.withdraw_recommendation"
        row = audit.change(row, by=by, action=action, reason=reason, state=state)
        if issued:
            asked = f"đã rút kiến nghị “{fit(row.text, 100)}”"
            text = f"{row.unit.short_name}: {asked}. Lý do: {reason.strip()}"
            told = [
                Draft(
                    to_id=user,
                    title="Rút kiến nghị",
                    text=fit(text),
                    path=row.get_absolute_url(),
                    about_kind="inspections.recommendation",
                    about_id=str(row.pk),
                    key=f"rut-kien-nghi-{row.pk}",
                )
                for user in sorted(people_of(clock.today(), {row.unit_id}).get(row.unit_id, ()))
            ]
            notify_many(told, by=by)
            close_if_done(row.inspection, by=by)
    return row


def check_reason(reason: str, text: str) -> None:
    """Why is never left out."""
    if not reason.strip():
        raise BadInput(fields={"reason": text})


def give_up(visits: Sequence[Visit], reason: str, by: User) -> None:
    """The visits will not be held; nobody fills in their sheets any more."""
    state_of = {v.pk: next_state(VISIT_TABLE, v.state, "cancel_visit") for v in visits}
    pairs = [(visit, {"state": state_of[visit.pk]}) for visit in visits]
    audit.change_many(pairs, by=by, action="inspections.cancel_visit", reason=reason)
    freeze_sheets([visit.sheet for visit in visits if visit.sheet], by=by)


def tell(visits: Sequence[Visit], reason: str, by: User) -> None:
    """Heads and contact officers of the units hear at once that nobody comes."""
    people = people_of(clock.today(), {visit.unit_id for visit in visits})
    drafts = [
        Draft(
            to_id=user,
            title="Hủy buổi kiểm tra cải cách hành chính",
            text=fit(cancelled_text(visit, reason)),
            about_kind="inspections.visit",
            about_id=str(visit.pk),
            key=f"huy-buoi-{visit.pk}",
            urgent=True,
        )
        for visit in visits
        if visit.inspection.kind != InspectionKind.UNANNOUNCED
        for user in sorted(people.get(visit.unit_id, ()))
    ]
    notify_many(drafts, by=by)


def cancelled_text(visit: Visit, reason: str) -> str:
    """A ready message: which visit, that nothing has to be sent, why."""
    when = f" ngày {visit.day:%d/%m/%Y}" if visit.day else ""
    return (
        f"{visit.unit}: không tổ chức buổi kiểm tra cải cách hành chính{when}; "
        f"đơn vị không phải gửi báo cáo tự kiểm tra. Lý do: {reason.strip()}"
    )
