"""Early, on time, overdue."""

import datetime as dt

from congvu.core.workdays import Unit
from congvu.core.workdays.zone import local
from congvu.dossiers.rules.clock import DAY_UNITS
from congvu.dossiers.states import Lateness


def is_whole_day(moment: dt.datetime) -> bool:
    """Whether only the day is known: lists from elsewhere often give no time of day."""
    return local(moment).time() == dt.time()


def is_late(finished: dt.datetime, due: dt.datetime) -> bool:
    """Whether ``finished`` is after ``due``; by days where one of them is only a day."""
    if is_whole_day(finished) or is_whole_day(due):
        return local(finished).date() > local(due).date()
    return finished > due


def lateness(finished: dt.datetime, due: dt.datetime, unit: Unit = Unit.WORKING_DAYS) -> Lateness:
    """Fixed at signature. Of a limit in days, early is a day before the due day."""
    if is_late(finished, due):
        return Lateness.OVERDUE
    if unit in DAY_UNITS or is_whole_day(finished) or is_whole_day(due):
        early = local(finished).date() < local(due).date()
    else:
        early = finished < due
    return Lateness.EARLY if early else Lateness.ON_TIME


def minutes_late(finished: dt.datetime, due: dt.datetime) -> int:
    """How late in plain minutes, at least one; 0 when not late."""
    if not is_late(finished, due):
        return 0
    return max(1, int((finished - due).total_seconds() // 60))


def on_time_share(early: int, on_time: int, overdue: int, pending_overdue: int) -> float | None:
    """(early + on time) ÷ (resolved + overdue and not yet resolved), in percent."""
    whole = early + on_time + overdue + pending_overdue
    return 100 * (early + on_time) / whole if whole else None
