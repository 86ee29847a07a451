"""Procedures: what exists, and what each version states. Published by the pages alone."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router

from congvu.api import marks
from congvu.api.collection import Collection, add_reading
from congvu.api.kinds import Day, Id, Moment, Number, Out, Shown, choice
from congvu.api.paging import Page
from congvu.api.resources.common import base, same
from congvu.core import clock
from congvu.organizations.models import Unit
from congvu.procedures.models import Component, Procedure, ProcedureVersion
from congvu.procedures.models.reading import due_today, facts_of, in_order
from congvu.procedures.rules import missing_parts
from congvu.procedures.states import Competence, Level, VersionState

router = Router()


class LimitOut(Out):
    """A time limit; the first of a version is the normal one. ``same_day`` has no amount."""

    id: int
    label: str
    amount: Number | None
    unit: str
    note: str


class ComponentOut(Out):
    """One paper of the dossier, with how many of each form."""

    order: int
    title: str
    originals: int
    certified_copies: int
    copies: int
    template: str
    condition: str
    required: bool
    file: str | None  # where the form to fill in is downloaded


class FeeOut(Out):
    """One amount to be paid in đồng; null where the text alone says it."""

    kind: str
    label: str
    amount: Number | None
    condition: str


class StepOut(Out):
    """One step of the process, with its working hours."""

    order: int
    name: str
    role: str
    unit: int | None
    hours: Number | None
    inputs: str
    records: str
    forms: str
    next: list[int]


class FormFieldOut(Out):
    """One field of the form that is filled in online."""

    name: str
    label: str
    kind: str
    required: bool
    help: str
    choices: list[str]


class DeclaredLevelOut(Out):
    """A level of online service as it was declared, in the words of its day."""

    level: str
    valid_from: Day
    valid_to: Day | None
    decision: str


class ProcedureVersionOut(Shown):
    """What a procedure states from a day on; what is not known is empty, and in ``missing``."""

    procedure: int
    number: int
    state: str
    name: str
    effective_from: Day | None
    effective_to: Day | None
    decision_number: str
    decision_on: Day | None
    decision_issuer: str
    sequence: str
    ways: list[str]
    ways_note: str
    sets: int | None
    audience_kinds: list[str]
    audience: str
    decides: str
    result: str
    requirements: str
    fee_state: str
    fee_note: str
    supplement_effect: str
    supplement_rounds: int | None
    contact_post: str
    contact_phone: str
    contact_hours: str
    bases: list[str]
    limits: list[LimitOut]
    components: list[ComponentOut]
    fees: list[FeeOut]
    process: str
    steps: list[StepOut]
    form_fields: list[FormFieldOut]
    missing: list[str]


class ProcedureRow(Shown):
    """A procedure under one name, whatever its versions."""

    code: str
    name: str
    field: str
    competence: str
    owner: int
    resolving_unit: int
    national: bool
    level: str | None
    in_force: int | None


class ProcedureOut(ProcedureRow):
    """With the version in force, when one would get the result who files now, and all levels."""

    levels: list[DeclaredLevelOut]
    current: ProcedureVersionOut | None
    due_if_filed_now: Moment | None


def rows(user: Any) -> QuerySet:
    """Procedures this person may know of, each with what holds today."""
    today = clock.today()
    now = ProcedureVersion.objects.in_force(today).with_parts()
    levels = Procedure.levels.rel.related_model.objects.in_force(today)
    return (
        Procedure.objects.visible_to(user)
        .select_related("field", "owner", "resolving_unit")
        .prefetch_related(
            Prefetch("versions", now, to_attr="holding"),
            Prefetch("levels", levels, to_attr="declared"),
        )
    )


def shown_row(row: Procedure) -> dict[str, Any]:
    """What a list says of a procedure."""
    return {
        **base(row, "procedures"),
        **same(row, "code", "name", "competence", "national"),
        "field": row.field.name,
        "owner": row.owner_id,
        "resolving_unit": row.resolver.pk,
        "level": row.declared[0].level if row.declared else None,
        "in_force": row.holding[0].pk if row.holding else None,
    }


def show_row(row: Procedure) -> ProcedureRow:
    """A row of the list."""
    return ProcedureRow(**shown_row(row))


def show(row: Procedure) -> ProcedureOut:
    """A procedure with what it states today."""
    current = row.holding[0] if row.holding else None
    return ProcedureOut(
        **shown_row(row),
        current=show_version(current) if current else None,
        levels=[
            DeclaredLevelOut(**same(one, "level", "valid_from", "valid_to", "decision"))
            for one in row.levels.order_by("valid_from")
        ],
        due_if_filed_now=due_today(current, clock.now()) if current else None,
    )


def show_version(row: ProcedureVersion) -> ProcedureVersionOut:
    """All a version states."""
    facts = facts_of(row)
    names = ("number", "state", "name", "effective_from", "effective_to", "decision_number",
             "decision_on", "decision_issuer", "sequence", "ways", "ways_note", "sets",
             "audience_kinds", "audience", "decides", "result", "requirements", "fee_state",
             "fee_note", "supplement_effect", "supplement_rounds", "contact_post",
             "contact_phone", "contact_hours")  # fmt: skip
    return ProcedureVersionOut(
        **base(row, "procedure-versions"),
        **same(row, *names),
        procedure=row.procedure_id,
        bases=list(facts.bases),
        process=facts.process,
        form_fields=[
            FormFieldOut(
                **same(one, "name", "label", "kind", "required", "help"), choices=list(one.choices)
            )
            for one in facts.form_fields
        ],
        missing=[part.value for part in missing_parts(facts)],
        **parts(row),
    )


def file_address(row: ProcedureVersion, one: Component) -> str | None:
    """Where anybody downloads the form of a paper; none while it is not published."""
    if one.file is None or not row.is_fixed:
        return None
    return settings.SITE_URL + reverse("evidence:published_file", args=[one.file.uuid])


def parts(row: ProcedureVersion) -> dict[str, Any]:
    """Limits, papers, fees, steps in order."""
    papers = ("order", "title", "originals", "certified_copies", "copies", "template",
              "condition", "required")  # fmt: skip
    steps = in_order(row.process.steps.all()) if row.process else ()
    return {
        "limits": [
            LimitOut(**same(one, "label", "amount", "unit", "note"), id=one.pk)
            for one in in_order(row.limits.all())
        ],
        "components": [
            ComponentOut(**same(one, *papers), file=file_address(row, one))
            for one in in_order(row.components.all())
        ],
        "fees": [
            FeeOut(**same(one, "kind", "label", "amount", "condition"))
            for one in in_order(row.fees.all())
        ],
        "steps": [
            StepOut(
                **same(one, "order", "name", "role", "hours", "inputs", "records", "forms"),
                unit=one.unit_id,
                next=list(one.next_orders),
            )
            for one in steps
        ],
    }


def of_unit(found: QuerySet, key: int) -> QuerySet:
    """On the unit's list: it decides them or resolves them."""
    return found.of_unit(Unit(pk=key))


def with_level(found: QuerySet, level: str) -> QuerySet:
    """Declared at that level today."""
    model = Procedure.levels.rel.related_model
    declared = model.objects.in_force(clock.today()).filter(level=level)
    return found.filter(pk__in=declared.values("procedure"))


def version_rows(user: Any) -> QuerySet:
    """Versions this person may know of."""
    return ProcedureVersion.objects.visible_to(user).with_parts()


def holding_on(found: QuerySet, day: dt.date) -> QuerySet:
    """By which dossiers are taken in on a day."""
    return found.in_force(day)


PROCEDURES = Collection(
    "procedures",
    "Thủ tục",
    ProcedureOut,
    rows,
    show,
    row_out=ProcedureRow,
    show_row=show_row,
    filters={
        "code": (str, "code"),
        "field": (str, "field__code"),
        "competence": (choice(Competence), "competence"),
        "unit": (Id, of_unit),
        "level": (choice(Level), with_level),
        "q": (str, lambda found, text: found.matching(text)),
    },
)
VERSIONS = Collection(
    "procedure-versions",
    "Bản của thủ tục",
    ProcedureVersionOut,
    version_rows,
    show_version,
    filters={
        "procedure": (Id, "procedure"),
        "state": (choice(VersionState), "state"),
        "in_force_on": (Day, holding_on),
    },
)


def versions_of(request: HttpRequest, id: Id, filters: Page = Query(...)):  # noqa: B008
    """Every version of one procedure."""
    procedure = PROCEDURES.get(request.user, id)
    found = version_rows(request.user).filter(procedure=procedure)
    return VERSIONS.page_from(found, request.user, filters)


add_reading(router, PROCEDURES)
add_reading(router, VERSIONS)
marks.get(
    router,
    "procedures/{id}/versions",
    versions_of,
    marks.listed(ProcedureVersionOut),
    "Thủ tục: các bản",
)
