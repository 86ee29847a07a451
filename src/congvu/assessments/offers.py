"""What this package tells packages below: whose files on answers, and a list to match files to."""

from collections.abc import Iterable
from typing import Any

from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import (
    answers_read_by,
    attachable,
    may_attach,
    read_rule,
)
from congvu.evidence.registry import Target


def register(evidence: Any) -> None:
    """Tell the evidence registry about answers and sheets."""
    evidence.register(
        "assessments.answer",
        may_read=read_rule,
        may_attach=may_attach,
        label=describe,
        readable=answers_read_by,
        related=("sheet__unit", "criterion"),
        attachable=attachable,
    )
    evidence.register_targets("assessments.sheet", targets)


def describe(answer: Answer) -> str:
    """ "A2.1 · Trường Trung cấp nghề Tứ giác Long Xuyên, kỳ 2020"."""
    sheet = answer.sheet
    return f"{answer.criterion.code} · {sheet.unit}, kỳ {sheet.period_to.year}"


def targets(user: Any, pk: int) -> Iterable[Target]:
    """Answers of a sheet that ``user`` may attach files to, in order."""
    sheet = Sheet.objects.filter(pk=pk).visible_to(user).first()
    if sheet is None:
        return []
    rows = list(sheet.answers.with_criteria())
    for row in rows:
        row.sheet = sheet
    if not rows or not may_attach(user, rows[0]):
        return []
    on = sheet.period_to
    return [
        Target(
            f"assessments.answer:{row.pk}",
            f"{row.criterion.code} {row.criterion.wording(on)}"[:120],
            (row.criterion.code,),
        )
        for row in rows
    ]
