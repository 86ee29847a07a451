"""What is asked of the engine, and where a limit begins."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from congvu.core.workdays.errors import BadTimeLimit
from congvu.core.workdays.pauses import Pause
from congvu.core.workdays.timetable import Timetable
from congvu.core.workdays.units import Unit
from congvu.core.workdays.zone import local

Amount = int | Decimal
MOST = 40_000
WHOLE = frozenset({Unit.CALENDAR_DAYS, Unit.MONTHS})


class Request(NamedTuple):
    """A limit to compute: when it starts, how long it is, on whose clock, what interrupts it."""

    start: dt.date
    amount: Amount
    unit: Unit
    table: Timetable
    pauses: Sequence[Pause] = ()
    cutoff: dt.time | None = None


def check(request: Request) -> None:
    """Refuse limits that mean nothing: none, negative, endless, a third of a month."""
    amount = request.amount
    if request.unit is Unit.SAME_DAY:
        return
    if isinstance(amount, Decimal) and not amount.is_finite():
        raise BadTimeLimit
    if not 0 < amount <= MOST:
        raise BadTimeLimit
    if request.unit in WHOLE and amount != int(amount):
        raise BadTimeLimit


def received(table: Timetable, start: dt.date, cutoff: dt.time | None = None) -> int:
    """Offset of the day of receipt: the day itself while the office is still open, else the next.

    Lunch and the early morning belong to the same day; a day off, the time after closing and the
    time after ``cutoff`` belong to the next open day.
    """
    if not isinstance(start, dt.datetime):
        return table.open_from(table.offset(start))
    moment = local(start)
    at = table.offset(moment)
    sessions = table.sessions[at]
    if sessions:
        now = moment.time()
        if now > sessions[-1].end or (cutoff is not None and now > cutoff):
            return table.open_from(at + 1)
    return table.open_from(at)


def started(table: Timetable, start: dt.date, cutoff: dt.time | None = None) -> int:
    """Office seconds at which a limit in hours starts to run."""
    if isinstance(start, dt.datetime):
        moment = local(start)
        if cutoff is None or moment.time() <= cutoff:
            return table.clock(moment)
    return table.seconds_before[received(table, start, cutoff)]
