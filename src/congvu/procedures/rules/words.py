"""Limits, counts and ways as a procedure's page prints them."""

from collections.abc import Iterable
from decimal import Decimal

from congvu.core import formats
from congvu.procedures.rules.facts import ComponentFacts, LimitFacts
from congvu.procedures.states import WAY_LABELS, LimitUnit

UNIT_WORDS = {
    LimitUnit.WORKING_DAYS: "ngày làm việc",
    LimitUnit.CALENDAR_DAYS: "ngày",
    LimitUnit.MONTHS: "tháng",
    LimitUnit.WORKING_HOURS: "giờ làm việc",
    LimitUnit.HOURS: "giờ",
}


def amount_words(amount: Decimal) -> str:
    """05, 15, 2,5: whole numbers below ten carry a zero."""
    if amount == amount.to_integral_value():
        return f"{int(amount):02d}"
    return formats.number(amount)


def limit_words(limit: LimitFacts) -> str:
    """15 ngày làm việc; trả ngay trong ngày."""
    if limit.unit == LimitUnit.SAME_DAY or limit.amount is None:
        return "trả ngay trong ngày làm việc"
    return f"{amount_words(limit.amount)} {UNIT_WORDS[LimitUnit(limit.unit)]}"


def hours_words(hours: Decimal | None, hours_per_day: Decimal) -> str:
    """Hours of a step, as days where a half or whole number of days comes out."""
    if hours is None:
        return "chưa có thời gian"
    days = hours / hours_per_day
    if days >= Decimal("0.5") and days * 2 == (days * 2).to_integral_value():
        return f"{formats.number(days)} ngày"
    return f"{formats.number(hours)} giờ"


def copies_words(component: ComponentFacts) -> str:
    """bản chính · 01, bản sao chứng thực · 02."""
    counted = (
        ("bản chính", component.originals),
        ("bản sao chứng thực", component.certified_copies),
        ("bản sao", component.copies),
    )
    return ", ".join(f"{word} · {count:02d}" for word, count in counted if count)


def sets_words(sets: int | None) -> str:
    """01 bộ; empty when not known."""
    return "" if sets is None else f"{sets:02d} bộ"


def ways_words(ways: Iterable[str]) -> str:
    """Trực tuyến, trực tiếp hoặc qua bưu chính công ích."""
    chosen = set(ways)
    words = [label for way, label in WAY_LABELS.items() if way in chosen]
    if len(words) > 1:
        words = [", ".join(words[:-1]) + f" hoặc {words[-1]}"]
    told = words[0] if words else ""
    return told[:1].upper() + told[1:]
