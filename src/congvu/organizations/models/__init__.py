from congvu.organizations.models.calendar import CalendarDay, OfficeHours, prepared_calendar
from congvu.organizations.models.seat import Delegation, Seat
from congvu.organizations.models.unit import Succession, Unit, department

__all__ = [
    "CalendarDay",
    "Delegation",
    "OfficeHours",
    "Seat",
    "Succession",
    "Unit",
    "department",
    "prepared_calendar",
]
