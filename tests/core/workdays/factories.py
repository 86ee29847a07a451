"""The calendar and the offices the tests reckon with."""

import datetime as dt

from congvu.core.workdays import (
    NATIONAL_FILE,
    ZONE,
    Calendar,
    CalendarRow,
    Kind,
    OfficeHours,
    Pause,
    load,
    load_hours,
)

ROWS = load(NATIONAL_FILE)
HOURS = load_hours()
CALENDAR = Calendar.build(ROWS, HOURS)

DAY = ["07:00-11:00", "13:00-17:00"]
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), DAY)
SIX_DAYS = OfficeHours.parse({**WEEK, "sat": ["07:00-11:00"]}, name="sáng thứ Bảy")
RECEIVING_SATURDAYS = OfficeHours.parse(
    {**WEEK, "sat": ["07:00-11:00"]}, counted=frozenset(range(5))
)
FRIDAY_MORNING = OfficeHours.parse({**WEEK, "fri": ["07:00-11:00"]})


def day(text: str) -> dt.date:
    """A date as Vietnamese writes it: 28/8/2020."""
    number, month, year = text.split("/")
    return dt.date(int(year), int(month), int(number))


def at(text: str) -> dt.datetime:
    """A moment: 28/8/2020 15:30."""
    date, time = text.split(" ")
    return dt.datetime.combine(day(date), dt.time.fromisoformat(time), tzinfo=ZONE)


def pause(start: str, end: str, reason: str = "supplement") -> Pause:
    """A pause between two moments."""
    return Pause(at(start), at(end), reason)


def row(text: str, kind: Kind = Kind.HOLIDAY, name: str = "Nghỉ thử", **fields) -> CalendarRow:
    """A special day."""
    return CalendarRow(day(text), kind, name, **fields)
