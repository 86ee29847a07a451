"""Every row looked through: what it means, what is doubtful, what is only noted."""

from typing import Any

from congvu.core import clock
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.actions import ImportedProcedure
from congvu.procedures.intake.columns import (
    BASES,
    COMPONENTS,
    FEES,
    FORM_FIELDS,
    LEVELS,
    LIMITS,
    PROCEDURES,
)
from congvu.procedures.intake.comparing import differing, steps_differ
from congvu.procedures.intake.form_fields import form_field_of
from congvu.procedures.intake.limits import NORMAL, limit_row
from congvu.procedures.intake.looker import Looker, Result
from congvu.procedures.intake.papers import by_procedure, component_of, fee_of
from congvu.procedures.intake.procedure_rows import check_new, procedure_of
from congvu.procedures.intake.reading import Told
from congvu.procedures.intake.spoken import basis_of, level_of
from congvu.procedures.intake.steps import read_processes
from congvu.procedures.intake.there import standing
from congvu.procedures.intake.troubles import LEAVE_OUT, blank
from congvu.procedures.models import Procedure
from congvu.procedures.states import FeeState

MAKERS = {COMPONENTS: component_of, FEES: fee_of, FORM_FIELDS: form_field_of,
          LIMITS: limit_row, LEVELS: level_of, BASES: basis_of}  # fmt: skip


def look(told: Told, user: Any) -> Result:
    """The whole file; ``user`` decides for which units procedures may be entered."""
    looker = Looker(told, user)
    rows = rows_of(looker)
    known = {at: pk for at, row in enumerate(rows) if (pk := looker.there.procedure(row))}
    there = standing(Procedure.objects.filter(pk__in=list(known.values())), clock.today())
    for at, row in enumerate(rows):
        looker.sheet, looker.at = PROCEDURES, at
        if at in known and not compare(looker, row, there.get(known[at])):
            looker.result.unchanged.append(row)
            continue
        if at not in known:
            check_new(looker, row)
            check_process(looker, row)
            note_sums(looker, row)
        looker.result.rows.append(row)
    note_gaps(looker.result)
    sheets = list(told.rows)
    looker.result.troubles.sort(key=lambda one: (sheets.index(one.sheet), one.row))
    return looker.result


def rows_of(looker: Looker) -> list[ImportedProcedure]:
    """Every procedure with all its parts, each cell looked at by itself."""
    processes = read_processes(looker)
    parts = {sheet: by_procedure(looker, sheet, make) for sheet, make in MAKERS.items()}
    seen: dict[str, str] = {}
    rows = []
    for line in looker.each(PROCEDURES):
        twice(looker, seen)
        row, at = procedure_of(looker, line, processes), looker.at
        found = {sheet: lines.get(at, []) for sheet, lines in parts.items()}
        content = row.content
        content.components, content.fees = found[COMPONENTS], found[FEES]
        content.form_fields, content.bases = found[FORM_FIELDS], found[BASES]
        both = [*(content.limits or ()), *found[LIMITS]]
        content.limits = sorted(both, key=lambda one: one.label != NORMAL)
        row.levels = [*row.levels, *found[LEVELS]]
        if content.fees and not line["fee"]:
            content.fields["fee_state"] = FeeState.CHARGED
        rows.append(row)
    return rows


def twice(looker: Looker, seen: dict[str, str]) -> None:
    """A code or name that an earlier row of the file bears."""
    line = looker.line
    for column, key in (("code", line["code"] and f"code {fold(line['code'])}"),
                        ("name", line["name"] and f"name {line['owner']} {fold(line['name'])}"),
                        ):  # fmt: skip
        if key and key in seen:
            looker.trouble(column, f"Trùng với dòng {seen[key]}.", LEAVE_OUT)
        elif key:
            seen[key] = line["n"]


def compare(looker: Looker, row: ImportedProcedure, there: ImportedProcedure | None) -> bool:
    """Whether a procedure that is there already is told otherwise; marked then.

    What is in use is never overwritten from a file: it gets a next version on its page.
    """
    differs = differing(row, there) if there else ["chưa có bản nào"]
    if not differs:
        return False
    column = "code" if row.code and looker.there.by_code.get(row.code) else "name"
    named = f"Mã {row.code} đã có trong hệ thống" if column == "code" else (
        f"{row.owner} đã có thủ tục này")  # fmt: skip
    told = f"{named}, khác tệp ở: {', '.join(differs)}. Nội dung mới thì lập bản mới của thủ tục."
    other = (blank("code"),) if column == "code" else ()
    looker.trouble(column, told, LEAVE_OUT, *other)
    return True


def check_process(looker: Looker, row: ImportedProcedure) -> None:
    """A process that is there already is used as it is; other steps are not lost unsaid."""
    if not row.process_code or row.owner is None:
        return
    unit = row.process_unit or row.owner
    there = looker.there.processes.get((unit.pk, row.process_code))
    if there is None and unit not in looker.units.values() and row.owner in looker.units.values():
        told = f"Bạn không lập được quy trình của {unit}."
        looker.trouble("process", told, blank("process"))
    if there is not None and row.steps and steps_differ(row, there):
        looker.result.notes.append(
            f"Thủ tục, dòng {looker.line['n']}: {unit} đã có quy trình {row.process_code} với các"
            " bước khác tệp. Thủ tục được gắn quy trình đang có; các bước trong tệp không nhập."
        )


def note_sums(looker: Looker, row: ImportedProcedure) -> None:
    """Steps that do not fit the limit are noted at their procedure; publishing will ask why."""
    limits = row.content.limits
    steps = [step.facts for step in row.steps]
    problems = rules.step_problems(steps)
    if problems and row.process_code and not looker.result.troubles:
        told = "; ".join(text for _, text in problems)
        looker.trouble("process", f"Quy trình {row.process_code}: {told}", blank("process"))
    per_day, place = rules.law().hours_per_day, f"Thủ tục, dòng {looker.line['n']}"
    for limit in limits or ():
        if found := rules.sum_problem(steps, limit, per_day):
            total, allowed = (rules.amount_words(hours) for hours in found)
            looker.result.notes.append(
                f"{place}: các bước của {row.process_code} cộng lại {total} giờ, thời hạn chỉ"
                f" {allowed} giờ. Khi công bố phải sửa hoặc ghi lý do."
            )
        elif why := rules.sum_unknown(steps, limit, per_day):
            looker.result.notes.append(
                f"{place}: không kiểm được các bước của {row.process_code} có vừa thời hạn"
                f" {rules.limit_words(limit)}: {why}."
            )


def note_gaps(result: Result) -> None:
    """How many say nothing about the parts that must be public."""
    counted = {
        "thời hạn giải quyết": sum(not row.content.limits for row in result.rows),
        "thành phần hồ sơ": sum(not row.content.components for row in result.rows),
        "số lượng hồ sơ": sum(row.content.fields["sets"] is None for row in result.rows),
        "quy trình giải quyết": sum(not row.process_code for row in result.rows),
    }
    result.notes += [f"{count} thủ tục chưa có {part}; sẽ hiện là “chưa có”."
                     for part, count in counted.items() if count]  # fmt: skip
