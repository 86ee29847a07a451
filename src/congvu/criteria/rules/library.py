"""A whole version as plain values: what a YAML file says and what the tables hold."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from congvu.criteria.rules.points import ZERO, Points
from congvu.criteria.rules.scale import Scale

Wordings = tuple[tuple[dt.date, str], ...]  # (last day of use, wording)


@dataclass(frozen=True)
class CriterionData:
    """One criterion, as written."""

    code: str
    text: str
    answer_kind: str
    applies_to: tuple[str, ...]
    max_points: Decimal
    rule: Points
    when_nothing_arose: str
    wording_by_date: Wordings = ()
    evidence_asked: tuple[str, ...] = ()
    guidance: str = ""
    measure_code: str = ""
    computability: str = "manual"
    sampling: tuple[tuple[str, str], ...] = ()
    source: str = ""
    status: str = "filled"


@dataclass(frozen=True)
class AreaData:
    """One area with its criteria, in order."""

    code: str
    title: str
    short_title: str
    criteria: tuple[CriterionData, ...]
    wording_by_date: Wordings = ()
    source: str = ""

    @property
    def max_points(self) -> Decimal:
        """Sum of its criteria."""
        return sum((criterion.max_points for criterion in self.criteria), ZERO)


@dataclass(frozen=True)
class LibraryData:
    """One version of one library."""

    code: str
    title: str
    purpose: str
    effective_from: dt.date
    scale: Scale
    areas: tuple[AreaData, ...]
    effective_to: dt.date | None = None
    basis: str = ""
    note: str = ""
    scale_note: str = ""
    point_step: Decimal = Decimal("0.5")

    @property
    def max_points(self) -> Decimal:
        """Sum of its areas."""
        return sum((area.max_points for area in self.areas), ZERO)

    @property
    def criteria(self) -> list[tuple[AreaData, CriterionData]]:
        """Every criterion beside its area, in order."""
        return [(area, criterion) for area in self.areas for criterion in area.criteria]
