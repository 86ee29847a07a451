"""Credits against what dossiers owe: by the code in the memo, and by the whole amount."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from congvu.dossiers.bank.reading import Credit
from congvu.dossiers.models import BankAccount, BankEntry, Dossier, FeeDue, Payment, ReceivingPoint
from congvu.dossiers.owing import CHARGEABLE, Owing
from congvu.dossiers.rules import code_finder
from congvu.dossiers.states import Outcome, PaymentMethod


@dataclass
class Match:
    """A credit and what it is for."""

    credit: Credit
    outcome: str
    dossier: Dossier | None = None
    owed: Decimal | None = None
    dues: Sequence[FeeDue] = ()
    payment: Payment | None = None  # written by hand before, with the bank's own number


def points_of(account: BankAccount) -> list[ReceivingPoint]:
    """Counters that are paid into an account: of its unit, and below where there is none."""
    own = BankAccount.objects.filter(active=True).exclude(pk=account.pk).values("unit")
    below = Q(unit__parent=account.unit_id) & ~Q(unit__in=own)
    return list(ReceivingPoint.objects.filter(Q(unit=account.unit_id) | below).order_by("pk"))


def matched(credits: Sequence[Credit], account: BankAccount) -> tuple[list[Match], list[Credit]]:
    """Every credit not taken in before with what it is for, and those that were; few queries."""
    marks = [one.fingerprint for one in credits]
    known = set(
        BankEntry.objects.filter(account=account, fingerprint__in=marks).values_list(
            "fingerprint", flat=True
        )
    )
    fresh = [one for one in credits if one.fingerprint not in known]
    points = points_of(account)
    finders = [code_finder(one.code_pattern, one.agency_code) for one in points]
    codes = {one.number: [code for find in finders for code in find(one.memo)] for one in fresh}
    dossiers = dossiers_by_code({code for found in codes.values() for code in found}, points)
    written = written_by_hand(fresh)
    taken: set[int] = set()
    matches = []
    for one in fresh:
        there = {
            dossiers[code].pk: dossiers[code] for code in codes[one.number] if code in dossiers
        }
        match = matched_one(one, list(there.values()), written.get(one.reference), taken)
        if match.outcome == Outcome.MATCHED:
            taken.add(match.dossier.pk)  # type: ignore[union-attr]
        matches.append(match)
    return matches, [one for one in credits if one.fingerprint in known]


def dossiers_by_code(codes: set[str], points: Sequence[ReceivingPoint]) -> dict[str, Dossier]:
    """Dossiers of those counters by code, with what is owed on them."""
    rows = Dossier.objects.filter(code__in=codes, point__in=points, source=None)
    return {one.code: one for one in rows.prefetch_related("dues")}


def written_by_hand(credits: Sequence[Credit]) -> dict[str, Payment]:
    """Transfers the counter wrote down before the statement came, by the bank's own number."""
    references = {one.reference for one in credits if one.reference}
    rows = Payment.objects.filter(
        method=PaymentMethod.TRANSFER,
        reference__in=references,
        reverses__isnull=True,
        reversed_at__isnull=True,
        bank_entry__isnull=True,
    )
    return {one.reference: one for one in rows.select_related("dossier")}


def matched_one(
    credit: Credit, dossiers: list[Dossier], written: Payment | None, taken: set[int]
) -> Match:
    """What one credit is for."""
    if written is not None:
        same = written.amount == credit.amount
        outcome = Outcome.SETTLED if same else Outcome.AMOUNT_DIFFERS
        linked = written if same else None
        return Match(credit, outcome, written.dossier, written.amount, payment=linked)
    if len(dossiers) != 1:  # no code, or codes of several dossiers: a person decides
        return Match(credit, Outcome.UNMATCHED)
    [row] = dossiers
    owing = Owing(sorted(row.dues.all(), key=lambda one: one.pk))
    left = owing.left.total
    if row.pk in taken or row.state not in CHARGEABLE or not owing.open:
        return Match(credit, Outcome.NOTHING_OWED, row, Decimal(0))
    if left != credit.amount:
        return Match(credit, Outcome.AMOUNT_DIFFERS, row, left)
    return Match(credit, Outcome.MATCHED, row, left, owing.open)
