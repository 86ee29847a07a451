"""A point rule as a Vietnamese sentence an auditor can read."""

from decimal import Decimal

from congvu.criteria.rules.points import (
    Points,
    RatioRule,
    StepsRule,
    SurveyRule,
    Tier,
    TiersRule,
    YesNoRule,
)

SURVEY_WORDS = {
    "very_satisfied": "rất hài lòng",
    "satisfied": "hài lòng",
    "partly": "hài lòng một phần",
    "not": "không hài lòng",
}


def number_text(value: Decimal) -> str:
    """A number as written in Vietnamese: 2,5 and not 2.50."""
    text = format(value.normalize(), "f")
    return text.replace(".", ",")


def explain(rule: Points, unit: str = "%") -> str:
    """How points are proposed; ``unit`` is what the values are counted in ("%" or nothing)."""
    match rule:
        case YesNoRule():
            yes, no = number_text(rule.yes), number_text(rule.no)
            return f"có được {yes} điểm; không được {no} điểm"
        case StepsRule():
            return "; ".join(f"{when}: {number_text(points)} điểm" for when, points in rule.steps)
        case TiersRule():
            return "; ".join(_tier(tier, unit) for tier in rule.tiers)
        case RatioRule():
            return _ratio(rule)
        case SurveyRule():
            return _survey(rule)
    return "nhận xét bằng lời, không tính điểm"


def _tier(tier: Tier, unit: str) -> str:
    if not unit and tier.start is not None and tier.below is not None:
        last = tier.below - 1  # counts are whole: "1 đến dưới 3" reads "1 đến 2"
        first = number_text(tier.start)
        span = first if last == tier.start else f"từ {first} đến {number_text(last)}"
        return f"{span} được {number_text(tier.points)} điểm"
    start = None if tier.start == 0 and tier.below is not None else tier.start
    bounds = [("từ", start), ("trên", tier.over), ("dưới", tier.below), ("đến", tier.through)]
    words = [f"{word} {number_text(value)}{unit}" for word, value in bounds if value is not None]
    if len(words) == 2 and tier.below is not None:
        words[1] = f"đến {words[1]}"
    return f"{' '.join(words)} được {number_text(tier.points)} điểm"


def _ratio(rule: RatioRule) -> str:
    full, most = number_text(rule.full_at), number_text(rule.max_points)
    if not rule.zero_below:
        return f"từ {full}% được {most} điểm; thấp hơn thì tính theo tỷ lệ"
    zero = number_text(rule.zero_below)
    return (
        f"từ {full}% được {most} điểm; từ {zero}% trở xuống được 0 điểm; ở giữa thì tính theo tỷ lệ"
    )


def _survey(rule: SurveyRule) -> str:
    most = number_text(rule.max_points)
    if not rule.weights:
        return f"điểm trung bình của phiếu khảo sát (%) nhân với {most} điểm"
    shares = ", ".join(
        f"{SURVEY_WORDS.get(code, code)} {number_text(weight * 100)}%"
        for code, weight in rule.weights
    )
    return f"mức trung bình của các phiếu ({shares}) nhân với {most} điểm"
