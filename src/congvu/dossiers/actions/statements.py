"""Statements of banks: read and kept aside, then taken in whole; each credit counted once."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from congvu.core import audit, clock, formats
from congvu.core.errors import BadInput, WrongState
from congvu.core.imports import read
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.core.staged import bytes_of, decided, kept_aside
from congvu.dossiers.actions.payments import go_on, locked_dossier, settle
from congvu.dossiers.bank import Credit, Match, Statement, matched, points_of, understand
from congvu.dossiers.bank.reading import LIMITS, MOST_SHOWN
from congvu.dossiers.errors import StatementHasProblems
from congvu.dossiers.models import BankAccount, BankEntry, BankStatement, Dossier, Payment
from congvu.dossiers.owing import owing_of
from congvu.dossiers.policies import may_reconcile
from congvu.dossiers.states import TO_BE_LOOKED_AT, Outcome, PaymentMethod, RunState


def stage_statement(data: bytes, account: BankAccount, *, by: Any, name: str) -> BankStatement:
    """Read a statement and keep it aside; no credit is written yet."""
    require(may_reconcile(by, account))
    found = understand(read(data, name, LIMITS))
    matches, known = matched(found.credits, account)
    with transaction.atomic():
        statement = audit.create(
            BankStatement(
                account=account,
                state=RunState.WAITING,
                file_name=name[:300],
                sha256=hashlib.sha256(data).hexdigest(),
                at=clock.now(),
                by=by,
                findings=findings_of(found, matches),
                created=len(matches),
                known=len(known),
                skipped=len(found.skipped),
            ),
            by=by,
            action="dossiers.statement",
        )
        action = "dossiers.statement"
        return kept_aside(statement, "bank-statements", data, by=by, action=action)


def take_in_statement(statement: BankStatement, *, by: Any) -> BankStatement:
    """All credits or none. One taken in before, in whichever file, is left out.

    What is for one dossier to the đồng is written as its payment; the rest waits for a person.
    """
    with transaction.atomic():
        kept = waiting(statement, by)
        account = audit.lock(BankAccount.objects.all(), kept.account_id)
        found = understand(read(bytes_of(kept), kept.file_name, LIMITS))
        if not found.good:
            raise StatementHasProblems
        matches, known = matched(found.credits, account)
        pay_all(matches, by)
        entries = [entry_of(one, kept) for one in matches]
        audit.create_many(entries, by=by, action="dossiers.take_in_statement")
        state = RunState.TAKEN_IN if entries else RunState.NOTHING_NEW
        facts = {"state": state, "created": len(entries), "known": len(known)}
        action = "dossiers.take_in_statement"
        return decided(kept, by=by, action=action, findings={}, **facts)


def discard_statement(statement: BankStatement, *, by: Any) -> BankStatement:
    """Throw away a statement that waits; nothing of it was written."""
    with transaction.atomic():
        facts: dict[str, Any] = {"state": RunState.DISCARDED, "findings": {}}
        action = "dossiers.discard_statement"
        return decided(waiting(statement, by), by=by, action=action, **facts)


def settle_entry(entry: BankEntry, *, by: Any, code: str, expected: int | None = None) -> BankEntry:
    """A person says which dossier a credit is for: the payment the counter wrote by hand, else a
    new one when the amount is exactly what is owed."""
    with transaction.atomic():
        kept = undecided(entry, by, expected)
        row = dossier_coded(code, kept.account)
        payment = by_hand(row, kept)
        if payment is None:
            owing = owing_of(row)
            if owing.left.total != kept.amount:
                raise BadInput(fields={"code": differs(kept, owing.left.total)})
            payment = settle(row, owing.open, by=by, facts=facts_of(kept.reference or mark(kept)))
            go_on(row, by, trusted=True)
        fields = {"outcome": Outcome.SETTLED, "dossier": row, "payment": payment}
        return audit.change(kept, by=by, action="dossiers.settle_entry", **fields)


def set_aside_entry(
    entry: BankEntry, *, by: Any, reason: str, expected: int | None = None
) -> BankEntry:
    """Not for a dossier here, or given back: with what was done about it."""
    why = words(reason, "Ghi vì sao không thuộc khoản thu ở đây, hoặc đã hoàn trả thế nào.")
    with transaction.atomic():
        kept = undecided(entry, by, expected)
        fields = {"outcome": Outcome.SET_ASIDE, "note": why}
        return audit.change(kept, by=by, action="dossiers.set_aside_entry", reason=why, **fields)


def waiting(statement: BankStatement, by: Any) -> BankStatement:
    """The statement, locked; refused when it was taken in or thrown away meanwhile."""
    kept = audit.lock(BankStatement.objects.select_related("account"), statement.pk)
    require(may_reconcile(by, kept.account))
    if kept.state != RunState.WAITING:
        raise WrongState("Sao kê này đã được nhập hoặc đã bỏ.")
    return kept


def undecided(entry: BankEntry, by: Any, expected: int | None) -> BankEntry:
    """The credit, locked; refused when somebody decided meanwhile."""
    kept = audit.lock(BankEntry.objects.select_related("account"), entry.pk, expected)
    require(may_reconcile(by, kept.account))
    if kept.outcome not in TO_BE_LOOKED_AT:
        raise WrongState("Giao dịch này đã được xử lý.")
    return kept


def pay_all(matches: Sequence[Match], by: Any) -> None:
    """Payments for what matches, dossier after dossier in one order; looked at again locked."""
    sure = [one for one in matches if one.outcome == Outcome.MATCHED and one.dossier]
    for match in sorted(sure, key=lambda one: one.dossier.pk):  # type: ignore[union-attr]
        row = locked_dossier(match.dossier, None)  # type: ignore[arg-type]
        owing, credit = owing_of(row), match.credit
        if owing.left.total != credit.amount:  # somebody was faster
            match.outcome = Outcome.NOTHING_OWED if not owing.open else Outcome.AMOUNT_DIFFERS
            match.owed = owing.left.total
            continue
        facts = facts_of(credit.reference or mark_of(credit))
        match.payment = settle(row, owing.open, by=by, facts=facts)
        go_on(row, by, trusted=True)


def facts_of(reference: str) -> dict[str, Any]:
    """How a payment out of a statement came in."""
    return {"method": PaymentMethod.TRANSFER, "reference": reference, "note": "Theo sao kê"}


def mark_of(credit: Credit) -> str:
    """A number of our own for a credit the bank gave none."""
    return f"SK-{credit.fingerprint[:20]}"


def mark(entry: BankEntry) -> str:
    """As :func:`mark_of`, of a credit taken in."""
    return f"SK-{entry.fingerprint[:20]}"


def entry_of(match: Match, statement: BankStatement) -> BankEntry:
    """A credit as it is kept."""
    credit = match.credit
    return BankEntry(
        account=statement.account,
        statement=statement,
        row=credit.number,
        day=credit.day,
        amount=credit.amount,
        memo=credit.memo,
        reference=credit.reference,
        fingerprint=credit.fingerprint,
        outcome=match.outcome,
        dossier=match.dossier,
        owed=match.owed,
        payment=match.payment,
    )


def dossier_coded(code: str, account: BankAccount) -> Dossier:
    """The dossier somebody typed, locked; only of counters paid into this account."""
    rows = Dossier.objects.filter(point__in=points_of(account), source=None)
    found = rows.filter(code=code.strip()).first()
    if found is None:
        message = "Không có hồ sơ mang mã này ở nơi thu dùng tài khoản."
        raise BadInput(fields={"code": message})
    return locked_dossier(found, None)


def by_hand(row: Dossier, entry: BankEntry) -> Payment | None:
    """The transfer the counter wrote down for this very credit."""
    rows = row.payments.filter(
        method=PaymentMethod.TRANSFER,
        reverses__isnull=True,
        reversed_at__isnull=True,
        bank_entry__isnull=True,
    )
    if entry.reference and (exact := rows.filter(reference=entry.reference).first()):
        return exact
    return rows.filter(reference="", amount=entry.amount).first()


def differs(entry: BankEntry, left: Any) -> str:
    """Both amounts, and what to do."""
    came, owed = formats.number(entry.amount), formats.number(left)
    return (
        f"Tiền về {came} đồng, hồ sơ còn phải thu {owed} đồng. Hãy thu từng khoản tại trang phí,"
        " lệ phí của hồ sơ với đúng mã giao dịch này, hoặc ghi cách hoàn trả."
    )


def findings_of(found: Statement, matches: Sequence[Match]) -> dict[str, Any]:
    """What the page shows of a statement that waits."""
    return {
        "good": found.good,
        "ignored": found.ignored,
        "skipped": found.skipped[:MOST_SHOWN],
        "problem_count": len(found.problems),
        "problems": [vars(one) for one in found.problems[:MOST_SHOWN]],
        "counts": {
            outcome: count
            for outcome in Outcome
            if (count := sum(1 for one in matches if one.outcome == outcome))
        },
        "rows": [row_of(one) for one in matches[:MOST_SHOWN]],
    }


def row_of(match: Match) -> dict[str, Any]:
    """One credit of a preview."""
    credit = match.credit
    return {
        "number": credit.number,
        "day": credit.day.isoformat(),
        "amount": int(credit.amount),
        "memo": credit.memo,
        "outcome": match.outcome,
        "code": match.dossier.code if match.dossier else "",
        "owed": None if match.owed is None else int(match.owed),
    }
