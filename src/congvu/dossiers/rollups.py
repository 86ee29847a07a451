"""Keeping the monthly totals: mark what was touched, count anew, prove them against the rows."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from congvu.core import bulk
from congvu.core.jobs import defer
from congvu.core.registry import Fault, Tally
from congvu.dossiers.counting import usable_months
from congvu.dossiers.ledgers import LEDGERS, OF_DOSSIERS, Counted, Ledger
from congvu.dossiers.models import Dossier, FeeDue, Payment, RolledMonth, StaleMonth
from congvu.dossiers.rules import TOTALS_LABELS, Totals, events_of, month_of, months_between

JOB = "dossiers.roll_up"
# a month is added up a day after it ended, so that no transaction of it is still under way
GRACE = dt.timedelta(days=1)

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
    then nothing is written. The money of a dossier that counts elsewhere now counts there too.
    """
    months: set[dt.date] = set()
    moved: list[int] = []
    for was, row in zip(before, rows, strict=True):
        now = shares_of(row)
        months |= {share[0] for share in was ^ now}
        if was and not row.is_imported and {one[2:5] for one in was} != {one[2:5] for one in now}:
            moved.append(row.pk)
    mark(months)
    if moved:
        touch_payments(Payment.objects.filter(dossier__in=moved))
        touch_dues(FeeDue.objects.filter(dossier__in=moved))


def touch_payments(rows: Iterable[Payment]) -> None:
    """Mark the past months of payments that were written or count elsewhere now."""
    mark({month_of(one.at) for one in rows}, Totals.PAYMENTS)


def touch_dues(rows: Iterable[FeeDue]) -> None:
    """Mark the past months in which these amounts were charged: something of them changed."""
    mark({month_of(one.created_at) for one in rows}, Totals.DUES)


def mark(months: Iterable[dt.date], of: Totals = Totals.DOSSIERS) -> None:
    """Mark months that are over as touched."""
    edge = first_open_month()
    past = sorted(month for month in set(months) if month < edge)
    if past:
        bulk.insert_many([StaleMonth(of=of, month=month) for month in past])
        defer(JOB, once=True)


def to_roll_up(ledger: Ledger = OF_DOSSIERS) -> list[dt.date]:
    """Months that are over and have no totals that hold."""
    moments = [moment for moment in ledger.first() if moment]
    if not moments:
        return []
    first, usable = min(map(month_of, moments)), set(usable_months(ledger.of))
    return [month for month in months_between(first, first_open_month()) if month not in usable]


def roll_up(month: dt.date, ledger: Ledger = OF_DOSSIERS) -> int:
    """Add one month up; how many totals. Marks set meanwhile stay, and it is counted again."""
    with transaction.atomic():
        RolledMonth.objects.get_or_create(of=ledger.of, month=month)
        rows = RolledMonth.objects.select_for_update()
        rolled = rows.get(of=ledger.of, month=month)  # one worker a month
        seen = StaleMonth.objects.filter(of=ledger.of, month=month)
        marks = list(seen.values_list("pk", flat=True))
        totals = recounted(ledger, month)
        ledger.rows(month).delete()
        bulk.insert_many([ledger.total(month, *one) for one in in_order(totals)])
        rolled.counted_at = timezone.now()
        rolled.save(update_fields=["counted_at"])
        for start in range(0, len(marks), 500):
            StaleMonth.objects.filter(pk__in=marks[start : start + 500]).delete()
    return len(totals)


def in_order(totals: Counted) -> list[tuple[tuple, tuple]]:
    """In one order, whatever the database answered first."""
    return sorted(totals.items(), key=lambda one: tuple(map(str, one[0])))


def recounted(ledger: Ledger, month: dt.date) -> Counted:
    """The totals of a month, counted from the rows."""
    return ledger.counted(month)


def check_totals(tally: Tally) -> Iterator[Fault]:
    """For ``verify``: every month that holds says what its rows say."""
    for ledger in LEDGERS:
        for month in usable_months(ledger.of):
            wrong, right = ledger.kept(month), recounted(ledger, month)
            tally.values += len(right)
            stale = StaleMonth.objects.filter(of=ledger.of, month=month)
            if wrong != right and not stale.exists():
                yield fault(ledger, month, wrong, right)


def fault(ledger: Ledger, month: dt.date, wrong: Counted, right: Counted) -> Fault:
    """Which figures of a month are kept otherwise than the rows say."""
    keys = {key[0] for key, _ in wrong.items() ^ right.items()}
    names = ", ".join(sorted(map(str, keys)))
    what = TOTALS_LABELS[ledger.of].lower()
    message = f"Số cộng dồn tháng {month:%m/%Y} khác với {what}: {names}."
    return Fault("dossiers.rollup", f"{month:%Y-%m}", message)
