"""A year as twelve small months, for the eye."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MONDAY_FIRST = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True)
class DayBox:
    """A square of the calendar."""

    date: dt.date | None  # None: belongs to a neighbouring month
    look: str = ""  # kind of the day, or "rest" for an ordinary weekend
    mark: str = ""  # a sign besides the colour
    title: str = ""
    id: int | None = None
    today: bool = False


@dataclass(frozen=True)
class Month:
    """One month as weeks of seven squares."""

    number: int
    weeks: list[list[DayBox]]


MARKS = {"swap_work": "L", "provisional": "?", "pending": "…"}


def months(year: int, days: Mapping[dt.date, Any], today: dt.date) -> list[Month]:
    """The months of ``year``; ``days`` are the special ones by date."""
    return [
        Month(
            number,
            [
                [box(day, number, days, today) for day in week]
                for week in MONDAY_FIRST.monthdatescalendar(year, number)
            ],
        )
        for number in range(1, 13)
    ]


def box(day: dt.date, month: int, days: Mapping[dt.date, Any], today: dt.date) -> DayBox:
    """One square."""
    if day.month != month:
        return DayBox(None)
    special = days.get(day)
    if special is None:
        return DayBox(day, "rest" if day.weekday() > 4 else "", today=day == today)
    look = special.status if special.status in MARKS else special.kind
    words = [special.name, special.get_kind_display(), special.get_status_display()]
    title = " · ".join(words)
    return DayBox(day, look, MARKS.get(look, "●"), title, special.pk, day == today)
