"""Answers of a sheet as JSON values, read column by column: a sheet may hold thousands."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.utils import timezone

from congvu.api.replies import ROOT
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.policies import may_judge, may_see_judged
from congvu.criteria.rules import level_for, percent_of
from congvu.evidence.models import items_by_object

JUDGED = ("judged_level", "points", "max_points", "judged_note")
FIELDS = (
    "pk", "version", "updated_at", "criterion__code", "criterion__area__code",
    "self_value", "self_points", "self_nothing_arose", "self_note",
    "measured_value", "measured_text",
    *JUDGED, "judged_value", "nothing_arose", "not_applicable", "not_applicable_reason",
    "judged_at",
)  # fmt: skip
LevelOf = Callable[[str, Decimal | None, Decimal], str | None]


class Row(NamedTuple):
    """One answer as :data:`FIELDS` fetch it."""

    pk: int
    version: int
    updated_at: datetime
    criterion: str
    area: str
    self_value: Decimal | None
    self_points: Decimal | None
    self_nothing_arose: bool
    self_note: str
    measured_value: Decimal | None
    measured_text: str
    level: str
    points: Decimal | None
    most: Decimal
    note: str
    value: Decimal | None
    nothing_arose: bool
    not_applicable: bool
    reason: str
    judged_at: datetime | None


UNSEEN = {
    "judged": None,
    "score": None,
    "level": None,
    "note": "",
    "nothing_arose": False,
    "not_applicable": False,
    "reason": "",
    "judged_at": None,
}


def told_answers(user: Any, sheet: Sheet, visit: int | None, **narrow: Any) -> list[dict[str, Any]]:
    """Answers of a sheet with all beside them, in constant queries; sent as they are."""
    found = sheet.answers.filter(**narrow).in_order()
    rows = [Row._make(values) for values in found.values_list(*FIELDS)]
    evidence = items_by_object(Answer, [row.pk for row in rows])
    level, zone = levels_of(sheet), timezone.get_current_timezone()
    before = before_of(sheet, level) if rows else {}
    sees = may_see_judged(user, sheet) or may_judge(user, sheet)
    return [
        {
            "id": row.pk,
            "version": row.version,
            "updated_at": row.updated_at.astimezone(zone).isoformat(),
            "url": f"{ROOT}/answers/{row.pk}",
            "visit": visit,
            "unit": sheet.unit_id,
            "criterion": row.criterion,
            "area": row.area,
            **self_of(row),
            **(judged_of(row, level, zone) if sees else UNSEEN),
            "max": float(row.most),
            "evidence": evidence.get(row.pk, []),
            "last_year": before.get(row.criterion),
        }
        for row in rows
    ]


def self_of(row: Row) -> dict[str, Any]:
    """The unit's side, and what the registers measured."""
    return {
        "self": {
            "value": number(row.self_value),
            "score": number(row.self_points),
            "nothing_arose": row.self_nothing_arose,
            "note": row.self_note,
        },
        "measured": {"value": number(row.measured_value), "text": row.measured_text},
    }


def judged_of(row: Row, level: LevelOf, zone: Any) -> dict[str, Any]:
    """The team's side."""
    return {
        "judged": number(row.value),
        "score": number(row.points),
        "level": level(row.level, row.points, row.most),
        "note": row.note,
        "nothing_arose": row.nothing_arose,
        "not_applicable": row.not_applicable,
        "reason": row.reason,
        "judged_at": row.judged_at.astimezone(zone).isoformat() if row.judged_at else None,
    }


def number(value: Decimal | None) -> float | None:
    """A JSON number."""
    return None if value is None else float(value)


def before_of(sheet: Sheet, level: LevelOf) -> dict[str, dict[str, Any]]:
    """Last year's judgements by code of the criterion; one query."""
    if sheet.previous_id is None:
        return {}
    rows = Answer.objects.filter(sheet=sheet.previous_id).order_by()
    return {
        code: {
            "score": number(points),
            "max": float(most),
            "level": level(chosen, points, most),
            "note": note,
        }
        for code, chosen, points, most, note in rows.values_list("criterion__code", *JUDGED)
    }


def levels_of(sheet: Sheet) -> LevelOf:
    """What says the level chosen, or meant by the points; equal points are counted once."""
    scale = sheet.library_version.scale.as_rule()

    @cache
    def level(chosen: str, points: Decimal | None, most: Decimal) -> str | None:
        if chosen or points is None or not most:
            return chosen or None
        return level_for(scale, percent_of(points, most)).code

    return level
