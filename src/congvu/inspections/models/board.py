"""The board of a campaign: its visits by row, the areas by column, ready for any page.

Constant queries at any number of units: visits, rights, findings, and the matrix itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from congvu.assessments.models import MatrixData, Sheet, read_matrix
from congvu.assessments.registry import readable
from congvu.assessments.rules import Cell, noted
from congvu.assessments.states import CellState, Scoring
from congvu.criteria.models import Area
from congvu.inspections.models.finding import Finding
from congvu.inspections.models.inspection import Inspection
from congvu.inspections.models.visit import Visit
from congvu.inspections.states import Polarity, RepeatState
from congvu.organizations.policies import rights_of

FEW_UNITS = 10
NAMES = {Polarity.STRENGTH: "strengths", Polarity.LIMITATION: "limitations"}
Counts = dict[tuple[int, int], dict[str, int]]  # {(unit, area): {strengths, limitations, repeated}}


@dataclass(frozen=True)
class BoardRow:
    """A unit of the campaign; no cells while its results are not to be seen by the user."""

    visit: Visit
    cells: tuple[Cell, ...] | None


@dataclass(frozen=True)
class Board:
    """What the matrix shows. ``average`` is in percent by area, over what is fully judged."""

    inspection: Inspection
    areas: tuple[Area, ...]
    rows: tuple[BoardRow, ...]
    average: tuple[Decimal | None, ...]
    live: tuple[Visit, ...]  # every visit of the campaign, whoever looks


def board_of(inspection: Inspection, user: Any, *, counted: bool = True) -> Board:
    """The board as ``user`` may see it: units see their own row and the average.

    Not ``counted``, its cells know only of limitations that repeat.
    """
    live = live_visits(inspection)
    allowed = readable(user, [visit.sheet_id for visit in live if visit.sheet_id])
    return made(inspection, live, visible_visits(live, user, allowed), allowed, counted)


def screen_board(inspection: Inspection, user: Any) -> Board:
    """The board for a page: what was found is counted where the cells print it."""
    return board_of(inspection, user, counted=inspection.scoring == Scoring.COMMENTS_ONLY)


def whole_board(inspection: Inspection) -> Board:
    """Every row, for a paper whose readers may see all of it."""
    live = live_visits(inspection)
    return made(inspection, live, live, {visit.sheet_id for visit in live if visit.sheet_id})


def live_visits(inspection: Inspection) -> list[Visit]:
    """The rows in order, with what they need."""
    rows = list(inspection.visits.live().select_related("unit", "sheet__previous"))
    bring_versions(inspection, [row.sheet for row in rows if row.sheet is not None])
    return rows


def bring_versions(inspection: Inspection, sheets: list[Sheet]) -> None:
    """Give sheets the library versions that came with the campaign and the one before it."""
    campaigns = [inspection]
    if Inspection.previous.is_cached(inspection) and inspection.previous is not None:
        campaigns.append(inspection.previous)
    at_hand = [c.library_version for c in campaigns if Inspection.library_version.is_cached(c)]
    known = {version.pk: version for version in at_hand if version is not None}
    before = [s.previous for s in sheets if s.previous_id and Sheet.previous.is_cached(s)]
    for sheet in [*sheets, *before]:
        if version := known.get(sheet.library_version_id):
            sheet.library_version = version


def made(
    inspection: Inspection,
    live: list[Visit],
    shown: list[Visit],
    allowed: set[int],
    counted: bool = True,
) -> Board:
    """The board of the visits ``shown``, with results where ``allowed``."""
    data = read_matrix([visit.sheet for visit in live if visit.sheet_id])
    columns = data.areas.get(inspection.library_version_id, {}).values()
    areas = tuple(area for area in columns if area.code in inspection.area_codes)
    counts = counts_of(inspection, [v.unit_id for v in shown if v.sheet_id in allowed], counted)
    rows = tuple(row_of(visit, areas, data, counts, allowed) for visit in shown)
    return Board(inspection, areas, rows, averages(data, areas), tuple(live))


def visible_visits(live: Iterable[Visit], user: Any, allowed: set[int]) -> list[Visit]:
    """Rows to show: those whose results may be read, and the user's own unit."""
    rights = rights_of(user)
    return [v for v in live if v.sheet_id in allowed or rights.in_unit(v.unit_id)]


def counts_of(inspection: Inspection, units: Iterable[int], counted: bool = True) -> Counts:
    """What was found, per unit and area; not ``counted``, only what repeats."""
    shown = set(units)
    rows = Finding.objects.filter(inspection=inspection).order_by()
    if not counted:
        rows = rows.limitations().repeated()
    if len(shown) < FEW_UNITS:  # of many, the whole campaign is one stretch of the index
        rows = rows.filter(unit__in=shown)
    told = rows.values_list("unit_id", "area_id", "polarity", "repeat_state")
    found: Counts = defaultdict(lambda: {"strengths": 0, "limitations": 0, "repeated": 0})
    for unit, area, polarity, repeat_state, count in told.annotate(count=Count("unit")):
        if unit not in shown:
            continue
        here = found[unit, area]
        here[NAMES[polarity]] += count
        if polarity == Polarity.LIMITATION and repeat_state == RepeatState.CONFIRMED:
            here["repeated"] += count
    return dict(found)


def row_of(
    visit: Visit, areas: Iterable[Area], data: MatrixData, counts: Counts, allowed: set[int]
) -> BoardRow:
    """One row; cells only where the user may read the judged side."""
    if visit.sheet_id not in allowed:
        return BoardRow(visit, None)
    cells = data.cells[visit.sheet_id]
    return BoardRow(
        visit,
        tuple(with_counts(cells[area.pk], counts.get((visit.unit_id, area.pk))) for area in areas),
    )


def with_counts(cell: Cell, counts: dict[str, int] | None) -> Cell:
    """The cell with what was found there."""
    return noted(cell, **counts) if counts else cell


def averages(data: MatrixData, areas: Iterable[Area]) -> tuple[Decimal | None, ...]:
    """Mean percent of each area over the units fully judged there; None for fewer than three,
    so that nobody reads another unit's result out of it."""
    return tuple(
        mean(
            [
                cells[area.pk].percent
                for cells in data.cells.values()
                if area.pk in cells and cells[area.pk].state == CellState.JUDGED
            ]
        )
        for area in areas
    )


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of what is known; None for fewer than three."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) > 2 else None
