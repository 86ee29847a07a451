"""Answers in words: what the unit said, what the system knows, last year, what the team said."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from congvu.assessments.forms.judge import full_of, level_of
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.registry import Note
from congvu.criteria.rules import Scale, number_text
from congvu.criteria.states import AnswerKind


@dataclass(frozen=True)
class Said:
    """One side of an answer: the level and points in bold, the value behind it, the words."""

    main: str = ""
    value: str = ""
    note: str = ""
    level: str = ""  # code of the level, for its tint

    def __bool__(self) -> bool:
        return bool(self.main or self.value or self.note)


@dataclass(frozen=True)
class Row:
    """One criterion of a sheet, side by side."""

    answer: Answer
    question: str
    own: Said
    measured: Said
    before: Said
    judged: Said
    notes: list[Note] = field(default_factory=list)
    evidence: list[Any] = field(default_factory=list)


def rows_of(answers: Iterable[Answer], scale: Scale, **beside: Any) -> list[Row]:
    """Rows of a page. ``beside``: before, notes and evidence, each a dict by answer id."""
    return [row_of(answer, scale, **beside) for answer in answers]


def row_of(
    answer: Answer,
    scale: Scale,
    *,
    before: dict[int, Answer] | None = None,
    notes: dict[int, list[Note]] | None = None,
    evidence: dict[int, list[Any]] | None = None,
) -> Row:
    """One row."""
    earlier = (before or {}).get(answer.pk)
    return Row(
        answer,
        answer.criterion.wording(answer.sheet.period_to),
        own_words(answer, scale),
        measured_words(answer),
        judged_words(earlier, scale) if earlier else Said(),
        judged_words(answer, scale),
        (notes or {}).get(answer.pk, []),
        (evidence or {}).get(answer.pk, []),
    )


def own_words(answer: Answer, scale: Scale) -> Said:
    """What the unit says of itself."""
    value = value_words(answer, answer.self_value)
    if answer.self_nothing_arose:
        return Said("Không phát sinh", value, answer.self_note)
    level = level_of(answer, answer.self_points, scale)
    main = points_words(answer.self_points, level, scale)
    return Said(main or value, value if main else "", answer.self_note, level)


def measured_words(answer: Answer) -> Said:
    """What the registers measured; nothing is made up."""
    return Said(value_words(answer, answer.measured_value), answer.measured_text)


def judged_words(answer: Answer, scale: Scale) -> Said:
    """What the team says."""
    value = value_words(answer, answer.judged_value)
    if answer.not_applicable:
        return Said("Không áp dụng", answer.not_applicable_reason, answer.judged_note)
    if answer.nothing_arose:
        points = f" · {number_text(answer.points)}" if answer.points is not None else ""
        return Said(f"Không phát sinh{points}", value, answer.judged_note)
    counts = answer.points is not None and full_of(answer)
    level = answer.judged_level or level_of(answer, answer.points, scale)
    main = points_words(answer.points, level, scale) if counts else ""
    if not main and answer.judged and not answer.judged_note:
        main = "" if value else "Đã xem"
    return Said(main or value, value if main else "", answer.judged_note, level if counts else "")


def points_words(points: Decimal | None, level: str, scale: Scale) -> str:
    """Tốt · 8,5."""
    if points is None:
        return ""
    known = scale.level(level)
    return f"{known.name} · {number_text(points)}" if known else number_text(points)


def value_words(answer: Answer, value: Decimal | None) -> str:
    """A value as its criterion is answered: Có, 96,4%, 3, the step described."""
    if value is None:
        return ""
    kind = answer.criterion.answer_kind
    if kind == AnswerKind.YES_NO:
        return "Có" if value else "Không"
    if kind == AnswerKind.STEPS:
        steps = answer.criterion.point_rule().steps
        return steps[int(value) - 1][0] if 1 <= value <= len(steps) else number_text(value)
    sign = "%" if kind in (AnswerKind.PERCENT, AnswerKind.SURVEY) else ""
    return f"{number_text(value)}{sign}"


def before_of(sheet: Sheet, answers: Iterable[Answer]) -> dict[int, Answer]:
    """Last year's answers to the same criteria, by this year's answer; one query."""
    answers = list(answers)
    if sheet.previous_id is None or not answers:
        return {}
    codes = [answer.criterion.code for answer in answers]
    rows = Answer.objects.filter(sheet=sheet.previous_id, criterion__code__in=codes)
    known = {row.criterion.code: row for row in rows.select_related("criterion", "sheet")}
    return {a.pk: known[a.criterion.code] for a in answers if a.criterion.code in known}
