"""What the page of search finds here: units, and officers."""

from itertools import islice
from typing import Any

from django.db.models import F, FilteredRelation
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.search import Hit, containing, holds
from congvu.organizations.models import Unit
from congvu.organizations.models.seat import holds_on
from congvu.organizations.policies import is_staff
from congvu.organizations.states import ROLE_LABELS


def units(user: Any, asked: str, limit: int) -> list[Hit]:
    """Units by name or symbol, for everybody with a seat."""
    if not is_staff(user):
        return []
    rows = containing(Unit.objects.order_by("order", "pk"), asked)[:limit]
    return [Hit(unit.short_name, unit.get_absolute_url(), f"{unit.name} · {unit.symbol}")
            for unit in rows]  # fmt: skip


def people(user: Any, asked: str, limit: int) -> list[Hit]:
    """Officers by name, sign-in name or title; never by what is personal."""
    if not is_staff(user):
        return []
    seats = FilteredRelation("seats", condition=holds_on(clock.today(), "seats__"))
    rows = User.objects.filter(kind=User.Kind.OFFICER).annotate(held=seats)
    rows = rows.only("full_name", "username", "title").order_by("full_name", "pk", "held__pk")
    found: dict[User, list[str]] = {}
    for person in rows.annotate(role=F("held__role"), unit=F("held__unit__short_name")):
        if holds(f"{person.full_name} {person.username} {person.title}", asked):
            held = found.setdefault(person, [])
            held += [f"{ROLE_LABELS[person.role]}, {person.unit}"] if person.role else []
    return [Hit(str(person), reverse("organizations:person_detail", args=[person.pk]),
                " · ".join(held))
            for person, held in islice(found.items(), limit)]  # fmt: skip
