"""What is owed on a dossier: charged by rule or by hand, relieved, let go; never deleted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from congvu.core import audit, clock
from congvu.core.errors import BadInput, WrongState
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.dossiers import rules
from congvu.dossiers.errors import AlreadyPaid, ImportedFact
from congvu.dossiers.models import Dossier, FeeDue
from congvu.dossiers.owing import CHARGEABLE, owing_of
from congvu.dossiers.policies import may_charge
from congvu.dossiers.rollups import touch_dues
from congvu.procedures.models import FeeRule
from congvu.procedures.states import FEE_KIND_LABELS

MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class Levy:
    """One amount to be charged: by a rule of the pinned version, or typed in."""

    kind: str
    label: str
    rate: Decimal
    quantity: int = 1
    rule: FeeRule | None = None
    relief: str = ""
    relief_amount: Decimal = Decimal(0)
    relief_note: str = ""

    @property
    def total(self) -> Decimal:
        """Before relief."""
        return self.rate * self.quantity


def charge(
    dossier: Dossier, levies: Sequence[Levy], *, by: Any, expected: int | None = None
) -> list[FeeDue]:
    """Write what is owed. A rule of the version is charged once."""
    if not levies:
        raise BadInput("Chưa chọn khoản thu nào.")
    with transaction.atomic():
        row = held(dossier, by, expected)
        day = timezone.localdate(clock.now())
        known = {one.rule_id for one in owing_of(row).standing if one.rule_id}
        made = [due_of(row, levy, known, day) for levy in levies]
        audit.create_many(made, by=by, action="dossiers.charge")
        touch_dues(made)
        keep_total(row, by, "dossiers.charge")
        return made


def relieve(
    due: FeeDue,
    *,
    by: Any,
    relief: str,
    amount: Decimal,
    note: str,
    expected: int | None = None,
) -> FeeDue:
    """Exempt or reduce, with the case of the law and the paper that shows it; empty: no relief."""
    with transaction.atomic():
        row = held(due.dossier, by, None)
        kept = unpaid(due, expected)
        day = timezone.localdate(clock.now())
        given = amount if relief else Decimal(0)
        refuse(rules.relief_problem(relief, given, kept.charge.total, note, day))
        fields = {"relief": relief, "relief_amount": given, "relief_note": note.strip()}
        audit.change(kept, by=by, action="dossiers.relieve", reason=note.strip(), **fields)
        touch_dues([kept])
        keep_total(row, by, "dossiers.relieve")
        return kept


def drop_due(due: FeeDue, *, by: Any, reason: str, expected: int | None = None) -> FeeDue:
    """Written by mistake, or not owed after all: let go with its reason, it stays readable."""
    why = words(reason, "Ghi lý do bỏ khoản thu.")
    with transaction.atomic():
        row = held(due.dossier, by, None)
        kept = unpaid(due, expected)
        fields = {"dropped_at": clock.now(), "drop_reason": why}
        audit.change(kept, by=by, action="dossiers.drop_due", reason=why, **fields)
        touch_dues([kept])
        keep_total(row, by, "dossiers.drop_due")
        return kept


def held(dossier: Dossier, by: Any, expected: int | None) -> Dossier:
    """The dossier, locked: everything about its money goes one after the other."""
    related = Dossier.objects.select_related("point__unit", "unit")
    row = audit.lock(related, dossier.pk, expected)
    require(may_charge(by, row))
    refuse_not_chargeable(row)
    return row


def refuse_not_chargeable(row: Dossier) -> None:
    """Only a dossier of ours, taken in, and not ended without a result."""
    if row.is_imported:
        raise ImportedFact
    if row.state not in CHARGEABLE:
        state = row.get_state_display()
        raise WrongState(f"Hồ sơ đang ở trạng thái “{state}”, không thu phí, lệ phí được.")


def unpaid(due: FeeDue, expected: int | None) -> FeeDue:
    """The amount, locked; refused when it was paid or let go meanwhile."""
    kept = audit.lock(FeeDue.objects.all(), due.pk, expected)
    if kept.payment_id is not None:
        raise AlreadyPaid
    if kept.dropped_at is not None:
        raise WrongState("Khoản này đã bỏ.")
    return kept


def due_of(row: Dossier, levy: Levy, known: set[int | None], day: dt.date) -> FeeDue:
    """One amount after its checks, unsaved."""
    if levy.rule is not None:
        if levy.rule.procedure_version_id != row.procedure_version_id:
            raise BadInput("Mức thu không thuộc bản của thủ tục mà hồ sơ áp dụng.")
        if levy.rule.pk in known:
            raise WrongState(f"Khoản “{levy.rule}” đã ghi cho hồ sơ.")
    refuse(problems_of(levy, day))
    return FeeDue(
        dossier=row,
        rule=levy.rule,
        kind=levy.kind,
        label=levy.label.strip(),
        rate=levy.rate,
        quantity=levy.quantity,
        relief=levy.relief,
        relief_amount=levy.relief_amount if levy.relief else Decimal(0),
        relief_note=levy.relief_note.strip(),
    )


def problems_of(levy: Levy, day: dt.date) -> dict[str, str]:
    """What is wrong with an amount, by field."""
    problems = {}
    if levy.kind not in FEE_KIND_LABELS:
        problems["kind"] = "Chọn phí hoặc lệ phí."
    if not levy.label.strip():
        problems["label"] = "Ghi tên khoản thu."
    if levy.rate < 0 or levy.rate != levy.rate.to_integral_value() or levy.rate >= MOST:
        problems["rate"] = "Mức thu phải là số đồng nguyên, không âm."
    if not 1 <= levy.quantity <= 999:
        problems["quantity"] = "Số lượng từ 1 đến 999."
    relief = (levy.relief, levy.relief_amount, levy.total, levy.relief_note, day)
    return problems or rules.relief_problem(*relief)


def refuse(problems: dict[str, str]) -> None:
    """All that is wrong at once."""
    if problems:
        raise BadInput(fields=problems)


def keep_total(row: Dossier, by: Any, action: str) -> None:
    """The dossier tells in one figure what its slips and lists say."""
    owing = owing_of(row)
    total = owing.owed.total if owing.standing else None
    audit.change(row, by=by, action=action, fee=total)
