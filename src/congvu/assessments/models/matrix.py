"""The matrix: units down, areas across, each cell against last year. Four queries, any size."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from congvu.assessments.models.answer import Answer
from congvu.assessments.models.sheet import Sheet
from congvu.assessments.rules import ZERO, Cell, cell_of, change_between
from congvu.criteria.models import Area, LibraryVersion
from congvu.criteria.models import Scale as ScaleRow
from congvu.criteria.rules import Scale, Total, total_of

Matrix = dict[int, dict[int, Cell]]  # {sheet id: {area id: cell}}


@dataclass(frozen=True)
class MatrixData:
    """The cells with what they were made from, so that a page asks nothing twice."""

    cells: Matrix
    areas: dict[int, dict[int, Area]]  # {version: {area id: area}} in the order of the columns
    scales: dict[int, Scale]  # {version: scale}


def matrix_of(sheets: Iterable[Sheet]) -> Matrix:
    """``{sheet_id: {area_id: Cell}}`` with the change against each sheet's previous one."""
    return read_matrix(sheets).cells


def read_matrix(sheets: Iterable[Sheet]) -> MatrixData:
    """The matrix of ``sheets``. Areas are matched with last year's by code: versions differ."""
    sheets = list(sheets)
    versions = versions_of(sheets)
    areas, scales = areas_of(set(versions.values())), scales_of(sheets, set(versions.values()))
    plain = {
        pk: {
            area: cell_of(area, rows.get(area), scales[versions[pk]])
            for area in areas[versions[pk]]
        }
        for pk, rows in totals_by_sheet(versions).items()
    }
    cells = {}
    for sheet in sheets:
        before = plain.get(sheet.previous_id, {})
        known = areas.get(versions.get(sheet.previous_id), {})
        old = {known[area].code: cell for area, cell in before.items()}
        mine = areas[sheet.library_version_id]
        cells[sheet.pk] = compared(plain[sheet.pk], old, mine, scales[sheet.library_version_id])
    return MatrixData(cells, areas, scales)


def versions_of(sheets: Iterable[Sheet]) -> dict[int, int]:
    """The library version of every sheet and of the sheet before it; a query only if needed."""
    sheets = list(sheets)
    known = {sheet.pk: sheet.library_version_id for sheet in sheets}
    at_hand = [s.previous for s in sheets if s.previous_id and Sheet.previous.is_cached(s)]
    known |= {sheet.pk: sheet.library_version_id for sheet in at_hand}
    missing = [s.previous_id for s in sheets if s.previous_id and s.previous_id not in known]
    rows = Sheet.objects.filter(pk__in=missing) if missing else Sheet.objects.none()
    return known | dict(rows.values_list("pk", "library_version_id"))


def compared(
    cells: dict[int, Cell], before: dict[str, Cell], areas: dict[int, Area], scale: Scale
) -> dict[int, Cell]:
    """Cells with their change against ``before``, which is known by code."""
    return {
        area: replace(cell, change=change_between(cell, before.get(areas[area].code), scale))
        for area, cell in cells.items()
    }


def areas_of(versions: set[int]) -> dict[int, dict[int, Area]]:
    """``{version: {area id: area}}`` in the order of the columns."""
    found: dict[int, dict[int, Area]] = {version: {} for version in versions}
    for area in Area.objects.filter(library_version__in=versions).order_by("order"):
        found[area.library_version_id][area.pk] = area
    return found


def scales_of(sheets: Iterable[Sheet], versions: set[int]) -> dict[int, Scale]:
    """The scale of each version; a query only for those the sheets do not bring along."""
    before = [s.previous for s in sheets if s.previous_id and Sheet.previous.is_cached(s)]
    known = [s for s in [*sheets, *before] if Sheet.library_version.is_cached(s)]
    at_hand = [sheet.library_version for sheet in known]
    rows = [version.scale for version in at_hand if LibraryVersion.scale.is_cached(version)]
    missing = versions - {row.library_version_id for row in rows}
    rows += ScaleRow.objects.filter(library_version__in=missing) if missing else []
    return {row.library_version_id: row.as_rule() for row in rows}


def totals_by_sheet(sheets: Iterable[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """``{sheet: {area: sums}}``; every sheet has an entry."""
    found: dict[int, dict[int, dict[str, Any]]] = {pk: {} for pk in sheets}
    for row in Answer.objects.filter(sheet__in=list(found)).area_totals():
        found[row["sheet_id"]][row["criterion__area_id"]] = row
    return found


def totals_of(cells: Iterable[Cell], scale: Scale) -> Total:
    """A whole sheet from its cells: the sum of what counts, a level when all is judged."""
    cells = list(cells)
    points = sum((cell.points for cell in cells), ZERO)
    most = sum((cell.max_points for cell in cells), ZERO)
    judged = sum(cell.judged for cell in cells)
    return total_of(scale, points, most, judged, sum(cell.applicable for cell in cells))
