"""The matrix: units down, areas across, each cell against last year. Four queries, any size."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from congvu.assessments.models.answer import Answer
from congvu.assessments.models.sheet import Sheet
from congvu.assessments.rules import ZERO, Cell, cell_of, change_between
from congvu.criteria.models import Area
from congvu.criteria.models import Scale as ScaleRow
from congvu.criteria.rules import Scale, Total, total_of

Matrix = dict[int, dict[int, Cell]]  # {sheet id: {area id: cell}}


def matrix_of(sheets: Iterable[Sheet]) -> Matrix:
    """``{sheet_id: {area_id: Cell}}`` with the change against each sheet's previous one.

    Areas are matched with last year's by their code, since each version has its own rows.
    """
    sheets = list(sheets)
    earlier = [sheet.previous_id for sheet in sheets if sheet.previous_id]
    versions = dict(Sheet.objects.filter(pk__in=earlier).values_list("pk", "library_version_id"))
    versions |= {sheet.pk: sheet.library_version_id for sheet in sheets}
    codes, scales = areas_of(set(versions.values())), scales_of(set(versions.values()))
    plain = {
        pk: cells_of(rows, codes[versions[pk]], scales[versions[pk]])
        for pk, rows in totals_by_sheet(versions).items()
    }
    return {
        sheet.pk: compared(
            plain[sheet.pk],
            by_code(plain.get(sheet.previous_id, {}), codes.get(versions.get(sheet.previous_id))),
            codes[sheet.library_version_id],
            scales[sheet.library_version_id],
        )
        for sheet in sheets
    }


def compared(
    cells: dict[int, Cell], before: dict[str, Cell], codes: dict[int, str], scale: Scale
) -> dict[int, Cell]:
    """Cells with their change against ``before``, which is known by code."""
    return {
        area: replace(cell, change=change_between(cell, before.get(codes[area]), scale))
        for area, cell in cells.items()
    }


def areas_of(versions: set[int]) -> dict[int, dict[int, str]]:
    """``{version: {area id: code}}`` in the order of the columns."""
    found: dict[int, dict[int, str]] = {version: {} for version in versions}
    rows = Area.objects.filter(library_version__in=versions).order_by("library_version", "order")
    for version, pk, code in rows.values_list("library_version_id", "pk", "code"):
        found[version][pk] = code
    return found


def scales_of(versions: set[int]) -> dict[int, Scale]:
    """The scale of each version."""
    rows = ScaleRow.objects.filter(library_version__in=versions)
    return {row.library_version_id: row.as_rule() for row in rows}


def totals_by_sheet(sheets: Iterable[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """``{sheet: {area: sums}}``; every sheet has an entry."""
    found: dict[int, dict[int, dict[str, Any]]] = {pk: {} for pk in sheets}
    for row in Answer.objects.filter(sheet__in=list(found)).area_totals():
        found[row["sheet_id"]][row["criterion__area_id"]] = row
    return found


def cells_of(
    rows: dict[int, dict[str, Any]], areas: dict[int, str], scale: Scale
) -> dict[int, Cell]:
    """A cell for every area of the version, asked or not."""
    return {area: cell_of(area, rows.get(area), scale) for area in areas}


def by_code(cells: dict[int, Cell], codes: dict[int, str] | None) -> dict[str, Cell]:
    """Cells under the codes of their areas."""
    return {codes[area]: cell for area, cell in cells.items()} if codes else {}


def totals_of(cells: Iterable[Cell], scale: Scale) -> Total:
    """A whole sheet from its cells: the sum of what counts, a level when all is judged."""
    cells = list(cells)
    points = sum((cell.points for cell in cells), ZERO)
    most = sum((cell.max_points for cell in cells), ZERO)
    judged = sum(cell.judged for cell in cells)
    return total_of(scale, points, most, judged, sum(cell.applicable for cell in cells))
