"""The public directory of procedures: what anybody may find, in a constant number of queries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast

from congvu.dossiers import registry
from congvu.dossiers.models import ReceivingPoint
from congvu.dossiers.registry import OnTime
from congvu.organizations.models import Unit
from congvu.organizations.states import OWN_SEAL, UnitKind
from congvu.procedures import rules
from congvu.procedures.models import LevelDeclaration, Procedure, ProcedureVersion
from congvu.procedures.rules import LimitFacts

HOUR = 3600
ORDER = ("procedure__field__order", "procedure__field__name", "name", "pk")


@dataclass(frozen=True)
class Row:
    """A procedure in the list."""

    version: ProcedureVersion
    limit: str
    level: str


def in_force(on: dt.date) -> QuerySet[ProcedureVersion]:
    """Versions anybody may file by on a day."""
    return ProcedureVersion.objects.in_force(on)


def found(asked: Mapping[str, Any], on: dt.date) -> QuerySet[ProcedureVersion]:
    """Versions in force that answer to the filters."""
    rows = in_force(on)
    if text := asked.get("q"):
        rows = rows.filter(procedure__in=Procedure.objects.matching(text).values("pk"))
    if asked.get("linh_vuc"):
        rows = rows.filter(procedure__field=asked["linh_vuc"])
    if asked.get("don_vi"):
        rows = rows.filter(procedure__in=Procedure.objects.of_unit(asked["don_vi"]).values("pk"))
    if asked.get("doi_tuong"):  # a short list of codes; SQLite can't ask a list what it contains
        told = rows.annotate(kinds=Cast("audience_kinds", TextField()))
        rows = told.filter(kinds__contains=f'"{asked["doi_tuong"]}"')
    if asked.get("muc_do"):
        declared = LevelDeclaration.objects.in_force(on).filter(level=asked["muc_do"])
        rows = rows.filter(Exists(declared.filter(procedure=OuterRef("procedure"))))
    related = ("procedure__field", "procedure__owner", "procedure__resolving_unit")
    return rows.select_related(*related).order_by(*ORDER)


def rows_of(versions: Iterable[ProcedureVersion], on: dt.date) -> list[Row]:
    """A page of the list; versions come with their limits prefetched."""
    page = list(versions)
    keys = [version.procedure_id for version in page]
    declared = LevelDeclaration.objects.in_force(on).filter(procedure__in=keys)
    levels = {one.procedure_id: one.get_level_display() for one in declared}
    return [Row(one, limit_of(one), levels.get(one.procedure_id, "")) for one in page]


def limit_of(version: ProcedureVersion) -> str:
    """The normal limit in words; empty when not known."""
    limits = sorted(version.limits.all(), key=lambda one: one.order)
    first = next(iter(limits), None)
    return rules.limit_words(LimitFacts(first.unit, first.amount)) if first else ""


def units_with_procedures(on: dt.date) -> QuerySet[Unit]:
    """Units that decide a procedure in force."""
    mine = in_force(on).filter(procedure__owner=OuterRef("pk"))
    return Unit.objects.filter(Exists(mine))


# where a Department's own counter may sit: by itself, or at its office
OF_THE_DEPARTMENT = (UnitKind.COUNTER, UnitKind.DEPARTMENT, UnitKind.DEPARTMENT_OFFICE)


def open_points() -> list[ReceivingPoint]:
    """Every counter that takes in dossiers."""
    return list(ReceivingPoint.objects.open().select_related("unit"))


def points_among(procedure: Procedure, points: Iterable[ReceivingPoint]) -> list[ReceivingPoint]:
    """Those that take in a procedure: each school's where each has its own; the owner's own; else
    those of the Department."""
    units = (procedure.owner_id, procedure.resolving_unit_id)
    rows = list(points)
    if procedure.is_shared:
        return [one for one in rows if one.unit.kind in OWN_SEAL]
    own = [one for one in rows if one.unit_id in units]
    return own or [one for one in rows if one.unit.kind in OF_THE_DEPARTMENT]


def on_time(now: dt.datetime, **whose: int) -> OnTime | None:
    """Public figures of a procedure or a unit, counted once an hour."""
    key = f"portal.on_time_by_month:{whose}:{now:%Y%m%d%H}".replace(" ", "")
    return cache.get_or_set(key, lambda: (registry.on_time(now, **whose),), HOUR)[0]


def shown(pk: int, on: dt.date) -> ProcedureVersion | None:
    """The version in force; else the newest that once was, so that an old code still leads."""
    held = in_force(on).filter(pk=OuterRef("pk"))
    rows = ProcedureVersion.objects.fixed().filter(procedure=pk, effective_from__isnull=False)
    return rows.with_parts().annotate(held=Exists(held)).order_by("-held", "-number").first()
