"""What packages count by unit and month, handed up: each number with the rows it is made of."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Counted:
    """Numerator and denominator of one unit in one month."""

    unit: int | None  # None: of no unit
    month: dt.date  # its first day
    numerator: int
    denominator: int
    imported: float | None = None  # percent of what comes from other systems; None: not told

    @property
    def percent(self) -> float | None:
        """The share; None where there was nothing to divide by."""
        return 100 * self.numerator / self.denominator if self.denominator else None


# user, first day of the first and of the last month
Counter = Callable[[Any, dt.date, dt.date], Iterable[Counted]]
# user, first day of the month, unit (None: of no unit), numerator or denominator; rows in parts of
# one model, no row in two of them
Opener = Callable[[Any, dt.date, int | None, bool], Sequence[Any]]


def of_years(
    shares: Callable[[int], Iterable[Any]], first: dt.date, last: dt.date
) -> Iterator[Counted]:
    """What is counted year by year, from one month to another."""
    for year in range(first.year, last.year + 1):
        for told in shares(year):
            month = dt.date(year, told.month, 1)
            if first <= month <= last:
                yield Counted(told.unit, month, told.numerator, told.denominator)


def itself(row: Any) -> Any:
    """A row that tells of itself."""
    return row


@dataclass(frozen=True)
class Measure:
    """A share somebody may quote: what it divides, what it rests on, who may know it."""

    code: str
    title: str
    definition: str
    counts: str  # what is counted: "hồ sơ"
    source: str  # where the rows come from, or what names the share
    may: Callable[[Any], bool]
    count: Counter
    rows: Opener
    of: Callable[[Any], Any] = itself  # row -> the object it tells of


_measures: dict[str, Measure] = {}


def register_measures(measures: Iterable[Measure]) -> None:
    """Hand up what a package can count. Called in ``AppConfig.ready``."""
    _measures.update({one.code: one for one in measures})


def measures() -> dict[str, Measure]:
    """All of them by code, in the order they came."""
    return dict(_measures)
