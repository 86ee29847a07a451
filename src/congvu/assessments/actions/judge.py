"""The team's side of answers. Written for many: one request may carry a whole sheet."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.errors import ReasonMissing, SheetFrozen, WrongPoints
from congvu.assessments.models import Answer
from congvu.assessments.registry import judgeable
from congvu.assessments.rules import POINT_STEP, Judgement, counted
from congvu.core import audit, clock
from congvu.core.errors import BadInput, StaleSave
from congvu.core.policies import require
from congvu.criteria.rules import is_on_step, points_for_level
from congvu.organizations.policies import rights_of


def judge_many(changes: Sequence[Judgement], *, by: User) -> list[Answer]:
    """Save judgements, all or nothing; constant queries.

    Raises NotAllowed (not the team, or one's own unit), SheetFrozen, StaleSave (``stale``: the
    answers somebody else changed), WrongPoints, ReasonMissing, BadInput (unknown answers).
    """
    with transaction.atomic():
        answers = locked([change.answer_id for change in changes])
        check_right(answers.values(), by)
        check_versions(answers, changes)
        pairs = [
            (answers[c.answer_id], judged_fields(answers[c.answer_id], c, by)) for c in changes
        ]
        return audit.change_many(pairs, by=by, action="assessments.judge")


def locked(ids: Sequence[int]) -> dict[int, Answer]:
    """The answers by id, locked, with what judging needs; BadInput when one does not exist."""
    rows = (
        Answer.objects.select_for_update(of=("self",))
        .filter(pk__in=ids)
        .select_related("sheet", "criterion", "sheet__library_version__scale")
    )
    found = {answer.pk: answer for answer in rows}
    missing = [i for i, pk in enumerate(ids) if pk not in found]
    if missing:
        text = "Không có câu trả lời này trong phiếu."
        raise BadInput(fields={f"answers[{i}].id": text for i in missing})
    return found


def check_right(answers: Iterable[Answer], by: User) -> None:
    """Nobody judges their own unit, or a sheet no package lets them judge, or a frozen one."""
    sheets = {answer.sheet_id: answer.sheet for answer in answers}
    own = rights_of(by).units()
    require(
        not any(sheet.unit_id in own for sheet in sheets.values()),
        "Thành viên đoàn không chấm đơn vị mình đang công tác.",
    )
    require(judgeable(by, sheets) >= set(sheets), "Bạn không được phân công chấm đơn vị này.")
    if any(sheet.frozen for sheet in sheets.values()):
        raise SheetFrozen


def check_versions(answers: dict[int, Answer], changes: Sequence[Any]) -> None:
    """Refuse the save when somebody changed one of the answers after it was opened."""
    stale = [
        answers[c.answer_id]
        for c in changes
        if c.version is not None and answers[c.answer_id].version != c.version
    ]
    if stale:
        raise StaleSave(stale=stale)


def judged_fields(answer: Answer, change: Judgement, by: User) -> dict[str, Any]:
    """The fields of ``answer`` that ``change`` sets, the counted points included."""
    if change.clear:
        return cleared(answer, change)
    fields: dict[str, Any] = {
        "judged_note": answer.judged_note if change.note is None else change.note.strip(),
        "judged_value": answer.judged_value if change.value is None else change.value,
        "judged_level": answer.judged_level if change.level is None else change.level,
        "nothing_arose": pick(change.nothing_arose, answer.nothing_arose),
        "not_applicable": pick(change.not_applicable, answer.not_applicable),
        "not_applicable_reason": pick(change.reason, answer.not_applicable_reason).strip(),
    }
    if change.points is not None and change.level is None:
        fields["judged_level"] = ""
    if not fields["not_applicable"]:
        fields["not_applicable_reason"] = ""
    elif not fields["not_applicable_reason"]:
        raise ReasonMissing
    points = points_of(answer, change)
    nothing = answer.criterion.when_nothing_arose if fields["nothing_arose"] else None
    counts = counted(
        full_points(answer), points, not_applicable=fields["not_applicable"], nothing=nothing
    )
    fields |= {"points": counts.points, "max_points": counts.max_points}
    if says_something(answer, change, counts.points):
        fields |= {"judged_by": by, "judged_at": answer.judged_at or clock.now()}
    return fields


def pick(new: Any, old: Any) -> Any:
    """The new value, or the old one where nothing new was said."""
    return old if new is None else new


def full_points(answer: Answer) -> Decimal:
    """Points at stake before anything is left out; none for questions answered in words."""
    return Decimal(0) if answer.criterion.answer_kind == "text" else answer.criterion.max_points


def points_of(answer: Answer, change: Judgement) -> Decimal | None:
    """Points given, or meant by a level, or proposed from a value; else those that stood."""
    full = full_points(answer)
    if change.points is not None:
        if not is_on_step(change.points, POINT_STEP, full):
            raise WrongPoints
        return change.points
    if change.level:
        scale = answer.sheet.library_version.scale.as_rule()
        points = points_for_level(scale, change.level, full)
        if points is None:
            raise BadInput(
                fields={"judged": "Mức xếp loại này không có trong thang của bộ tiêu chí."}
            )
        return points
    if change.value is not None:
        return answer.criterion.propose(change.value)
    return answer.points


def says_something(answer: Answer, change: Judgement, points: Decimal | None) -> bool:
    """Whether the answer is judged after this change: points, a mark, or words."""
    if change.not_applicable or change.nothing_arose or points is not None:
        return True
    if answer.criterion.answer_kind == "text":
        return bool(change.note and change.note.strip()) or answer.judged
    return answer.judged and not (change.not_applicable is False or change.nothing_arose is False)


def cleared(answer: Answer, change: Judgement) -> dict[str, Any]:
    """An answer as if never judged; the note stays unless a new one came."""
    return {
        "judged_note": pick(change.note, answer.judged_note),
        "judged_value": None,
        "judged_level": "",
        "nothing_arose": False,
        "not_applicable": False,
        "not_applicable_reason": "",
        "judged_by": None,
        "judged_at": None,
        "points": None,
        "max_points": full_points(answer),
    }


def record_measured(
    values: Sequence[tuple[Answer, Decimal | None, str]], *, by: User | None
) -> list[Answer]:
    """Store what the registers measured (value, how it came about) beside the other two."""
    pairs = [(a, {"measured_value": value, "measured_text": text}) for a, value, text in values]
    return audit.change_many(pairs, by=by, action="assessments.measure")
