"""Received, answered, late, satisfied: by unit and month, each figure with the rows it is made of.

Window of what was received: the day it came; of ``answered_on_time`` and of what is late: the due
day; of ``satisfied``: the day of the answer. What was passed on, refused or withdrawn is only among
what was received; what is not answered and not yet due is neither in time nor late.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import ExtractMonth
from django.utils import timezone

from congvu.core import clock
from congvu.core.formed import number_of
from congvu.core.workdays.zone import next_month, opening
from congvu.petitions import rules
from congvu.petitions.models import Petition
from congvu.petitions.states import OWED, Lateness, PetitionState, Satisfaction

PARTS = ("received", "answered", "due", "on_time", "late", "satisfied")
CODES = {"answered_on_time": ("on_time", "due"), "satisfied": ("satisfied", "answered")}
PART_LABELS = {
    "received": "tiếp nhận trong kỳ",
    "answered": "đã trả lời trong kỳ",
    "due": "có hạn trả lời trong kỳ",
    "on_time": "trả lời đúng hạn",
    "late": "quá hạn, đã hoặc chưa trả lời",
    "satisfied": "người gửi hài lòng",
}
WINDOWS = {"received": "received_at", "due": "due_at", "on_time": "due_at", "late": "due_at",
           "answered": "answered_at", "satisfied": "answered_at"}  # fmt: skip


def first_year(rows: Any, now: int) -> int:
    """The year the first of ``rows`` came, by the office's clock; ``now`` where there is none."""
    first = rows.aggregate(at=Min("received_at"))["at"]
    return min(timezone.localtime(first).year, now) if first else now


def whole_year(year: int) -> tuple[dt.datetime, dt.datetime]:
    """First moment of a year and of the next, by the office's clock."""
    return opening(dt.date(year, 1, 1)), opening(dt.date(year + 1, 1, 1))


def condition(part: str, now: dt.datetime) -> Q:
    """What a petition must be to be in a part, whatever the window."""
    answered = Q(state=PetitionState.ANSWERED)
    if part == "received":
        return Q(pk__isnull=False)
    if part in ("due", "on_time", "late"):
        owed = Q(state__in=OWED) & (answered | Q(due_at__lt=now))
        kept = answered & Q(lateness=Lateness.ON_TIME)
        return owed & {"due": Q(), "on_time": kept, "late": ~kept}[part]
    return answered & (Q(satisfaction=Satisfaction.SATISFIED) if part == "satisfied" else Q())


@dataclass(frozen=True)
class Figure:
    """One number asked for: which part, in which year or month."""

    part: str
    year: int
    month: int | None = None
    without_unit: bool = False

    @property
    def told(self) -> Q:
        """What is counted, in its window."""
        (start, end), field = self.window, WINDOWS[self.part]
        inside = Q(**{f"{field}__gte": start, f"{field}__lt": end})
        return condition(self.part, clock.now()) & inside

    def of(self, rows: Any) -> Any:
        """The rows behind it."""
        found = rows.filter(self.told)
        return found.filter(unit=None) if self.without_unit else found

    @property
    def window(self) -> tuple[dt.datetime, dt.datetime]:
        """First moment, and the first one after."""
        if self.month is None:
            return whole_year(self.year)
        first = dt.date(self.year, self.month, 1)
        return opening(first), opening(next_month(first))

    @property
    def words(self) -> str:
        """Trả lời đúng hạn, tháng 9/2020."""
        when = f"tháng {self.month}/{self.year}" if self.month else f"năm {self.year}"
        return f"{PART_LABELS[self.part]}, {when}"


def asked_for(asked: Mapping[str, str]) -> Figure | None:
    """The figure an address names; None when it names none."""
    part, year, month = asked.get("so_lieu"), number_of(asked.get("nam")), asked.get("thang")
    if part not in PARTS or year is None or not 2000 <= year <= 2100:
        return None
    known = next((n for n in range(1, 13) if n == number_of(month)), None)
    return Figure(part, year, known, asked.get("chua_giao") == "1")


SUMMED = ("received", "answered", "late")


def sums(rows: Any, year: int) -> dict[str, int]:
    """What a list says above its rows: of a year, in one query."""
    parts = {part: Count("pk", filter=Figure(part, year).told) for part in SUMMED}
    return rows.order_by().aggregate(**parts)


@dataclass(frozen=True)
class Share:
    """Numerator over denominator of one unit in one month."""

    code: str
    unit: int | None
    year: int
    month: int
    numerator: int
    denominator: int

    @property
    def percent(self) -> float | None:
        """In percent; None where nothing was there."""
        return rules.percent(self.numerator, self.denominator)


Counts = dict[tuple[int | None, int], dict[str, int]]  # (unit, month) -> part -> number


def counted(rows: Any, year: int) -> Counts:
    """All parts by unit and month of a year, in three queries."""
    found: Counts = {}
    now, (start, end) = clock.now(), whole_year(year)
    for field in ("received_at", "due_at", "answered_at"):
        parts = {p: Count("pk", filter=condition(p, now)) for p in PARTS if WINDOWS[p] == field}
        inside = rows.filter(**{f"{field}__gte": start, f"{field}__lt": end}).order_by()
        grouped = inside.values("unit", month=ExtractMonth(field)).annotate(**parts)
        for line in grouped:
            kept = found.setdefault((line["unit"], line["month"]), dict.fromkeys(PARTS, 0))
            kept |= {part: line[part] for part in parts}
    return {place: parts for place, parts in found.items() if any(parts.values())}


def shares(code: str, year: int, rows: Any = None) -> list[Share]:
    """A measure by unit and month; of every petition where no rows are given."""
    upper, lower = CODES[code]
    counts = counted(Petition.objects.all() if rows is None else rows, year)
    return [
        Share(code, unit, year, month, parts[upper], parts[lower])
        for (unit, month), parts in sorted(counts.items(), key=lambda one: (str(one[0][0]), one[0]))
        if parts[lower]
    ]


def rows_of(
    code: str, year: int, month: int, unit: int | None, *, numerator: bool, rows: Any = None
) -> Any:
    """The petitions a share is made of; of every petition where no rows are given."""
    part = CODES[code][0 if numerator else 1]
    found = Figure(part, year, month).of(Petition.objects.all() if rows is None else rows)
    return found.filter(unit=unit)
