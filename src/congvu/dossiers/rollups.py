"""Keeping the monthly totals: mark what was touched, count anew, prove them against the rows."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from congvu.core import bulk
from congvu.core.jobs import defer
from congvu.core.registry import Fault, Tally
from congvu.dossiers.counting import KEYS, Counts, Scope, live, usable_months
from congvu.dossiers.models import Dossier, RolledMonth, RollUp, StaleMonth
from congvu.dossiers.rules import Figure, events_of, month_of, months_between, next_month, opening

JOB = "dossiers.roll_up"
# a month is added up a day after it ended, so that no transaction of it is still under way
GRACE = dt.timedelta(days=1)
EVERY = frozenset(Figure)

Share = tuple  # (month, figure, unit, point, procedure, channel, imported)


def shares_of(row: Dossier) -> set[Share]:
    """What one dossier adds to the totals."""
    key = (row.unit_id, row.point_id, row.procedure_id, row.channel, row.is_imported)
    return {(month_of(moment), figure, *key) for figure, moment in events_of(row)}


def first_open_month() -> dt.date:
    """The month that is not added up yet. By the machine's clock: stories play in the past."""
    return month_of(timezone.now() - GRACE)


def touch(before: Iterable[set[Share]], rows: Iterable[Dossier]) -> None:
    """Mark the past months in which what these rows add has changed; of new rows ``before`` = {}.

    Called in the transaction that changed them. What happens today touches this month only, and
    then nothing is written.
    """
    months: set[dt.date] = set()
    for was, row in zip(before, rows, strict=True):
        months |= {share[0] for share in was ^ shares_of(row)}
    mark(months)


def mark(months: Iterable[dt.date]) -> None:
    """Mark months that are over as touched."""
    edge = first_open_month()
    past = sorted(month for month in set(months) if month < edge)
    if past:
        bulk.insert_many([StaleMonth(month=month) for month in past])
        defer(JOB, once=True)


def to_roll_up() -> list[dt.date]:
    """Months that are over and have no totals that hold."""
    first = first_month()
    if first is None:
        return []
    usable = set(usable_months())
    return [month for month in months_between(first, first_open_month()) if month not in usable]


def first_month() -> dt.date | None:
    """The month of the first dossier."""
    found = Dossier.objects.aggregate(a=Min("accepted_at"), s=Min("submitted_at"))
    moments = [moment for moment in found.values() if moment]
    return min(map(month_of, moments)) if moments else None


def roll_up(month: dt.date) -> int:
    """Add one month up; how many totals. Marks set meanwhile stay, and it is counted again."""
    with transaction.atomic():
        RolledMonth.objects.get_or_create(month=month)
        rolled = RolledMonth.objects.select_for_update().get(month=month)  # one worker a month
        marks = list(StaleMonth.objects.filter(month=month).values_list("pk", flat=True))
        totals = recounted(month)
        RollUp.objects.filter(month=month).delete()
        bulk.insert_many([total(month, key, number) for key, number in sorted_totals(totals)])
        rolled.counted_at = timezone.now()
        rolled.save(update_fields=["counted_at"])
        for start in range(0, len(marks), 500):
            StaleMonth.objects.filter(pk__in=marks[start : start + 500]).delete()
    return len(totals)


def sorted_totals(totals: Counts) -> list:
    """In one order, whatever the database answered first."""
    return sorted(totals.items(), key=lambda one: tuple(map(str, one[0])))


def total(month: dt.date, key: tuple, number: int) -> RollUp:
    """One row."""
    figure, unit, point, procedure, channel, imported = key
    return RollUp(
        month=month, figure=figure, unit_id=unit, point_id=point, procedure_id=procedure,
        channel=channel, imported=bool(imported), count=number,
    )  # fmt: skip


def recounted(month: dt.date) -> Counts:
    """The totals of a month, counted from the rows."""
    end = next_month(month)
    scope = Scope(month, end, opening(end))
    found: Counts = Counts()
    for key, number in live(scope, set(EVERY), KEYS, [(scope.begin, opening(end))]):
        _, figure, *rest, imported = key
        found[(figure, *rest, bool(imported))] += number
    return found


def kept(month: dt.date) -> Counts:
    """The totals of a month as they are kept."""
    rows = RollUp.objects.filter(month=month)
    found: Counts = Counts()
    names = ("figure", "unit_id", "point_id", "procedure_id", "channel", "imported", "count")
    for figure, *rest, number in rows.values_list(*names):
        found[(Figure(figure), *rest)] += number
    return found


def check_totals(tally: Tally) -> Iterator[Fault]:
    """For ``verify``: every month that holds says what its rows say."""
    for month in usable_months():
        wrong, right = kept(month), recounted(month)
        tally.values += len(right)
        if wrong != right and not StaleMonth.objects.filter(month=month).exists():
            keys = {key[0] for key in (wrong - right) + (right - wrong)}
            names = ", ".join(sorted(figure.value for figure in keys))
            message = f"Số cộng dồn tháng {month:%m/%Y} khác với hồ sơ: {names}."
            yield Fault("dossiers.rollup", f"{month:%Y-%m}", message)
