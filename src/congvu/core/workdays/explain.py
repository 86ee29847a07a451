"""Why a limit ends when it does, day by day, in words an applicant understands."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from congvu.core.workdays import words
from congvu.core.workdays.limits import add_months, end_of, paused_target
from congvu.core.workdays.request import Request, received, started
from congvu.core.workdays.spans import in_days, in_seconds, in_working_days, paused
from congvu.core.workdays.units import Unit
from congvu.core.workdays.zone import day_of


class DayLine(NamedTuple):
    """One day of the explanation: whether it counts towards the limit, and why."""

    date: dt.date
    counts: bool
    why: str


Judged = tuple[bool, str]


def lines(request: Request) -> list[DayLine]:
    """Every day from the start to the end of the limit."""
    table = request.table
    first, last = table.offset(day_of(request.start)), table.offset(end_of(request).date())
    judge = JUDGES[request.unit](request)
    return [_line(request, at, *judge(at)) for at in range(first, last + 1)]


def _line(request: Request, at: int, counts: bool, why: str) -> DayLine:
    table = request.table
    day = table.days[at]
    parts = [why]
    if table.sessions[at] and (special := words.why_worked(table.rows.get(day))):
        parts.append(special)
    if table.shaky[at]:
        parts.append(words.PROVISIONAL)
    return DayLine(day, counts, ", ".join(parts))


def _off(request: Request, at: int) -> str:
    day = request.table.days[at]
    return words.why_off(request.table.rows.get(day), day)


def _before(request: Request, at: int, receipt: int) -> Judged:
    """Days up to the day of receipt: none counts (Civil Code 2015 Đ147.2)."""
    if at == receipt:
        return False, words.RECEIVED
    if not request.table.sessions[at]:
        return False, f"{_off(request, at)}, tính từ buổi làm việc tiếp theo"
    return False, "nhận sau giờ, tính từ ngày làm việc tiếp theo"


def _working_days(request: Request) -> Callable[[int], Judged]:
    table = request.table
    receipt = received(table, request.start, request.cutoff)
    base = table.base[receipt]
    pauses = paused(in_working_days(request, base), base)
    numbers: Iterator[int] = iter(range(1, table.reach[receipt] + 2))
    amount = request.amount

    def judge(at: int) -> Judged:
        if at <= receipt:
            return _before(request, at, receipt)
        if not table.counted[at]:
            return False, _off(request, at)
        if why := pauses.get(table.before[at]):
            return False, f"tạm dừng: {why}"
        nth = min(next(numbers), amount)
        return True, f"ngày thứ {words.number(nth)}/{words.number(amount)}"

    return judge


def _calendar(request: Request) -> Callable[[int], Judged]:
    """Calendar days and months alike: every day after receipt, then the roll-forward."""
    table = request.table
    receipt = received(table, request.start, request.cutoff)
    bare = _bare_end(request, receipt)
    last = paused_target(request, receipt, bare)
    pauses = paused(in_days(request, receipt), receipt)
    numbers: Iterator[int] = iter(range(1, len(table.days)))
    until = f", hạn {request.amount} tháng" if request.unit is Unit.MONTHS else ""

    def judge(at: int) -> Judged:
        if at <= receipt:
            return _before(request, at, receipt)
        if at > last:
            return False, words.ROLLED if table.counted[at] else _off(request, at)
        if why := pauses.get(at):
            return False, f"tạm dừng: {why}"
        text = f"ngày thứ {next(numbers)}/{bare - receipt}{until}"
        return True, text if table.sessions[at] else f"{text}, {_off(request, at)}"

    return judge


def _bare_end(request: Request, receipt: int) -> int:
    """The last day before pauses and roll-forward."""
    if request.unit is Unit.MONTHS:
        day = add_months(request.table.days[receipt], int(request.amount))
        return day.toordinal() - request.table.first
    return receipt + int(request.amount)


def _hours(request: Request) -> Callable[[int], Judged]:
    table = request.table
    base = started(table, request.start, request.cutoff)
    target = table.clock(end_of(request))
    spans = in_seconds(request, base)
    total = [0]

    def judge(at: int) -> Judged:
        if not table.sessions[at]:
            return False, _off(request, at)
        start = max(base, table.seconds_before[at])
        end = min(target, table.seconds_before[at + 1])
        stopped = [s for s in spans if min(end, s.end) > max(start, s.start)]
        lost = sum(min(end, s.end) - max(start, s.start) for s in stopped)
        run = max(0, end - start) - lost
        total[0] += run
        why = [f"{words.duration(run)}, cộng {words.duration(total[0])}"] if run else []
        why += [f"tạm dừng {words.duration(lost)}: {stopped[0].reason}"] if lost else []
        return run > 0, ", ".join(why) or "nhận sau giờ, tính từ buổi làm việc tiếp theo"

    return judge


def _same_day(request: Request) -> Callable[[int], Judged]:
    table = request.table
    receipt = received(table, request.start, request.cutoff)
    last = table.offset(end_of(request).date())

    def judge(at: int) -> Judged:
        if at == last:
            return True, "trả kết quả trong ngày"
        if not table.sessions[at] or at < receipt:
            return _before(request, at, receipt)
        reason = next((p.words for p in request.pauses if day_of(p.end) > table.days[at]), "")
        return False, f"tạm dừng: {reason}"

    return judge


JUDGES: dict[Unit, Callable[[Request], Callable[[int], Judged]]] = {
    Unit.WORKING_DAYS: _working_days,
    Unit.CALENDAR_DAYS: _calendar,
    Unit.MONTHS: _calendar,
    Unit.HOURS: _hours,
    Unit.WORKING_HOURS: _hours,
    Unit.SAME_DAY: _same_day,
}
