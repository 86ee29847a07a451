"""Office hours: sessions per weekday, half days, periods of validity. Provinces set them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from congvu.core.workdays.errors import BadOfficeHours

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Session(NamedTuple):
    """One unbroken stretch of office time, e.g. the morning."""

    start: dt.time
    end: dt.time


Sessions = tuple[Session, ...]


@dataclass(frozen=True)
class OfficeHours:
    """Sessions from Monday to Sunday; an empty day is a weekly rest day.

    ``counted`` names the weekdays (0 = Monday) that count as working days when that is fewer than
    those open: an office that only receives papers on Saturday mornings counts Monday to Friday.
    """

    week: tuple[Sessions, ...]
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    counted: frozenset[int] | None = None
    name: str = field(default="", compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.week) != 7 or not any(self.week):
            raise BadOfficeHours
        for sessions in self.week:
            _check(sessions)
        if any(not self.week[day] for day in self.counted or ()):
            raise BadOfficeHours("Ngày tính là ngày làm việc phải có giờ làm việc.")
        key = (self.week, self.valid_from, self.valid_to, self.counted)
        object.__setattr__(self, "_hash", hash(key))

    def __hash__(self) -> int:
        return self._hash  # computed once: this is the key of prepared timetables

    def __reduce__(self) -> tuple[object, ...]:
        # hashes of times differ between processes: a stored copy is built anew
        return OfficeHours, (self.week, self.valid_from, self.valid_to, self.counted, self.name)

    @classmethod
    def parse(
        cls,
        week: Mapping[str, Sequence[str]],
        *,
        valid_from: dt.date | None = None,
        valid_to: dt.date | None = None,
        counted: frozenset[int] | None = None,
        name: str = "",
    ) -> "OfficeHours":
        """Read ``{"mon": ["07:00-11:00", "13:00-17:00"], …}``; weekdays left out are rest days."""
        if unknown := set(week) - set(WEEKDAYS):
            raise BadOfficeHours(f"Không có ngày trong tuần: {', '.join(sorted(unknown))}.")
        days = tuple(tuple(_session(text) for text in week.get(day, ())) for day in WEEKDAYS)
        return cls(days, valid_from, valid_to, counted, name)

    def valid_on(self, day: dt.date) -> bool:
        """Whether these hours are in force on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def counts(self, weekday: int) -> bool:
        """Whether this weekday is a working day in an ordinary week."""
        return bool(self.week[weekday]) and (self.counted is None or weekday in self.counted)

    def full_day(self, pair: dt.date | None = None) -> Sessions:
        """Hours of a swapped-in rest day: those of the day it replaces, else of the longest day."""
        if pair is not None and self.week[pair.weekday()]:
            return self.week[pair.weekday()]
        return max(self.week, key=length)


Hours = OfficeHours | tuple[OfficeHours, ...]


def hours_on(hours: Hours, day: dt.date) -> OfficeHours | None:
    """The hours in force on ``day``; of several the one that took effect last."""
    if isinstance(hours, OfficeHours):
        return hours if hours.valid_on(day) else None
    valid = [one for one in hours if one.valid_on(day)]
    return max(valid, key=lambda one: one.valid_from or dt.date.min, default=None)


def seconds(moment: dt.time | dt.datetime) -> int:
    """Seconds since midnight; limits are kept to the second."""
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def length(sessions: Sessions) -> int:
    """Seconds of office time in a day."""
    return sum(seconds(one.end) - seconds(one.start) for one in sessions)


def _session(text: str) -> Session:
    try:
        start, end = (dt.time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise BadOfficeHours(f"Không đọc được giờ “{text}”, ví dụ đúng: 07:00-11:00.") from error
    return Session(start, end)


def _check(sessions: Sessions) -> None:
    edges = [edge for one in sessions for edge in one]
    if any(later <= earlier for earlier, later in zip(edges[::2], edges[1::2], strict=True)):
        raise BadOfficeHours
    if edges != sorted(edges):
        raise BadOfficeHours
