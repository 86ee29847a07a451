"""Money taken, receipts given, and what was written wrongly undone by a counter entry."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.dossiers.actions.case import payment_received
from congvu.dossiers.actions.fees import refuse_not_chargeable
from congvu.dossiers.actions.receipts import give, void
from congvu.dossiers.errors import AlreadyPaid, CountedBefore
from congvu.dossiers.models import BankEntry, Dossier, FeeDue, Payment, ReceiptBook
from congvu.dossiers.owing import owing_of, receipt_items
from congvu.dossiers.policies import may_collect
from congvu.dossiers.rollups import touch_dues, touch_payments
from congvu.dossiers.rules import Sums, summed
from congvu.dossiers.states import AT_THE_DESK, DossierState, Outcome
from congvu.organizations.errors import refusals_explained


def collect(
    dossier: Dossier,
    dues: Sequence[FeeDue],
    *,
    by: Any,
    method: str,
    book: ReceiptBook | None = None,
    number: int | None = None,
    reference: str = "",
    note: str = "",
    expected: int | None = None,
) -> Payment:
    """Money for some amounts of a dossier, with its receipt: all in one transaction.

    Whoever writes the same money a second time is told that it was taken.
    """
    if method not in AT_THE_DESK:
        raise BadInput(fields={"method": "Chọn tiền mặt hoặc chuyển khoản."})
    twice = (CountedBefore.__doc__ or "").strip()
    with refusals_explained(twice), transaction.atomic():
        row = locked_dossier(dossier, expected)
        require(may_collect(by, row))
        facts = {"method": method, "reference": reference.strip(), "note": note.strip()}
        payment = settle(row, dues, by=by, facts=facts)
        if book is not None:
            give(payment, book, number, by)
        go_on(row, by)
        return payment


def reverse_payment(payment: Payment, *, by: Any, reason: str) -> Payment:
    """A counter entry: what was written stays, its receipt is void, the amounts are owed again."""
    why = words(reason, "Ghi lý do hủy lần thu.")
    with transaction.atomic():
        row = locked_dossier(payment.dossier, None)
        require(may_collect(by, row))
        kept = audit.lock(Payment.objects.all(), payment.pk)
        if kept.is_reversal or kept.reversed_at is not None:
            raise WrongState("Lần thu này đã hủy trước đó.")
        moment = clock.now()
        audit.change(kept, by=by, action="dossiers.reverse_payment", reason=why, reversed_at=moment)
        entry = audit.create(
            counter_entry(kept, why, by), by=by, action="dossiers.reverse_payment", reason=why
        )
        freed = [(due, {"payment": None}) for due in kept.dues.order_by("pk")]
        audit.change_many(freed, by=by, action="dossiers.reverse_payment", reason=why)
        touch_payments([entry])
        touch_dues(due for due, _ in freed)
        void(kept, moment, by, why)
        free_entry(kept, by, why)
        return entry


def locked_dossier(dossier: Dossier, expected: int | None) -> Dossier:
    """The dossier, locked: everything about its money goes one after the other."""
    related = Dossier.objects.select_related("point__unit", "unit")
    row = audit.lock(related, dossier.pk, expected)
    refuse_not_chargeable(row)
    return row


def settle(row: Dossier, dues: Sequence[FeeDue], *, by: Any, facts: dict[str, Any]) -> Payment:
    """The payment of a locked dossier; refuses what is paid, let go or another dossier's."""
    wanted = {one.pk for one in dues}
    if not wanted:
        raise BadInput("Chưa chọn khoản nào để thu.")
    found = [one for one in owing_of(row).standing if one.pk in wanted]
    if len(found) != len(wanted):
        raise WrongState("Có khoản đã bỏ hoặc không thuộc hồ sơ này. Hãy tải lại trang.")
    if any(one.payment_id is not None for one in found):
        raise AlreadyPaid
    total = summed(one.charge for one in found)
    refuse_known(facts)
    payment = audit.create(
        Payment(
            dossier=row,
            point=row.point,
            at=clock.now(),
            by=by,
            items=receipt_items(found),
            **amounts(total),
            **facts,
        ),
        by=by,
        action="dossiers.collect",
    )
    pairs = [(one, {"payment": payment}) for one in found]
    audit.change_many(pairs, by=by, action="dossiers.collect")
    touch_payments([payment])
    touch_dues(found)
    return payment


def refuse_known(facts: dict[str, Any]) -> None:
    """The bank's own number for a transfer stands for one payment."""
    if not facts["reference"]:
        return
    known = Payment.objects.filter(
        method=facts["method"],
        reference=facts["reference"],
        reverses__isnull=True,
        reversed_at__isnull=True,
    )
    if known.exists():
        raise CountedBefore


def amounts(total: Sums) -> dict[str, Decimal]:
    """The three figures of a payment; nothing to pay is no payment."""
    if total.total <= 0:
        raise BadInput("Khoản đã chọn được miễn toàn bộ, không phải thu.")
    return {"fee_amount": total.fee, "charge_amount": total.charge, "amount": total.total}


def counter_entry(kept: Payment, why: str, by: Any) -> Payment:
    """The same amounts with the opposite sign."""
    return Payment(
        dossier_id=kept.dossier_id,
        point_id=kept.point_id,
        at=clock.now(),
        method=kept.method,
        fee_amount=-kept.fee_amount,
        charge_amount=-kept.charge_amount,
        amount=-kept.amount,
        items=[one | {"amount": -one["amount"]} for one in kept.items],
        reference=kept.reference,
        by=by,
        reverses=kept,
        reason=why,
    )


def go_on(row: Dossier, by: Any, *, trusted: bool = False) -> None:
    """A dossier that waited for this money and owes nothing any more goes on."""
    if row.state == DossierState.AWAITING_PAYMENT and not owing_of(row).open:
        facts = {"allowed": lambda _: True} if trusted else {}
        payment_received(row, by=by, **facts)


def free_entry(kept: Payment, by: Any, why: str) -> None:
    """A credit of the bank that was counted for this payment must be decided about again."""
    entry = BankEntry.objects.select_for_update(of=("self",)).filter(payment=kept).first()
    if entry is not None:
        fields = {"payment": None, "outcome": Outcome.UNMATCHED, "dossier": None, "note": ""}
        audit.change(entry, by=by, action="dossiers.reverse_payment", reason=why, **fields)
