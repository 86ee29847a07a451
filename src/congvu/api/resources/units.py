"""Units of the office over time."""

from typing import Any

from django.db.models import QuerySet
from ninja import Router

from congvu.api.collection import Collection, add_reading
from congvu.api.kinds import Day, Id, Shown, choice
from congvu.api.replies import ROOT
from congvu.api.resources.lookups import units_seen
from congvu.organizations.models import Unit
from congvu.organizations.states import UnitKind

router = Router()
Kind = choice(UnitKind)  # type: ignore[valid-type]


class UnitOut(Shown):
    """A unit, and what came after it."""

    name: str
    short_name: str
    symbol: str
    kind: str
    parent: int | None
    valid_from: Day | None
    valid_to: Day | None
    successors: list[int]


def rows(user: Any) -> QuerySet:
    """Every officer knows the units."""
    return units_seen(user).prefetch_related("succeeded_by")


def show(unit: Unit) -> UnitOut:
    """A unit as the API says it."""
    return UnitOut(
        id=unit.pk,
        version=unit.version,
        updated_at=unit.updated_at,
        url=f"{ROOT}/units/{unit.pk}",
        name=unit.name,
        short_name=unit.short_name,
        symbol=unit.symbol,
        kind=unit.kind,
        parent=unit.parent_id,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        successors=[row.successor_id for row in unit.succeeded_by.all()],
    )


UNITS = Collection(
    "units",
    "Đơn vị",
    UnitOut,
    rows,
    show,
    filters={
        "kind": (Kind, "kind"),
        "parent": (Id, "parent"),
        "symbol": (str, "symbol"),
        "in_force_on": (Day, lambda found, day: found.in_force(day)),
        "q": (str, lambda found, text: found.matching(text)),
    },
)
add_reading(router, UNITS)
