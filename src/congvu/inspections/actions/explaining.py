"""An explanation that was taken up changes the finding it speaks of, or takes it back."""

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.core.search import fold
from congvu.inspections.models import Explanation, Finding, OfficialDocument
from congvu.inspections.policies import may_prepare, may_work_at
from congvu.inspections.states import (
    DRAFTS,
    RECOMMENDATION_TABLE,
    DocumentKind,
    ExplanationOutcome,
    InspectionState,
    RecommendationState,
    VisitState,
)

BEFORE_REPORT = (InspectionState.VISITING, InspectionState.MINUTES_SIGNED)
RESTING = (DocumentKind.REPORT, DocumentKind.CONCLUSION)


def reword_finding(
    explanation: Explanation,
    finding: Finding,
    *,
    text: str,
    basis_text: str = "",
    by: User,
    expected: int | None = None,
) -> Finding:
    """The finding says what the explanation showed; the signed minutes stay as they were."""
    if not text.strip():
        raise BadInput(fields={"text": "Phải ghi nội dung ưu điểm hoặc hạn chế."})
    with transaction.atomic():
        explanation, finding = held(explanation, finding, by, expected)
        finding = audit.change(
            finding,
            by=by,
            action="inspections.reword_finding",
            reason=reason_of(explanation),
            text=text.strip(),
            basis_text=basis_text.strip() or finding.basis_text,
            search_text=fold(text),
        )
        note(explanation, ExplanationOutcome.REWORDED, by)
    return finding


def withdraw_finding(
    explanation: Explanation, finding: Finding, *, by: User, expected: int | None = None
) -> Finding:
    """The finding stands in the signed minutes alone; nothing counts or quotes it any more."""
    with transaction.atomic():
        explanation, finding = held(explanation, finding, by, expected)
        if finding.repeated_by.exists():
            raise WrongState("Phát hiện này đang được dẫn là bị lặp lại, không rút được.")
        why = reason_of(explanation)
        drafts = finding.recommendations.filter(state=RecommendationState.DRAFT)
        verb = "withdraw_recommendation"
        pairs = [
            (row, {"state": next_state(RECOMMENDATION_TABLE, row.state, verb)}) for row in drafts
        ]
        audit.change_many(pairs, by=by, action=f"inspections.{verb}", reason=why)
        finding = audit.change(
            finding,
            by=by,
            action="inspections.withdraw_finding",
            reason=why,
            withdrawn_for=explanation,
            remark=None,
        )
        note(explanation, ExplanationOutcome.WITHDRAWN, by)
    return finding


def held(
    explanation: Explanation, finding: Finding, by: User, expected: int | None
) -> tuple[Explanation, Finding]:
    """Both locked, when the explanation was taken up and nothing rests on the finding yet."""
    explanation = audit.lock(
        Explanation.objects.select_related("visit__inspection"), explanation.pk
    )
    visit = explanation.visit
    require(may_work_at(by, visit) or may_prepare(by))
    finding = audit.lock(Finding.objects.all(), finding.pk, expected)
    if finding.visit_id != visit.pk or explanation.finding_id not in (None, finding.pk):
        raise BadInput(fields={"finding": "Giải trình này không nói về phát hiện đã chọn."})
    if not explanation.accepted:
        raise WrongState("Đoàn chưa tiếp thu giải trình này.")
    if visit.state != VisitState.MINUTES_SIGNED:
        raise WrongState("Biên bản chưa ký: sửa phát hiện ngay trên trang của phát hiện.")
    check_before_report(explanation)
    return explanation, finding


def check_before_report(explanation: Explanation) -> None:
    """Neither report nor conclusion rests on the findings yet."""
    inspection = explanation.visit.inspection
    if inspection.state not in BEFORE_REPORT:
        raise WrongState("Đoàn đã báo cáo kết quả, không sửa phát hiện theo giải trình được nữa.")
    made = OfficialDocument.objects.filter(inspection=inspection, kind__in=RESTING)
    sent = made.exclude(state__in=DRAFTS).first()
    if sent is not None:
        raise WrongState(f"{sent.get_kind_display()} đã trình ký. Trả lại dự thảo rồi sửa.")


def reason_of(explanation: Explanation) -> str:
    """What the log says of why."""
    return f"Tiếp thu giải trình của đơn vị: {explanation.text}"


def note(explanation: Explanation, outcome: ExplanationOutcome, by: User) -> None:
    """What came of the explanation."""
    audit.change(explanation, by=by, action="inspections.apply_explanation", outcome=outcome)
