"""After the conclusion: remedies, explanations, re-check, carrying over."""

import datetime as dt
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.core.search import fold
from congvu.inspections.actions.progress import close_if_done
from congvu.inspections.deadlines import working_days_after
from congvu.inspections.models import (
    Explanation,
    Finding,
    GeneralRemark,
    Inspection,
    Recommendation,
    Remedy,
    Visit,
)
from congvu.inspections.policies import may_answer_unit, may_decide, may_prepare, may_work_at
from congvu.inspections.states import (
    AFTER_ISSUING,
    HELD,
    INSPECTION_TABLE,
    RECOMMENDATION_TABLE,
    InspectionState,
    RecommendationState,
)
from congvu.organizations.models import Unit


def ask_units(
    inspection: Inspection,
    *,
    text: str,
    units: list[Unit],
    heads: dict[int, tuple[str, str]],
    due_working_days: int,
    group: str = "",
    by: User,
    remark: GeneralRemark | None = None,
) -> list[Recommendation]:
    """One sentence asked of several units: one recommendation each, under one group code.

    ``heads`` maps a unit's id to (responsible head, doer). Without ``group`` the next code.
    """
    require(may_prepare(by))
    if inspection.state in AFTER_ISSUING:
        raise WrongState("Đợt kiểm tra đã kết luận, không thêm kiến nghị chung được nữa.")
    missing = [unit for unit in units if not all(heads.get(unit.pk, ("", "")))]
    if missing:
        names = ", ".join(str(unit) for unit in missing)
        raise BadInput(
            fields={"heads": f"Chưa ghi người chịu trách nhiệm, người thực hiện: {names}."}
        )
    if not text.strip():
        raise BadInput(fields={"text": "Phải ghi nội dung kiến nghị."})
    group = group or next_group(inspection)
    rows = [
        Recommendation(
            inspection=inspection,
            unit=unit,
            remark=remark,
            group=group,
            text=text.strip(),
            responsible_head=heads[unit.pk][0],
            doer=heads[unit.pk][1],
            due_working_days=due_working_days,
            search_text=fold(text),
        )
        for unit in units
    ]
    return audit.create_many(rows, by=by, action="inspections.ask_unit")


def next_group(inspection: Inspection) -> str:
    """YC-01, YC-02 … of a campaign."""
    groups = inspection.recommendations.exclude(group="").values("group").distinct()
    return f"YC-{groups.count() + 1:02d}"


def open_recommendations(inspection: Inspection, issued_on: dt.date, *, by: User) -> None:
    """With the conclusion every draft recommendation is issued and its clock starts."""
    drafts = list(inspection.recommendations.filter(state=RecommendationState.DRAFT))
    days = {d: working_days_after(issued_on, d).due for d in {r.due_working_days for r in drafts}}
    pairs = []
    for row in drafts:
        due = days[row.due_working_days]
        state = next_state(RECOMMENDATION_TABLE, row.state, "open_recommendation")
        pairs.append((row, {"state": state, "due_on": due, "original_due_on": due}))
    audit.change_many(pairs, by=by, action="inspections.open_recommendation")


def edit_recommendation(
    row: Recommendation, *, by: User, expected: int | None = None, **fields: Any
) -> Recommendation:
    """Change a draft recommendation: text, responsible head, doer, working days."""
    allowed = {"text", "responsible_head", "doer", "due_working_days"}
    with transaction.atomic():
        row = audit.lock(Recommendation.objects.select_related("finding"), row.pk, expected)
        require(may_prepare(by) or works_at(by, row))
        if row.state != RecommendationState.DRAFT:
            raise WrongState("Kiến nghị đã ban hành, không sửa được nữa.")
        kept = {name: value for name, value in fields.items() if name in allowed}
        empty = [
            n for n in ("text", "responsible_head", "doer") if not str(kept.get(n, "x")).strip()
        ]
        if empty:
            raise BadInput(fields=dict.fromkeys(empty, "Không được để trống."))
        if "text" in kept:
            kept["search_text"] = fold(kept["text"])
        return audit.change(row, by=by, action="inspections.edit_recommendation", **kept)


def works_at(user: User, row: Recommendation) -> bool:
    """Whether the user is of the team at the visit this recommendation comes from."""
    visit = Visit.objects.filter(inspection=row.inspection_id, unit=row.unit_id).first()
    return visit is not None and may_work_at(user, visit)


def submit_remedy(
    row: Recommendation, *, text: str, done_on: dt.date, by: User, expected: int | None = None
) -> Remedy:
    """The unit reports what it did; proof is attached as evidence to the remedy."""
    problems = {}
    if not text.strip():
        problems["text"] = "Ghi biện pháp đã làm và kết quả."
    if done_on > clock.today():
        problems["done_on"] = "Ngày hoàn thành không được sau hôm nay."
    if problems:
        raise BadInput(fields=problems)
    with transaction.atomic():
        row = audit.lock(Recommendation.objects.all(), row.pk, expected)
        require(
            may_answer_unit(by, row.unit_id), "Chỉ đơn vị được kiến nghị mới báo cáo khắc phục."
        )
        state = next_state(RECOMMENDATION_TABLE, row.state, "submit_remedy")
        audit.change(row, by=by, action="inspections.submit_remedy", state=state)
        remedy = Remedy(
            recommendation=row,
            text=text.strip(),
            done_on=done_on,
            submitted_by=by,
            submitted_at=clock.now(),
        )
        return audit.create(remedy, by=by, action="inspections.submit_remedy")


def accept_remedy(
    remedy: Remedy, *, note: str = "", by: User, expected: int | None = None
) -> Remedy:
    """Accept: the recommendation is closed with proof; the last one closes the campaign."""
    return review_remedy(remedy, True, note, by, expected)


def return_remedy(remedy: Remedy, *, reason: str, by: User, expected: int | None = None) -> Remedy:
    """Return with a reason: the unit has to do it again; the due date stays."""
    if not reason.strip():
        raise BadInput(fields={"reason": "Trả lại thì phải ghi lý do."})
    return review_remedy(remedy, False, reason, by, expected)


def review_remedy(
    remedy: Remedy, accepted: bool, reason: str, by: User, expected: int | None
) -> Remedy:
    """The verdict on a remedy and what follows from it, in one transaction."""
    verb = "accept_remedy" if accepted else "return_remedy"
    with transaction.atomic():
        remedy = audit.lock(
            Remedy.objects.select_related("recommendation__inspection"), remedy.pk, expected
        )
        row = audit.lock(
            Recommendation.objects.select_related("inspection"), remedy.recommendation_id
        )
        require(may_prepare(by) and not may_answer_unit(by, row.unit_id))
        if remedy.accepted is not None:
            raise WrongState("Báo cáo khắc phục này đã được xem xét.")
        state = next_state(RECOMMENDATION_TABLE, row.state, verb)
        closed = remedy.done_on if accepted else None
        audit.change(row, by=by, action=f"inspections.{verb}", state=state, closed_on=closed)
        remedy = audit.change(
            remedy,
            by=by,
            action=f"inspections.{verb}",
            reason=reason,
            accepted=accepted,
            review_reason=reason.strip(),
            reviewed_by=by,
            reviewed_at=clock.now(),
        )
        close_if_done(row.inspection, by=by)
    return remedy


def reopen_recommendation(
    row: Recommendation, *, reason: str, by: User, expected: int | None = None
) -> Recommendation:
    """Re-check found that it is not remedied after all."""
    require(may_prepare(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Phải ghi lý do mở lại."})
    with transaction.atomic():
        row = audit.lock(Recommendation.objects.select_related("inspection"), row.pk, expected)
        state = next_state(RECOMMENDATION_TABLE, row.state, "reopen_recommendation")
        reopen_campaign(row.inspection, by=by)
        return audit.change(
            row,
            by=by,
            action="inspections.reopen_recommendation",
            reason=reason,
            state=state,
            closed_on=None,
        )


def reopen_campaign(inspection: Inspection, *, by: User) -> None:
    """A closed campaign has something open again."""
    if inspection.state == InspectionState.CLOSED:
        moved = next_state(INSPECTION_TABLE, inspection.state, "reopen")
        audit.change(inspection, by=by, action="inspections.reopen", state=moved)


def extend_recommendation(
    row: Recommendation, *, due_on: dt.date, reason: str, by: User, expected: int | None = None
) -> Recommendation:
    """Gia hạn: a new day with a reason; the original day stays and is reported beside it."""
    require(may_decide(by))
    with transaction.atomic():
        row = audit.lock(Recommendation.objects.all(), row.pk, expected)
        problems = {}
        if not reason.strip():
            problems["reason"] = "Phải ghi lý do gia hạn."
        if row.due_on is None or due_on <= row.due_on:
            problems["due_on"] = "Hạn mới phải sau hạn đang có."
        if problems:
            raise BadInput(fields=problems)
        return audit.change(
            row, by=by, action="inspections.extend_recommendation", reason=reason, due_on=due_on
        )


def send_draft(visit: Visit, *, by: User, expected: int | None = None) -> Visit:
    """Send the unit its part of the draft; its clock for an explanation starts."""
    require(may_prepare(by))
    with transaction.atomic():
        visit = audit.lock(Visit.objects.select_related("inspection"), visit.pk, expected)
        if visit.state not in HELD:
            raise WrongState("Chưa kết thúc buổi làm việc nên chưa có dự thảo để gửi đơn vị.")
        if visit.inspection.state in AFTER_ISSUING:
            raise WrongState("Đợt kiểm tra đã kết luận, không gửi dự thảo nữa.")
        days = int(visit.inspection.parameters["explanation_working_days"])
        return audit.change(
            visit,
            by=by,
            action="inspections.send_draft",
            draft_sent_at=clock.now(),
            explanation_due_on=working_days_after(clock.today(), days).due,
        )


def explain(visit: Visit, *, text: str, by: User, finding: Finding | None = None) -> Explanation:
    """The unit's written answer to the draft, on a finding or on the whole; late after its day."""
    require(may_answer_unit(by, visit.unit_id))
    if visit.draft_sent_at is None:
        raise WrongState("Đơn vị chưa nhận dự thảo nên chưa có gì để giải trình.")
    if visit.inspection.state in AFTER_ISSUING:
        raise WrongState("Đợt kiểm tra đã kết luận, không nhận giải trình nữa.")
    if not text.strip():
        raise BadInput(fields={"text": "Ghi nội dung giải trình."})
    row = Explanation(
        visit=visit,
        finding=finding,
        text=text.strip(),
        submitted_by=by,
        submitted_at=clock.now(),
        late=visit.explanation_due_on is not None and clock.today() > visit.explanation_due_on,
    )
    return audit.create(row, by=by, action="inspections.explain")


def answer_explanation(
    row: Explanation, *, text: str, accepted: bool, by: User, expected: int | None = None
) -> Explanation:
    """The team says whether it takes the explanation up, and why."""
    if not text.strip():
        raise BadInput(fields={"answer_text": "Ghi ý kiến của đoàn về giải trình."})
    with transaction.atomic():
        row = audit.lock(Explanation.objects.select_related("visit"), row.pk, expected)
        require(may_work_at(by, row.visit) or may_prepare(by))
        return audit.change(
            row,
            by=by,
            action="inspections.answer_explanation",
            answer_text=text.strip(),
            accepted=accepted,
            answered_at=clock.now(),
        )
