from congvu.organizations.models.calendar import CalendarDay, OfficeHours
from congvu.organizations.models.prepared import (
    build_calendar,
    calendar_of,
    calendar_touched,
    forget_calendars,
    prepared_calendar,
)
from congvu.organizations.models.seat import Delegation, Seat
from congvu.organizations.models.unit import Succession, Unit, department

__all__ = [
    "CalendarDay",
    "Delegation",
    "OfficeHours",
    "Seat",
    "Succession",
    "Unit",
    "build_calendar",
    "calendar_of",
    "calendar_touched",
    "department",
    "forget_calendars",
    "prepared_calendar",
]
