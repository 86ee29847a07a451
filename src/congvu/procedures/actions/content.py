"""Writing what a version states; only drafts can be written."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.evidence.models import Version as FileVersion
from congvu.legal.models import Basis
from congvu.procedures import rules
from congvu.procedures.actions.parts import sync
from congvu.procedures.errors import FixedVersion
from congvu.procedures.models import (
    Component,
    FeeRule,
    FormField,
    ProcedureVersion,
    Process,
    TimeLimit,
    VersionBasis,
)
from congvu.procedures.policies import may_keep
from congvu.procedures.rules import (
    ComponentFacts,
    FeeFacts,
    FormFieldFacts,
    LimitFacts,
    form_problem,
    named_fields,
)
from congvu.procedures.states import MOST_COPIES, VERSION_TABLE, FeeState, LimitUnit, ProcessState

# what publishing decides, not the writer
GUARDED = frozenset(
    {
        "procedure",
        "number",
        "state",
        "effective_to",
        "suspended_from",
        "published_at",
        "published_by",
        "edits",
    }
)


@dataclass
class Content:
    """What a version states: single fields, and rows of parts. ``None``: leave as they are."""

    fields: dict[str, Any] = field(default_factory=dict)
    limits: Sequence[LimitFacts] | None = None
    components: Sequence[ComponentFacts] | None = None
    fees: Sequence[FeeFacts] | None = None
    bases: Sequence[tuple[Basis, str]] | None = None
    form_fields: Sequence[FormFieldFacts] | None = None


def edit_version(
    version: ProcedureVersion, content: Content, *, by: Any, expected: int | None = None
) -> ProcedureVersion:
    """Write a draft."""
    require(may_keep(by, version.procedure))
    with transaction.atomic():
        held = audit.lock(ProcedureVersion.objects.select_related("procedure"),
                          version.pk, expected)  # fmt: skip
        if held.is_fixed:
            raise FixedVersion
        next_state(VERSION_TABLE, held.state, "edit")
        return write_content(held, content, by=by, action="procedures.edit_version")


def write_content(
    version: ProcedureVersion, content: Content, *, by: Any, action: str
) -> ProcedureVersion:
    """Fields and parts of a locked draft."""
    check_content(content)
    differs = write_parts(version, content, by=by, action=action)
    changes = {n: v for n, v in content.fields.items() if getattr(version, n) != v}
    if differs or changes:
        changes["edits"] = version.edits + 1
        version = audit.change(version, by=by, action=action, **changes)
    return version


def check_content(content: Content) -> None:
    """What no version may state."""
    if guarded := GUARDED & content.fields.keys():
        raise ValueError(f"not a writer's fields: {sorted(guarded)}")
    errors: dict[str, str] = {}
    if not str(content.fields.get("name", "x")).strip():
        errors["name"] = "Cần ghi tên thủ tục."
    for limit in content.limits or ():
        needs = limit.unit != LimitUnit.SAME_DAY
        if needs and (limit.amount is None or limit.amount <= 0):
            errors["limits"] = "Thời hạn phải là số lớn hơn 0."
    if any(not one.title.strip() for one in content.components or ()):
        errors["components"] = "Thành phần hồ sơ phải có tên giấy tờ."
    sets = content.fields.get("sets")
    if sets is not None and not 0 < sets <= MOST_COPIES:
        errors["sets"] = f"Số bộ hồ sơ từ 1 đến {MOST_COPIES}."
    if problem := form_problem(named_fields(content.form_fields or ())):
        errors["form_fields"] = problem
    if content.fields.get("fee_state") == FeeState.FREE and content.fees:
        errors["fee_state"] = "Đã ghi mức phí, lệ phí thì không thể là không thu."
    law, rounds = rules.law().supplement(clock.today()), content.fields.get("supplement_rounds")
    if rounds is not None and not 0 < rounds <= law.most:
        told = f"Từ 1 đến {law.most} lần – {law.most_source}."
        errors["supplement_rounds"] = told
    process = content.fields.get("process")
    if process is not None and process.state == ProcessState.RETIRED:
        errors["process"] = "Quy trình này đã thôi áp dụng."
    if errors:
        raise BadInput(fields=errors)


def write_parts(version: ProcedureVersion, content: Content, *, by: Any, action: str) -> bool:
    """Rows of parts; whether any differed."""
    parent, differs = {"procedure_version": version}, False
    given = ((TimeLimit, content.limits), (Component, content.components), (FeeRule, content.fees))
    for model, rows in given:
        if rows is not None:
            wanted = [{"order": n, **asdict(row)} for n, row in enumerate(rows, 1)]
            for row in wanted:
                if row.get("unit") == LimitUnit.SAME_DAY:
                    row["amount"] = None
            if model is Component:
                with_files(wanted, rows)
            differs |= sync(model, parent, wanted, by=by, action=action)
    if content.form_fields is not None:
        wanted = [{"order": n, **asdict(row), "choices": list(row.choices)}
                  for n, row in enumerate(named_fields(content.form_fields), 1)]  # fmt: skip
        differs |= sync(FormField, parent, wanted, by=by, action=action)
    if content.bases is not None:
        differs |= write_bases(version, content.bases, by=by, action=action)
    return differs


def with_files(wanted: Sequence[dict[str, Any]], rows: Sequence[ComponentFacts]) -> None:
    """Put the stored file in place of what the facts say of it."""
    there = FileVersion.objects.in_bulk([row.file.pk for row in rows if row.file])
    for made, row in zip(wanted, rows, strict=True):
        made["file"] = there[row.file.pk] if row.file else None


def write_bases(
    version: ProcedureVersion, bases: Sequence[tuple[Basis, str]], *, by: Any, action: str
) -> bool:
    """The legal bases, each once."""
    wanted = {basis.pk: note for basis, note in bases}
    there = {one.basis_id: one for one in version.bases.all()}
    differs = {pk: there[pk].note for pk in there} != wanted
    for pk, row in there.items():
        if pk not in wanted:
            audit.remove(row, by=by, action=action)
    changes = [(there[pk], {"note": note}) for pk, note in wanted.items() if pk in there]
    audit.change_many(changes, by=by, action=action)
    fresh = [VersionBasis(procedure_version=version, basis_id=pk, note=note)
             for pk, note in wanted.items() if pk not in there]  # fmt: skip
    audit.create_many(fresh, by=by, action=action)
    return differs


def set_process(
    version: ProcedureVersion, process: Process | None, *, by: Any, expected: int | None = None
) -> ProcedureVersion:
    """Give a draft its process; one process serves many procedures."""
    return edit_version(version, Content({"process": process}), by=by, expected=expected)
