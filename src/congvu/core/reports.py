"""Reports that packages hand up: the figures of a period, and the rows behind each of them."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LONGEST = 10  # years


@dataclass(frozen=True)
class Question:
    """What a report is about."""

    first: dt.date
    last: dt.date
    unit: int | None = None
    field: int | None = None
    procedure: int | None = None  # 0: of none of the catalogue


@dataclass(frozen=True)
class Column:
    """A heading; ``name`` where a figure stands below it."""

    title: str
    kind: str  # integer, money, percent, text, date, datetime
    name: str = ""


@dataclass(frozen=True)
class Figure:
    """One number; ``opens`` is the report that lists its rows, empty where it has none."""

    name: str
    label: str
    value: Any
    opens: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a table; ``asked`` narrows the lists behind its figures."""

    label: str
    under: str
    figures: Sequence[Figure]
    asked: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """The figures of a report."""

    words: str  # period and filters
    as_of: dt.datetime | None  # the moment they are of, where the period still runs
    balanced: bool  # everything has its place
    whole: Sequence[Figure]
    lines: Sequence[Line]
    count: int  # rows of the table or the list
    remarks: Sequence[str] = ()


@dataclass(frozen=True)
class Listed:
    """The rows of a list, in parts without a row in common."""

    parts: Sequence[Any]
    key: str  # the rising order; the row's own key comes second
    cells: Callable[[Any], Sequence[Any]]
    of: Callable[[Any], Any]  # row -> the object it tells of


@dataclass(frozen=True)
class Report:
    """A table of figures, or a list of rows."""

    name: str
    title: str
    about: str
    group: str
    columns: Sequence[Column]
    may: Callable[[Any], bool]
    tell: Callable[[Question, Any], Told]
    listed: Callable[[Question, Any], Listed] | None = None


Finder = Callable[[str], Report | None]
_offered: list[Callable[[], Iterable[Report]]] = []
_finders: list[Finder] = []


def register_reports(offered: Callable[[], Iterable[Report]], finder: Finder) -> None:
    """Hand up reports, and who finds one by its name, or the list behind a figure."""
    _offered.append(offered)
    _finders.append(finder)


def reports() -> list[Report]:
    """Every report and book, in the order they came."""
    return [one for offered in _offered for one in offered()]


def report(name: str) -> Report | None:
    """A report, a book, or the list behind a figure."""
    found = (finder(name) for finder in _finders)
    return next((one for one in found if one is not None), None)


def period(first: dt.date | None, last: dt.date | None, today: dt.date) -> tuple[dt.date, dt.date]:
    """From the beginning of the year, until its end, where nothing is said."""
    begin = first or (last or today).replace(month=1, day=1)
    return begin, last or begin.replace(month=12, day=31)


def period_problems(first: dt.date, last: dt.date) -> dict[str, str]:
    """What is wrong with a period, at ``first`` or ``last``; empty where nothing is."""
    if last < first:
        return {"last": "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."}
    if last.year - first.year > LONGEST or last.year > 9990 or first.year < 1946:
        return {"first": f"Chọn kỳ báo cáo dài nhất {LONGEST} năm."}
    return {}
