"""Units that give way to others by a decision: renamed, merged, divided."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.policies import require
from congvu.organizations.actions.units import add_units, end_seats, last_day
from congvu.organizations.errors import BadInput
from congvu.organizations.models import Seat, Succession, Unit
from congvu.organizations.policies import may_manage_units
from congvu.organizations.registry import Handover, hand_over

DAY = dt.timedelta(days=1)
TAKEN_OVER = ("parent", "kind", "address", "order")


def rename_unit(
    unit: Unit, *, by: User, on: dt.date, decision: str, expected: int | None = None, **names: Any
) -> Unit:
    """From ``on`` the unit goes on under new names; documents of before keep the old ones."""
    draft = {**taken_over(unit), **names}
    return succeed([unit], [draft], by=by, on=on, decision=decision, expected=expected)[0]


def merge_units(
    units: Sequence[Unit],
    *,
    by: User,
    on: dt.date,
    decision: str,
    into: Unit | None = None,
    **fields: Any,
) -> Unit:
    """From ``on`` several units are one: an existing one (``into``) or a new one of ``fields``."""
    if len(units) < (1 if into else 2):
        raise BadInput("Chọn ít nhất hai đơn vị để sáp nhập.")
    target: Unit | dict[str, Any] = into or {**taken_over(units[0]), **fields}
    return succeed(list(units), [target], by=by, on=on, decision=decision)[0]


def split_unit(
    unit: Unit,
    *,
    by: User,
    on: dt.date,
    decision: str,
    parts: Iterable[dict[str, Any]],
    expected: int | None = None,
) -> list[Unit]:
    """From ``on`` the unit is several new ones. Seats end: who goes where is decided by people."""
    drafts = [{**taken_over(unit), **part} for part in parts]
    if len(drafts) < 2:
        raise BadInput("Chia tách phải có ít nhất hai đơn vị mới.")
    return succeed([unit], drafts, by=by, on=on, decision=decision, expected=expected)


def taken_over(unit: Unit) -> dict[str, Any]:
    """What a new unit keeps of the old one unless told otherwise."""
    return {name: getattr(unit, name) for name in TAKEN_OVER}


def succeed(
    old: list[Unit],
    new: Sequence[Unit | dict[str, Any]],
    *,
    by: User,
    on: dt.date,
    decision: str,
    expected: int | None = None,
) -> list[Unit]:
    """``old`` end the day before ``on``; ``new`` (units, or drafts of them) begin and take over."""
    require(may_manage_units(by))
    if not decision.strip():
        raise BadInput(fields={"decision": "Ghi số quyết định, ví dụ 129/QĐ-UBND."})
    with transaction.atomic():
        old = [audit.lock(Unit.objects.all(), unit.pk, expected) for unit in old]
        for unit in old:
            if unit.valid_to and unit.valid_to < on:
                raise BadInput(f"{unit} đã kết thúc trước ngày này.")
            last_day(unit, on - DAY, by=by, decision=decision)
        successors = begin(new, by=by, on=on, decision=decision)
        pairs = [(a, b) for a in old for b in successors]
        rows = [Succession(predecessor=a, successor=b, decision=decision, on=on) for a, b in pairs]
        audit.create_many(rows, by=by, action="organizations.succeed", reason=decision)
        pass_on(old, successors, by=by, on=on, decision=decision)
        return successors


def begin(
    new: Sequence[Unit | dict[str, Any]], *, by: User, on: dt.date, decision: str
) -> list[Unit]:
    """The successors, entered where they do not exist yet."""
    drafts = [d for d in new if isinstance(d, dict)]
    fields = [{**draft, "valid_from": on, "decision": decision} for draft in drafts]
    return [u for u in new if isinstance(u, Unit)] + add_units(fields, by=by, reason=decision)


def pass_on(
    old: list[Unit], successors: list[Unit], *, by: User, on: dt.date, decision: str
) -> None:
    """Seats and subordinate units go to a single successor; packages above pass on the rest."""
    ended = end_seats(old, on - DAY, by=by, reason=decision)
    if len(successors) == 1:
        move_seats(ended, successors[0], by=by, on=on, decision=decision)
        children = Unit.objects.filter(parent__in=old).in_force(on).select_for_update(of=("self",))
        moved = [(child, {"parent": successors[0]}) for child in children]
        audit.change_many(moved, by=by, action="organizations.edit_unit", reason=decision)
    for unit in old:
        hand_over(Handover(unit, successors, on, by))


def move_seats(
    ended: list[Seat], unit: Unit, *, by: User, on: dt.date, decision: str
) -> list[Seat]:
    """The same people with the same roles in the successor, once each."""
    held = set(Seat.objects.in_force(on).filter(unit=unit).values_list("user_id", "role"))
    seats = []
    for seat in ended:
        if (seat.user_id, seat.role) not in held:
            held.add((seat.user_id, seat.role))
            fields = {"user_id": seat.user_id, "role": seat.role, "title": seat.title}
            seats.append(Seat(unit=unit, valid_from=on, decision=decision, **fields))
    return audit.create_many(seats, by=by, action="organizations.give_seat", reason=decision)
