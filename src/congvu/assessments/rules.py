"""Judging as plain arithmetic: what an answer counts for, and what a cell of the matrix says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from congvu.assessments.states import CellState
from congvu.criteria.rules import Level, Scale, level_for, percent_of, points_when_nothing_arose

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Judgement:
    """One change to the team's side of one answer. ``None`` leaves a thing as it is."""

    answer_id: int
    version: int | None = None  # refuse the save when the stored version differs
    level: str | None = None  # a level instead of points
    points: Decimal | None = None
    value: Decimal | None = None  # what the team found, e.g. 98 (percent) or 1 (yes)
    note: str | None = None
    nothing_arose: bool | None = None
    not_applicable: bool | None = None
    reason: str | None = None  # why not applicable
    seen: bool = False  # looked at, nothing to remark: answers a question without points
    clear: bool = False  # take the judgement back; the note stays


@dataclass(frozen=True)
class SelfAnswer:
    """One change to the unit's side of one answer. ``None`` leaves a thing as it is."""

    answer_id: int
    version: int | None = None
    points: Decimal | None = None
    value: Decimal | None = None
    note: str | None = None
    nothing_arose: bool | None = None


@dataclass(frozen=True)
class Counted:
    """What an answer counts for: points (None while not judged) out of max_points."""

    points: Decimal | None
    max_points: Decimal


def counted(
    full: Decimal, points: Decimal | None, *, not_applicable: bool, nothing: str | None
) -> Counted:
    """What counts. ``nothing`` is the criterion's rule when nothing arose, else None.

    ``full`` gives the maximum, ``zero`` nothing, ``not_applicable`` leaves the answer out.
    """
    if not_applicable:
        return Counted(None, ZERO)
    if nothing is not None:
        points = points_when_nothing_arose(nothing, full)
        return Counted(points, ZERO if points is None else full)
    return Counted(points, full)


@dataclass(frozen=True)
class Cell:
    """One unit × one area: points, level, how many are judged, and the change since last year."""

    area_id: int
    state: CellState
    points: Decimal = ZERO
    max_points: Decimal = ZERO
    percent: Decimal | None = None
    level: Level | None = None
    judged: int = 0
    applicable: int = 0
    change: int = 0  # +1 better than last year, -1 worse, 0 equal or unknown
    repeated: int = 0
    strengths: int = 0
    limitations: int = 0


def cell_of(area_id: int, totals: Mapping[str, Any] | None, scale: Scale) -> Cell:
    """A cell from the sums of :meth:`AnswerQuerySet.area_totals`. Not all judged: no level."""
    if totals is None or not totals["total"]:
        return Cell(area_id, CellState.OUT_OF_SCOPE)
    applicable, judged = totals["applicable_count"], totals["judged_count"]
    if not applicable:
        return cell_in_words(area_id, totals["in_words"], totals["words_judged"])
    points, full = totals["points_sum"] or ZERO, totals["max_sum"] or ZERO
    if judged < applicable:
        return Cell(area_id, CellState.PARTLY, points, full, judged=judged, applicable=applicable)
    percent = percent_of(points, full)
    level = level_for(scale, percent)
    return Cell(area_id, CellState.JUDGED, points, full, percent, level, judged, applicable)


def cell_in_words(area_id: int, asked: int, judged: int) -> Cell:
    """A cell without points: answered in words, or everything was marked not applicable."""
    if not asked:
        return Cell(area_id, CellState.OUT_OF_SCOPE)
    state = CellState.JUDGED if judged == asked else CellState.PARTLY
    return Cell(area_id, state, judged=judged, applicable=asked)


def change_between(now: Cell, before: Cell | None, scale: Scale) -> int:
    """+1 when the level rose since ``before``, -1 when it fell, 0 when equal or unknown."""
    if before is None or now.level is None or before.level is None:
        return 0
    if scale.level(before.level.code) is None:  # last year's scale had other levels
        return 0
    step = scale.rank(now.level.code) - scale.rank(before.level.code)
    return (step > 0) - (step < 0)


def noted(cell: Cell, *, strengths: int = 0, limitations: int = 0, repeated: int = 0) -> Cell:
    """The cell with what was found there; counts come from the package that knows findings."""
    return replace(cell, strengths=strengths, limitations=limitations, repeated=repeated)


def bounds_of(scale: Scale, full: Decimal) -> list[tuple[Level, Decimal]]:
    """Levels from the best, each with the points from which it begins: 9 of 10."""
    return [(level, full * level.start / HUNDRED) for level in scale.levels]


def self_answered(answer: Any) -> bool:
    """Whether the unit said anything to this criterion."""
    return (
        answer.self_points is not None
        or answer.self_value is not None
        or answer.self_nothing_arose
        or bool(answer.self_note)
    )
