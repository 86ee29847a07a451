"""Fees of the told dossiers: every other one owes something, nearly all of it paid."""

import datetime as dt
from typing import Any

RATES = (8_000, 15_000, 30_000, 50_000, 120_000)


def charged(until: dt.datetime) -> None:
    """Amounts due and payments of dossiers that have none: cash and transfers, some amounts
    relieved, let go or still owed, now and then a payment taken back."""
    from congvu.dossiers.models import Dossier, FeeDue, Payment

    rows = Dossier.objects.filter(source=None, accepted_at__isnull=False, dues=None)
    dues, payments = [], []
    for number, row in enumerate(rows.order_by("pk")[::2]):
        due = due_of(number, row)
        dues.append(due)
        at = row.accepted_at + dt.timedelta(days=number % 40 if number % 3 == 0 else 0)
        if at < until and due.dropped_at is None and due.owed and number % 20:
            payments.append(paid(number, due, at))
    Payment.objects.bulk_create(payments)
    Payment.objects.bulk_create([taken_back(one) for one in payments[::100]])
    for due in dues:
        due.payment = due.payment  # its key is known now
    FeeDue.objects.bulk_create(dues)


def due_of(number: int, row: Any) -> Any:
    """One amount, with the day the dossier was taken in."""
    from congvu.dossiers.models import FeeDue

    rate, when = RATES[number % len(RATES)], row.accepted_at
    due = FeeDue(
        dossier=row,
        kind="fee" if number % 4 else "charge",
        label="Phí thẩm định",
        rate=rate,
        created_at=when,
    )
    if number % 25 == 1:
        due.relief, due.relief_amount = "poor_household", rate if number % 2 else rate // 2
    if number % 50 == 2:
        due.dropped_at, due.drop_reason = when, "Ghi nhầm"
    return due


def paid(number: int, due: Any, at: dt.datetime) -> Any:
    """The payment of one amount."""
    from congvu.dossiers.models import Payment

    due.payment = Payment(
        dossier=due.dossier,
        point_id=due.dossier.point_id,
        at=at,
        method="transfer" if number % 3 == 1 else "cash",
        fee_amount=due.owed if due.kind == "fee" else 0,
        charge_amount=due.owed if due.kind == "charge" else 0,
        amount=due.owed,
    )
    return due.payment


def taken_back(kept: Any) -> Any:
    """A counter entry; its amount was paid once more, as the due still says."""
    from congvu.dossiers.models import Payment

    return Payment(
        dossier_id=kept.dossier_id,
        point_id=kept.point_id,
        at=kept.at,
        method=kept.method,
        fee_amount=-kept.fee_amount,
        charge_amount=-kept.charge_amount,
        amount=-kept.amount,
        reverses=kept,
        reason="Thu nhầm",
    )
