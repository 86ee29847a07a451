"""A grid against the columns expected of it: headings found, every cell tried."""

import re

from congvu.core.imports.errors import ImportRefused
from congvu.core.imports.grid import (
    Cell,
    Column,
    Doubt,
    Grid,
    Preview,
    PreviewCell,
    PreviewRow,
    Problem,
)
from congvu.core.imports.parsing import raw
from congvu.core.search import fold

LOOKED_AT = 15  # rows in which headings are searched; letterhead and title come before
# "Tổng cộng", "Cộng: 7", "Tổng số đơn vị"; but "Tổng hợp" and "Tổng công ty" are names
TOTAL = re.compile(r"(tong so\b.*|(tong cong|tong|cong chung|cong)\W*(\d.*|\(.*)?)")
EXCEL_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
COUNTER = {"stt", "tt", "so tt", "so thu tu", "no"}


def check(grid: Grid, columns: list[Column]) -> Preview:
    """Every row tried against the columns; nothing is written, nothing is left out unsaid."""
    start, where, ignored = headings(grid, columns)
    preview = Preview(columns, ignored=ignored)
    for index, row in enumerate(grid.rows[start:], start):
        number = grid.first + index
        reason = aside(row, where)
        if reason is not None:
            if reason:
                preview.skipped.append((number, reason))
            continue
        preview.rows.append(take(row, number, columns, where))
    mark_repeated(preview)
    collect(preview)
    return preview


def headings(grid: Grid, columns: list[Column]) -> tuple[int, dict[str, int], list[str]]:
    """First row of data, place of each column, headings nobody asked for."""
    start, where, rows = headed(grid, columns)
    missing = [c.label for c in columns if c.required and c.name not in where]
    if missing or not where:
        wanted = ", ".join(missing or [c.label for c in columns])
        raise ImportRefused(f"Không thấy cột: {wanted}. Bảng cần có dòng tiêu đề ghi tên cột.")
    return start, where, unused(rows, where)


def headed(grid: Grid, columns: list[Column]) -> tuple[int, dict[str, int], list[list[Cell]]]:
    """First row of data, place of each column known, the rows that hold the headings."""
    best, start, where, rows = (0, False), 0, {}, []  # most columns found; one row before two
    for index in range(min(LOOKED_AT, len(grid.rows))):
        for height in (1, 2):
            some = grid.rows[index : index + height]
            found = place(joined(some), columns)
            if (len(found), height == 1) > best and found:
                best, start, where, rows = (len(found), height == 1), index + height, found, some
    return start, where, rows


def unused(rows: list[list[Cell]], where: dict[str, int]) -> list[str]:
    """Headings that serve no column, as they are written; the counter is not missed."""
    found = []
    for index in range(max(len(row) for row in rows)):
        words = [raw(cell(row, index)) for row in reversed(rows)]
        name = next((word for word in words if word), "")
        if name and index not in where.values() and heading(name) not in COUNTER:
            found.append(name)
    return found


def joined(rows: list[list[Cell]]) -> list[list[str]]:
    """Possible names of each place: of the lower row, of both together, of the upper one."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) == 1:
        return [[heading(cell(rows[0], i))] for i in range(width)]
    names, upper = [], ""
    for i in range(width):
        upper = heading(cell(rows[0], i)) or upper  # a merged heading stands over several
        lower = heading(cell(rows[1], i))
        own = heading(cell(rows[0], i))
        names.append([n for n in (f"{upper} {lower}".strip() if lower else "", lower, own) if n])
    return names


def heading(value: Cell) -> str:
    """A heading folded: no tone marks, no unit in brackets, no punctuation."""
    words = re.sub(r"\(.*?\)", " ", fold(raw(value)))
    return " ".join(re.sub(r"[^\w/]+", " ", words).split())


def place(names: list[list[str]], columns: list[Column]) -> dict[str, int]:
    """Column name -> place; each place serves one column, the most exact name first.

    A heading remembered of an earlier list goes before every name that is only usual.
    """
    where: dict[str, int] = {}
    settle(where, names, [(one.name, {heading(one.remembered)} - {""}) for one in columns])
    usual = [(one.name, (one.label, *one.aliases, one.name)) for one in columns]
    settle(where, names, [(name, {heading(word) for word in words}) for name, words in usual])
    return where


def settle(
    where: dict[str, int], names: list[list[str]], wanted: list[tuple[str, set[str]]]
) -> None:
    """Give each column that has no place yet one that is free and bears one of its names."""
    for rank in range(3):
        for name, words in wanted:
            for index, known in enumerate(names):
                free = index not in where.values() and name not in where
                if free and rank < len(known) and known[rank] in words:
                    where[name] = index


def cell(row: list[Cell], index: int) -> Cell:
    """The cell at a place; rows may be short."""
    return row[index] if 0 <= index < len(row) else None


def aside(row: list[Cell], where: dict[str, int]) -> str | None:
    """Why a row is no data: empty text for a blank one, None when it is data."""
    words = [raw(c) for c in row]
    filled = [w for w in words if w]
    if not filled:
        return ""
    if TOTAL.fullmatch(fold(filled[0])):
        return "Dòng tổng cộng, không nhập."
    if len(filled) > 2 and all(re.fullmatch(r"\(?\d{1,2}\)?", w) for w in filled):
        numbers = [int(w.strip("()")) for w in filled]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            return "Dòng đánh số cột, không nhập."
    if not any(raw(cell(row, index)) for index in where.values()):
        return "Không có ô nào thuộc các cột cần nhập."
    return None


def take(row: list[Cell], number: int, columns: list[Column], where: dict[str, int]) -> PreviewRow:
    """One row, every cell tried."""
    return PreviewRow(
        number, {c.name: try_cell(cell(row, where.get(c.name, -1)), c) for c in columns}
    )


def try_cell(value: Cell, column: Column) -> PreviewCell:
    """A cell parsed, or marked with what is doubtful."""
    found = PreviewCell(raw(value))
    if column.required and not found.raw:
        found.message = f"Thiếu {column.label.lower()}."
        return found
    if isinstance(value, str) and re.fullmatch(
        r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)", value
    ):
        found.message = f"Ô là lỗi công thức của Excel ({value})."
        return found
    try:
        found.value = column.parse(value)
    except Doubt as doubt:
        found.message, found.proposal = doubt.message, doubt.proposal
    return found


def mark_repeated(preview: Preview) -> None:
    """Values that must not stand twice, marked where they come again."""
    for column in preview.columns:
        seen: dict[str, int] = {}
        for row in preview.rows if column.unique else []:
            found = row.cells[column.name]
            key = fold(found.raw)
            if key and key in seen and not found.message:
                found.message = f"Trùng với dòng {seen[key]}."
            seen.setdefault(key, row.number)


def collect(preview: Preview) -> None:
    """All doubtful cells as one list."""
    preview.problems += [
        Problem(row.number, name, found.message, found.proposal)
        for row in preview.rows
        for name, found in row.cells.items()
        if found.message
    ]
