"""Every row looked through: what it means, what is doubtful, what is only noted."""

from typing import Any

from congvu.core.imports import parsing
from congvu.core.search import fold
from congvu.organizations.models import Unit
from congvu.procedures import rules
from congvu.procedures.actions import Content, ImportedProcedure
from congvu.procedures.intake.columns import (
    BASES,
    COMPONENTS,
    FEES,
    FORM_FIELDS,
    LEVELS,
    LIMITS,
    PROCEDURES,
)
from congvu.procedures.intake.form_fields import form_field_of
from congvu.procedures.intake.limits import NORMAL, limit_row, limits_of
from congvu.procedures.intake.looker import UNSURE, Looker, Result
from congvu.procedures.intake.papers import by_procedure, component_of, fee_of
from congvu.procedures.intake.reading import Line, Told
from congvu.procedures.intake.spoken import EFFECT, audiences_of, basis_of, level_of, rounds_of
from congvu.procedures.intake.steps import read_steps
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice, blank
from congvu.procedures.models import Procedure, Process
from congvu.procedures.states import COMPETENCE_LABELS, FeeState, Way

FREE = {"khong", "khong thu", "mien phi", "mien", "khong co", "0", "0 dong"}
WAY_WORDS = {Way.ONLINE: ("truc tuyen", "mang"), Way.DIRECT: ("truc tiep",),
             Way.POST: ("buu chinh", "buu dien")}  # fmt: skip


def look(told: Told, user: Any) -> Result:
    """The whole file; ``user`` decides for which units procedures may be entered."""
    looker = Looker(told, user)
    read_steps(looker)
    papers = by_procedure(looker, COMPONENTS, component_of)
    fees = by_procedure(looker, FEES, fee_of)
    forms = by_procedure(looker, FORM_FIELDS, form_field_of)
    limits = by_procedure(looker, LIMITS, limit_row)
    levels = by_procedure(looker, LEVELS, level_of)
    bases = by_procedure(looker, BASES, basis_of)
    codes = set(Procedure.objects.exclude(code="").values_list("code", flat=True))
    named = set(Procedure.objects.values_list("owner", "name"))
    seen: dict[str, str] = {}
    for line in looker.each(PROCEDURES):
        row = procedure_of(looker, line, codes, named, seen)
        key = looker.key(line)
        row.content.components, row.content.fees = papers.get(key, []), fees.get(key, [])
        row.content.form_fields, row.content.bases = forms.get(key, []), bases.get(key, [])
        both = [*(row.content.limits or ()), *limits.get(key, [])]
        row.content.limits = sorted(both, key=lambda one: one.label != NORMAL)
        row.levels = [*row.levels, *levels.get(key, [])]
        if row.content.fees and not row.content.fields["fee_state"]:
            row.content.fields["fee_state"] = FeeState.CHARGED
        note_sums(looker, row)
        looker.result.rows.append(row)
    note_gaps(looker.result)
    looker.result.troubles.sort(key=lambda one: list(told.rows).index(one.sheet))
    return looker.result


def procedure_of(
    looker: Looker, line: Line, codes: set[str], named: set, seen: dict[str, str]
) -> ImportedProcedure:
    """A row of the first sheet."""
    name, owner = looker.short("name", 500), owner_of(looker, line)
    if not name:
        looker.trouble("name", "Thiếu tên thủ tục.", LEAVE_OUT)
    doubles(looker, line, owner, codes, named, seen)
    levels = {label: code for code, label in COMPETENCE_LABELS.items()}
    competence = looker.tried("competence", parsing.choice(levels, what="cấp thực hiện"))
    if competence is None:
        words = [Choice(label, {"competence": label}) for label in COMPETENCE_LABELS.values()]
        looker.trouble("competence", "Thiếu cấp thực hiện.", *words)
    if not line["field"]:
        unsorted = Choice("Chưa phân lĩnh vực", {"field": "Chưa phân lĩnh vực"})
        looker.trouble("field", "Thiếu lĩnh vực.", unsorted)
    resolving = looker.tried("resolving_unit", parsing.choice(looker.every, what="đơn vị"))
    return ImportedProcedure(
        name=name,
        field_name=looker.short("field", 200),
        owner=owner,
        competence=competence if isinstance(competence, str) else "",
        code=looker.short("code", 60),
        national=looker.tried("national", parsing.yes_no) is True,
        resolving_unit=resolving if isinstance(resolving, Unit) and resolving != owner else None,
        content=Content(fields_of(looker, line, name), limits_of(looker, line)),
        process_code=process_of(looker, line, owner),
        steps=looker.steps.get(fold(line["process"]), []),
        levels=[level] if (level := level_of(looker, line)) else [],
    )


def owner_of(looker: Looker, line: Line) -> Any:
    """The unit that decides; without one the person's own, or the Department."""
    if not line["owner"]:
        if looker.home is None:
            looker.trouble("owner", "Thiếu đơn vị quyết định.")
        return looker.home
    found = looker.tried("owner", parsing.choice(looker.units, what="đơn vị mà bạn được nhập"))
    return found if isinstance(found, Unit) else None


def doubles(
    looker: Looker, line: Line, owner: Any, codes: set[str], named: set, seen: dict[str, str]
) -> None:
    """A code or name that is there already, or stands twice."""
    code, name = line["code"], line["name"]
    if code and code in codes:
        looker.trouble("code", f"Mã {code} đã có trong hệ thống.", LEAVE_OUT, blank("code"))
    elif owner is not None and (owner.pk, name) in named:
        looker.trouble("name", f"{owner} đã có thủ tục này.", LEAVE_OUT)
    for column, key in (("code", code and f"code {fold(code)}"),
                        ("name", name and f"name {line['owner']} {fold(name)}")):  # fmt: skip
        if key and key in seen:
            looker.trouble(column, f"Trùng với dòng {seen[key]}.", LEAVE_OUT)
        elif key:
            seen[key] = line["n"]


def fields_of(looker: Looker, line: Line, name: str) -> dict[str, Any]:
    """The single fields of a version."""
    sets = looker.tried("sets", lambda text: parsing.whole(text.replace("bộ", "").strip()))
    days = {n: looker.tried(n, parsing.date) for n in ("decision_on", "effective_from")}
    kinds = looker.tried("audience_kinds", audiences_of)
    effect = looker.tried("supplement_effect", EFFECT)
    rounds = looker.tried("supplement_rounds", rounds_of)
    fee = fold(line["fee"]).strip(" .")
    return {
        "name": name,
        "sets": sets if isinstance(sets, int) and 0 < sets < 100 else None,
        "sequence": line["sequence"],
        "ways": [way for way, words in WAY_WORDS.items()
                 if any(word in fold(line["ways"]) for word in words)],
        "ways_note": line["ways"],
        "audience_kinds": [] if kinds is UNSURE else kinds,
        "audience": line["audience"],
        "decides": looker.short("decides", 300),
        "result": line["result"],
        "requirements": line["requirements"],
        "fee_state": FeeState.FREE if fee in FREE else FeeState.CHARGED if fee else "",
        "fee_note": "" if fee in FREE else line["fee"],
        "supplement_effect": effect if isinstance(effect, str) else "",
        "supplement_rounds": rounds if isinstance(rounds, int) else None,
        "decision_number": looker.short("decision_number", 100),
        "contact_post": looker.short("contact", 200),
        "contact_phone": looker.short("phone", 60),
        **{n: None if day is UNSURE else day for n, day in days.items()},
    }  # fmt: skip


def process_of(looker: Looker, line: Line, owner: Any) -> str:
    """The code of its process: told in the file, or there already."""
    code = line["process"]
    if not code or fold(code) in looker.steps:
        return code
    if owner and Process.objects.usable().filter(unit=owner, code=code).exists():
        return code
    looker.trouble("process", f"Không có bước nào của quy trình {code}.", blank("process"))
    return ""


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
