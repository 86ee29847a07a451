"""Bảng tổng hợp kết quả: units down, areas across, as a lying sheet and as Excel."""

from collections.abc import Iterable
from typing import Any

from congvu.assessments.rules import Cell
from congvu.assessments.states import CellState, Scoring
from congvu.core.formats import number
from congvu.documents.model import Block, Column, Fact, OfficialText, Paragraph, Row, Table
from congvu.documents.xlsx import Cell as Value
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.inspections.models import Board, BoardRow, Inspection, board_of, whole_board
from congvu.inspections.outputs.campaign import office
from congvu.inspections.outputs.frame import headless
from congvu.inspections.rules import cell_words
from congvu.inspections.states import DocumentKind

MARKS = {"up": "▲", "down": "▼", "repeat": "●"}
UNIT_MM, AREA_MM = 48.0, 20.0


def matrix(inspection: Inspection, user: Any) -> OfficialText:
    """The matrix as ``user`` may see it: a unit sees its own row and the average."""
    subject = f"Kiểm tra công tác cải cách hành chính năm {inspection.year}"
    return headless(
        DocumentKind.MATRIX,
        subject,
        blocks_of(board_of(inspection, user)),
        office=office(),
        landscape=True,
    )


def matrix_blocks(inspection: Inspection) -> list[Block]:
    """The whole matrix, for a report that is read by the Director only."""
    return blocks_of(whole_board(inspection))


def blocks_of(board: Board) -> list[Block]:
    """The table and what its marks mean."""
    areas = [Column(area.short_title, AREA_MM, "center") for area in board.areas]
    rows = [unit_row(row, board) for row in board.rows]
    average = average_cells(board)
    if average:
        rows.append(Row(("Bình quân", *average), tag="matrix-average", bold=True))
    table = Table((Column("Đơn vị", UNIT_MM), *areas), tuple(rows))
    legend = (
        "▲ cao hơn, ▼ thấp hơn lần kiểm tra trước; ● hạn chế lặp lại; "
        "“–” nội dung không thuộc phạm vi của đơn vị; ô trống: chưa chấm xong."
    )
    return [table, Paragraph(legend, tag="matrix-legend", style="italic")]


def unit_row(row: BoardRow, board: Board) -> Row:
    """A unit and its cells."""
    name = row.visit.unit.name
    cells = [cell_text(cell, board) for cell in row.cells or ()] or [""] * len(board.areas)
    return Row(
        (name, *cells), tag=f"matrix-{row.visit.unit_id}", facts=(Fact("unit", "unit", name),)
    )


def cell_text(cell: Cell, board: Board) -> str:
    """ "Tốt ▲\\n26,5/30"."""
    if cell.state == CellState.OUT_OF_SCOPE:
        return "–"
    comments = board.inspection.scoring == Scoring.COMMENTS_ONLY
    words = cell_words(cell, comments_only=comments)
    marks = "".join(MARKS[mark] for mark in words.get("mark", "").split())
    label = words.get("label") or words.get("word", "")
    points = words.get("points", "").replace(" / ", "/")
    first = f"{label} {marks}".strip()
    return "\n".join(part for part in (first, points) if part)


def average_cells(board: Board) -> list[str]:
    """Percent by area over the units fully judged, nothing for fewer than three."""
    if not any(value is not None for value in board.average):
        return []
    return [f"{number(v, 1)}%" if v is not None else "" for v in board.average]


def matrix_book(inspection: Inspection, user: Any) -> Workbook:
    """The matrix in words, and its points as numbers."""
    board = board_of(inspection, user)
    words = SheetColumn("Đơn vị", 36), *(SheetColumn(a.short_title, 14) for a in board.areas)
    texts = [(row.visit.unit.name, *row_texts(row, board)) for row in board.rows]
    sheets = [Sheet("Mức đạt", words, texts, freeze=(1, 1), heading=inspection.title)]
    if inspection.scoring != Scoring.COMMENTS_ONLY:
        numbers = SheetColumn("Đơn vị", 36), *point_columns(board)
        points = [(row.visit.unit.name, *row_points(row, board)) for row in board.rows]
        sheets.append(Sheet("Điểm", numbers, points, freeze=(1, 1), heading=inspection.title))
    title = f"Bảng tổng hợp kết quả kiểm tra năm {inspection.year}"
    return Workbook(tuple(sheets), title=title, author=office().name)


def row_texts(row: BoardRow, board: Board) -> list[str]:
    """Cells in words; empty where results may not be seen."""
    return [cell_text(c, board) for c in row.cells] if row.cells else [""] * len(board.areas)


def point_columns(board: Board) -> Iterable[SheetColumn]:
    """Points and their maximum side by side."""
    for area in board.areas:
        yield SheetColumn(f"{area.short_title}: điểm", 12, "number")
        yield SheetColumn(f"{area.short_title}: tối đa", 12, "number")


def row_points(row: BoardRow, board: Board) -> Iterable[Value]:
    """Points where an area is fully judged, its maximum always."""
    for cell in row.cells or ():
        yield cell.points if cell.state == CellState.JUDGED else None
        yield cell.max_points or None
