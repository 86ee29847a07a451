"""A file into rows and doubts; packed to travel in the form of the preview."""

import base64
import binascii
import datetime as dt
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from congvu.core.imports import Grid, ImportRefused, Preview, check, read
from congvu.petitions.actions.importing import Told as Row
from congvu.petitions.intake.columns import columns

MOST_ROWS = 2_000
MOST_PACKED, MOST_UNPACKED = 2_000_000, 20_000_000
ORDER = (
    ("answered_on", "received_on", "Ngày trả lời trước ngày tiếp nhận."),
    ("answer", "answered_on", "Có nội dung trả lời nhưng thiếu ngày trả lời."),
    ("satisfaction", "answered_on", "Có ý kiến người gửi nhưng thiếu ngày trả lời."),
)


@dataclass
class Told:
    """A list as read; ``problems`` by row, in words."""

    grid: Grid
    preview: Preview
    problems: list[dict[str, str | int]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether all may be taken in; else nothing is."""
        return bool(self.preview.rows) and not self.problems

    def rows(self) -> list[Row]:
        """As the action takes them."""
        return [Row(**values) for values in self.preview.values()]


def read_list(data: bytes, name: str) -> Told:
    """Excel or CSV."""
    return look(read(data, name))


def look(grid: Grid) -> Told:
    """Every cell tried, every row looked at as a whole."""
    preview = check(grid, columns())
    if len(preview.rows) > MOST_ROWS:
        raise ImportRefused(f"Danh sách có hơn {MOST_ROWS} dòng. Hãy tách thành nhiều tệp.")
    labels = {column.name: column.label for column in preview.columns}
    told = Told(grid, preview)
    told.problems = [
        {"row": one.row, "label": labels.get(one.column, ""), "message": one.message,
         "proposal": one.proposal}
        for one in preview.problems
    ]  # fmt: skip
    told.problems += contradictions(preview)
    return told


def contradictions(preview: Preview) -> Iterator[dict[str, str | int]]:
    """What can't be true together, and days that have not come."""
    for row in preview.rows:
        if not row.good:
            continue
        values = row.values
        received, answered = values["received_on"], values["answered_on"]
        wrong = {
            "answered_on": bool(answered and received and answered < received),
            "answer": bool(values["answer"] and not answered),
            "satisfaction": bool(values["satisfaction"] and not answered),
        }
        for name, _, message in ORDER:
            if wrong[name]:
                yield {"row": row.number, "label": "", "message": message, "proposal": ""}


def pack(told: Told) -> str:
    """The rows as text, small enough for a form."""
    text = json.dumps([told.grid.first, told.grid.rows], default=written, ensure_ascii=False)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def written(value: object) -> str:
    """Days and moments as lists write them."""
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def unpack(packed: str) -> Told:
    """The rows of the preview that came back; anything else is refused."""
    if len(packed) > MOST_PACKED:
        raise ImportRefused("Danh sách quá dài. Hãy tách thành nhiều tệp.")
    try:
        box = zlib.decompressobj()
        text = box.decompress(base64.b64decode(packed, validate=True), MOST_UNPACKED)
        first, rows = json.loads(text)
        assert isinstance(first, int) and all(isinstance(row, list) for row in rows)
    except (binascii.Error, zlib.error, ValueError, TypeError, AssertionError):
        raise ImportRefused("Bản xem trước không còn đọc được. Hãy chọn lại tệp.") from None
    return look(Grid(rows, "", first))
