"""A table as read, the columns expected of it, and the preview of what would be taken in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Cell = Any  # str, int, float, bool, date, datetime, time or None
Parse = Callable[[Cell], Any]


@dataclass(frozen=True)
class Grid:
    """Rows of cells; ``first`` is the number the first row bears in its source."""

    rows: list[list[Cell]]
    source: str = ""
    first: int = 1


@dataclass(frozen=True)
class Column:
    """A column somebody expects. ``parse`` turns a cell into a value or raises Doubt."""

    name: str
    label: str
    parse: Parse
    required: bool = False
    aliases: tuple[str, ...] = ()
    unique: bool = False  # no value may stand in two rows
    remembered: str = ""  # the heading of an earlier list, looked for before all others


class Doubt(ValueError):
    """A cell that can't be taken as it is; perhaps with what was probably meant."""

    def __init__(self, message: str, proposal: str = "") -> None:
        self.message, self.proposal = message, proposal
        super().__init__(message)


@dataclass(frozen=True)
class Problem:
    """One doubtful cell, in a sentence."""

    row: int  # as numbered in the source
    column: str  # name of the column, empty for the whole row
    message: str
    proposal: str = ""


@dataclass
class PreviewCell:
    """A cell as it stood and as it would be taken."""

    raw: str
    value: Any = None
    message: str = ""
    proposal: str = ""


@dataclass
class PreviewRow:
    """A row of the source with its number there."""

    number: int
    cells: dict[str, PreviewCell]

    @property
    def good(self) -> bool:
        """Whether no cell of it is doubtful."""
        return not any(cell.message for cell in self.cells.values())

    @property
    def values(self) -> dict[str, Any]:
        """Column name -> value."""
        return {name: cell.value for name, cell in self.cells.items()}


@dataclass
class Preview:
    """All rows, all problems, and what was left aside."""

    columns: list[Column]
    rows: list[PreviewRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)  # (row, why)
    ignored: list[str] = field(default_factory=list)  # headings nobody asked for

    @property
    def good(self) -> bool:
        """Whether all may be taken in; else nothing is."""
        return bool(self.rows) and not self.problems

    def values(self) -> list[dict[str, Any]]:
        """Every row as values; only of a good preview."""
        if not self.good:
            raise ValueError("a preview with problems has no values")
        return [row.values for row in self.rows]
