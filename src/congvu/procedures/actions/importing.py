"""Taking in many procedures at once: all of them or none."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import transaction

from congvu.core import audit
from congvu.core.errors import WrongState
from congvu.core.jobs import defer
from congvu.core.policies import require
from congvu.core.staged import decided, kept_aside
from congvu.legal.models import Basis
from congvu.organizations.models import Unit
from congvu.procedures.actions.catalogue import create_procedure, get_field
from congvu.procedures.actions.content import Content
from congvu.procedures.actions.level import declare_level
from congvu.procedures.actions.process import StepRow, create_process
from congvu.procedures.models import ImportRun, ProcedureVersion, Process
from congvu.procedures.policies import may_begin, may_keep_unit
from congvu.procedures.states import ImportState

TAKE_IN = "procedures.take_in_file"
Say = Callable[[int, int], None]  # how many of how many are written


def unsaid(done: int, total: int) -> None:
    """Where nobody watches."""


class Declared(NamedTuple):
    """A level of online service and the day it was declared from."""

    level: str
    valid_from: dt.date
    decision: str = ""
    basis: Basis | None = None


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
    process_title: str = ""
    process_unit: Unit | None = None  # whose process it is; else of who decides
    steps: Sequence[StepRow] = ()
    levels: Sequence[Declared] = ()


def import_procedures(
    rows: Sequence[ImportedProcedure], *, by: Any, source: str = "", say: Say = unsaid
) -> list[ProcedureVersion]:
    """Every row becomes a procedure with a draft, all in one transaction."""
    for owner in {row.owner.pk for row in rows}:
        require(may_keep_unit(by, owner))
    made: dict[tuple[int, str], Process] = {}
    versions = []
    with transaction.atomic():
        for row in rows:
            say(len(versions), len(rows))
            versions.append(take_in(row, made, by, source))
    return versions


def import_later(packed: str, *, by: Any, source: str, count: int) -> ImportRun:
    """Have a long file, looked through and packed, taken in by the background."""
    require(may_begin(by))
    told: dict[str, Any] = {"by": by, "action": "procedures.import_run"}
    with transaction.atomic():
        run = audit.create(ImportRun(source=source[:300], rows=count, by=by), **told)
        job = defer(TAKE_IN, owner=by, run_id=run.pk)
        return kept_aside(run, "procedure-lists", packed.encode("ascii"), job=job, **told)


def take_in_run(
    run: ImportRun, rows: Sequence[ImportedProcedure], *, by: Any, say: Say = unsaid
) -> ImportRun:
    """Take in a file that waits; its content is thrown away with the commit."""
    with transaction.atomic():
        kept = waiting(run)
        import_procedures(rows, by=by, source=kept.source, say=say)
        return over(kept, by, state=ImportState.TAKEN_IN, rows=len(rows))


def refuse_run(run: ImportRun, *, by: Any, why: str) -> ImportRun:
    """Nothing of the file is taken in: it became doubtful while it waited."""
    with transaction.atomic():
        return over(waiting(run), by, state=ImportState.REFUSED, refusal=why[:500])


def waiting(run: ImportRun) -> ImportRun:
    """The run, locked; refused when somebody finished it meanwhile."""
    kept = audit.lock(ImportRun.objects.all(), run.pk)
    if not kept.is_waiting:
        raise WrongState("Tệp này đã nhập xong.")
    return kept


def over(run: ImportRun, by: Any, **fields: Any) -> ImportRun:
    """What became of it, written."""
    return decided(run, by=by, action="procedures.import_run", **fields)


def take_in(
    row: ImportedProcedure, made: dict[tuple[int, str], Process], by: Any, source: str
) -> ProcedureVersion:
    """One of them; a process told in several rows is made once."""
    unit = row.process_unit or row.owner
    key = (unit.pk, row.process_code)
    if row.process_code and key not in made:
        known = Process.objects.usable().filter(unit=unit, code=row.process_code)
        title = (row.process_title or f"Quy trình {row.name}")[:300]
        found = known.order_by("-number").first()
        made[key] = found or create_process(unit, row.process_code, title, row.steps, by=by)
    fields = row.content.fields | {
        "source_note": row.content.fields.get("source_note") or source[:300]
    }
    if row.process_code:
        fields["process"] = made[key]
    content = Content(fields, row.content.limits, row.content.components, row.content.fees,
                      row.content.bases, row.content.form_fields)  # fmt: skip
    version = create_procedure(
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
    for one in sorted(row.levels, key=lambda level: level.valid_from):
        declare_level(version.procedure, one.level, one.valid_from, by=by, decision=one.decision,
                      basis=one.basis)  # fmt: skip
    return version
