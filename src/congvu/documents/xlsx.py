"""Excel workbooks out: typed cells, a header in style, text that can never become a formula."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from congvu.documents.model import Annex, OfficialText, Table

CellKind = Literal["text", "integer", "number", "percent", "date", "datetime"]
Cell = str | int | float | Decimal | date | datetime | bool | None

_FORMATS: dict[str, dict[str, object]] = {
    "text": {"text_wrap": True, "num_format": "@"},
    "integer": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.##"},
    "percent": {"num_format": "0.0%"},
    "date": {"num_format": "dd/mm/yyyy", "align": "center"},
    "datetime": {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
}
_HEADER = {
    "bold": True,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "border": 1,
    "bg_color": "#EFEAE0",
}
_FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# What Excel can hold; longer text is cut with an ellipsis rather than refused.
_MAX_CELL = 32_767
# The same file for the same content, so that hashes are stable.
_FIXED_TIME = datetime(2020, 1, 1)


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet: its heading, width in characters and what it holds."""

    title: str
    width: float = 16.0
    kind: CellKind = "text"


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` may be any iterable and is read once, so long exports stay small."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Iterable[Cell]]
    freeze: tuple[int, int] = (1, 0)
    heading: str = ""  # further lines stand below the first, smaller
    landscape: bool = True


@dataclass(frozen=True)
class Workbook:
    """A workbook of sheets with its properties."""

    sheets: tuple[Sheet, ...]
    title: str = ""
    author: str = ""
    created: datetime = field(default=_FIXED_TIME)


def render_xlsx(book: Workbook) -> bytes:
    """The workbook as .xlsx, written row by row."""
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": False,
        "default_date_format": "dd/mm/yyyy",
    }
    workbook = xlsxwriter.Workbook(buffer, options)
    workbook.set_properties({"title": book.title, "author": book.author, "created": book.created})
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
    formats = {
        kind: workbook.add_format(base | {"border": 1} | extra) for kind, extra in _FORMATS.items()
    }
    formats["header"] = workbook.add_format(base | _HEADER)
    formats["heading"] = workbook.add_format(base | {"bold": True, "font_size": 14})
    formats["about"] = workbook.add_format(base | {"italic": True})
    titles = _sheet_titles(book.sheets)
    for sheet, title in zip(book.sheets, titles, strict=True):
        _write_sheet(workbook.add_worksheet(title), sheet, formats)
    workbook.close()
    return buffer.getvalue()


def tables_of(text: OfficialText) -> Workbook:
    """Every table of a document as a sheet of its own, as text."""
    sheets = [
        _table_sheet(block, block.title or text.kind.capitalize() or "Bảng", text.subject)
        for block in text.body
        if isinstance(block, Table)
    ]
    for annex in text.annexes:
        sheets += _annex_sheets(annex)
    title = f"{text.kind} {text.subject}".strip()
    return Workbook(tuple(sheets), title=title, author=text.letterhead.agency)


def _annex_sheets(annex: Annex) -> list[Sheet]:
    name = f"Phụ lục {annex.number}".strip()
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    return [_table_sheet(table, table.title or name, annex.title) for table in tables]


def _table_sheet(table: Table, title: str, heading: str) -> Sheet:
    columns = tuple(SheetColumn(one.title, max(6.0, one.width_mm / 2)) for one in table.columns)
    rows = tuple(row.cells for row in table.rows)
    return Sheet(title, columns, rows, heading=heading)


def _write_sheet(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.landscape:
        page.set_landscape()
    top = 0
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
    for words in sheet.heading.splitlines():
        page.write_string(top, 0, words, formats["about" if top else "heading"])
        top += 1
    for index, column in enumerate(sheet.columns):
        page.write_string(top, index, column.title, formats["header"])
    page.freeze_panes(sheet.freeze[0] + top, sheet.freeze[1])
    page.repeat_rows(top)
    kinds = [column.kind for column in sheet.columns]
    for number, row in enumerate(sheet.rows, start=top + 1):
        for index, cell in enumerate(row):
            kind = kinds[index] if index < len(kinds) else "text"
            _write_cell(page, number, index, cell, kind, formats)


def _write_cell(
    page: Worksheet, row: int, column: int, cell: Cell, kind: str, formats: dict[str, Format]
) -> None:
    style = formats[kind]
    if cell is None or cell == "":
        page.write_blank(row, column, None, style)
    elif isinstance(cell, bool):
        page.write_string(row, column, "Có" if cell else "Không", formats["text"])
    elif isinstance(cell, datetime):
        naive = cell.replace(tzinfo=None)
        page.write_datetime(row, column, naive, formats["datetime"] if kind == "text" else style)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["date"] if kind == "text" else style)
    elif isinstance(cell, (int, float, Decimal)):
        page.write_number(row, column, cell, formats["number"] if kind == "text" else style)
    else:
        # write_string, never write(): "=1+1" stays the three characters somebody typed.
        page.write_string(row, column, _shorten(str(cell)), formats["text"])


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - 1] + "…"


def _sheet_titles(sheets: Iterable[Sheet]) -> list[str]:
    """Sheet names Excel accepts: 31 characters, no brackets, no two alike."""
    titles: list[str] = []
    for sheet in sheets:
        base = sheet.title.translate(_FORBIDDEN_IN_TITLE).strip(" '")[:31] or "Trang"
        title, number = base, 1
        while title.casefold() in {one.casefold() for one in titles}:
            number += 1
            title = f"{base[: 28 - len(str(number))]} ({number})"
        titles.append(title)
    return titles
