"""Days of a campaign, counted on the office's own calendar. Every period is a parameter."""

import datetime as dt
from dataclasses import dataclass

from congvu.core import workdays
from congvu.core.workdays import DayLine, Unit
from congvu.inspections.models import Inspection
from congvu.organizations.models import prepared_calendar


@dataclass(frozen=True)
class Deadline:
    """A due day with its explanation, day by day."""

    due: dt.date
    provisional: bool
    days: tuple[DayLine, ...]


def working_days_after(start: dt.date, amount: int) -> Deadline:
    """``amount`` working days after ``start``; the first day does not count (BLDS 2015 Đ147)."""
    calendar, hours = prepared_calendar(None, start)
    found = workdays.due(start, amount, Unit.WORKING_DAYS, calendar, hours)
    return Deadline(found.due.date(), found.provisional, tuple(found.days))


def working_days_before(day: dt.date, amount: int) -> dt.date:
    """The ``amount``-th working day before ``day``."""
    calendar, hours = prepared_calendar(None, day)
    return workdays.working_days_before(day, amount, calendar, hours) if amount else day


def self_report_due(inspection: Inspection, day: dt.date) -> dt.date:
    """Last day for a unit's own report before it is visited on ``day``."""
    return working_days_before(day, int(inspection.parameters["self_report_working_days"]))


def working_days_left(today: dt.date, due: dt.date) -> int:
    """Working days after ``today`` up to ``due``; negative when it has passed."""
    calendar, hours = prepared_calendar(None, today)
    return workdays.working_days_left(today, due, calendar, hours)


def conclusion_due(inspection: Inspection) -> Deadline | None:
    """Last day for the conclusion, counted from the last visit; None before visits have days."""
    days = inspection.visits.live().filter(day__isnull=False).order_by("-day")
    last = days.values_list("day", flat=True).first()
    if last is None:
        return None
    return working_days_after(last, int(inspection.parameters["conclusion_working_days"]))


def conclusion_clock(
    inspection: Inspection, last: dt.date | None, today: dt.date
) -> tuple[Deadline, int] | None:
    """The conclusion's deadline and the working days left, on a calendar fetched once.

    ``last`` is the day of the last visit, known to a page that has the visits at hand.
    """
    if last is None:
        return None
    calendar, hours = prepared_calendar(None, last)
    days = int(inspection.parameters["conclusion_working_days"])
    found = workdays.due(last, days, Unit.WORKING_DAYS, calendar, hours)
    left = workdays.working_days_left(today, found.due.date(), calendar, hours)
    return Deadline(found.due.date(), found.provisional, tuple(found.days)), left
