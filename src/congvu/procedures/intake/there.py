"""What the system has already, as a file would tell it, and where a file tells it otherwise."""

import datetime as dt
from dataclasses import astuple, is_dataclass, replace
from functools import cached_property
from typing import Any

from congvu.core.imports import parsing
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.actions import Content, Declared, ImportedProcedure
from congvu.procedures.actions.process import StepRow
from congvu.procedures.catalogue import rows_of
from congvu.procedures.intake.columns import (
    BASES,
    COMPONENTS,
    FEES,
    FORM_FIELDS,
    LABELS,
    LEVELS,
    LIMITS,
    PROCEDURES,
    STEPS,
    TITLES,
)
from congvu.procedures.models import LevelDeclaration, Procedure, ProcedureVersion, Process
from congvu.procedures.models.procedure import ProcedureQuerySet
from congvu.procedures.models.reading import facts_of, step_facts
from congvu.procedures.rules import LimitFacts

NORMAL = LimitFacts("").label
LONG = ("sequence", "ways_note", "audience", "result", "requirements", "fee_note")
CARRIED = (*LONG, "name", "sets", "ways", "audience_kinds", "decides", "fee_state",
           "supplement_effect", "supplement_rounds", "decision_number", "decision_on",
           "decision_issuer", "decision", "effective_from", "law_signed_on", "law_effective_on",
           "shortened", "entered_on", "contact_post", "contact_phone", "contact_hours",
           "source_note")  # fmt: skip
SETS = ("ways", "audience_kinds")  # the order says nothing
COLUMN_OF = {"fee_state": "fee", "contact_post": "contact", "contact_phone": "phone"}


class There:
    """Procedures and processes by what a file calls them."""

    def __init__(self) -> None:
        rows = list(Procedure.objects.values_list("pk", "code", "owner", "name"))
        self.by_code = {code: pk for pk, code, _, _ in rows if code}
        self.by_name = {(owner, name): pk for pk, _, owner, name in rows}

    def procedure(self, row: ImportedProcedure) -> int | None:
        """The procedure a row means, by its code or by its unit and name."""
        named = (row.owner.pk, row.name) if row.owner else None
        return self.by_code.get(row.code) or self.by_name.get(named)  # type: ignore[arg-type]

    @cached_property
    def processes(self) -> dict[tuple[int, str], Process]:
        """The newest issue of each process a version may be given."""
        rows = Process.objects.usable().prefetch_related("steps__unit").order_by("number")
        return {(one.unit_id, one.code): one for one in rows}


def standing(procedures: ProcedureQuerySet, on: dt.date) -> dict[int, ImportedProcedure]:
    """Procedures by id, with the version the list shows, in constant queries; order is kept."""
    chosen = {row.procedure.pk: row.version.pk for row in rows_of(procedures, on) if row.version}
    related = ("process__unit", "procedure__field")
    versions = ProcedureVersion.objects.with_parts().select_related(*related)
    held = versions.in_bulk(list(chosen.values()))
    levels: dict[int, list[LevelDeclaration]] = {}
    declared = LevelDeclaration.objects.filter(procedure__in=chosen).select_related("basis")
    for one in declared.order_by("valid_from"):
        levels.setdefault(one.procedure_id, []).append(one)
    return {pk: imported(held[version], levels.get(pk, [])) for pk, version in chosen.items()}


def imported(version: ProcedureVersion, levels: list[LevelDeclaration]) -> ImportedProcedure:
    """A version as a file would tell it; files of forms are not told."""
    one, process, facts = version.procedure, version.process, facts_of(version)
    content = Content(
        {name: getattr(version, name) for name in CARRIED},
        facts.limits,
        [replace(paper, file=None) for paper in facts.components],
        facts.fees,
        [(link.basis, link.note) for link in version.bases.all()],
        facts.form_fields,
    )
    return ImportedProcedure(
        name=one.name,
        field_name=one.field.name,
        owner=one.owner,
        competence=one.competence,
        code=one.code,
        national=one.national,
        resolving_unit=one.resolving_unit if one.resolver != one.owner else None,
        notes=one.notes,
        content=content,
        process_code=process.code if process else "",
        process_title=process.title if process else "",
        process_unit=process.unit if process else None,
        steps=steps_of(process) if process else [],
        levels=[Declared(row.level, row.valid_from, row.decision, row.basis) for row in levels],
    )


def steps_of(process: Process) -> list[StepRow]:
    """Its steps in order, each with its unit."""
    rows = sorted(process.steps.all(), key=lambda step: step.order)
    return [StepRow(replace(step_facts(one), unit=""), one.unit) for one in rows]


def steps_differ(told: ImportedProcedure, process: Process) -> bool:
    """Whether a file tells other steps than a process has."""
    steps = sorted(told.steps, key=lambda one: one.facts.order)
    return plain(steps) != plain(steps_of(process))


def differing(told: ImportedProcedure, there: ImportedProcedure) -> list[str]:
    """Labels of all that a file tells otherwise than the system has it."""
    one, two = comparable(told, told), comparable(there, told)
    return [label for label, value in one.items() if value != two[label]]


def comparable(row: ImportedProcedure, told: ImportedProcedure) -> dict[str, Any]:
    """A row by labels; of what files need not tell, only what ``told`` tells."""
    label, content = LABELS[PROCEDURES], row.content
    alone = ("code", "competence", "national", "owner", "resolving_unit")
    found = {label[name]: plain(getattr(row, name)) for name in alone}
    found |= {label["field"]: fold(row.field_name), label["notes"]: lined(row.notes)}
    # a file that names no source is the source itself
    said = CARRIED if told.content.fields["source_note"] else CARRIED[:-1]
    for name in said:
        value = content.fields[name]
        value = sorted(value) if name in SETS else value
        found[label[COLUMN_OF.get(name, name)]] = lined(value) if name in LONG else plain(value)
    found |= {
        TITLES[LIMITS]: plain(sorted(content.limits or (), key=lambda one: one.label != NORMAL)),
        TITLES[COMPONENTS]: plain(content.components or ()),
        TITLES[FEES]: plain(content.fees or ()),
        TITLES[FORM_FIELDS]: plain(form_of(row, told)),
        TITLES[LEVELS]: plain(sorted(row.levels, key=lambda one: one.valid_from)),
        TITLES[BASES]: {basis.pk: plain(note) for basis, note in content.bases or ()},
    }
    return found | process_of(row, told)


def form_of(row: ImportedProcedure, told: ImportedProcedure) -> list[Any]:
    """The fields of the form; their codes only where the file gives them."""
    fields = rules.named_fields(row.content.form_fields or ())
    given = any(one.name for one in told.content.form_fields or ())
    return fields if given else [replace(one, name="") for one in fields]


def process_of(row: ImportedProcedure, told: ImportedProcedure) -> dict[str, Any]:
    """The process, with its title, unit and steps where the file tells them."""
    label = LABELS[STEPS]
    found: dict[str, Any] = {LABELS[PROCEDURES]["process"]: row.process_code}
    if told.process_title:
        found[label["process_title"]] = plain(row.process_title)
    if told.process_unit:
        found[label["owner"]] = row.process_unit
    if told.steps:
        found[TITLES[STEPS]] = plain(sorted(row.steps, key=lambda one: one.facts.order))
    return found


def plain(value: Any) -> Any:
    """A value to compare, white space and old signs put aside."""
    if isinstance(value, str):
        return " ".join(lined(value).split())
    if isinstance(value, StepRow):
        return [plain(value.facts), value.unit]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(astuple(value))
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def lined(text: str) -> str:
    """Text whose lines count."""
    return parsing.lines(rules.mended_text(text) or text)
