"""Point rules: from a measured or given value to proposed points.

A value is one number: 1 or 0 for yes or no, a percentage or a count, the number of the chosen
step (1 for the first), the weighted mean of a survey in percent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from congvu.criteria.rules.scale import HUNDRED, HUNDREDTH
from congvu.criteria.states import NothingArose

ZERO = Decimal(0)


@dataclass(frozen=True)
class TextRule:
    """Answered in words, no points."""


@dataclass(frozen=True)
class YesNoRule:
    yes: Decimal
    no: Decimal


@dataclass(frozen=True)
class StepsRule:
    """Described steps, one of which is chosen."""

    steps: tuple[tuple[str, Decimal], ...]  # (when, points)


@dataclass(frozen=True)
class Tier:
    """A stretch of values. Bounds: ``start`` (inclusive) or ``over`` (exclusive) below,
    ``below`` (exclusive) or ``through`` (inclusive) above; a missing side is open."""

    points: Decimal
    start: Decimal | None = None
    over: Decimal | None = None
    below: Decimal | None = None
    through: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` lies in this stretch."""
        return (
            (self.start is None or value >= self.start)
            and (self.over is None or value > self.over)
            and (self.below is None or value < self.below)
            and (self.through is None or value <= self.through)
        )


@dataclass(frozen=True)
class TiersRule:
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class RatioRule:
    """Linear between two percentages."""

    max_points: Decimal
    full_at: Decimal
    zero_below: Decimal


@dataclass(frozen=True)
class SurveyRule:
    """Weighted mean of answers; ``weights`` maps an answer to its share, 0 to 1."""

    max_points: Decimal
    weights: tuple[tuple[str, Decimal], ...] = ()


Points = TextRule | YesNoRule | StepsRule | TiersRule | RatioRule | SurveyRule


def number(value: Any) -> Decimal:
    """A number of the stored JSON, which keeps decimals as text."""
    return Decimal(str(value))


def _tier_from(row: Mapping[str, Any]) -> Tier:
    bounds = {"from": "start", "over": "over", "below": "below", "through": "through"}
    given = {name: number(row[key]) for key, name in bounds.items() if row.get(key) is not None}
    return Tier(points=number(row["points"]), **given)


def rule_from(data: Mapping[str, Any], max_points: Decimal) -> Points:
    """A rule from its stored JSON."""
    match data["type"]:
        case "yes_no":
            return YesNoRule(number(data["yes"]), number(data["no"]))
        case "steps":
            return StepsRule(tuple((s["when"], number(s["points"])) for s in data["steps"]))
        case "tiers":
            return TiersRule(tuple(_tier_from(row) for row in data["tiers"]))
        case "ratio":
            return RatioRule(max_points, number(data["full_at"]), number(data["zero_below"]))
        case "survey":
            weights = dict(data.get("weights") or {})
            return SurveyRule(max_points, tuple((k, number(v)) for k, v in weights.items()))
        case "text":
            return TextRule()
    raise ValueError(data["type"])


def _tier_to(tier: Tier) -> dict[str, str]:
    pairs = [("from", tier.start), ("over", tier.over), ("below", tier.below)]
    bounds = [*pairs, ("through", tier.through), ("points", tier.points)]
    return {key: str(value) for key, value in bounds if value is not None}


def rule_to(rule: Points) -> dict[str, Any]:
    """A rule as stored JSON, decimals as text."""
    match rule:
        case YesNoRule():
            return {"type": "yes_no", "yes": str(rule.yes), "no": str(rule.no)}
        case StepsRule():
            steps = [{"when": when, "points": str(points)} for when, points in rule.steps]
            return {"type": "steps", "steps": steps}
        case TiersRule():
            return {"type": "tiers", "tiers": [_tier_to(tier) for tier in rule.tiers]}
        case RatioRule():
            bounds = {"full_at": str(rule.full_at), "zero_below": str(rule.zero_below)}
            return {"type": "ratio", **bounds}
        case SurveyRule():
            # pairs, not a mapping: PostgreSQL keeps no order of keys
            return {"type": "survey", "weights": [[k, str(v)] for k, v in rule.weights]}
    return {"type": "text"}


def propose_points(rule: Points, value: Decimal | None) -> Decimal | None:
    """Points a value earns; None when there is no value, no points, or it fits nowhere."""
    if value is None or isinstance(rule, TextRule):
        return None
    match rule:
        case YesNoRule():
            return rule.yes if value else rule.no
        case StepsRule():
            return _step_points(rule, value)
        case TiersRule():
            return next((tier.points for tier in rule.tiers if tier.holds(value)), None)
        case RatioRule():
            return _linear(rule, value)
    return _share(rule.max_points, min(max(value, ZERO), HUNDRED))


def _step_points(rule: StepsRule, value: Decimal) -> Decimal | None:
    if value != value.to_integral_value() or not 1 <= value <= len(rule.steps):
        return None
    return rule.steps[int(value) - 1][1]


def _linear(rule: RatioRule, value: Decimal) -> Decimal:
    if value >= rule.full_at:
        return rule.max_points
    if value <= rule.zero_below:
        return ZERO
    part = (value - rule.zero_below) / (rule.full_at - rule.zero_below)
    return (rule.max_points * part).quantize(HUNDREDTH, ROUND_HALF_UP)


def _share(max_points: Decimal, percent: Decimal) -> Decimal:
    return (max_points * percent / HUNDRED).quantize(HUNDREDTH, ROUND_HALF_UP)


def survey_percent(rule: SurveyRule, counts: Mapping[str, int]) -> Decimal | None:
    """Weighted mean of the answers in percent; None when nobody answered."""
    total = sum(counts.values())
    if not total:
        return None
    weights = dict(rule.weights)
    weighted = sum((weights[answer] * count for answer, count in counts.items()), ZERO)
    return (weighted / total * HUNDRED).quantize(HUNDREDTH, ROUND_HALF_UP)


def points_when_nothing_arose(mode: str, max_points: Decimal) -> Decimal | None:
    """Points when the thing asked about did not occur; None = the criterion drops out."""
    if mode == NothingArose.FULL:
        return max_points
    return ZERO if mode == NothingArose.ZERO else None


def on_step(points: Decimal, step: Decimal, max_points: Decimal) -> Decimal:
    """``points`` rounded half up to a multiple of ``step``, kept within 0 and the maximum."""
    count = (points / step).quantize(Decimal(1), ROUND_HALF_UP)
    return min(max(count * step, ZERO), max_points)


def is_on_step(points: Decimal, step: Decimal, max_points: Decimal) -> bool:
    """Whether an inspector may write ``points``: 0 to the maximum in steps."""
    return ZERO <= points <= max_points and points % step == 0
