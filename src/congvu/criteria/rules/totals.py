"""Level of an area: sum of points over sum of maxima of the answers that count."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from congvu.criteria.rules.points import ZERO, points_when_nothing_arose
from congvu.criteria.rules.scale import Level, Scale, level_for, percent_of


@dataclass(frozen=True)
class Mark:
    """What one answer brings to a total."""

    max_points: Decimal
    points: Decimal | None = None
    text_only: bool = False
    not_applicable: bool = False
    nothing_arose: bool = False
    when_nothing_arose: str = "not_applicable"

    @property
    def effective(self) -> Decimal | None:
        """Points that count, None while not judged."""
        if self.nothing_arose:
            return points_when_nothing_arose(self.when_nothing_arose, self.max_points)
        return self.points

    @property
    def applicable(self) -> bool:
        """Whether it enters the sums at all."""
        if self.text_only or self.not_applicable:
            return False
        return not (self.nothing_arose and self.effective is None)


@dataclass(frozen=True)
class Total:
    """Sums of an area or a whole set; ``level`` only when every applicable answer is judged."""

    points: Decimal
    max_points: Decimal
    judged: int
    applicable: int
    percent: Decimal | None = None
    level: Level | None = None

    @property
    def complete(self) -> bool:
        """Every applicable answer is judged, and there is at least one."""
        return 0 < self.applicable == self.judged


def area_level(scale: Scale, answers: Iterable[Mark]) -> Total:
    """Total and level of ``answers``. Not all judged: no level, but counts ("đã chấm 3/5")."""
    marks = [mark for mark in answers if mark.applicable]
    scored = [mark for mark in marks if mark.effective is not None]
    points = sum((mark.effective or ZERO for mark in scored), ZERO)
    most = sum((mark.max_points for mark in marks), ZERO)
    return total_of(scale, points, most, len(scored), len(marks))


def total_of(
    scale: Scale, points: Decimal, max_points: Decimal, judged: int, applicable: int
) -> Total:
    """The total of sums made elsewhere (the database), with the level when it is complete."""
    total = Total(points, max_points, judged, applicable)
    percent = percent_of(points, max_points) if total.complete else None
    if percent is None:
        return total
    return replace(total, percent=percent, level=level_for(scale, percent))
