"""How dates and numbers are written. Plain Python, for pages and for papers."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal


def date(day: dt.date) -> str:
    """08/9/2020: days under 10 and January, February carry a zero (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def number(value: int | float | Decimal | str, places: int | None = None) -> str:
    """1.234,5; without ``places`` trailing zeros of the decimals are dropped."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-int(places)), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{abs(exact):f}".partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    sign = "-" if exact < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
