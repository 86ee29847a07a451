"""What is owed on a dossier as it stands, what its version would charge, whom to pay."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from congvu.core.errors import WrongState
from congvu.dossiers.errors import StillOwed
from congvu.dossiers.models import BankAccount, Dossier, FeeDue
from congvu.dossiers.rules import CannotEncode, Sums, purpose_of, summed, vietqr
from congvu.dossiers.states import OPEN, RESOLVED
from congvu.procedures.models import FeeRule

CHARGEABLE = OPEN | RESOLVED


@dataclass(frozen=True)
class Owing:
    """The amounts of a dossier, taken apart once."""

    dues: list[FeeDue]

    @property
    def standing(self) -> list[FeeDue]:
        """Those not let go."""
        return [one for one in self.dues if one.dropped_at is None]

    @property
    def open(self) -> list[FeeDue]:
        """Those still to be paid."""
        return [one for one in self.dues if one.is_open]

    @property
    def owed(self) -> Sums:
        """What all of them come to."""
        return summed(one.charge for one in self.standing)

    @property
    def left(self) -> Sums:
        """What is still to be paid."""
        return summed(one.charge for one in self.open)


def owing_of(row: Dossier) -> Owing:
    """One query."""
    return Owing(list(row.dues.select_related("payment").order_by("pk")))


def refuse_when_owed(row: Dossier) -> None:
    """Nobody says "paid" while something is written as owed."""
    if owing_of(row).open:
        raise StillOwed


def refuse_when_paid(row: Dossier) -> None:
    """Nobody is asked to pay what is paid already."""
    owing = owing_of(row)
    if owing.standing and not owing.open:
        raise WrongState("Các khoản của hồ sơ đã thu đủ hoặc được miễn, không còn khoản phải nộp.")


def rules_left(row: Dossier, owing: Owing) -> list[FeeRule]:
    """Rules of the pinned version not yet written for this dossier."""
    if row.procedure_version_id is None:
        return []
    written = {one.rule_id for one in owing.standing}
    rules = FeeRule.objects.filter(procedure_version=row.procedure_version_id).order_by("order")
    return [one for one in rules if one.pk not in written]


def account_of(row: Dossier) -> BankAccount | None:
    """The account of the counter's unit, else of the unit right above it, in one query."""
    if row.point is None:
        return None
    unit = row.point.unit
    chain = [key for key in (unit.pk, unit.parent_id) if key]
    found = {one.unit_id: one for one in BankAccount.objects.filter(unit__in=chain, active=True)}
    return next((found[key] for key in chain if key in found), None)


@dataclass(frozen=True)
class TransferOrder:
    """How to pay by transfer: what stands in the code, and in words."""

    account: BankAccount
    amount: Decimal
    purpose: str
    text: str  # of the code; empty where it does not fit into one


def transfer_of(row: Dossier, owing: Owing) -> TransferOrder | None:
    """What is still owed, as a transfer; None where nothing is, or there is no account."""
    amount = owing.left.total
    account = account_of(row) if amount > 0 else None
    if account is None:
        return None
    try:
        purpose = purpose_of(row.code)
        text = vietqr(account.bank_bin, account.number, amount, purpose)
    except CannotEncode:
        purpose, text = row.code, ""
    return TransferOrder(account, amount, purpose, text)


def receipt_items(dues: list[FeeDue]) -> list[dict[str, Any]]:
    """What was paid for, as the receipt says it."""
    return [
        {"due": one.pk, "kind": one.kind, "label": one.label, "amount": int(one.owed)}
        for one in dues
    ]
