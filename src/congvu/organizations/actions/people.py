"""People of the office: accounts with their seats, one by one or a whole office at once."""

from typing import Any

from django.db import transaction

from congvu.accounts import actions as accounts
from congvu.accounts.actions import NewAccount
from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.organizations.actions.seats import give_seat
from congvu.organizations.errors import AlreadyFounded, refusals_explained, validated_many
from congvu.organizations.models import Seat, Unit
from congvu.organizations.policies import may_found, may_manage_people
from congvu.organizations.rules import Plan
from congvu.organizations.states import Role, UnitKind

NAME_TAKEN = "Có tên đăng nhập hoặc ký hiệu vừa được người khác dùng. Hãy xem trước lại."


def add_person(*, by: User, unit: Unit | None = None, role: str = "", **fields: Any) -> NewAccount:
    """An account with a one-time password and, when a unit is named, a seat there."""
    require(may_manage_people(by))
    made = accounts.draft_accounts([fields])
    with transaction.atomic():
        accounts.enter_accounts(made, by=by)
        if unit is not None:
            title = fields.get("title", "")
            give_seat(by=by, user=made[0].user, unit=unit, role=role, title=title)
    return made[0]


def edit_person(user: User, *, by: User, **fields: Any) -> User:
    """Correct a person's name, title or address."""
    require(may_manage_people(by))
    return accounts.edit_account(user, by=by, **fields)


def renew_person_password(user: User, *, by: User) -> NewAccount:
    """A new one-time password for somebody who lost theirs."""
    require(may_manage_people(by))
    return accounts.renew_password(user, by=by)


def lock_person(user: User, *, by: User, locked: bool, reason: str = "") -> User:
    """Lock an account or open it again; nobody locks their own."""
    require(may_manage_people(by))
    if user == by and locked:
        raise BadInput("Không thể tự khóa tài khoản của mình.")
    return accounts.set_active(user, not locked, by=by, reason=reason)


def found_office(*, by: User, name: str, short_name: str, symbol: str) -> Unit:
    """The very first unit, and the founder's seat as administrator in it."""
    require(may_found(by))
    if Unit.objects.exists():
        raise AlreadyFounded
    unit = Unit(name=name, short_name=short_name, symbol=symbol, kind=UnitKind.DEPARTMENT)
    unit.search_text = unit.fold_search()
    action = "organizations.found_office"
    with transaction.atomic():
        audit.create(validated_many([unit])[0], by=by, action=action)
        role = Role.ADMINISTRATOR
        seat = Seat(user=by, unit=unit, role=role, valid_from=clock.today())
        audit.create(seat, by=by, action=action)
        return unit


def set_up(plan: Plan, *, by: User) -> list[NewAccount]:
    """Enter all units and people of a checked table, or nothing."""
    require(may_manage_people(by))
    made = accounts.draft_accounts([person.account() for person in plan.people])
    with refusals_explained(NAME_TAKEN), transaction.atomic():
        units = enter_units(plan, by=by)
        accounts.enter_accounts(made, by=by)
        seats = [
            Seat(
                user=account.user,
                unit=units[unit_key],
                role=role,
                title=person.title,
                valid_from=clock.today(),
            )
            for account, person in zip(made, plan.people, strict=True)
            for unit_key, role in person.seats
        ]
        seats += own_seats(plan, units, by)
        audit.create_many(seats, by=by, action="organizations.give_seat")
    return made


def own_seats(plan: Plan, units: dict[str, Unit], by: User) -> list[Seat]:
    """Seats the table gives to whoever enters it, but those held already."""
    today = clock.today()
    held = set(Seat.objects.in_force(today).filter(user=by).values_list("unit_id", "role"))
    return [
        Seat(user=by, unit=units[key], role=role, title=by.title, valid_from=today)
        for key, role in plan.own
        if (units[key].pk, role) not in held
    ]


def enter_units(plan: Plan, *, by: User) -> dict[str, Unit]:
    """Units by key, the new ones entered floor by floor below those they belong to."""
    units = {key: Unit.objects.get(pk=pk) for key, pk in plan.known.items()}
    waiting = list(plan.units)
    while waiting:
        ready = [draft for draft in waiting if not draft.parent or draft.parent in units]
        if not ready:
            raise BadInput("Các đơn vị trực thuộc lẫn nhau thành vòng.")
        rows = [Unit(**draft.fields(), parent=units.get(draft.parent)) for draft in ready]
        for row in rows:
            row.search_text = row.fold_search()
        audit.create_many(validated_many(rows), by=by, action="organizations.add_unit")
        units |= {draft.key: row for draft, row in zip(ready, rows, strict=True)}
        waiting = [draft for draft in waiting if draft not in ready]
    return units
