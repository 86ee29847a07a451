"""What the page of search finds here: units, and officers."""

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.search import Hit, containing, holds
from congvu.organizations.models import Seat, Unit
from congvu.organizations.policies import is_staff


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
    rows = User.objects.filter(kind=User.Kind.OFFICER).order_by("full_name")
    told = rows.values_list("pk", "full_name", "username", "title")
    keys = [pk for pk, *words in told if holds(" ".join(words), asked)][:limit]
    held = Seat.objects.in_force(clock.today()).select_related("unit")
    found = User.objects.filter(pk__in=keys).order_by("full_name")
    found = found.prefetch_related(Prefetch("seats", queryset=held, to_attr="held"))
    return [Hit(str(person), reverse("organizations:person_detail", args=[person.pk]),
                " · ".join(f"{s.get_role_display()}, {s.unit}" for s in person.held))
            for person in found]  # fmt: skip
