"""The calendar as one office lives it, in arrays indexed by day, so that a date is a look-up.

Two scales are used. *Offset*: days since the first day covered. *Position*: working days since
then. A limit in working days is an addition on positions, one in hours an addition on the running
total of office seconds.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping

from congvu.core.workdays.errors import NoOfficeHours, YearNotAnnounced
from congvu.core.workdays.hours import Hours, Sessions, hours_on, length, seconds
from congvu.core.workdays.rows import CalendarRow
from congvu.core.workdays.zone import ZONE


class Timetable:
    """Working days and office time of the years announced, prepared for look-up."""

    def __init__(
        self,
        rows: Mapping[dt.date, CalendarRow],
        years: frozenset[int],
        provisional_years: frozenset[int],
        hours: Hours,
    ) -> None:
        self.rows = rows
        self.years = years
        self.provisional_years = provisional_years
        self.first = dt.date(min(years), 1, 1).toordinal() if years else 0
        last = dt.date(max(years), 12, 31).toordinal() if years else -1
        self.days = [dt.date.fromordinal(day) for day in range(self.first, last + 1)]
        self._lay(hours)
        self._count()
        self._reach()

    def _lay(self, hours: Hours) -> None:
        """Sessions of each day, whether it counts, whether it is only provisional."""
        self.sessions: list[Sessions] = []
        self.counted: list[bool] = []
        self.shaky: list[bool] = []
        self.known: list[bool] = []
        for day in self.days:
            sessions, counted, known = self._day(day, hours)
            self.sessions.append(sessions)
            self.counted.append(counted)
            self.known.append(known)
            row = self.rows.get(day)
            sure = day.year not in self.provisional_years and not (row and row.provisional)
            self.shaky.append(not sure)

    def _day(self, day: dt.date, hours: Hours) -> tuple[Sessions, bool, bool]:
        row, week = self.rows.get(day), hours_on(hours, day)
        if week is None or day.year not in self.years:
            return (), False, False
        if row is not None and row.off:
            return (), False, True
        if row is not None and row.worked:
            return week.full_day(row.pair), True, True
        return week.week[day.weekday()], week.counts(day.weekday()), True

    def _count(self) -> None:
        """Running totals: working days, office seconds and provisional days before each day."""
        self.working = [d for d, counted in zip(self.days, self.counted, strict=True) if counted]
        self.before = [0]
        self.seconds_before = [0]
        self.shaky_before = [0]
        for counted, sessions, shaky in zip(self.counted, self.sessions, self.shaky, strict=True):
            self.before.append(self.before[-1] + counted)
            self.seconds_before.append(self.seconds_before[-1] + length(sessions))
            self.shaky_before.append(self.shaky_before[-1] + shaky)
        self.spans = [
            tuple((seconds(one.start), seconds(one.end)) for one in sessions)
            for sessions in self.sessions
        ]

    def _reach(self) -> None:
        """How far one can count from each day before an unknown one, and the day of receipt."""
        size = len(self.days)
        self.last = [-1] * size  # offset of the last known day in an unbroken run
        self.reach = [-1] * size  # position of the last working day in that run
        self.opening = [size] * (size + 1)  # offset of the first open day from here on
        for at in range(size - 1, -1, -1):
            self.opening[at] = at if self.sessions[at] else self.opening[at + 1]
            if self.known[at]:
                run_on = at + 1 < size and self.known[at + 1]
                self.last[at] = self.last[at + 1] if run_on else at
                self.reach[at] = self.before[self.last[at] + 1] - 1
        self.base = [self.before[min(o + 1, size)] - 1 for o in self.opening[:size]]

    def add(self, start: dt.date, amount: int) -> dt.date:
        """The ``amount``-th working day after the day of receipt (``amount`` ≥ 1)."""
        at = start.toordinal() - self.first
        if 0 <= at < len(self.base):
            position = self.base[at] + amount
            if position <= self.reach[at]:
                return self.working[position]
        raise self.missing(at)

    def offset(self, day: dt.date) -> int:
        """Days since the first day covered; a day without a calendar is refused."""
        at = day.toordinal() - self.first
        if 0 <= at < len(self.days) and self.known[at]:
            return at
        raise self.missing(at)

    def run_to(self, start: dt.date, end: dt.date) -> int:
        """Offset of ``end``; refused when a day on the way there is without a calendar."""
        first, last = self.offset(start), self.offset(end)
        if last > self.last[first]:
            raise self.missing(first)
        return last

    def open_from(self, at: int) -> int:
        """Offset of the first open day at or after ``at``, itself the offset of a known day."""
        if 0 <= at < len(self.days) and self.opening[at] <= self.last[at]:
            return self.opening[at]
        raise self.missing(at)

    def working_from(self, at: int) -> int:
        """Offset of the first working day at or after ``at``."""
        if 0 <= at < len(self.days) and self.before[at] <= self.reach[at]:
            return self.working[self.before[at]].toordinal() - self.first
        raise self.missing(at)

    def provisional(self, start: int, end: int) -> bool:
        """Whether any day from ``start`` to ``end`` rests on what is not yet announced."""
        return self.shaky_before[end + 1] > self.shaky_before[start]

    def clock(self, moment: dt.datetime) -> int:
        """Office seconds run until ``moment`` (on the office's clock)."""
        at = self.offset(moment)
        now, run = seconds(moment), self.seconds_before[at]
        for start, end in self.spans[at]:
            if now <= start:
                break
            run += (now if now < end else end) - start
        return run

    def moment(self, run: int, since: int) -> dt.datetime:
        """When ``run`` office seconds have passed: the end of a session, not the next opening."""
        at = bisect_left(self.seconds_before, run) - 1
        if at > self.last[since]:
            raise self.missing(since)
        left = run - self.seconds_before[at]
        for start, end in self.spans[at]:
            if left <= end - start:
                return self.at(at, start + left)
            left -= end - start
        raise self.missing(since)

    def close(self, at: int) -> dt.datetime:
        """The close of the last session of an open day."""
        return self.at(at, self.spans[at][-1][1])

    def at(self, at: int, second: int) -> dt.datetime:
        """A moment of a day on the office's clock."""
        day = self.days[at]
        minute, second = divmod(second, 60)
        return dt.datetime(
            day.year, day.month, day.day, minute // 60, minute % 60, second, tzinfo=ZONE
        )

    def missing(self, at: int) -> YearNotAnnounced | NoOfficeHours:
        """The error naming the first day from offset ``at`` on for which nothing is known."""
        while 0 <= at < len(self.days) and self.known[at]:
            at = self.last[at] + 1
        day = dt.date.fromordinal(max(1, min(self.first + at, dt.date.max.toordinal())))
        return NoOfficeHours(day) if day.year in self.years else YearNotAnnounced(day.year)
