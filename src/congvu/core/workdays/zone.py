"""Office time is Vietnam's: UTC+7 all year."""

import datetime as dt
from zoneinfo import ZoneInfo

from congvu.core.workdays.errors import BadMoment

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment on the office's clock; a naive one is refused, it could mean anything."""
    if moment.tzinfo is ZONE:
        return moment
    if moment.tzinfo is None:
        raise BadMoment
    try:
        return moment.astimezone(ZONE)
    except OverflowError as error:  # the last hours of year 9999
        raise BadMoment from error


def day_of(start: dt.date) -> dt.date:
    """The day of a moment on the office's clock; a plain date is its own day."""
    return local(start).date() if isinstance(start, dt.datetime) else start


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after that of a day."""
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def opening(day: dt.date) -> dt.datetime:
    """The midnight at which a day begins on the office's clock."""
    return dt.datetime.combine(day, dt.time(), tzinfo=ZONE)
