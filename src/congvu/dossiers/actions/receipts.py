"""Books of receipts, and the numbers given out of them: typed as printed, or drawn here."""

import copy
import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.dossiers import rules
from congvu.dossiers.errors import NumberTaken
from congvu.dossiers.models import Payment, Receipt, ReceiptBook
from congvu.dossiers.policies import may_collect, may_keep_books
from congvu.organizations.errors import validated

FIXED = frozenset({"point", "form", "series", "name", "width"})


def open_book(*, by: Any, **fields: Any) -> ReceiptBook:
    """A book taken into use at a counter."""
    require(may_keep_books(by, fields.get("point")))
    with transaction.atomic():
        book = validated(ReceiptBook(**fields))
        return audit.create(book, by=by, action="dossiers.open_book")


def edit_book(book: ReceiptBook, *, by: Any, expected: int | None = None, **fields: Any) -> Any:
    """Correct a book; once a receipt was written from it, what is printed on it stays."""
    require(may_keep_books(by, book.point))
    with transaction.atomic():
        kept = audit.lock(ReceiptBook.objects.select_related("point"), book.pk, expected)
        require(may_keep_books(by, fields.get("point", kept.point)))
        proposed = copy.copy(kept)
        for name, value in fields.items():
            setattr(proposed, name, value)
        validated(proposed)
        refuse_used(kept, proposed, fields)
        return audit.change(kept, by=by, action="dossiers.edit_book", **fields)


def refuse_used(kept: ReceiptBook, proposed: ReceiptBook, fields: dict[str, Any]) -> None:
    """Receipts already given out must still be found under what is printed on them."""
    used = kept.receipts.aggregate(low=Min("number"), high=Max("number"))
    if used["high"] is None:
        return
    for name in FIXED & fields.keys():
        if getattr(kept, name) != fields[name]:
            raise BadInput(fields={name: "Quyển đã có biên lai, không đổi được."})
    if not proposed.first <= used["low"] <= used["high"] <= proposed.last:
        raise BadInput(fields={"last": "Dải số phải chứa mọi biên lai đã viết."})


def give_receipt(
    payment: Payment, *, by: Any, book: ReceiptBook, number: int | None = None
) -> Receipt:
    """A receipt for money that came without one, by transfer for instance."""
    with transaction.atomic():
        related = Payment.objects.select_related("dossier__point__unit")
        kept = audit.lock(related, payment.pk)
        require(may_collect(by, kept.dossier))
        return give(kept, book, number, by)


def give(payment: Payment, book: ReceiptBook, number: int | None, by: Any) -> Receipt:
    """The next number of a book that draws, the typed one of any other; never one twice."""
    if payment.is_reversal or payment.reversed_at is not None:
        raise WrongState("Lần thu này đã hủy, không viết biên lai.")
    if Receipt.objects.filter(payment=payment).exists():
        raise WrongState("Lần thu này đã có biên lai.")
    kept = audit.lock(ReceiptBook.objects.all(), book.pk)
    if kept.point_id != payment.point_id or not kept.active:
        raise BadInput(fields={"book": "Quyển biên lai này không dùng ở nơi thu của hồ sơ."})
    chosen = drawn(kept) if kept.draws else typed(kept, number)
    receipt = Receipt(book=kept, number=chosen, payment=payment)
    return audit.create(receipt, by=by, action="dossiers.give_receipt")


def drawn(book: ReceiptBook) -> int:
    """The next number of a locked book."""
    last = book.receipts.aggregate(last=Max("number"))["last"]
    number = book.first if last is None else last + 1
    if number > book.last:
        raise BadInput(fields={"book": "Quyển biên lai đã hết số. Hãy mở quyển mới."})
    return number


def typed(book: ReceiptBook, number: int | None) -> int:
    """The number printed on the receipt, as the officer reads it."""
    if number is None:
        raise BadInput(fields={"number": "Gõ số in trên biên lai."})
    if problem := rules.receipt_problem(number, book.first, book.last, book.width):
        raise BadInput(fields={"number": problem})
    if book.receipts.filter(number=number).exists():
        raise NumberTaken(fields={"number": (NumberTaken.__doc__ or "").strip()})
    return number


def void(payment: Payment, moment: dt.datetime, by: Any, why: str) -> None:
    """The receipt of a payment undone keeps its number, crossed out."""
    receipt = Receipt.objects.filter(payment=payment).select_related("book").first()
    if receipt is not None:
        audit.change(
            receipt, by=by, action="dossiers.void_receipt", reason=why, cancelled_at=moment
        )
