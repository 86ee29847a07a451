from congvu.organizations.models.calendar import CalendarDay, OfficeHours
from congvu.organizations.models.seat import Delegation, Seat
from congvu.organizations.models.unit import Succession, Unit

__all__ = ["CalendarDay", "Delegation", "OfficeHours", "Seat", "Succession", "Unit"]
