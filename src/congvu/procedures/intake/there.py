"""What the system has already, as a file would tell it."""

import datetime as dt
from dataclasses import replace
from functools import cached_property

from congvu.procedures.actions import Content, Declared, ImportedProcedure
from congvu.procedures.actions.process import StepRow
from congvu.procedures.catalogue import rows_of
from congvu.procedures.models import LevelDeclaration, Procedure, ProcedureVersion, Process
from congvu.procedures.models.procedure import ProcedureQuerySet
from congvu.procedures.models.reading import facts_of, step_facts

LONG = ("sequence", "ways_note", "audience", "result", "requirements", "fee_note")
CARRIED = (*LONG, "name", "sets", "ways", "audience_kinds", "decides", "fee_state",
           "supplement_effect", "supplement_rounds", "decision_number", "decision_on",
           "decision_issuer", "decision", "effective_from", "law_signed_on", "law_effective_on",
           "shortened", "entered_on", "contact_post", "contact_phone", "contact_hours",
           "source_note")  # fmt: skip


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
        rows = Process.objects.usable().prefetch_related("steps__unit").order_by("number", "pk")
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
