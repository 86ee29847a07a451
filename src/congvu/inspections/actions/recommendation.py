"""Drafting what is asked of a unit about one limitation."""

from dataclasses import dataclass

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.inspections.models import Finding, Recommendation
from congvu.inspections.policies import may_prepare, may_work_at

REQUIRED = {
    "text": "nội dung kiến nghị",
    "responsible_head": "người chịu trách nhiệm",
    "doer": "người thực hiện",
}


@dataclass(frozen=True)
class RecommendationText:
    """What is asked of the unit: one responsible head, one doer, due in working days."""

    text: str
    responsible_head: str
    doer: str
    due_working_days: int = 30


def add_recommendation(
    row: Finding, recommendation: RecommendationText, *, by: User
) -> Recommendation:
    """Draft what is asked about a limitation; it is issued with the conclusion."""
    require(may_work_at(by, row.visit) if row.visit else may_prepare(by))
    problems = {}
    for name, label in REQUIRED.items():
        if not getattr(recommendation, name).strip():
            problems[name] = f"Phải ghi {label}."
    if recommendation.due_working_days < 1:
        problems["due_working_days"] = "Thời hạn phải từ 1 ngày làm việc."
    if problems:
        raise BadInput(fields=problems)
    return audit.create(
        Recommendation(
            inspection_id=row.inspection_id,
            unit_id=row.unit_id,
            finding=row,
            text=recommendation.text.strip(),
            responsible_head=recommendation.responsible_head.strip(),
            doer=recommendation.doer.strip(),
            due_working_days=recommendation.due_working_days,
            search_text=fold(recommendation.text),
        ),
        by=by,
        action="inspections.add_recommendation",
    )
