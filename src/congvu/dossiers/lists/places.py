"""Whose dossier it is: units, receiving points and procedures by the names of a list."""

import datetime as dt
from dataclasses import dataclass, field

from congvu.core.search import remembered_fold as fold
from congvu.core.workdays import YearNotAnnounced, due
from congvu.core.workdays.errors import NoOfficeHours
from congvu.dossiers.lists.reading import Fact, Reading
from congvu.dossiers.models import Difference, ReceivingPoint, SourceSystem
from congvu.dossiers.models.deadlines import known, limit_of
from congvu.organizations.models import Unit, calendar_of
from congvu.procedures.models import Procedure, ProcedureVersion, TimeLimit
from congvu.procedures.states import FIXED

OUTSIDE = 0  # a name of that system which is no unit of ours


@dataclass
class Places:
    """What the names of one list mean, looked up once and kept while it is taken in."""

    units: dict[str, Unit | None] = field(default_factory=dict)
    points: dict[str, ReceivingPoint] = field(default_factory=dict)
    by_code: dict[str, Procedure] = field(default_factory=dict)
    by_name: dict[str, Procedure] = field(default_factory=dict)
    versions: dict[int, list[ProcedureVersion]] = field(default_factory=dict)

    def unit_of(self, fact: Fact, procedure: Procedure | None) -> Unit | None:
        """The unit that resolves it: named in the list, else the procedure's."""
        if fact.unit:
            return self.units.get(fold(fact.unit))
        return procedure.resolver if procedure else None

    def point_of(self, fact: Fact) -> ReceivingPoint | None:
        """The counter it came in at, where it is one of ours."""
        return self.points.get(fold(fact.point)) if fact.point else None

    def procedure_of(self, fact: Fact) -> Procedure | None:
        """By code, else by its exact name."""
        if fact.procedure_code:
            return self.by_code.get(fact.procedure_code.casefold())
        return self.by_name.get(fold(fact.procedure_name)) if fact.procedure_name else None

    def version_on(self, procedure: Procedure, on: dt.date) -> ProcedureVersion | None:
        """The version in force on a day."""
        for version in self.versions.get(procedure.pk, ()):
            begun = version.effective_from and version.effective_from <= on
            if begun and (version.effective_to is None or on <= version.effective_to):
                return version
        return None


def look_up(source: SourceSystem | None) -> Places:
    """Everything a list may name, in constant queries."""
    places, units = Places(), {unit.pk: unit for unit in Unit.objects.order_by("-valid_from")}
    for unit in units.values():
        for name in (unit.name, unit.short_name, unit.symbol):
            places.units.setdefault(fold(name), unit)
    places.units |= {name: units.get(key) for name, key in (source.units if source else {}).items()}
    for point in ReceivingPoint.objects.select_related("unit"):
        for name in (point.name, point.agency_code, point.unit.name, point.unit.short_name):
            places.points.setdefault(fold(name), point)
    for procedure in Procedure.objects.select_related("owner", "resolving_unit"):
        if procedure.code:
            places.by_code[procedure.code.casefold()] = procedure
        places.by_name.setdefault(fold(procedure.name), procedure)
    rows = ProcedureVersion.objects.filter(state__in=FIXED).prefetch_related("limits")
    for version in rows.order_by("-number"):
        places.versions.setdefault(version.procedure_id, []).append(version)
    return places


def unknown_units(reading: Reading, places: Places) -> dict[str, int]:
    """Names of units nobody knows yet, with how many rows bear them; each one is a problem."""
    found: dict[str, int] = {}
    for fact in reading.facts:
        if fact.unit and fold(fact.unit) not in places.units:
            found[fact.unit] = found.get(fact.unit, 0) + 1
            if found[fact.unit] == 1:
                message = f"Chưa biết đơn vị {fact.unit!r}. Hãy chọn đơn vị tương ứng."
                reading.complain(fact.number, "unit", message)
    return found


@dataclass(frozen=True)
class Ours:
    """What we make of the due date."""

    version: ProcedureVersion | None = None
    limit: TimeLimit | None = None
    due: dt.datetime | None = None
    difference: str = Difference.UNKNOWN_PROCEDURE


def our_due(fact: Fact, procedure: Procedure | None, unit: Unit | None, places: Places) -> Ours:
    """The due date by our catalogue and calendar, and how the source's compares, day by day."""
    if procedure is None:
        return Ours()
    version = places.version_on(procedure, fact.received_at.date())
    limit = next(iter(version.limits.all()), None) if version else None
    if version is None or limit is None:
        return Ours(version, limit, difference=Difference.UNKNOWN_LIMIT)
    amount, kind = limit_of(limit)
    try:
        ours = due(
            known(fact.received_at), amount, kind, calendar_of(unit.pk if unit else None)
        ).due
    except (YearNotAnnounced, NoOfficeHours):
        return Ours(version, limit, difference=Difference.UNKNOWN_CALENDAR)
    return Ours(version, limit, ours, compared(fact.due_at, ours))


def compared(theirs: dt.datetime | None, ours: dt.datetime) -> str:
    """How two due dates compare; only days, as lists seldom tell the hour."""
    if theirs is None:
        return Difference.NO_SOURCE_DATE
    if theirs.date() == ours.date():
        return Difference.NONE
    earlier = ours.date() < theirs.date()
    return Difference.OURS_EARLIER if earlier else Difference.OURS_LATER
