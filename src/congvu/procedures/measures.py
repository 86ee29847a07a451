"""What procedures measure: how many state all that must be public, by unit and month."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, QuerySet

from congvu.core import clock
from congvu.core.measures import Counted
from congvu.core.workdays.zone import next_month
from congvu.procedures.models import ProcedureVersion


def day_of(month: dt.date) -> dt.date:
    """The day a month is measured on: its last, or today."""
    return min(next_month(month) - dt.timedelta(days=1), clock.today())


def held(user: Any, month: dt.date) -> QuerySet:
    """Versions in force on the day of a month."""
    return ProcedureVersion.objects.visible_to(user).in_force(day_of(month))


def lacking(versions: QuerySet) -> QuerySet:
    """Those that do not state one of the four parts."""
    return ProcedureVersion.objects.filter(pk__in=versions.incomplete().values("pk"))


def by_owner(versions: QuerySet) -> dict[int, int]:
    """How many of each unit that decides."""
    rows = versions.order_by().values_list("procedure__owner")
    return dict(rows.annotate(n=Count("pk")))


def counted(user: Any, first: dt.date, last: dt.date) -> Iterator[Counted]:
    """By unit and month, until now."""
    month = first
    while month <= min(last, clock.today()):
        versions = held(user, month)
        gaps = by_owner(lacking(versions))
        for unit, whole in sorted(by_owner(versions).items()):
            yield Counted(unit, month, whole - gaps.get(unit, 0), whole)
        month = next_month(month)


def rows(user: Any, month: dt.date, unit: int | None, numerator: bool) -> list[QuerySet]:
    """The versions of one number."""
    found = held(user, month).filter(procedure__owner=unit)
    return [found.exclude(pk__in=lacking(found).values("pk")) if numerator else found]
