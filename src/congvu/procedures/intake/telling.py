"""Procedures told in the cells of the template: what the import reads back as the same."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from congvu.core.search import fold
from congvu.organizations.states import ROLE_LABELS
from congvu.procedures.actions import Declared, ImportedProcedure
from congvu.procedures.actions.process import StepRow
from congvu.procedures.intake.columns import (
    BASES,
    COLUMNS,
    COMPONENTS,
    FEES,
    FORM_FIELDS,
    LEVELS,
    LIMITS,
    PROCEDURES,
    STEPS,
)
from congvu.procedures.intake.comparing import lined
from congvu.procedures.intake.limits import NORMAL
from congvu.procedures.intake.looker import full_name
from congvu.procedures.intake.procedure_rows import UNKNOWN_FEE
from congvu.procedures.intake.reading import Told
from congvu.procedures.rules import LimitFacts
from congvu.procedures.rules.limits import WORDS
from congvu.procedures.states import (
    AUDIENCE_LABELS,
    COMPETENCE_LABELS,
    FEE_KIND_LABELS,
    FEE_STATE_LABELS,
    FIELD_KIND_LABELS,
    LEVEL_LABELS,
    SUPPLEMENT_EFFECT_LABELS,
    WAY_LABELS,
    FeeState,
    LimitUnit,
)

Cells = dict[str, Any]
FIRST = 2  # the row below the headings


def tell(rows: Iterable[ImportedProcedure]) -> Told:
    """Rows of every sheet; a process that several procedures go by stands once."""
    told, processes = Told(), set()
    for row in rows:
        put(told, PROCEDURES, cells_of(row))
        key = {"procedure": row.code or row.name, "owner": row.owner.name}
        for sheet, cells in parts_of(row):
            put(told, sheet, key | cells)
        unit = row.process_unit or row.owner
        process = (unit.pk, fold(row.process_code))
        if row.process_code and process not in processes:
            processes.add(process)
            named = {"process": row.process_code, "owner": unit.name,
                     "process_title": row.process_title}  # fmt: skip
            for step in row.steps:
                put(told, STEPS, named | step_cells(step))
    return told


def put(told: Told, sheet: str, cells: Cells) -> None:
    """One more row of a sheet, as text."""
    number = len(told.rows[sheet]) + FIRST
    line = {column.name: column.parse(text_of(cells.get(column.name)))
            for column in COLUMNS[sheet]}  # fmt: skip
    told.rows[sheet].append({"n": str(number), **line})


def text_of(value: Any) -> str:
    """A value as it stands in a cell."""
    if value is None or value is False:
        return ""
    if value is True:
        return "có"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return numeral(value)
    return lined(str(value))


def numeral(value: Decimal) -> str:
    """15; 0,5: no thousands set apart."""
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def listed(codes: Iterable[str], labels: dict[Any, str]) -> str:
    """Codes of a closed list in its words and its order."""
    chosen = set(codes)
    return "; ".join(label for code, label in labels.items() if code in chosen)


def cells_of(row: ImportedProcedure) -> Cells:
    """The cells of the first sheet; one plain limit, one plain level stand there too."""
    told = row.content.fields
    fee = UNKNOWN_FEE if row.content.fees else ""
    cells: Cells = told | {
        "code": row.code,
        "name": row.name,
        "field": row.field_name,
        "competence": COMPETENCE_LABELS[row.competence],  # type: ignore[index]
        "owner": row.owner.name,
        "resolving_unit": row.resolving_unit.name if row.resolving_unit else "",
        "national": row.national,
        "ways": listed(told["ways"], WAY_LABELS),
        "audience_kinds": listed(told["audience_kinds"], AUDIENCE_LABELS),
        "fee": FEE_STATE_LABELS[FeeState(told["fee_state"])] if told["fee_state"] else fee,
        "supplement_effect": SUPPLEMENT_EFFECT_LABELS.get(told["supplement_effect"], ""),
        "decision": full_name(told["decision"]) if told["decision"] else "",
        "contact": told["contact_post"],
        "phone": told["contact_phone"],
        "process": row.process_code,
        "notes": row.notes,
    }
    limits = row.content.limits or ()
    if one_limit(row):
        cells["limit"] = limit_words(limits[0])
    if one_level(row):
        cells |= level_cells(row.levels[0])
    return cells


def one_limit(row: ImportedProcedure) -> bool:
    """Whether its limit needs no sheet of its own."""
    limits = row.content.limits or ()
    return len(limits) == 1 and limits[0].label == NORMAL and not limits[0].note


def one_level(row: ImportedProcedure) -> bool:
    """Whether its level needs no sheet of its own."""
    return len(row.levels) == 1 and row.levels[0].basis is None


def parts_of(row: ImportedProcedure) -> Iterator[tuple[str, Cells]]:
    """The rows of the other sheets."""
    content = row.content
    for number, paper in enumerate(content.components or (), 1):
        yield COMPONENTS, paper_cells(paper) | {"order": number}
    for fee in content.fees or ():
        kind = FEE_KIND_LABELS[fee.kind]  # type: ignore[index]
        yield FEES, vars(fee) | {"kind": kind}
    for number, one in enumerate(content.form_fields or (), 1):
        kind = FIELD_KIND_LABELS[one.kind]  # type: ignore[index]
        said = {"kind": kind, "required": said_of(one.required), "code": one.name,
                "choices": "; ".join(one.choices), "order": number}  # fmt: skip
        yield FORM_FIELDS, vars(one) | said
    for limit in () if one_limit(row) else content.limits or ():
        yield LIMITS, {"label": limit.label, "limit": limit_words(limit), "note": limit.note}
    for level in () if one_level(row) else row.levels:
        yield LEVELS, level_cells(level)
    for basis, note in content.bases or ():
        yield BASES, {"basis": full_name(basis), "note": note}


def said_of(value: bool) -> str:
    """Both answers said, where an empty cell means yes."""
    return "có" if value else "không"


def paper_cells(paper: Any) -> Cells:
    """A paper; counts that are none stay empty."""
    names = ("originals", "certified_copies", "copies")
    counts = {name: getattr(paper, name) or None for name in names}
    return vars(paper) | counts | {"required": said_of(paper.required)}


def limit_words(limit: LimitFacts) -> str:
    """A limit as ``rules.parse_limit`` reads it."""
    if limit.unit == LimitUnit.SAME_DAY or limit.amount is None:
        return "trong ngày"
    return f"{numeral(limit.amount)} {WORDS[LimitUnit(limit.unit)]}"


def level_cells(level: Declared) -> Cells:
    """A declaration."""
    label = LEVEL_LABELS[level.level]  # type: ignore[index]
    basis = full_name(level.basis) if level.basis else ""
    return {"level": label, "level_from": level.valid_from, "level_decision": level.decision,
            "basis": basis}  # fmt: skip


def step_cells(step: StepRow) -> Cells:
    """A step."""
    one = step.facts
    return {
        **vars(one),
        "seat_role": ROLE_LABELS.get(one.seat_role, ""),  # type: ignore[call-overload]
        "unit": step.unit.name if step.unit else "",
        "onward": "; ".join(map(str, one.next_orders)),
    }
