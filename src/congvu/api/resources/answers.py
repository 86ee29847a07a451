"""Answers of a unit's sheet: read whole, judged in bulk, all or nothing."""

from typing import Annotated, Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field
from pydantic_core import to_json

from congvu.api import marks
from congvu.api.errors import VersionStale
from congvu.api.kinds import Body, Flag, Id, Number, Out, Ref, Shown, Text, Word
from congvu.api.replies import many, one, reply
from congvu.api.resources.answer_words import told_answers
from congvu.api.resources.visits import VISITS
from congvu.assessments.actions import judge_many
from congvu.assessments.actions.judge import judged_fields
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_read
from congvu.assessments.rules import Judgement
from congvu.core.errors import ActionError, BadInput, StaleSave

router = Router()


class SelfOut(Out):
    """What the unit says of itself."""

    value: Number | None
    score: Number | None
    nothing_arose: bool
    note: str


class MeasuredOut(Out):
    """What the registers measured."""

    value: Number | None
    text: str


class LastYearOut(Out):
    """The judgement of the period before."""

    score: Number | None
    max: Number
    level: str | None
    note: str


class AnswerOut(Shown):
    """One criterion of one unit; the team's side is empty for whoever may not see it yet."""

    visit: int | None
    unit: int
    criterion: str
    area: str
    self: SelfOut
    measured: MeasuredOut
    judged: Number | None
    score: Number | None
    max: Number
    level: str | None
    note: str
    nothing_arose: bool
    not_applicable: bool
    reason: str
    judged_at: Any
    evidence: list[int]
    last_year: LastYearOut | None


class AnswerIn(Body):
    """One judgement; what is left out stays, ``score: null`` takes the judgement back."""

    id: Ref
    version: Ref
    judged: Number | None = None
    score: Number | None = None
    level: Word | None = None
    note: Text | None = None
    nothing_arose: Flag | None = None
    not_applicable: Flag | None = None
    reason: Text | None = None


class AnswersIn(Body):
    """All rows are saved, or none."""

    answers: Annotated[list[AnswerIn], Field(min_length=1, max_length=5000)]


class AnswersOut(Out):
    """The rows as they stand now."""

    items: list[AnswerOut]


def sheet_of(request: HttpRequest, pk: int | None) -> Sheet:
    """A sheet this person may open."""
    rows = Sheet.objects.select_related("library_version__scale")
    rows = rows.defer("library_version__source_text")  # long, and nothing here reads it
    sheet = rows.filter(pk=pk).first() if pk else None
    if sheet is None or not may_read(request.user, sheet):
        raise Http404
    return sheet


def of_visit(request: HttpRequest, id: Id):
    """The whole sheet of a unit."""
    visit = VISITS.get(request.user, id)
    return many(told_answers(request.user, sheet_of(request, visit.sheet_id), visit.pk))


def read(request: HttpRequest, id: Id):
    """One answer."""
    answer = Answer.objects.filter(pk=id).values("sheet_id", "sheet__visit").first()
    if answer is None:
        raise Http404
    sheet = sheet_of(request, answer["sheet_id"])
    [told] = told_answers(request.user, sheet, answer["sheet__visit"], pk=id)
    return one(AnswerOut.model_validate(told))


def judge(request: HttpRequest, id: Id, body: AnswersIn):
    """The team's side of many answers."""
    visit = VISITS.get(request.user, id)
    sheet = sheet_of(request, visit.sheet_id)
    check_ids(sheet, body.answers)
    changes = [judgement(row) for row in body.answers]
    try:
        with transaction.atomic():
            judge_many(changes, by=request.user)
    except StaleSave as error:
        stale = [a.pk for a in error.details.get("stale", [])] or [c.answer_id for c in changes]
        raise gone_by(request, sheet, visit.pk, stale, body.answers) from error
    except ActionError as error:
        raise with_rows(request, error, changes) from error
    pks = [change.answer_id for change in changes]
    return reply(to_json({"items": told_answers(request.user, sheet, visit.pk, pk__in=pks)}))


def check_ids(sheet: Sheet, rows: list[AnswerIn]) -> None:
    """Answers of this sheet, each once."""
    known = set(sheet.answers.order_by().values_list("pk", flat=True))
    seen: set[int] = set()
    wrong = {}
    for i, row in enumerate(rows):
        if row.id not in known:
            wrong[f"answers[{i}].id"] = "Không có câu trả lời này trong phiếu của buổi làm việc."
        elif row.id in seen:
            wrong[f"answers[{i}].id"] = "Câu trả lời này đã có ở trên."
        seen.add(row.id)
    if wrong:
        raise BadInput(fields=wrong)


def judgement(row: AnswerIn) -> Judgement:
    """A row as the action takes it."""
    clear = "score" in row.model_fields_set and row.score is None and not row.level
    return Judgement(
        row.id,
        version=row.version,
        level=row.level,
        points=row.score,
        value=row.judged,
        note=row.note,
        nothing_arose=row.nothing_arose,
        not_applicable=row.not_applicable,
        reason=row.reason,
        clear=clear,
    )


def gone_by(
    request: HttpRequest, sheet: Sheet, visit: int, pks: list[int], rows: list[AnswerIn]
) -> VersionStale:
    """Who was too late, row by row, with what stands now."""
    text = "Câu trả lời này đã đổi sau khi chương trình đọc."
    fields = {f"answers[{i}].version": text for i, row in enumerate(rows) if row.id in pks}
    current = told_answers(request.user, sheet, visit, pk__in=pks)
    return VersionStale(fields=fields, current=current)


def with_rows(request: HttpRequest, error: ActionError, changes: list[Judgement]) -> ActionError:
    """The refusal with one entry per wrong row. Nothing was saved."""
    if error.status != 422:
        return error
    related = ("sheet__library_version__scale", "criterion")
    known = Answer.objects.select_related(*related).in_bulk([c.answer_id for c in changes])
    fields = {}
    for i, change in enumerate(changes):
        try:
            judged_fields(known[change.answer_id], change, request.user)
        except ActionError as wrong:
            fields[f"answers[{i}].{place_of(change)}"] = wrong.message
    return BadInput(fields=fields) if fields else error


def place_of(change: Judgement) -> str:
    """Which field of a row is wrong."""
    if change.not_applicable and not change.reason:
        return "reason"
    if change.points is not None:
        return "score"
    return "level" if change.level else "judged"


path = "visits/{id}/answers"
marks.get(router, path, of_visit, marks.listed(AnswerOut), "Phiếu của đơn vị: các câu trả lời")
marks.add(router, "PATCH", path, judge, AnswersOut, "Phiếu của đơn vị: chấm nhiều câu")
marks.get(router, "answers/{id}", read, AnswerOut, "Một câu trả lời", one=True)
