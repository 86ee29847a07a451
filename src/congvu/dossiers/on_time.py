"""How many dossiers of twelve months were resolved in time, as the public pages print it."""

import datetime as dt

from django.utils import timezone

from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import MEASURES, summed
from congvu.dossiers.registry import OnTime
from congvu.dossiers.rules import Figure, Name

MONTHS = 12
CODE = "on_time_rate"


def on_time(procedure: int | None, unit: int | None, now: dt.datetime) -> OnTime | None:
    """Of one procedure or unit; None where nothing was due yet."""
    today = timezone.localdate(now)
    start, end = twelve_months(today)
    scope = Scope(start=start, end=end, now=now, procedure=procedure, unit=unit)
    measure = MEASURES[CODE]
    figures = (Figure.EARLY, Figure.ON_TIME, Figure.OVERDUE)
    sums = summed(scope, figures=figures)[None]
    good = sum(sums[name] for name in measure.numerator)
    whole = sum(sums[name] for name in measure.denominator)
    if not whole:
        return None
    imported = sums.share(Name.IMPORTED, Name.TAKEN)
    share = 100 * good / whole
    return OnTime(share, good, whole, start, today, imported, measure.definition)


def twelve_months(today: dt.date) -> tuple[dt.date, dt.date]:
    """The month of ``today`` and the eleven before; the end is the first day after."""
    last = today.year * MONTHS + today.month - 1
    first, beyond = last - MONTHS + 1, last + 1
    return tuple(dt.date(n // MONTHS, n % MONTHS + 1, 1) for n in (first, beyond))  # type: ignore[return-value]
