"""Seats: give, end, lend by delegation."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.organizations.errors import (
    LastAdministrator,
    refusals_explained,
    validated,
    validated_many,
)
from congvu.organizations.models import Delegation, Seat, Unit
from congvu.organizations.policies import may_delegate, may_manage_people
from congvu.organizations.states import Role

SEAT_TAKEN = "Có người đã giữ vai trò đó ở đơn vị từ cùng ngày."


def give_seat(*, by: User, user: User, unit: Unit, role: str, **fields: Any) -> Seat:
    """``user`` holds ``role`` in ``unit`` from ``valid_from`` (today)."""
    draft = {"user": user, "unit": unit, "role": role, **fields}
    return give_seats([draft], by=by)[0]


def give_seats(drafts: Iterable[dict[str, Any]], *, by: User) -> list[Seat]:
    """Give many seats at once."""
    require(may_manage_people(by))
    seats = [Seat(**{"valid_from": clock.today(), **fields}) for fields in drafts]
    with refusals_explained(SEAT_TAKEN), transaction.atomic():
        ready = validated_many(seats)
        return audit.create_many(ready, by=by, action="organizations.give_seat")


def end_seat(
    seat: Seat, *, by: User, on: dt.date, reason: str = "", expected: int | None = None
) -> Seat:
    """The seat's last day is ``on``."""
    require(may_manage_people(by))
    with transaction.atomic():
        kept = audit.lock(Seat.objects.all(), seat.pk, expected)
        if on < kept.valid_from:
            text = "Ngày kết thúc phải sau ngày bắt đầu."
            raise BadInput(fields={"on": text})
        if kept.role == Role.ADMINISTRATOR and not others_administer(kept, on):
            raise LastAdministrator
        return audit.change(
            kept, by=by, action="organizations.end_seat", reason=reason, valid_to=on
        )


def others_administer(seat: Seat, on: dt.date) -> bool:
    """Whether somebody else is administrator the day after ``on``."""
    after = Seat.objects.in_force(on + dt.timedelta(days=1))
    return after.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(pk=seat.pk).exists()


def delegate(
    seat: Seat, *, by: User, to: User, valid_from: dt.date, valid_to: dt.date, document: str
) -> Delegation:
    """For a written, limited time ``to`` acts in this seat."""
    require(may_delegate(by, seat))
    if to == seat.user:
        raise BadInput(fields={"to": "Không thể ủy quyền cho chính mình."})
    if seat.valid_to and valid_to > seat.valid_to:
        raise BadInput(fields={"valid_to": "Thời gian ủy quyền vượt quá thời gian giữ vị trí."})
    lent = Delegation(seat=seat, to=to, valid_from=valid_from, valid_to=valid_to, document=document)
    return audit.create(validated(lent), by=by, action="organizations.delegate")


def end_delegation(delegation: Delegation, *, by: User, on: dt.date) -> Delegation:
    """The last day of a delegation is ``on``, earlier than was written."""
    require(may_delegate(by, delegation.seat))
    with transaction.atomic():
        kept = audit.lock(Delegation.objects.all(), delegation.pk)
        if not kept.valid_from <= on <= kept.valid_to:
            raise BadInput(fields={"on": "Ngày kết thúc nằm ngoài thời gian ủy quyền."})
        return audit.change(kept, by=by, action="organizations.end_delegation", valid_to=on)
