"""A workbook or a JSON file as rows of text, sheet by sheet; packed to travel in a form."""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, field
from typing import Any

from congvu.core.imports import Grid, ImportRefused, check, parsing, read_book
from congvu.core.imports.reading import MAX_CELL, MAX_FILE
from congvu.core.search import fold
from congvu.procedures.intake.columns import (
    BASES,
    COLUMNS,
    COMPONENTS,
    FEES,
    FORM_FIELDS,
    LEVELS,
    LIMITS,
    PROCEDURES,
    SHEETS,
    STEPS,
)

Line = dict[str, str]  # name of column -> text; "n" is the row's number in its source
MOST_PACKED, MOST_UNPACKED, MOST_LINES = 2_000_000, 30_000_000, 20_000
PARTS = (COMPONENTS, FEES, FORM_FIELDS, LIMITS, LEVELS, BASES)  # rows of a procedure
FILLED_DOWN = dict.fromkeys(PARTS, "procedure") | {STEPS: "process"}


@dataclass
class Told:
    """What a file tells: rows per sheet, headings nobody asked for, rows left aside."""

    rows: dict[str, list[Line]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    ignored: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    source: str = ""


def read_source(data: bytes, name: str = "") -> Told:
    """Excel or JSON, told apart by its first bytes."""
    if len(data) > MAX_FILE:
        raise ImportRefused(f"Tệp lớn hơn {MAX_FILE // 2**20} MB. Hãy tách thành nhiều tệp.")
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return read_json(data, name)
    told = Told(source=name)
    for sheet, grid in placed(read_book(data, name)).items():
        take_grid(told, sheet, grid)
    if not told.rows[PROCEDURES]:
        raise ImportRefused("Không thấy trang tính Thủ tục có dòng nào.")
    return told


def placed(book: dict[str, Grid]) -> dict[str, Grid]:
    """Which sheet is which, by title; a single sheet holds the procedures."""
    found: dict[str, Grid] = {}
    for title, grid in book.items():
        flat = " ".join(fold(title).split())
        for sheet, names in SHEETS.items():
            if flat in names and sheet not in found:
                found[sheet] = grid
    if PROCEDURES not in found and book:
        used = {id(grid) for grid in found.values()}
        rest = [grid for grid in book.values() if id(grid) not in used]
        if rest:
            found[PROCEDURES] = rest[0]
    return found


def take_grid(told: Told, sheet: str, grid: Grid) -> None:
    """Rows of a sheet under its headings; what stood in merged cells is carried down."""
    preview = check(grid, COLUMNS[sheet])
    down, last = FILLED_DOWN.get(sheet, ""), {"owner": ""}
    for row in preview.rows:
        line = {name: cell.value or cell.raw for name, cell in row.cells.items()}
        if down and not line[down] and down in last:
            line |= {down: last[down], "owner": line["owner"] or last["owner"]}
        last = line
        told.rows[sheet].append({"n": str(row.number), **line})
    told.ignored += preview.ignored
    told.skipped += [f"Dòng {number}: {why}" for number, why in preview.skipped]


def read_json(data: bytes, name: str) -> Told:
    """``{"procedures": [{…, "components": [], "bases": [], …}], "processes": …}``.

    Lists of a procedure are named in ``PARTS``; ``processes`` is ``{"QT-01": [steps]}``, or a list
    of ``{"process": "QT-01", "owner": "…", "process_title": "…", "steps": [steps]}``.
    """
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise ImportRefused("Không đọc được tệp JSON. Tệp phải là UTF-8.") from None
    if isinstance(given, list):
        given = {"procedures": given}
    told = Told(source=name)
    for number, one in enumerate(listed(given, "procedures"), 1):
        take_json(told, one, number)
    for process in processes_of(given.get("processes") or {}):
        own = {name: text_of(process.get(name)) for name in ("process", "owner", "process_title")}
        for number, step in enumerate(listed(process, "steps"), 1):
            told.rows[STEPS].append(line_of(STEPS, step, number) | own)
    if not told.rows[PROCEDURES]:
        raise ImportRefused("Tệp JSON không có thủ tục nào trong “procedures”.")
    return told


def processes_of(given: Any) -> list[dict[str, Any]]:
    """Processes told in either way."""
    if isinstance(given, dict):
        return [{"process": str(code), "steps": steps} for code, steps in given.items()]
    if not isinstance(given, list):
        raise ImportRefused("“processes” phải là {mã quy trình: [các bước]}.")
    return listed({"processes": given}, "processes")


def take_json(told: Told, one: dict[str, Any], number: int) -> None:
    """A procedure with the rows of its parts."""
    line = line_of(PROCEDURES, one, number)
    told.rows[PROCEDURES].append(line)
    known = {*LINE_NAMES[PROCEDURES], *PARTS}
    told.ignored += [key for key in one if key not in known and key not in told.ignored]
    for sheet in PARTS:
        for place, row in enumerate(listed(one, sheet), 1):
            key = {"procedure": line["code"] or line["name"], "owner": line["owner"]}
            told.rows[sheet].append(line_of(sheet, row, number) | key | {"order": str(place)})


LINE_NAMES = {sheet: [c.name for c in columns] for sheet, columns in COLUMNS.items()}


def listed(given: Any, name: str) -> list[dict[str, Any]]:
    """A list of objects under a name, or a sentence."""
    rows = given.get(name) if isinstance(given, dict) else None
    if rows is None:
        return []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ImportRefused(f"“{name}” phải là danh sách các mục.")
    if len(rows) > MOST_LINES:
        raise ImportRefused(f"“{name}” có hơn {MOST_LINES} mục. Hãy tách tệp.")
    return rows


def line_of(sheet: str, row: dict[str, Any], number: int) -> Line:
    """An object as a row of text."""
    line = {name: text_of(row.get(name)) for name in LINE_NAMES[sheet]}
    return {"n": str(number), **line}


def text_of(value: Any) -> str:
    """A JSON value as it would stand in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(text_of(one) for one in value)
    text = parsing.lines(str(value))
    if len(text) > MAX_CELL:
        raise ImportRefused(f"Có nội dung dài hơn {MAX_CELL} ký tự: “{text[:60]}…”.")
    return text


def pack(told: Told) -> str:
    """Small enough for a hidden field."""
    text = json.dumps([told.rows, told.ignored, told.skipped, told.source], ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 6)).decode("ascii")


def unpack(packed: str) -> Told:
    """What was packed; nonsense and bombs are refused."""
    try:
        if len(packed) > MOST_PACKED:
            raise ValueError
        engine = zlib.decompressobj()
        text = engine.decompress(base64.b64decode(packed, validate=True), MOST_UNPACKED)
        if engine.unconsumed_tail:
            raise ValueError
        rows, ignored, skipped, source = json.loads(text.decode("utf-8"))
        kept = {name: [clean(name, line) for line in rows.get(name, ())] for name in COLUMNS}
        if sum(map(len, kept.values())) > 4 * MOST_LINES:
            raise ValueError
        words = [[str(one) for one in part] for part in (ignored, skipped)]
        return Told(kept, *words, str(source))
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error, binascii.Error):
        raise ImportRefused("Dữ liệu xem trước đã hỏng. Hãy chọn lại tệp.") from None


def clean(sheet: str, line: dict[str, Any]) -> Line:
    """A row of a form as strings of the known columns."""
    return {name: str(line.get(name, "")) for name in ("n", *LINE_NAMES[sheet])}
