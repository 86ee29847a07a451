"""Working time: due dates explained day by day. Plain Python, no Django.

Law: Civil Code 2015 Đ147–148 (time limits), Labour Code 2019 Đ111–112 (rest days, holidays).
"""

from congvu.core.workdays.calendar import Calendar
from congvu.core.workdays.counting import (
    Between,
    between,
    is_working_day,
    next_opening,
    working_days_before,
    working_days_left,
)
from congvu.core.workdays.engine import Due, begun, due, due_date, explain
from congvu.core.workdays.errors import (
    BadCalendarFile,
    BadMoment,
    BadOfficeHours,
    BadTimeLimit,
    NoOfficeHours,
    YearNotAnnounced,
)
from congvu.core.workdays.explain import DayLine
from congvu.core.workdays.hours import Hours, OfficeHours, Session
from congvu.core.workdays.loading import HOURS_FILE, NATIONAL_FILE, load, load_hours
from congvu.core.workdays.pauses import REASONS, Pause
from congvu.core.workdays.rows import CalendarRow, Kind, Status
from congvu.core.workdays.running import office_seconds, share_run
from congvu.core.workdays.units import Unit
from congvu.core.workdays.zone import ZONE

__all__ = [
    "HOURS_FILE",
    "NATIONAL_FILE",
    "REASONS",
    "ZONE",
    "BadCalendarFile",
    "BadMoment",
    "BadOfficeHours",
    "BadTimeLimit",
    "Between",
    "Calendar",
    "CalendarRow",
    "DayLine",
    "Due",
    "Hours",
    "Kind",
    "NoOfficeHours",
    "OfficeHours",
    "Pause",
    "Session",
    "Status",
    "Unit",
    "YearNotAnnounced",
    "begun",
    "between",
    "due",
    "due_date",
    "explain",
    "is_working_day",
    "load",
    "load_hours",
    "next_opening",
    "office_seconds",
    "share_run",
    "working_days_before",
    "working_days_left",
]
