"""Who may do what; the only place that turns a user into rights."""

import datetime as dt
from typing import Any

from django.db.models import BigAutoField, DateField, QuerySet

from congvu.core import clock
from congvu.core.prepared import Prepared, Slot
from congvu.organizations.models import Delegation, Seat, Unit
from congvu.organizations.rules import Rights, rights_from
from congvu.organizations.states import Role, UnitKind


def seats_held() -> QuerySet:
    """Role and unit of the seats a person holds on a day, and of those lent to the person."""
    user, day = Slot("user", BigAutoField()), Slot("day", DateField())
    own = Seat.objects.in_force(day).filter(user=user).values_list("role", "unit_id")
    lent = Delegation.objects.in_force(day).filter(to=user, seat__in=Seat.objects.in_force(day))
    return own.union(lent.values_list("seat__role", "seat__unit_id"))


HELD: Prepared[tuple[str, int]] = Prepared(seats_held)


def rights_of(user: Any, on: dt.date | None = None) -> Rights:
    """Rights of ``user`` on a day (today). One query per request: kept on the user object."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Rights()
    day = on or clock.today()
    kept = getattr(user, "_rights", None)
    if kept is not None and kept[0] == day:
        return kept[1]
    rights = rights_from(HELD.all(user=user.pk, day=day))
    user._rights = (day, rights)
    return rights


def has_role(user: Any, *roles: str) -> bool:
    """Whether ``user`` holds one of ``roles`` today, in any unit."""
    return rights_of(user).has(*roles)


def is_staff(user: Any) -> bool:
    """Whether ``user`` is an officer with any seat today."""
    return rights_of(user).staff


def views_department(user: Any) -> bool:
    """Whether ``user`` looks on at the Sở as a whole: a viewer seated at the Sở itself.

    Seated at a unit, a viewer reads what that unit reads. One query per request, for viewers only.
    """
    units, day = rights_of(user).units(Role.VIEWER), clock.today()
    if not units:
        return False
    kept = getattr(user, "_views", None)
    if kept is None or kept[0] != day:
        found = Unit.objects.filter(pk__in=units, kind=UnitKind.DEPARTMENT).exists()
        user._views = kept = (day, found)
    return kept[1]


def may_manage_units(user: Any) -> bool:
    """Units, seats and the calendar are kept by the administrator and the secretary."""
    return has_role(user, Role.ADMINISTRATOR, Role.SECRETARY)


def may_manage_people(user: Any) -> bool:
    """Accounts and seats are given by the administrator only."""
    return has_role(user, Role.ADMINISTRATOR)


def may_delegate(user: Any, seat: Seat) -> bool:
    """The holder lends a seat, or the administrator in the holder's name."""
    return seat.user_id == user.pk or may_manage_people(user)


def may_see_log(user: Any) -> bool:
    """The whole action log is read by the administrator and the head."""
    return has_role(user, Role.ADMINISTRATOR, Role.HEAD)


def may_found(user: Any) -> bool:
    """Before there is any unit, and so any seat, the person who installed begins."""
    return user.is_authenticated and user.is_active and user.is_superuser


def needs_set_up(user: Any) -> bool:
    """Whether this person's first page is the one of a new installation."""
    return may_found(user) and not Unit.objects.exists()


def may_set_up(user: Any) -> bool:
    """The pages of a new installation."""
    return may_manage_people(user) or may_found(user)
