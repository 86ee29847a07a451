"""Writing processes: draft, next issue, retirement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.organizations.models import Unit
from congvu.procedures import rules
from congvu.procedures.errors import BadProcess, FixedProcess
from congvu.procedures.models import ProcedureVersion, Process, Step
from congvu.procedures.policies import may_keep_unit
from congvu.procedures.rules import StepFacts
from congvu.procedures.states import PROCESS_TABLE


@dataclass(frozen=True)
class StepRow:
    """A step with the unit that does it."""

    facts: StepFacts
    unit: Unit | None = None

    def fields(self) -> dict[str, Any]:
        """What the record keeps."""
        one = self.facts
        return {
            "order": one.order,
            "name": one.name,
            "role": one.role,
            "seat_role": one.seat_role,
            "unit": self.unit,
            "hours": one.hours,
            "inputs": one.inputs,
            "records": one.records,
            "forms": one.forms,
            "next_orders": list(one.next_orders),
        }


def create_process(
    unit: Unit, code: str, title: str, steps: Sequence[StepRow], *, by: Any
) -> Process:
    """A new process of a unit, a draft."""
    require(may_keep_unit(by, unit.pk))
    code, title = code.strip(), title.strip()
    with transaction.atomic():
        if Process.objects.filter(unit=unit, code=code).exists():
            raise BadInput(fields={"code": f"{unit} đã có quy trình {code}."})
        check_steps(code, title, steps)
        action = "procedures.create_process"
        process = audit.create(Process(unit=unit, code=code, title=title), by=by, action=action)
        write_steps(process, steps, by=by, action=action)
    return process


def edit_process(
    process: Process,
    steps: Sequence[StepRow],
    *,
    by: Any,
    title: str | None = None,
    expected: int | None = None,
) -> Process:
    """Write the steps of a draft."""
    require(may_keep_unit(by, process.unit_id))
    with transaction.atomic():
        held = audit.lock(Process.objects.all(), process.pk, expected)
        if held.is_fixed:
            raise FixedProcess
        named = held.title if title is None else title.strip()
        check_steps(held.code, named, steps)
        action = "procedures.edit_process"
        differs = write_steps(held, steps, by=by, action=action)
        if differs or named != held.title:
            changes = {"title": named, "edits": held.edits + 1}
            held = audit.change(held, by=by, action=action, **changes)
    return held


def check_steps(code: str, title: str, steps: Sequence[StepRow]) -> None:
    """Names, and steps that lead to the end."""
    errors: dict[str, str] = {}
    if not code:
        errors["code"] = "Cần ghi mã quy trình."
    if not title:
        errors["title"] = "Cần ghi tên quy trình."
    problems = rules.step_problems([row.facts for row in steps])
    if any(row.facts.hours is not None and row.facts.hours < 0 for row in steps):
        problems.append((0, "Thời gian của bước không được âm."))
    if not steps:
        problems.append((0, "Quy trình phải có ít nhất một bước."))
    if problems:
        told = [f"Bước {order}: {text}" if order else text for order, text in problems]
        errors["steps"] = " ".join(told)
    if errors:
        raise BadProcess(fields=errors)


def write_steps(process: Process, steps: Sequence[StepRow], *, by: Any, action: str) -> bool:
    """The steps, in order; whether any differed."""
    rows = sorted((row.fields() for row in steps), key=lambda row: row["order"])
    there = {step.order: step for step in process.steps.all()}
    gone = [step for order, step in there.items() if order not in {r["order"] for r in rows}]
    for step in gone:  # first, so that a new one may take its number
        audit.remove(step, by=by, action=action)
    known = [(there[row["order"]], row) for row in rows if row["order"] in there]
    before = [step.version for step, _ in known]
    kept = audit.change_many(known, by=by, action=action)
    fresh = [Step(process=process, **row) for row in rows if row["order"] not in there]
    audit.create_many(fresh, by=by, action=action)
    return bool(gone or fresh) or [step.version for step in kept] != before


def revise_process(process: Process, *, by: Any) -> Process:
    """The next issue of a process, a draft with the same steps."""
    require(may_keep_unit(by, process.unit_id))
    with transaction.atomic():
        held = audit.lock(Process.objects.all(), process.pk)
        if not held.is_fixed:
            raise WrongState("Quy trình đang soạn: hãy sửa ngay trên bản này.")
        issues = Process.objects.filter(unit=held.unit_id, code=held.code)
        number = (issues.aggregate(last=Max("number"))["last"] or 0) + 1
        action = "procedures.revise_process"
        fresh = Process(unit_id=held.unit_id, code=held.code, title=held.title, number=number)
        audit.create(fresh, by=by, action=action)
        names = ("order", "name", "role", "seat_role", "unit_id", "hours", "inputs", "records",
                 "forms", "next_orders")  # fmt: skip
        copies = [Step(process=fresh, **{n: getattr(step, n) for n in names})
                  for step in held.steps.all()]  # fmt: skip
        audit.create_many(copies, by=by, action=action)
    return fresh


def retire_process(process: Process, *, by: Any, expected: int | None = None) -> Process:
    """No new version may be given it; those that go by it keep it."""
    require(may_keep_unit(by, process.unit_id))
    with transaction.atomic():
        held = audit.lock(Process.objects.all(), process.pk, expected)
        state = next_state(PROCESS_TABLE, held.state, "retire")
        return audit.change(held, by=by, action="procedures.retire_process", state=state)


def discard_process(process: Process, *, by: Any, expected: int | None = None) -> None:
    """Throw a draft away that no version was given."""
    require(may_keep_unit(by, process.unit_id))
    with transaction.atomic():
        held = audit.lock(Process.objects.all(), process.pk, expected)
        next_state(PROCESS_TABLE, held.state, "discard")
        if ProcedureVersion.objects.filter(process=held).exists():
            raise WrongState("Quy trình đang được một thủ tục dùng nên chưa bỏ được.")
        audit.remove(held, by=by, action="procedures.discard_process")
