"""The calendar: special days by date, prepared once for each office's hours."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from congvu.core.workdays.errors import NoOfficeHours
from congvu.core.workdays.hours import Hours
from congvu.core.workdays.rows import STATUTORY, CalendarRow
from congvu.core.workdays.timetable import Timetable


@dataclass(frozen=True)
class Calendar:
    """Special days in force for one office, and the hours used when a caller names none.

    Of two rows on one day the later given wins, but one that only waits never displaces one that
    counts; so national rows come first, then the province's, then the office's own.
    """

    rows: tuple[CalendarRow, ...]
    hours: Hours | None = None
    _tables: dict[Hours, Timetable] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def build(cls, rows: Iterable[CalendarRow], hours: Hours | None = None) -> "Calendar":
        """A calendar of ``rows``; build it once and keep it while the rows don't change."""
        return cls(tuple(rows), hours)

    def with_rows(
        self, extra: Iterable[CalendarRow], without: Iterable[dt.date] = ()
    ) -> "Calendar":
        """A new calendar with ``extra`` days (and not those on ``without``): a rehearsal."""
        gone = frozenset(without)
        kept = [row for row in self.rows if row.date not in gone]
        return Calendar((*kept, *extra), self.hours)

    def table(self, hours: Hours | None = None) -> Timetable:
        """The calendar as one office lives it; prepared at first use, then kept."""
        chosen = hours or self.hours
        if chosen is None:
            raise NoOfficeHours
        table = self._tables.get(chosen)
        if table is None:
            table = self._tables[chosen] = Timetable(
                self.by_date(), self.announced(), self.provisional_years(), chosen
            )
        return table

    def by_date(self) -> Mapping[dt.date, CalendarRow]:
        """The one row that holds for each special day."""
        days: dict[dt.date, CalendarRow] = {}
        for row in self.rows:
            if row.counts or row.date not in days:
                days[row.date] = row
        return days

    def announced(self) -> frozenset[int]:
        """Years with public holidays; a local day or half a swap does not make a calendar."""
        return frozenset(row.date.year for row in self.rows if row.counts and row.kind in STATUTORY)

    def provisional_years(self) -> frozenset[int]:
        """Years any of whose public holidays is not yet announced."""
        return frozenset(
            row.date.year for row in self.rows if row.provisional and row.kind in STATUTORY
        )
