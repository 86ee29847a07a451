"""Taking in many procedures at once: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.procedures.actions.catalogue import create_procedure, get_field
from congvu.procedures.actions.content import Content
from congvu.procedures.actions.process import StepRow, create_process
from congvu.procedures.models import ProcedureVersion, Process
from congvu.procedures.policies import may_keep_unit


@dataclass
class ImportedProcedure:
    """A procedure as a table or file tells it; ``steps`` with the code of their process."""

    name: str
    field_name: str
    owner: Unit
    competence: str
    code: str = ""
    national: bool = False
    resolving_unit: Unit | None = None
    notes: str = ""
    content: Content = field(default_factory=Content)
    process_code: str = ""
    steps: Sequence[StepRow] = ()


def import_procedures(
    rows: Sequence[ImportedProcedure], *, by: Any, source: str = ""
) -> list[ProcedureVersion]:
    """Every row becomes a procedure with a draft, all in one transaction."""
    for owner in {row.owner.pk for row in rows}:
        require(may_keep_unit(by, owner))
    made: dict[tuple[int, str], Process] = {}
    with transaction.atomic():
        return [take_in(row, made, by, source) for row in rows]


def take_in(
    row: ImportedProcedure, made: dict[tuple[int, str], Process], by: Any, source: str
) -> ProcedureVersion:
    """One of them; a process told in several rows is made once."""
    key = (row.owner.pk, row.process_code)
    if row.process_code and key not in made:
        known = Process.objects.usable().filter(unit=row.owner, code=row.process_code)
        found = known.order_by("-number").first()
        made[key] = found or create_process(
            row.owner, row.process_code, f"Quy trình {row.name}"[:300], row.steps, by=by
        )
    fields = row.content.fields | {"source_note": source[:300]}
    if row.process_code:
        fields["process"] = made[key]
    content = Content(fields, row.content.limits, row.content.components, row.content.fees,
                      row.content.bases, row.content.form_fields)  # fmt: skip
    return create_procedure(
        content,
        by=by,
        name=row.name,
        field=get_field(row.field_name, by=by, owner=row.owner),
        owner=row.owner,
        resolving_unit=row.resolving_unit,
        competence=row.competence,
        code=row.code,
        national=row.national,
        notes=row.notes,
    )
