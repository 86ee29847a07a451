"""What stands beside the answers of a sheet, fetched for all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from congvu.api.kinds import told
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_judge, may_see_judged
from congvu.criteria.rules import Scale, level_for, percent_of
from congvu.evidence.models import attachments_by_object


@dataclass(frozen=True)
class Beside:
    """The sheet's facts, evidence by answer, last year's by criterion."""

    visit: int | None
    unit: int
    sees_judged: bool
    scale: Scale
    evidence: dict[int, list[int]]
    before: dict[str, Answer]

    def judged_of(self, answer: Answer) -> dict[str, Any]:
        """The team's side, empty for whoever may not see it yet."""
        before = self.before.get(answer.criterion.code)
        last = last_year(before, self.scale) if before else None
        if not self.sees_judged:
            return NOTHING | {"last_year": last}
        return {
            "judged": answer.judged_value,
            "score": answer.points,
            "level": level_of(answer, self.scale),
            "note": answer.judged_note,
            "nothing_arose": answer.nothing_arose,
            "not_applicable": answer.not_applicable,
            "reason": answer.not_applicable_reason,
            "judged_at": told(answer.judged_at) if answer.judged_at else None,
            "last_year": last,
        }


NOTHING = {
    "judged": None,
    "score": None,
    "level": None,
    "note": "",
    "nothing_arose": False,
    "not_applicable": False,
    "reason": "",
    "judged_at": None,
}


def beside_of(user: Any, sheet: Sheet, visit: int | None, answers: Sequence[Answer]) -> Beside:
    """Everything beside ``answers``, in constant queries."""
    found = attachments_by_object(answers)
    return Beside(
        visit=visit,
        unit=sheet.unit_id,
        sees_judged=may_see_judged(user, sheet) or may_judge(user, sheet),
        scale=sheet.library_version.scale.as_rule(),
        evidence={pk: [a.item_id for a in rows] for pk, rows in found.items()},
        before=before_of(sheet, answers),
    )


def before_of(sheet: Sheet, answers: Sequence[Answer]) -> dict[str, Answer]:
    """Last year's answers by code; one query."""
    if sheet.previous_id is None or not answers:
        return {}
    rows = Answer.objects.filter(sheet=sheet.previous_id).order_by()
    return {row.criterion.code: row for row in rows.select_related("criterion")}


def last_year(answer: Answer, scale: Scale) -> dict[str, Any]:
    """The judgement of the period before."""
    return {
        "score": answer.points,
        "max": answer.max_points,
        "level": level_of(answer, scale),
        "note": answer.judged_note,
    }


def level_of(answer: Answer, scale: Scale) -> str | None:
    """The level chosen, or meant by the points."""
    if answer.judged_level or answer.points is None or not answer.max_points:
        return answer.judged_level or None
    percent = percent_of(Decimal(answer.points), answer.max_points)
    return level_for(scale, percent).code
