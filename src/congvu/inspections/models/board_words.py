"""The board in words, as ``core/_matrix.html`` prints it."""

from typing import Any

from django.urls import reverse

from congvu.assessments.states import Scoring
from congvu.core import formats
from congvu.criteria.rules import level_for
from congvu.inspections.models.board import Board, BoardRow
from congvu.inspections.models.visit import Visit
from congvu.inspections.rules import cell_words, level_label
from congvu.inspections.states import SESSION_LABELS, VISIT_LABELS, VisitState

SHORT_STATES = {VisitState.MINUTES_SIGNED: "đã ký", VisitState.VISITED: "chờ ký"}
NUMBER = 2**62  # stands for an area in an address: made once for a row, not for every cell


def has_arrows(board: Board) -> bool:
    """Whether any cell could be compared with last year's."""
    cells = (cell for row in board.rows for cell in row.cells or ())
    return board.inspection.previous is not None and any(cell.change for cell in cells)


def board_rows(board: Board) -> list[dict[str, Any]]:
    """Rows of the board for ``core/_matrix.html``, the mean of the units last."""
    comments = board.inspection.scoring == Scoring.COMMENTS_ONLY
    return [*(row_words(row, board, comments) for row in board.rows), *average_row(board)]


def row_words(row: BoardRow, board: Board, comments: bool) -> dict[str, Any]:
    """A row as the matrix prints it."""
    visit = row.visit
    return {
        "name": str(visit.unit),
        "url": reverse("assessments:sheet_detail", args=[visit.sheet_id]) if visit.sheet_id else "",
        "note": " · ".join(part for part in (when(visit), state_word(visit)) if part),
        "cells": [
            {"area": area.short_title} | one
            for area, one in zip(board.areas, cells_words(row, board, comments), strict=True)
        ],
    }


def cells_words(row: BoardRow, board: Board, comments: bool) -> list[dict[str, Any]]:
    """Cells as doors to their criteria; a hatched one where results may not be seen yet."""
    if row.cells is None:
        return [{"state": "unjudged", "word": "chưa công bố"} for _ in board.areas]
    url = reverse("assessments:sheet_area", args=[row.visit.sheet_id, NUMBER])
    return [
        cell_words(cell, comments_only=comments) | {"url": url.replace(str(NUMBER), str(area.pk))}
        for cell, area in zip(row.cells, board.areas, strict=True)
    ]


def when(visit: Visit) -> str:
    """26/8 sáng."""
    if visit.day is None:
        return "chưa xếp lịch"
    session = SESSION_LABELS.get(visit.session, "").lower()
    return f"{visit.day.day}/{visit.day.month} {session}".strip()


def state_word(visit: Visit) -> str:
    """The state of a visit in as few words as a row has room for."""
    if visit.state in SHORT_STATES:
        return SHORT_STATES[VisitState(visit.state)]
    return (
        "" if visit.state == VisitState.PLANNED else VISIT_LABELS[VisitState(visit.state)].lower()
    )


def average_row(board: Board) -> list[dict[str, Any]]:
    """The mean of the units by area, once there is one."""
    if not any(value is not None for value in board.average):
        return []
    scale = board.inspection.library_version.scale.as_rule()
    cells = []
    for area, value in zip(board.areas, board.average, strict=True):
        if value is None:
            cells.append({"area": area.short_title, "state": "unjudged", "word": "chưa đủ"})
            continue
        level = level_for(scale, value)
        points = f"{formats.number(value, 1)}%"
        cells.append(
            {"area": area.short_title, "label": level_label(level), "points": points}
            | {"level": level.code, "short": level.short, "percent": f"{round(value)}%"}
        )
    return [{"name": "Bình quân", "note": "các đơn vị đã chấm xong", "cells": cells}]
