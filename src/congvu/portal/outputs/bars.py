"""Shares of months as bars: where each one stands in the picture, and the same in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from congvu.core import formats
from congvu.dossiers.registry import OnTimeMonth

STEP, WIDTH, LEFT = 25, 17, 4
TOP, TALL, FOOT = 18, 100, 34


@dataclass(frozen=True)
class Bar:
    """One month: its bar, what stands above and below it, what it says when pointed at."""

    x: int
    middle: float
    y: float
    height: float
    value: str
    month: str
    year: str
    when: str
    told: str
    share: str
    good: int
    whole: int


@dataclass(frozen=True)
class Bars:
    """The picture."""

    width: int
    height: int
    floor: int
    top: int
    bar_width: int
    bars: tuple[Bar, ...]
    title: str
    told: str


def bars_of(months: Sequence[OnTimeMonth]) -> Bars | None:
    """Bars of some months; None where none of them had a result."""
    if not any(one.whole for one in months):
        return None
    drawn = tuple(bar(one, number) for number, one in enumerate(months))
    first, last = months[0].month, months[-1].month
    return Bars(
        width=2 * LEFT + STEP * len(months),
        height=TOP + TALL + FOOT,
        floor=TOP + TALL,
        top=TOP,
        bar_width=WIDTH,
        bars=drawn,
        title=f"Tỷ lệ đúng hạn từng tháng, {month_words(first)} đến {month_words(last)}",
        told=" ".join(f"{one.told}." for one in drawn),
    )


def month_words(month: dt.date) -> str:
    """9/2020."""
    return f"{month.month}/{month.year}"


def bar(one: OnTimeMonth, number: int) -> Bar:
    """One of them, the number counted from the left."""
    x, share = LEFT + STEP * number, one.share
    tall = round(TALL * (share or 0) / 100, 1)
    word = "–" if share is None else f"{formats.number(share, 1)}%"
    when = month_words(one.month)
    said = f"{word} ({one.good}/{one.whole} hồ sơ)" if one.whole else "không có kết quả"
    return Bar(
        x=x,
        middle=x + WIDTH / 2,
        y=TOP + TALL - tall,
        height=tall,
        value="–" if share is None else formats.number(share, 0),
        month=str(one.month.month),
        year=str(one.month.year) if number == 0 or one.month.month == 1 else "",
        when=when,
        told=f"Tháng {when}: {said}",
        share=word,
        good=one.good,
        whole=one.whole,
    )
