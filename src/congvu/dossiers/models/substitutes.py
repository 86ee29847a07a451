"""Whoever acts for somebody absent has that person's dossiers on the desk as well."""

from typing import Any

from django.db.models import Q

from congvu.core import clock
from congvu.organizations.models import Delegation, Seat
from congvu.organizations.states import Role

DESKS = (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.ONE_STOP_OFFICER)


def stands_in_for(user: Any) -> frozenset[tuple[int, int]]:
    """Pairs of a person and the unit of the seat lent today. One query per request."""
    day = clock.today()
    kept = getattr(user, "_stands_in", None)
    if kept is not None and kept[0] == day:
        return kept[1]
    lent = Delegation.objects.in_force(day).filter(
        to=user, seat__role__in=DESKS, seat__in=Seat.objects.in_force(day)
    )
    pairs = frozenset(lent.values_list("seat__user", "seat__unit"))
    user._stands_in = (day, pairs)
    return pairs


def on_desk_of(user: Any) -> Q:
    """The condition on dossiers that lie on one's own desk or on one that is kept for somebody."""
    desk = Q(holder=user)
    for person, unit in sorted(stands_in_for(user)):
        desk |= Q(holder=person) & (Q(unit=unit) | Q(point__unit=unit))
    return desk


def holds(user: Any, dossier: Any) -> bool:
    """The same, asked about one dossier."""
    if dossier.holder_id is None:
        return False
    if dossier.holder_id == user.pk:
        return True
    counter = dossier.point.unit_id if dossier.point else None
    return any(
        person == dossier.holder_id and unit in (dossier.unit_id, counter)
        for person, unit in stands_in_for(user)
    )
