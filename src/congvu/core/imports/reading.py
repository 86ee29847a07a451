"""Excel or pasted text into a grid, within limits that keep a hostile file harmless."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import IO, Any

from openpyxl import load_workbook

from congvu.core.formed import number_of
from congvu.core.imports.errors import ImportRefused
from congvu.core.imports.grid import Cell, Grid

MAX_ROWS, MAX_COLUMNS = 20_000, 100
MAX_FILE = 20 * 2**20
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200  # unpacked to packed: an honest sheet stays far below
MAX_CELL = 10_000  # characters


@dataclass(frozen=True)
class Limits:
    """How much is taken in at once; a package that writes in bulk may allow more."""

    rows: int = MAX_ROWS
    file: int = MAX_FILE
    unpacked: int = MAX_UNPACKED


USUAL = Limits()


def read(source: IO[bytes] | bytes | str, name: str = "", limits: Limits = USUAL) -> Grid:
    """A grid from an Excel file, or from text pasted out of Word or Excel (TSV or HTML)."""
    if isinstance(source, str):
        return read_text(source, limits)
    data = source if isinstance(source, bytes) else source.read(limits.file + 1)
    if len(data) > limits.file:
        raise ImportRefused(f"Tệp lớn hơn {limits.file // 2**20} MB. Hãy tách thành nhiều tệp.")
    if data[:4] == b"PK\x03\x04":
        return read_excel(data, name, limits)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ImportRefused(
            "Đây là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu."
            " Hãy lưu lại thành .xlsx không mật khẩu."
        )
    try:
        return read_text(data.decode("utf-8-sig"), limits)
    except UnicodeDecodeError:
        raise ImportRefused("Chỉ nhận tệp Excel .xlsx, hoặc bảng dán từ Word, Excel.") from None


def read_excel(data: bytes, name: str = "", limits: Limits = USUAL) -> Grid:
    """The first sheet that holds anything."""
    for grid in sheets(data, name, limits):
        return grid
    raise ImportRefused("Tệp Excel không có dòng nào.")


def read_book(data: bytes, name: str = "") -> dict[str, Grid]:
    """Every sheet that holds anything, by its title."""
    if len(data) > MAX_FILE:
        raise ImportRefused(f"Tệp lớn hơn {MAX_FILE // 2**20} MB. Hãy tách thành nhiều tệp.")
    if data[:4] != b"PK\x03\x04":
        raise ImportRefused("Tệp này không phải bảng tính Excel .xlsx.")
    found = {grid.source.rsplit(" / ", 1)[-1]: grid for grid in sheets(data, name)}
    if not found:
        raise ImportRefused("Tệp Excel không có dòng nào.")
    return found


def sheets(data: bytes, name: str, limits: Limits = USUAL) -> Iterator[Grid]:
    """The sheets that hold anything, one after the other."""
    refuse_bomb(data, limits.unpacked)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # noqa: BLE001 - openpyxl raises anything on a broken file
        raise ImportRefused("Tệp Excel hỏng, không mở được.") from error
    try:
        for sheet in book.worksheets:
            cells = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
            rows = limited(cells, limits.rows)
            if rows:
                yield Grid(rows, source=f"{name} / {sheet.title}".strip(" /"))
    except ImportRefused:
        raise
    except Exception as error:  # noqa: BLE001 - the same, found while reading
        raise ImportRefused("Tệp Excel hỏng, không đọc hết được.") from error
    finally:
        book.close()


def refuse_bomb(data: bytes, most: int = MAX_UNPACKED) -> None:
    """A ZIP that unpacks to far more than an honest workbook, or is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        raise ImportRefused("Tệp Excel hỏng, không mở được.") from None
    size = sum(part.file_size for part in parts)
    ratio = size / max(1, sum(part.compress_size for part in parts))
    if size > most or (ratio > MAX_RATIO and size > 2**20):
        raise ImportRefused("Tệp Excel phình ra bất thường khi mở. Không nhận tệp này.")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise ImportRefused("Tệp này không phải bảng tính Excel .xlsx.")


def limited(rows: Any, most: int = MAX_ROWS) -> list[list[Cell]]:
    """Rows as lists, trailing empty rows and cells dropped, limits kept."""
    found: list[list[Cell]] = []
    for count, row in enumerate(rows, 1):
        if count > most:
            raise ImportRefused(f"Bảng có hơn {most} dòng. Hãy tách thành nhiều bảng.")
        cells = list(row)
        while cells and empty(cells[-1]):
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise ImportRefused(f"Bảng có hơn {MAX_COLUMNS} cột.")
        if any(isinstance(c, str) and len(c) > MAX_CELL for c in cells):
            raise ImportRefused(f"Dòng {count} có ô dài hơn {MAX_CELL} ký tự.")
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found


def empty(cell: Cell) -> bool:
    """Whether there is nothing in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_text(pasted: str, limits: Limits = USUAL) -> Grid:
    """A table pasted as HTML, or as lines with tabs, semicolons or commas."""
    if len(pasted) > limits.file:
        raise ImportRefused("Đoạn dán quá dài.")
    if re.search(r"<t[dh]\b", pasted, re.I):
        rows = limited(read_html(pasted), limits.rows)
    else:
        lines = csv.reader(io.StringIO(pasted), delimiter=delimiter(pasted))
        rows = limited(lines, limits.rows)
    if not rows:
        raise ImportRefused("Chưa có dòng nào. Hãy dán cả dòng tiêu đề của bảng.")
    return Grid(rows, source="bảng dán")


def delimiter(pasted: str) -> str:
    """What sets the cells of the first lines apart."""
    head = pasted[:2000]
    return next((mark for mark in "\t;" if mark in head), ",")


class Table(HTMLParser):
    """The cells of the first table; spans are filled so that columns stay in line."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Cell]] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.below: dict[int, tuple[int, str]] = {}  # column -> rows left, text
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """A row or a cell begins."""
        self.tables += tag == "table"
        if self.tables > 1:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            given = dict(attrs)
            self.cell = []
            self.span = (number(given.get("colspan")), number(given.get("rowspan")))
        elif tag in ("br", "p") and self.cell:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        if tag in ("td", "th") and self.cell is not None:
            self.place(" ".join("".join(self.cell).split()))
            self.cell = None
        elif tag == "tr" and self.rows:
            self.fill()

    def handle_data(self, data: str) -> None:
        """Text inside a cell."""
        if self.cell is not None:
            self.cell.append(data)

    def fill(self) -> None:
        """Cells that reach down from rows above, as far as they stand next in line."""
        row = self.rows[-1]
        while (left := self.below.get(len(row))) and left[0] > 0:
            self.below[len(row)] = (left[0] - 1, left[1])
            row.append("")

    def place(self, words: str) -> None:
        """A finished cell into its row."""
        self.fill()
        row, (across, down) = self.rows[-1], self.span
        for index in range(min(across, MAX_COLUMNS + 1)):
            if down > 1:
                self.below[len(row)] = (down - 1, words)
            row.append(words if index == 0 else "")


def number(value: str | None) -> int:
    """A span; nonsense counts as one."""
    return found if (found := number_of(value)) and found <= MAX_ROWS else 1


def read_html(pasted: str) -> list[list[Cell]]:
    """Rows of the first table of a piece of HTML."""
    table = Table()
    table.feed(pasted)
    return table.rows
