"""Pauses on the scale of a unit: [from, to) in days, working days or office seconds."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

from congvu.core.workdays.pauses import Pause
from congvu.core.workdays.request import Request, received
from congvu.core.workdays.zone import local


class Span(NamedTuple):
    """A pause as numbers; ``reason`` is what the explanation says."""

    start: int
    end: int
    reason: str


def _laid(request: Request, base: int, begin: Callable, end: Callable) -> list[Span]:
    """Spans in order, none before ``base``, none over another, empty ones left out."""
    spans: list[Span] = []
    edge = base
    for pause in sorted(request.pauses, key=lambda one: one.start):
        span = Span(max(edge, begin(pause)), end(pause), pause.words)
        if span.end > span.start:
            spans.append(span)
            edge = span.end
    return spans


def in_working_days(request: Request, base: int) -> list[Span]:
    """Positions: from the first working day touched to the day the pause's end is received."""
    table, first = request.table, _first_moment(request)

    def begin(pause: Pause) -> int:
        return table.before[received(table, max(pause.start, first))]

    def end(pause: Pause) -> int:
        if pause.end <= first:
            return -1
        return table.before[received(table, pause.end, request.cutoff)]

    return _laid(request, base, begin, end)


def in_days(request: Request, base: int) -> list[Span]:
    """Offsets: every day of the calendar from the day of the pause to the day of its end."""
    table, first = request.table, _first_moment(request)

    def begin(pause: Pause) -> int:
        return table.offset(local(max(pause.start, first)))

    def end(pause: Pause) -> int:
        return -1 if pause.end <= first else table.offset(local(pause.end))

    return _laid(request, base, begin, end)


def in_seconds(request: Request, base: int) -> list[Span]:
    """Office seconds, exactly as long as the office was open meanwhile."""
    table, first = request.table, _first_moment(request)

    def begin(pause: Pause) -> int:
        return table.clock(local(max(pause.start, first)))

    def end(pause: Pause) -> int:
        return -1 if pause.end <= first else table.clock(local(pause.end))

    return _laid(request, base, begin, end)


def extend(target: int, spans: Iterable[Span], *, closed: bool) -> int:
    """Move ``target`` by every span that begins before it; ``closed``: or on it (whole days)."""
    for span in spans:
        if span.start > target or (span.start == target and not closed):
            break
        target += span.end - span.start
    return target


def paused(spans: Iterable[Span], base: int) -> dict[int, str]:
    """Days that don't count and why.

    The day a pause begins was partly worked but is given back whole, the day it ends is worked. A
    pause on the very day of receipt (never counted, Civil Code Đ147.2) makes the day it ends a new
    day of receipt instead.
    """
    days: dict[int, str] = {}
    edge, shift = base, 1
    for span in spans:
        shift = shift if span.start == edge else 0
        edge = span.end
        for day in range(span.start, span.end):
            days[day + shift] = span.reason
    return days


def _first_moment(request: Request) -> dt.datetime:
    start = request.start
    if isinstance(start, dt.datetime):
        return start
    return request.table.at(request.table.offset(start), 0)
