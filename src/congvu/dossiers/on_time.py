"""How many dossiers of twelve months were resolved in time, as the public pages print it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import MEASURES, summed
from congvu.dossiers.models import Dossier
from congvu.dossiers.models.source import updates_words
from congvu.dossiers.registry import OnTime, OnTimeMonth
from congvu.dossiers.rules import Figure, Name, months_between
from congvu.dossiers.states import RESOLVED, Lateness

MONTHS = 12
CODE = "on_time_rate"
IN_TIME = frozenset({Lateness.EARLY, Lateness.ON_TIME})
LATE = frozenset({Lateness.OVERDUE})
OF_MONTHS = (
    "Mỗi cột là tỷ lệ hồ sơ trước hạn và đúng hạn trong số hồ sơ có kết quả trong tháng đó. Hồ sơ"
    " đã quá hạn mà chưa có kết quả chỉ tính vào tỷ lệ chung."
)


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
    months, sources = tuple(by_month(scope)), updates_words() if imported else ""
    told = measure.definition, months, OF_MONTHS, sources
    return OnTime(share, good, whole, start, today, imported, *told)


def by_month(scope: Scope) -> Iterator[OnTimeMonth]:
    """Every month of the period with its results, in one query."""
    timed = {"state__in": RESOLVED, "accepted_at__isnull": False, "lateness__in": IN_TIME | LATE}
    inside = {"closed_at__gte": scope.begin, "closed_at__lt": scope.moment}
    rows = Dossier.objects.filter(scope.where(), **timed, **inside).order_by()
    grouped = rows.values("lateness", month=TruncMonth("closed_at")).annotate(number=Count("pk"))
    found: Counter[tuple[dt.date, bool]] = Counter()
    for line in grouped:
        month = timezone.localdate(line["month"])
        found[month, line["lateness"] in IN_TIME] += line["number"]
    for month in months_between(scope.start, scope.end):
        good = found[month, True]
        yield OnTimeMonth(month, good, good + found[month, False])


def twelve_months(today: dt.date) -> tuple[dt.date, dt.date]:
    """The month of ``today`` and the eleven before; the end is the first day after."""
    last = today.year * MONTHS + today.month - 1
    first, beyond = last - MONTHS + 1, last + 1
    return tuple(dt.date(n // MONTHS, n % MONTHS + 1, 1) for n in (first, beyond))  # type: ignore[return-value]
