"""What the page of the unit's own report shows: each answer as a line, what is still missing."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from congvu.assessments.actions.self_report import copied
from congvu.assessments.forms import SelfForm, TextForm
from congvu.assessments.forms.fields import value_key
from congvu.assessments.forms.judge import as_text
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_edit_self
from congvu.assessments.rules import self_answered
from congvu.assessments.views.common import answers_of, scale_of, way_to
from congvu.assessments.views.photo import reusable_many
from congvu.assessments.views.words import Row, before_of, own_words, rows_of
from congvu.core import clock
from congvu.criteria.states import AnswerKind
from congvu.evidence.models import attachments_by_object, key_of


def self_page(
    request: HttpRequest,
    sheet: Sheet,
    bound: SelfForm | None = None,
    text_form: TextForm | None = None,
    **more: Any,
) -> dict[str, Any]:
    """What the page shows; ``bound`` is the form of one answer as it was posted."""
    answers = answers_of(sheet)
    before = before_of(sheet, answers)
    evidence = attachments_by_object(answers)
    again = reusable_many(answers, before)
    rows = rows_of(answers, scale_of(sheet), before=before, evidence=evidence)
    kept = {bound.answer.pk: bound} if bound else {}
    lines = [
        line_of(row, before.get(row.answer.pk), again.get(row.answer.pk, []))
        | {"form": kept.get(row.answer.pk) or SelfForm(answer=row.answer)}
        for row in rows
    ]
    left = [line for line in lines if line["open"]]
    bare = [line for line in lines if line["bare"]]
    return {
        "sheet": sheet,
        "lines": lines,
        "text_form": text_form or TextForm(sheet=sheet),
        "editable": may_edit_self(request.user, sheet),
        "done": len(lines) - len(left),
        "total": len(lines),
        "left": len(left),
        "bare": bare,
        "first_missing": next((line["row"].answer.pk for line in left + bare), None),
        "late_words": f"trễ {sheet.self_late_days} ngày",
        "overdue": sheet.self_overdue(clock.today()),
        "can_copy": any(line["offer"] for line in lines),
        "crumbs": way_to(request, sheet, "Báo cáo tự kiểm tra"),
        **more,
    }


def line_of(row: Row, before: Answer | None, again: list[Any]) -> dict[str, Any]:
    """One answer: what is there, what is missing, and what may be kept from last year."""
    answer = row.answer
    page = reverse("assessments:sheet_self", args=[answer.sheet_id])
    return {
        "row": row,
        "open": not self_answered(answer),
        "bare": lacks_file(row),
        "asks_file": bool(answer.criterion.evidence_asked) and not row.evidence,
        "offer": offer_of(answer, before),
        "note_before": note_before(answer, before),
        "last_own": own_words(before, scale_of(answer.sheet)) if before else None,
        "again": again,
        "target": key_of(answer),
        "listed": key_of(answer.sheet),
        "back": f"{page}#a{answer.pk}",
    }


def note_before(answer: Answer, before: Answer | None) -> str:
    """Last year's words, to be read and copied, unless they stand there already."""
    return before.self_note if before and before.self_note != answer.self_note else ""


def lacks_file(row: Row) -> bool:
    """Whether a paper is asked for and none is there; "no" and "nothing arose" need none."""
    answer = row.answer
    says_no = answer.criterion.answer_kind == AnswerKind.YES_NO and answer.self_value == 0
    needs = bool(answer.criterion.evidence_asked) and not answer.self_nothing_arose and not says_no
    return needs and not row.evidence


def offer_of(answer: Answer, before: Answer | None) -> dict[str, Any] | None:
    """Last year's answer as the form would hold it, to be kept by one touch; None if there is
    nothing to keep or something is said already."""
    if before is None or self_answered(answer) or not self_answered(before):
        return None
    old = copied(answer, before)
    given = {
        "value": as_text(value_key(answer, old.value)) if old.value is not None else "",
        "points": as_text(old.points) if old.points is not None else "",
        "note": old.note or "",
        "nothing": old.nothing_arose,
    }
    return given if any(given.values()) else None
