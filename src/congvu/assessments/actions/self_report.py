"""The unit's side: its own answers, its words, and sending them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions.judge import (
    check_versions,
    full_points,
    locked,
    pick,
    points_sentence,
)
from congvu.assessments.errors import SelfReportClosed, SelfReportNotAsked, SheetFrozen, WrongPoints
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import (
    may_answer_for_unit,
    may_carry_out,
    may_open_sheets,
    may_submit_self,
)
from congvu.assessments.rules import SelfAnswer, self_answered
from congvu.assessments.states import SELF_TABLE, SelfState
from congvu.core import audit, clock
from congvu.core.policies import next_state, require
from congvu.criteria.rules import is_on_step

TEXT_KEYS = ("general", "strengths", "limitations", "difficulties", "proposals")


def request_self(sheets: Sequence[Sheet], due: dict[int, dt.date], *, by: User) -> list[Sheet]:
    """Ask units for their own report; ``due`` maps a sheet's id to its last day."""
    require(may_carry_out(by))
    pairs = [
        (
            sheet,
            {
                "self_state": next_state(SELF_TABLE, sheet.self_state, "request"),
                "self_due_on": due.get(sheet.pk),
            },
        )
        for sheet in sheets
    ]
    return audit.change_many(pairs, by=by, action="assessments.request_self")


def redate_self(
    pairs: Sequence[tuple[Sheet, dt.date | None]], *, by: User | None, reason: str
) -> list[Sheet]:
    """The calendar or the visit moved: reports asked for have another last day, or none until the
    visit has a day again. The office's own doing."""
    news = [(sheet, {"self_due_on": day}) for sheet, day in pairs]
    return audit.change_many(news, by=by, action="assessments.redate_self", reason=reason)


def save_self_many(changes: Sequence[SelfAnswer], *, by: User) -> list[Answer]:
    """Save the unit's own answers, all or nothing; only before they are sent."""
    with transaction.atomic():
        answers = locked([change.answer_id for change in changes])
        for sheet in {answer.sheet_id: answer.sheet for answer in answers.values()}.values():
            require(may_answer_for_unit(by, sheet))
            check_open(sheet)
        check_versions(answers, changes)
        pairs = [(answers[c.answer_id], self_fields(answers[c.answer_id], c)) for c in changes]
        return audit.change_many(pairs, by=by, action="assessments.self_answer")


def check_open(sheet: Sheet) -> None:
    """The unit's side may change until it is sent, and never on a frozen sheet."""
    if sheet.frozen:
        raise SheetFrozen
    if sheet.self_state == SelfState.NOT_REQUESTED:
        raise SelfReportNotAsked
    if sheet.self_state == SelfState.SUBMITTED:
        raise SelfReportClosed


def self_fields(answer: Answer, change: SelfAnswer) -> dict[str, Any]:
    """The fields of ``answer`` that ``change`` sets; points are proposed from a value."""
    full = full_points(answer)
    points = answer.self_points
    if change.points is not None:
        if not is_on_step(change.points, answer.sheet.library_version.point_step, full):
            raise WrongPoints(points_sentence(answer, full))
        points = change.points
    elif change.value is not None and full:
        points = answer.criterion.propose(change.value)
    return {
        "self_points": points,
        "self_value": pick(change.value, answer.self_value),
        "self_note": pick(change.note, answer.self_note).strip(),
        "self_nothing_arose": pick(change.nothing_arose, answer.self_nothing_arose),
    }


def copy_previous_self(sheet: Sheet, *, by: User) -> list[Answer]:
    """Fill answers still empty from the unit's report of the period before; constant queries."""
    require(may_answer_for_unit(by, sheet))
    check_open(sheet)
    with transaction.atomic():
        answers = sheet.answers.select_related("criterion")
        empty = {a.criterion.code: a for a in answers if not self_answered(a)}
        rows = Answer.objects.filter(sheet=sheet.previous_id, criterion__code__in=list(empty))
        earlier = {a.criterion.code: a for a in rows.select_related("criterion")}
        changes = [copied(empty[code], old) for code, old in earlier.items() if self_answered(old)]
        return save_self_many(changes, by=by)


def copied(answer: Answer, old: Answer) -> SelfAnswer:
    """Last year's answer as this year's; points are proposed anew where a value is known."""
    same = answer.criterion.answer_kind == old.criterion.answer_kind
    value = old.self_value if same else None
    equal = value is None and answer.criterion.max_points == old.criterion.max_points
    return SelfAnswer(
        answer.pk,
        version=answer.version,
        value=value,
        points=old.self_points if equal else None,
        note=old.self_note,
        nothing_arose=old.self_nothing_arose,
    )


def save_self_text(
    sheet: Sheet, texts: dict[str, str], *, by: User, expected: int | None = None
) -> Sheet:
    """Save what the outline asks in words."""
    with transaction.atomic():
        sheet = audit.lock(Sheet.objects.all(), sheet.pk, expected)
        require(may_answer_for_unit(by, sheet))
        check_open(sheet)
        kept = {key: texts.get(key, sheet.self_text.get(key, "")).strip() for key in TEXT_KEYS}
        return audit.change(sheet, by=by, action="assessments.self_text", self_text=kept)


def submit_self(sheet: Sheet, *, by: User, expected: int | None = None) -> Sheet:
    """Send the unit's report. Late is allowed and shown; the day is what counts."""
    with transaction.atomic():
        sheet = audit.lock(Sheet.objects.all(), sheet.pk, expected)
        require(may_submit_self(by, sheet))
        return audit.change(
            sheet,
            by=by,
            action="assessments.submit_self",
            self_state=next_state(SELF_TABLE, sheet.self_state, "submit"),
            self_submitted_at=clock.now(),
            self_submitted_by=by,
        )


def reopen_self(sheet: Sheet, *, reason: str, by: User, expected: int | None = None) -> Sheet:
    """The secretary lets a unit correct what it sent."""
    with transaction.atomic():
        sheet = audit.lock(Sheet.objects.all(), sheet.pk, expected)
        require(may_open_sheets(by))
        if sheet.frozen:
            raise SheetFrozen
        return audit.change(
            sheet,
            by=by,
            action="assessments.reopen_self",
            reason=reason,
            self_state=next_state(SELF_TABLE, sheet.self_state, "reopen"),
        )
