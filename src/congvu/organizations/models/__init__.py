from congvu.organizations.models.calendar import CalendarDay, OfficeHours
from congvu.organizations.models.prepared import (
    calendar_of,
    calendar_touched,
    calendars_with,
    forget_calendars,
    prepared_calendar,
)
from congvu.organizations.models.seat import Delegation, Seat
from congvu.organizations.models.unit import Succession, Unit, below, department, the_department

__all__ = [
    "CalendarDay",
    "Delegation",
    "OfficeHours",
    "Seat",
    "Succession",
    "Unit",
    "below",
    "calendar_of",
    "calendar_touched",
    "calendars_with",
    "department",
    "forget_calendars",
    "prepared_calendar",
    "the_department",
]
