"""The version of a procedure in force on a day with its parts, read at every intake."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import BigAutoField, DateField

from congvu.core.formed import number_of
from congvu.core.prepared import Prepared, Slot
from congvu.procedures.models import Component, Procedure, ProcedureVersion, TimeLimit

KEY = BigAutoField()
DAY = Slot("day", DateField())


class Pinned(NamedTuple):
    """A version with its limits, the normal one first."""

    version: ProcedureVersion
    limits: list[TimeLimit]


OF_ONE: Prepared[ProcedureVersion] = Prepared(
    lambda: (
        ProcedureVersion.objects.in_force(DAY)  # type: ignore[arg-type]
        .filter(procedure=Slot("procedure", KEY))
        .order_by("-number")
    )
)
CHOSEN: Prepared[ProcedureVersion] = Prepared(
    lambda: (
        ProcedureVersion.objects.in_force(DAY)  # type: ignore[arg-type]
        .filter(pk=Slot("pk", KEY))
        .select_related("procedure__owner", "procedure__resolving_unit")
    )
)
LIMITS: Prepared[TimeLimit] = Prepared(
    lambda: TimeLimit.objects.filter(procedure_version=Slot("version", KEY)).order_by("order")
)
COMPONENTS: Prepared[Component] = Prepared(
    lambda: Component.objects.filter(procedure_version=Slot("version", KEY)).order_by("order")
)


def versions_for(procedures: Sequence[Procedure | None], on: dt.date) -> dict[int, Pinned]:
    """The version of each procedure in force on a day, with its limits, in two queries."""
    keys = {one.pk for one in procedures if one is not None}
    if len(keys) == 1:
        found = OF_ONE.first(procedure=keys.pop(), day=on)
        return pinned_by([found], LIMITS.all(version=found.pk)) if found else {}
    rows = ProcedureVersion.objects.in_force(on).filter(procedure__in=keys).order_by("number")
    versions = {row.procedure_id: row for row in rows}
    limits = TimeLimit.objects.filter(procedure_version__in=versions.values()).order_by("order")
    return pinned_by(versions.values(), limits)


def pinned_by(
    versions: Iterable[ProcedureVersion], limits: Iterable[TimeLimit]
) -> dict[int, Pinned]:
    """Each version with those of the limits that are its own, by procedure."""
    made = {one.pk: Pinned(one, []) for one in versions}
    for limit in limits:
        made[limit.procedure_version_id].limits.append(limit)
    return {one.version.procedure_id: one for one in made.values()}


def chosen_version(key: str, on: dt.date) -> ProcedureVersion | None:
    """One version by its key as a form sends it, with procedure and units, if it is in force."""
    number = number_of(key)
    return None if number is None else CHOSEN.first(pk=number, day=on)


def parts_of(version: ProcedureVersion) -> tuple[list[TimeLimit], list[Component]]:
    """Its limits, the normal one first, and the papers of the dossier."""
    return LIMITS.all(version=version.pk), COMPONENTS.all(version=version.pk)
