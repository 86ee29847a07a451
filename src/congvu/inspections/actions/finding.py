"""Raising strengths and limitations from answers, tying repeats, drawing samples."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from congvu.accounts.models import User
from congvu.assessments.models import Answer
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.criteria.models import Area
from congvu.inspections.actions.recommendation import RecommendationText, add_recommendation
from congvu.inspections.models import Finding, Visit
from congvu.inspections.policies import is_absent, may_prepare, may_work_at
from congvu.inspections.rules import Earlier, repeat_candidates
from congvu.inspections.states import (
    AFTER_ISSUING,
    OPEN_VISITS,
    Cause,
    Polarity,
    RecommendationState,
    RepeatState,
    Severity,
)

AWAY = "Bạn được ghi là vắng mặt ở buổi làm việc này; người làm thay ghi nhận."


@dataclass(frozen=True)
class FindingText:
    """What an officer writes about a strength or a limitation."""

    text: str
    polarity: str = Polarity.LIMITATION
    basis_text: str = ""
    cause_kind: str = Cause.NONE
    cause: str = ""
    severity: str = Severity.NORMAL
    minutes_only: bool = False


def raise_finding(
    answer: Answer,
    finding: FindingText,
    *,
    by: User,
    recommendation: RecommendationText | None = None,
) -> Finding:
    """Ghi nhận hạn chế (or a strength) from the very answer; repeats are proposed, not decided."""
    visit = Visit.objects.select_related("inspection", "unit").get(sheet=answer.sheet_id)
    criterion = answer.criterion
    return add_finding(
        visit,
        criterion.area,
        finding,
        by=by,
        answer=answer,
        recommendation=recommendation,
    )


def add_finding(
    visit: Visit,
    area: Area,
    finding: FindingText,
    *,
    by: User,
    answer: Answer | None = None,
    recommendation: RecommendationText | None = None,
) -> Finding:
    """A finding about an area of a unit, from an answer where there is one."""
    require(may_work_at(by, visit), "Bạn không thuộc đoàn kiểm tra đơn vị này.")
    require(not is_absent(by, visit), AWAY)
    check_open(visit)
    if not finding.text.strip():
        raise BadInput(fields={"text": "Phải ghi nội dung ưu điểm hoặc hạn chế."})
    criterion = answer.criterion if answer else None
    row = Finding(
        inspection=visit.inspection,
        visit=visit,
        unit=visit.unit,
        answer=answer,
        area=area,
        criterion=criterion,
        **finding_fields(finding),
    )
    if likely := likely_repeats(row):
        row.repeat_of_id, row.repeat_state = likely[0], RepeatState.PROPOSED
    with transaction.atomic():
        hold_open(visit)
        audit.create(row, by=by, action="inspections.raise_finding")
        if recommendation is not None:
            add_recommendation(row, recommendation, by=by)
    return row


def finding_fields(finding: FindingText) -> dict[str, Any]:
    """Fields of the row made from what was written."""
    return {
        "polarity": finding.polarity,
        "text": finding.text.strip(),
        "basis_text": finding.basis_text.strip(),
        "cause_kind": finding.cause_kind,
        "cause": finding.cause.strip(),
        "severity": finding.severity,
        "minutes_only": finding.minutes_only,
        "search_text": fold(finding.text),
    }


def check_open(visit: Visit) -> None:
    """Findings change until the minutes are signed; after that only through explanations."""
    if visit.state not in OPEN_VISITS:
        raise WrongState("Biên bản của đơn vị này đã ký, không sửa phát hiện được nữa.")


def hold_open(visit: Visit) -> None:
    """Before the first write: nobody signs the minutes while something goes into them."""
    check_open(audit.lock(Visit.objects.all(), visit.pk))


def likely_repeats(row: Finding) -> list[int]:
    """Keys of the earlier limitations of the unit that this one may repeat, the likeliest first."""
    if row.polarity != Polarity.LIMITATION:
        return []
    told = before(row).values_list("pk", "inspection__year", "criterion__code", "text")
    code = row.criterion.code if row.criterion else ""
    earlier = [Earlier(pk, year, code or "", text) for pk, year, code, text in told]
    return repeat_candidates(row.text, code, earlier)


def before(row: Finding) -> QuerySet[Finding]:
    """Limitations of the same unit in earlier years."""
    rows = Finding.objects.limitations()
    return rows.filter(unit=row.unit_id, inspection__year__lt=row.inspection.year)


def edit_finding(
    row: Finding, finding: FindingText, *, by: User, expected: int | None = None
) -> Finding:
    """Change the wording of a finding before the minutes are signed."""
    with transaction.atomic():
        row = audit.lock(Finding.objects.select_related("visit"), row.pk, expected)
        require(may_work_at(by, row.visit))
        hold_open(row.visit)
        if not finding.text.strip():
            raise BadInput(fields={"text": "Phải ghi nội dung ưu điểm hoặc hạn chế."})
        fields = finding_fields(finding) | {"minutes_only": row.minutes_only}
        return audit.change(
            row, by=by, action="inspections.edit_finding", **fields, **turned(row, finding)
        )


def turned(row: Finding, finding: FindingText) -> dict[str, Any]:
    """A limitation that becomes a strength, or back, leaves its remark and repeats nothing."""
    if finding.polarity == row.polarity:
        return {}
    if row.recommendations.exists() or row.repeated_by.exists():
        raise WrongState("Phát hiện này đã kèm kiến nghị hoặc được dẫn lại, không đổi loại được.")
    return {"remark": None, "repeat_of": None, "repeat_state": RepeatState.NONE}


def remove_finding(row: Finding, *, reason: str, by: User, expected: int | None = None) -> None:
    """Take a finding back before the minutes are signed, its draft recommendations with it."""
    with transaction.atomic():
        row = audit.lock(Finding.objects.select_related("visit"), row.pk, expected)
        require(may_work_at(by, row.visit))
        hold_open(row.visit)
        if row.repeated_by.exists():
            raise WrongState("Phát hiện này đang được dẫn là bị lặp lại, không xóa được.")
        for recommendation in row.recommendations.all():
            if recommendation.state != RecommendationState.DRAFT:
                raise WrongState("Phát hiện này đã có kiến nghị ban hành, không xóa được.")
            audit.remove(recommendation, by=by, action="inspections.remove_recommendation")
        audit.remove(row, by=by, action="inspections.remove_finding", reason=reason)


def decide_repeat(
    row: Finding,
    *,
    repeated: bool,
    of: Finding | None = None,
    by: User,
    expected: int | None = None,
) -> Finding:
    """A person confirms or rejects that a limitation is an earlier year's again.

    ``of`` names another one than was proposed. ``BadInput`` where it is none of the unit's earlier
    limitations.
    """
    with transaction.atomic():
        row = audit.lock(Finding.objects.select_related("visit"), row.pk, expected)
        require(may_prepare(by) or (row.visit is not None and may_work_at(by, row.visit)))
        earlier = of.pk if of else row.repeat_of_id
        if repeated and (earlier is None or (of and not before(row).filter(pk=of.pk).exists())):
            raise BadInput(
                fields={"repeat_of": "Chọn hạn chế của kỳ trước mà hạn chế này lặp lại."}
            )
        state = RepeatState.CONFIRMED if repeated else RepeatState.REJECTED
        return audit.change(
            row, by=by, action="inspections.decide_repeat", repeat_of_id=earlier, repeat_state=state
        )


def mark_minutes_only(
    row: Finding, *, minutes_only: bool, by: User, expected: int | None = None
) -> Finding:
    """Chỉ nêu trong biên bản: the conclusion leaves this finding out on purpose."""
    require(may_prepare(by))
    with transaction.atomic():
        row = audit.lock(Finding.objects.select_related("inspection"), row.pk, expected)
        if row.inspection.state in AFTER_ISSUING:
            raise WrongState("Đợt kiểm tra đã kết luận, không thay đổi được nữa.")
        fields: dict[str, Any] = {"minutes_only": minutes_only}
        if minutes_only:
            fields["remark"] = None
        return audit.change(row, by=by, action="inspections.mark_minutes_only", **fields)
