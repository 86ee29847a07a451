"""The team's side of answers. Written for many: one request may carry a whole sheet."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import BigAutoField, QuerySet

from congvu.accounts.models import User
from congvu.assessments.errors import ReasonMissing, SheetFrozen, WrongPoints
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.registry import judgeable
from congvu.assessments.rules import Judgement, counted
from congvu.assessments.states import Scoring
from congvu.core import audit, clock
from congvu.core.errors import ActionError, BadInput, StaleSave
from congvu.core.policies import require
from congvu.core.prepared import Prepared, Slot
from congvu.criteria.rules import is_on_step, number_text, points_for_level
from congvu.organizations.policies import rights_of

NOT_ASSIGNED = (
    "Bạn không được phân công chấm đơn vị này, hoặc được ghi là vắng mặt ở buổi làm việc;"
    " khi đó người làm thay chấm."
)
# long, and nothing here reads them
SOURCE = "library_version__source_text"
WORDS = (
    "text",
    "wording_by_date",
    "applies_to",
    "evidence_asked",
    "guidance",
    "sampling",
    "source",
)


def judge_many(changes: Sequence[Judgement], *, by: User) -> list[Answer]:
    """Save judgements, all or nothing; constant queries.

    Raises NotAllowed (not the team, or one's own unit), SheetFrozen, StaleSave (``stale``: the
    answers somebody else changed), WrongPoints, ReasonMissing, BadInput (unknown answers).
    """
    rights_of(by)  # kept; asked before the lock, so that nobody waits for it
    with transaction.atomic():
        answers = locked([change.answer_id for change in changes])
        check_right(answers.values(), by)
        return write(answers, changes, by)


def judge_as(answer_id: int, meant: Callable[[Answer], Judgement], *, by: User) -> Answer:
    """Save one judgement that is read off the answer: the way of a page that saves by itself.

    Read and understood before the lock, so that others wait for the writing alone; what others
    may have done meanwhile is looked at under it. ``meant`` may refuse by raising; then nothing is
    saved. Raises as :func:`judge_many` does.
    """
    rights_of(by)  # kept
    answer = known(ONE.all(pk=answer_id), [answer_id])[answer_id]
    change = understood(answer, meant, by)
    with transaction.atomic():
        hold(answer)
        check_right([answer], by)
        return write({answer_id: answer}, [change], by)[0]


def understood(answer: Answer, meant: Callable[[Answer], Judgement], by: User) -> Judgement:
    """What is meant; who may not judge is told so, not what is wrong with the judgement."""
    try:
        return meant(answer)
    except ActionError:
        check_right([answer], by)
        raise


def hold(answer: Answer) -> None:
    """Lock an answer that was read without; StaleSave if another was quicker.

    The sheet is asked after the lock: who freezes it holds its answers, and nothing asked together
    with the answer would know of what was done while it waited.
    """
    now = NOW.first(pk=answer.pk)
    if now is None or now.version != answer.version:
        raise StaleSave(stale=[answer])
    sheet = SHEET.first(pk=answer.sheet_id)
    answer.sheet.frozen_at = sheet.frozen_at if sheet else None


def write(answers: dict[int, Answer], changes: Sequence[Judgement], by: User) -> list[Answer]:
    """Write ``changes`` to answers that are locked and that ``by`` may judge."""
    check_versions(answers, changes)
    pairs = [(answers[c.answer_id], judged_fields(answers[c.answer_id], c, by)) for c in changes]
    return audit.change_many(pairs, by=by, action="assessments.judge")


def locked(ids: Sequence[int]) -> dict[int, Answer]:
    """The answers by id, locked, with what judging needs; BadInput when one does not exist."""
    rows = Answer.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    rows = rows.select_related("criterion").defer(*(f"criterion__{name}" for name in WORDS))
    found = known(rows, ids)
    share_sheets(found.values())
    return found


def known(answers: Iterable[Answer], ids: Sequence[int]) -> dict[int, Answer]:
    """``answers`` by id; BadInput when one of ``ids`` is not among them."""
    found = {answer.pk: answer for answer in answers}
    missing = [i for i, pk in enumerate(ids) if pk not in found]
    if missing:
        text = "Không có câu trả lời này trong phiếu."
        raise BadInput(fields={f"answers[{i}].id": text for i in missing})
    return found


def one_answer() -> QuerySet[Answer]:
    """One answer with all that judging needs."""
    rows = Answer.objects.filter(pk=Slot("pk", BigAutoField())).order_by()
    rows = rows.select_related("criterion", "sheet__library_version__scale")
    return rows.defer(*(f"criterion__{name}" for name in WORDS), f"sheet__{SOURCE}")


def one_held() -> QuerySet[Answer]:
    """One answer, locked, with what another may have changed since it was read."""
    rows = Answer.objects.select_for_update(of=("self",)).order_by()
    return rows.filter(pk=Slot("pk", BigAutoField())).only("version")


def one_sheet() -> QuerySet[Sheet]:
    """Whether a sheet is frozen."""
    return Sheet.objects.filter(pk=Slot("pk", BigAutoField())).order_by().only("frozen_at")


ONE: Prepared[Answer] = Prepared(one_answer)
NOW: Prepared[Answer] = Prepared(one_held)
SHEET: Prepared[Sheet] = Prepared(one_sheet)


def share_sheets(answers: Iterable[Answer]) -> None:
    """Give answers of one sheet the same sheet, version and scale instead of one each."""
    rows = Sheet.objects.select_related("library_version__scale").defer(SOURCE)
    sheets = rows.in_bulk({answer.sheet_id for answer in answers})
    for answer in answers:
        answer.sheet = sheets[answer.sheet_id]


def check_right(answers: Iterable[Answer], by: User) -> None:
    """Nobody judges their own unit, or a sheet no package lets them judge, or a frozen one."""
    sheets = {answer.sheet_id: answer.sheet for answer in answers}
    own = rights_of(by).units()
    require(
        not any(sheet.unit_id in own for sheet in sheets.values()),
        "Thành viên đoàn không chấm đơn vị mình đang công tác.",
    )
    require(judgeable(by, sheets) >= set(sheets), NOT_ASSIGNED)
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
    fields = marks_of(answer, change)
    points = points_of(answer, change)
    if answer.nothing_arose and not fields["nothing_arose"] and not gives_points(change):
        points = None  # what "nothing arose" had given goes with the mark
    nothing = answer.criterion.when_nothing_arose if fields["nothing_arose"] else None
    counts = counted(
        full_points(answer), points, not_applicable=fields["not_applicable"], nothing=nothing
    )
    fields |= {"points": counts.points, "max_points": counts.max_points}
    if not says_something(answer, change, fields):
        return fields | {"judged_by": None, "judged_at": None}
    if not answer.judged or any(getattr(answer, name) != fields[name] for name in fields):
        fields |= {"judged_by": by, "judged_at": clock.now()}
    return fields


def marks_of(answer: Answer, change: Judgement) -> dict[str, Any]:
    """Words, value, level and marks after ``change``."""
    level = pick(change.level, answer.judged_level)
    fields: dict[str, Any] = {
        "judged_note": pick(change.note, answer.judged_note).strip(),
        "judged_value": pick(change.value, answer.judged_value),
        "judged_level": "" if in_words(answer) else level,
        "nothing_arose": pick(change.nothing_arose, answer.nothing_arose),
        "not_applicable": pick(change.not_applicable, answer.not_applicable),
        "not_applicable_reason": pick(change.reason, answer.not_applicable_reason).strip(),
    }
    if change.level is None and (change.points is not None or change.value is not None):
        fields["judged_level"] = ""
    if not fields["not_applicable"]:
        fields["not_applicable_reason"] = ""
    elif not fields["not_applicable_reason"]:
        raise ReasonMissing
    return fields


def gives_points(change: Judgement) -> bool:
    """Whether the change itself says how many points."""
    return change.points is not None or bool(change.level) or change.value is not None


def pick(new: Any, old: Any) -> Any:
    """The new value, or the old one where nothing new was said."""
    return old if new is None else new


def full_points(answer: Answer) -> Decimal:
    """Points at stake before anything is left out; none where the answer is words alone."""
    return Decimal(0) if in_words(answer) else answer.criterion.max_points


def in_words(answer: Answer) -> bool:
    """Whether there are no points to give: by the question, or in the whole campaign."""
    comments = answer.sheet.scoring == Scoring.COMMENTS_ONLY
    return comments or answer.criterion.answer_kind == "text"


def points_of(answer: Answer, change: Judgement) -> Decimal | None:
    """Points given, or meant by a level, or proposed from a value; else those that stood."""
    full = full_points(answer)
    if in_words(answer):
        return None
    if change.points is not None:
        if not is_on_step(change.points, answer.sheet.library_version.point_step, full):
            raise WrongPoints(points_sentence(answer, full))
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


def points_sentence(answer: Answer, full: Decimal) -> str:
    """What points this criterion takes."""
    step = number_text(answer.sheet.library_version.point_step)
    most = number_text(full)
    return f"{answer.criterion.code}: điểm phải từ 0 đến {most}, theo bước {step}."


def says_something(answer: Answer, change: Judgement, fields: dict[str, Any]) -> bool:
    """Whether the answer is judged after this change: points, a mark, or words."""
    if fields["not_applicable"] or fields["nothing_arose"]:
        return True
    if not in_words(answer):
        return fields["points"] is not None
    unmarked = answer.not_applicable or answer.nothing_arose
    told = bool(fields["judged_note"]) or fields["judged_value"] is not None
    return told or change.seen or (answer.judged and not unmarked)


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
