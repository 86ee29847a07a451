"""Units: enter, correct, close."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.policies import require
from congvu.organizations.errors import (
    BadInput,
    UnitInUse,
    UnknownParent,
    refusals_explained,
    validated,
    validated_many,
)
from congvu.organizations.models import Seat, Unit
from congvu.organizations.models.prepared import lineage
from congvu.organizations.policies import may_manage_units

SYMBOL_TAKEN = "Có ký hiệu đã được đơn vị khác dùng trong cùng thời gian."
CLOSED_BEFORE_BEGUN = "Ngày kết thúc phải sau ngày thành lập."


def add_unit(*, by: User, reason: str = "", **fields: Any) -> Unit:
    """Enter a unit."""
    return add_units([fields], by=by, reason=reason)[0]


def add_units(drafts: Iterable[dict[str, Any]], *, by: User, reason: str = "") -> list[Unit]:
    """Enter many units at once; ``parent`` must exist already."""
    require(may_manage_units(by))
    units = [Unit(**fields) for fields in drafts]
    for unit in units:
        unit.search_text = unit.fold_search()
    with refusals_explained(SYMBOL_TAKEN), transaction.atomic():
        ready = validated_many(units)
        return audit.create_many(ready, by=by, action="organizations.add_unit", reason=reason)


def edit_unit(
    unit: Unit, *, by: User, expected: int | None = None, reason: str = "", **fields: Any
) -> Unit:
    """Correct what is written about a unit. A new name by decision is ``rename_unit``."""
    require(may_manage_units(by))
    with transaction.atomic():
        kept = audit.lock(Unit.objects.all(), unit.pk, expected)
        parent = fields.get("parent")
        if parent is not None and kept.pk in lineage(parent.pk):
            raise UnknownParent(fields={"parent": UnknownParent.__doc__ or ""})
        check = Unit.objects.get(pk=kept.pk)
        for name, value in fields.items():
            setattr(check, name, value)
        fields["search_text"] = validated(check).fold_search()
        return audit.change(kept, by=by, action="organizations.edit_unit", reason=reason, **fields)


def close_unit(
    unit: Unit, *, by: User, on: dt.date, decision: str, expected: int | None = None
) -> Unit:
    """The unit's last day is ``on``; its seats end with it. What came after: ``merge_units``."""
    require(may_manage_units(by))
    with transaction.atomic():
        kept = audit.lock(Unit.objects.all(), unit.pk, expected)
        if kept.children.in_force(on + dt.timedelta(days=1)).exists():
            raise UnitInUse
        end_seats([kept], on, by=by, reason=decision)
        return last_day(kept, on, by=by, decision=decision)


def last_day(unit: Unit, on: dt.date, *, by: User, decision: str) -> Unit:
    """Write the last day of a locked unit."""
    if unit.valid_from and on < unit.valid_from:
        raise BadInput(CLOSED_BEFORE_BEGUN, {"on": CLOSED_BEFORE_BEGUN})
    return audit.change(
        unit, by=by, action="organizations.close_unit", reason=decision, valid_to=on
    )


def end_seats(units: list[Unit], on: dt.date, *, by: User, reason: str) -> list[Seat]:
    """End the seats that would outlast ``on`` in these units."""
    open_seats = Seat.objects.outlasting(on).filter(unit__in=units).select_for_update(of=("self",))
    pairs = [(seat, {"valid_to": max(on, seat.valid_from)}) for seat in open_seats]
    return audit.change_many(pairs, by=by, action="organizations.end_seat", reason=reason)
