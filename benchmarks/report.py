"""One measured line and how a table of them is printed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A measured value beside the most it may be; of a rate (``at_least``) the least."""

    name: str
    value: float
    unit: str
    limit: float
    at_least: bool = False

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table."""
    rows = ["| Measured | Value | Promised |  |", "|---|---:|---:|---|"]
    for line in lines:
        sign = "≥" if line.at_least else "≤"
        mark = "kept" if line.kept else "**missed**"
        rows.append(
            f"| {line.name} | {line.value:,.1f} {line.unit} "
            f"| {sign} {line.limit:,g} {line.unit} | {mark} |"
        )
    return "\n".join(rows)
