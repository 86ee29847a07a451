"""Ordered half-open levels: the first whose ``from`` is reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

HUNDREDTH = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Level:
    """One level; ``start`` is its inclusive lower bound in percent."""

    code: str
    name: str
    short: str
    start: Decimal
    points_percent: Decimal  # share of the maximum when an inspector gives only the level

    def row(self) -> dict[str, Any]:
        """As stored in JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "short": self.short,
            "from": str(self.start),
            "points_percent": str(self.points_percent),
        }


@dataclass(frozen=True)
class Scale:
    """Levels from the best to the weakest; the last begins at 0."""

    code: str
    levels: tuple[Level, ...]

    def level(self, code: str) -> Level | None:
        """The level of that code."""
        return next((level for level in self.levels if level.code == code), None)

    def rank(self, code: str) -> int:
        """Place counted from the weakest (0), so that a higher rank is a better level."""
        codes = [level.code for level in self.levels]
        return len(codes) - 1 - codes.index(code)


def scale_from(code: str, rows: Iterable[Mapping[str, Any]]) -> Scale:
    """A scale from its stored rows."""
    levels = [
        Level(
            code=row["code"],
            name=row["name"],
            short=row.get("short") or row["name"],
            start=Decimal(str(row["from"])),
            points_percent=Decimal(str(row["points_percent"])),
        )
        for row in rows
    ]
    return Scale(code, tuple(sorted(levels, key=lambda level: level.start, reverse=True)))


def percent_of(points: Decimal, max_points: Decimal) -> Decimal | None:
    """Share in percent, rounded half up to two decimals; None when there is nothing to share."""
    if not max_points:
        return None
    return (points / max_points * HUNDRED).quantize(HUNDREDTH, ROUND_HALF_UP)


def level_for(scale: Scale, percent: Decimal) -> Level:
    """The level of ``percent``, after rounding half up to two decimals."""
    rounded = percent.quantize(HUNDREDTH, ROUND_HALF_UP)
    return next((x for x in scale.levels if x.start <= rounded), scale.levels[-1])


def points_for_level(scale: Scale, code: str, max_points: Decimal) -> Decimal | None:
    """Points when the inspector gives a level instead of points; None for an unknown level."""
    level = scale.level(code)
    if level is None:
        return None
    return (max_points * level.points_percent / HUNDRED).quantize(HUNDREDTH, ROUND_HALF_UP)
