"""Where the headings of a list are, under which of them each field stands, and which are gone."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

from congvu.core.imports import Column, Grid, ImportRefused
from congvu.core.imports.checking import LOOKED_AT, cell, headed, heading, unused
from congvu.core.imports.grid import Cell
from congvu.core.imports.parsing import raw
from congvu.dossiers.lists.columns import LABELS, aliases

BETWEEN = " › "  # a heading over several, and the one below it


@dataclass
class Headings:
    """The headings of one list."""

    start: int = 0  # first row of data
    number: int = 1  # of the row with the headings, as the file counts
    where: dict[str, int] = field(default_factory=dict)  # field -> place
    found: dict[str, str] = field(default_factory=dict)  # field -> heading, as the file writes it
    every: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def free(self) -> list[str]:
        """Headings no field stands under."""
        return [one for one in self.every if one not in self.found.values()]


def find(grid: Grid, columns: Sequence[Column]) -> Headings:
    """The headings of a list; refused where no row could hold any."""
    start, where, rows = headed(grid, [*columns])
    if not where or any(one.required and one.name not in where for one in columns):
        start, rows = (start, rows) if where else likely(grid)
        start, rows = with_lower_row(grid, start, rows)
    names = [full_name(rows, index) for index in range(max(len(row) for row in rows))]
    return Headings(
        start=start,
        number=grid.first + start - 1,
        where=where,
        found={name: names[index] for name, index in where.items()},
        every=[*dict.fromkeys(name for name in names if name)],
        ignored=unused(rows, where),
    )


def likely(grid: Grid) -> tuple[int, list[list[Cell]]]:
    """The row that looks like headings where none is known: the one with most words."""
    rows = [*enumerate(grid.rows[:LOOKED_AT])]
    index, row = max(rows, key=lambda pair: (wordy(pair[1]), -pair[0]), default=(0, []))
    if wordy(row) < 2:
        wanted = ", ".join([LABELS["code"], LABELS["received_at"]])
        raise ImportRefused(f"Không thấy cột: {wanted}. Bảng cần có dòng tiêu đề ghi tên cột.")
    return index + 1, [row]


def wordy(row: list[Cell]) -> int:
    """How many cells of a row are words, not numbers or dates."""
    return sum(isinstance(one, str) and any(map(str.isalpha, one)) for one in row)


def with_lower_row(grid: Grid, start: int, rows: list[list[Cell]]) -> tuple[int, list[list[Cell]]]:
    """A second row of headings, under those that stand over several places."""
    if len(rows) > 1 or start >= len(grid.rows):
        return start, rows
    upper, lower = rows[0], grid.rows[start]
    filled = [index for index, one in enumerate(lower) if raw(one)]
    over = [index for index, one in enumerate(upper) if raw(one)]
    goes_on = any(index not in over for index in filled) and any(i not in filled for i in over)
    if filled and goes_on and wordy(lower) == len(filled):
        return start + 1, [upper, lower]
    return start, rows


def full_name(rows: list[list[Cell]], index: int) -> str:
    """A heading as the file writes it, after the one that stands over it."""
    lower = raw(cell(rows[-1], index))
    if len(rows) == 1:
        return lower
    above = [word for one in rows[0][: index + 1] if (word := raw(one))]
    own = raw(cell(rows[0], index))
    if not lower:
        return own
    upper = above[-1] if above else ""
    return lower if not upper or heading(upper) == heading(lower) else f"{upper}{BETWEEN}{lower}"


def nearest(name: str, free: Sequence[str]) -> str:
    """The heading among those not used that is most like the usual ones of a field."""
    folded = {heading(one): one for one in free}
    for usual in aliases(name):
        near = difflib.get_close_matches(heading(usual), folded, n=1, cutoff=0.7)
        if near:
            return folded[near[0]]
    return ""
