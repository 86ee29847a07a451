"""Phúc tra: a campaign opened for chosen recommendations, and what it finds of each."""

from collections.abc import Sequence

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.inspections.actions.follow_up import reopen_campaign
from congvu.inspections.actions.opening import OpeningSpec, open_inspection
from congvu.inspections.actions.progress import close_if_done
from congvu.inspections.models import Inspection, Recheck, Recommendation, Visit
from congvu.inspections.policies import may_prepare, may_record_recheck
from congvu.inspections.states import (
    AT_WORK,
    ISSUED,
    RECHECK_LABELS,
    RECHECK_TABLE,
    InspectionKind,
    RecheckResult,
    RecommendationState,
)

RECORD = "inspections.record_recheck"


def open_follow_up(
    before: Inspection, title: str, chosen: Sequence[Recommendation], *, by: User
) -> Inspection:
    """Kiểm tra lại: a visit to each unit of the chosen recommendations, which wait there for
    their results; their texts stay in the note."""
    require(may_prepare(by))
    if not chosen:
        raise BadInput(fields={"recommendations": "Chọn ít nhất một kiến nghị."})
    if any(row.inspection_id != before.pk or row.state not in ISSUED for row in chosen):
        text = "Chỉ kiểm tra lại kiến nghị của đợt này, đã ban hành và chưa rút."
        raise BadInput(fields={"recommendations": text})
    with transaction.atomic():
        inspection = open_inspection(follow_up_spec(before, title, chosen), by=by)
        visits = {visit.unit_id: visit for visit in inspection.visits.all()}
        rows = [Recheck(recommendation=row, visit=visits[row.unit_id]) for row in chosen]
        audit.create_many(rows, by=by, action="inspections.add_recheck")
    return inspection


def follow_up_spec(before: Inspection, title: str, chosen: Sequence[Recommendation]) -> OpeningSpec:
    """Units and areas of the chosen recommendations."""
    units = {row.unit_id: row.unit for row in chosen}
    found = {row.finding.area.code for row in chosen if row.finding and row.finding.area}
    areas = [code for code in before.area_codes if code in found]
    return OpeningSpec(
        title=title,
        year=clock.today().year,
        library_version=before.library_version,
        area_codes=tuple(areas or before.area_codes),
        units=tuple(units.values()),
        period_from=before.period_from,
        period_to=max(before.period_to, clock.today()),
        kind=InspectionKind.FOLLOW_UP,
        scoring=before.scoring,
        previous=before,
        parameters=before.parameters,
        note="\n".join(f"{row.unit}: {row.text}" for row in chosen),
    )


def record_recheck(
    recheck: Recheck, *, result: str, note: str = "", by: User, expected: int | None = None
) -> Recheck:
    """What the team found; the recommendation, and a report still waiting, follow at once.

    It may be put right until the minutes of the visit are signed.
    """
    with transaction.atomic():
        recheck = audit.lock(Recheck.objects.all(), recheck.pk, expected)
        visit = audit.lock(Visit.objects.all(), recheck.visit_id)
        require(may_record_recheck(by, visit), "Kết quả kiểm tra lại do thành viên đoàn ghi.")
        if result not in RECHECK_TABLE:
            raise BadInput(fields={"result": "Chọn kết quả kiểm tra lại."})
        if result != RecheckResult.DONE and not note.strip():
            raise BadInput(fields={"note": "Ghi rõ phần chưa thực hiện và lý do."})
        if visit.state not in AT_WORK:
            raise WrongState(
                "Kết quả kiểm tra lại ghi từ khi bắt đầu buổi làm việc đến khi ký biên bản."
            )
        settle(recheck, RecheckResult(result), note.strip(), by)
        return audit.change(
            recheck,
            by=by,
            action=RECORD,
            result=result,
            note=note.strip(),
            checked_on=clock.today(),
            checked_by=by,
        )


def settle(recheck: Recheck, result: RecheckResult, note: str, by: User) -> None:
    """The recommendation's state by the result; the last one closes its campaign."""
    rows = Recommendation.objects.select_related("inspection")
    row = audit.lock(rows, recheck.recommendation_id)
    state = next_state(RECHECK_TABLE, row.state, result)
    done = state == RecommendationState.CLOSED
    day = row.closed_on or clock.today()
    waiting = row.remedies.filter(accepted__isnull=True).first()
    if waiting is not None:
        day = waiting.done_on
        verdict = f"Kiểm tra lại: {RECHECK_LABELS[result].lower()}. {note}".strip()
        audit.change(
            waiting,
            by=by,
            action=RECORD,
            accepted=done,
            review_reason=verdict,
            reviewed_by=by,
            reviewed_at=clock.now(),
        )
    closed = day if done else None
    audit.change(row, by=by, action=RECORD, reason=note, state=state, closed_on=closed)
    if done:
        close_if_done(row.inspection, by=by)
    else:
        reopen_campaign(row.inspection, by=by)
