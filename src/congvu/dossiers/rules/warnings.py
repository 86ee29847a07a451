"""At which share of its time a dossier is warned of, and who is told: data, not law."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from congvu.dossiers.rules.slips import slip_data


@dataclass(frozen=True)
class Level:
    """One warning."""

    percent: int
    tell: frozenset[str]  # holder, unit_head, head


@cache
def levels() -> tuple[Level, ...]:
    """All warnings, the first one first."""
    rows = [Level(row["percent"], frozenset(row["tell"])) for row in slip_data()["warnings"]]
    return tuple(sorted(rows, key=lambda level: level.percent))


def warning_of(share: int) -> int:
    """The highest warning reached, 0 for none."""
    return max((level.percent for level in levels() if share >= level.percent), default=0)


def reached(share: int, told: Collection[int]) -> list[Level]:
    """Warnings that are due now and were not given yet."""
    return [level for level in levels() if share >= level.percent and level.percent not in told]


def apology_days() -> int:
    """Working days a draft apology asks for."""
    return int(slip_data()["apology"]["working_days"])
