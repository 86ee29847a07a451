"""What a counter takes in, from whom, and until when it would be due."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from congvu.applicants.models import Applicant, by_number, one_by_number
from congvu.core.encrypted import preload_objects
from congvu.core.formed import number_of
from congvu.core.prepared import Prepared
from congvu.core.search import phrases
from congvu.core.workdays import NoOfficeHours, YearNotAnnounced
from congvu.dossiers import rules
from congvu.dossiers.in_force import chosen_version
from congvu.dossiers.models import ReceivingPoint
from congvu.dossiers.models.deadlines import limit_of
from congvu.dossiers.rules import Clock
from congvu.organizations.models import Unit, calendar_of
from congvu.organizations.states import OWN_SEAL, UnitKind
from congvu.procedures.models import Procedure, ProcedureVersion, TimeLimit
from congvu.procedures.states import Competence

OFFICES = (UnitKind.DEPARTMENT, *OWN_SEAL)
MOST = 12  # shown of what was found
NUMBER_FROM = 6  # so many digits are a number, not a word of a name


Tree = dict[int, tuple[int | None, str]]  # of each unit the one above, and its kind
UNITS: Prepared[tuple[int, int | None, str]] = Prepared(
    lambda: Unit.objects.order_by().values_list("pk", "parent_id", "kind")
)


def tree() -> Tree:
    """Every unit with the one above it."""
    return {pk: (parent, kind) for pk, parent, kind in UNITS.all()}


def office_units(unit: Unit) -> set[int]:
    """The units of the office a counter belongs to: schools and centres are offices themselves."""
    rows = tree()
    office = top_of(unit.pk, rows)
    return {pk for pk in rows if top_of(pk, rows) == office}


def top_of(pk: int, rows: Tree) -> int:
    """The office above a unit, itself among them."""
    while rows[pk][1] not in OFFICES and rows[pk][0] in rows:
        pk = rows[pk][0]  # type: ignore[assignment]
    return pk


def received_at(point: ReceivingPoint, on: dt.date) -> QuerySet[ProcedureVersion]:
    """Versions in force of what the office of this counter decides or resolves."""
    units = office_units(point.unit)
    ours = Q(procedure__owner__in=units) | Q(procedure__resolving_unit__in=units)
    if point.unit.kind in OWN_SEAL:
        shared = Q(procedure__competence=Competence.PUBLIC_SERVICE_UNIT)
        theirs = Q(procedure__owner__kind__in=OWN_SEAL)
        ours |= shared & Q(procedure__resolving_unit=None) & ~theirs
    found = ProcedureVersion.objects.in_force(on).filter(ours, limits__isnull=False).distinct()
    return found.select_related("procedure__owner", "procedure__resolving_unit")


def procedures_found(point: ReceivingPoint, on: dt.date, asked: str) -> list[ProcedureVersion]:
    """Those whose name, code or field hold what was typed."""
    if not phrases(asked):
        return []
    named = Procedure.objects.matching(asked)
    rows = received_at(point, on).filter(procedure__in=named.values("pk"))
    return list(rows.order_by("procedure__name", "number", "pk")[:MOST])


def chosen_procedure(point: ReceivingPoint, on: dt.date, key: str) -> ProcedureVersion | None:
    """The version a form has chosen, if it is one of those received here."""
    version = chosen_version(key, on)
    if version is None:
        return None
    rows, procedure = tree(), version.procedure
    if procedure.is_shared and point.unit.kind in OWN_SEAL:
        return version
    ours = {procedure.owner_id, procedure.resolving_unit_id or procedure.owner_id}
    office = top_of(point.unit_id, rows)
    return version if any(top_of(unit, rows) == office for unit in ours) else None


def chosen_applicant(user: Any, asked: str, key: str) -> Applicant | None:
    """The one a form has chosen, if it is among those found by what was typed."""
    number = number_of(key)
    if number is None:
        return None
    if is_number(asked):
        return one_by_number(number, asked)
    if not phrases(asked):
        return None
    rows = Applicant.objects.visible_to(user).living().search(asked)
    return rows.filter(pk=number).first()


def applicants_found(user: Any, asked: str) -> list[Applicant]:
    """By the whole identity number or phone: anybody; by name: those this counter may read."""
    if is_number(asked):
        rows = by_number(asked)
    elif phrases(asked):
        rows = Applicant.objects.visible_to(user).living().search(asked)
    else:
        return []
    found = list(rows.order_by("label", "pk")[:MOST])
    preload_objects(found)
    return found


def is_number(asked: str) -> bool:
    """Whether somebody typed a number rather than a name."""
    digits = sum(sign.isdecimal() for sign in asked)
    return digits >= NUMBER_FROM and not any(sign.isalpha() for sign in asked)


def previewed(
    limits: Sequence[TimeLimit], unit_id: int, point: ReceivingPoint, moment: dt.datetime
) -> list[tuple[TimeLimit, str]]:
    """Each variant of the limit with the day it leads to; where it can't be said, why."""
    calendar = calendar_of(unit_id)
    return [(one, due_words(one, calendar, point, moment)) for one in limits]


def due_words(one: TimeLimit, calendar: Any, point: ReceivingPoint, moment: dt.datetime) -> str:
    """Thông thường: 10 ngày làm việc → hẹn trả 22/9/2020."""
    limit = limit_of(one)
    told = f"{one.label}: {rules.limit_words(limit)}"
    run = Clock(timezone.localtime(moment), limit, cutoff=point.cutoff)
    try:
        due = rules.counted(run, calendar, calendar.hours)
    except (YearNotAnnounced, NoOfficeHours) as error:
        return f"{told}. {error.message}"
    kind = "tạm tính hẹn trả" if due.provisional else "hẹn trả"
    return f"{told} → {kind} {rules.moment_words(due.due)}"
