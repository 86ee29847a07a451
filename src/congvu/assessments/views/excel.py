"""A sheet as a workbook: one row per criterion, the sides next to each other."""

from collections.abc import Iterable
from typing import Any

from congvu.assessments.models import Sheet as SheetRow
from congvu.assessments.views.words import Row, Said
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook

OWN = (
    SheetColumn("Nội dung", 18),
    SheetColumn("Mã", 8),
    SheetColumn("Tiêu chí", 46),
    SheetColumn("Điểm tối đa", 9, "number"),
    SheetColumn("Đơn vị tự chấm", 18),
    SheetColumn("Thuyết minh của đơn vị", 32),
    SheetColumn("Số liệu hệ thống", 16),
    SheetColumn("Kỳ trước", 16),
)
JUDGED = (
    SheetColumn("Đoàn đánh giá", 18),
    SheetColumn("Điểm", 8, "number"),
    SheetColumn("Nhận xét của đoàn", 40),
)
LAST = (SheetColumn("Tài liệu minh chứng", 30),)


def sheet_book(sheet: SheetRow, rows: Iterable[Row], context: dict[str, Any]) -> Workbook:
    """The workbook; the team's columns only for whoever may see them."""
    shown = context["show_judged"]
    columns = OWN + (JUDGED if shown else ()) + LAST
    title = f"Phiếu đánh giá {sheet.unit}, kỳ {sheet.period_to.year}"
    page = Sheet("Phiếu đánh giá", columns, [cells(row, shown) for row in rows], heading=title)
    return Workbook((page,), title=title)


def cells(row: Row, shown: bool) -> list[Any]:
    """One line."""
    answer = row.answer
    line: list[Any] = [
        answer.criterion.area.short_title,
        answer.criterion.code,
        row.question,
        answer.max_points,
        words(row.own),
        row.own.note,
        words(row.measured),
        words(row.before),
    ]
    if shown:
        line += [words(row.judged), answer.points, row.judged.note]
    return [*line, "; ".join(attachment.item.title for attachment in row.evidence)]


def words(said: Said) -> str:
    """A side in one cell."""
    return f"{said.main} ({said.value})" if said.main and said.value else said.main or said.value
