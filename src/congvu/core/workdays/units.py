"""The unit of a time limit, as the publication decision writes it."""

from enum import StrEnum


class Unit(StrEnum):
    """How a limit is counted. ``Unit("days")`` is the API's short word for working days."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    SAME_DAY = "same_day"

    @classmethod
    def _missing_(cls, value: object) -> "Unit | None":
        return cls.WORKING_DAYS if value == "days" else None
