"""Where a file tells a procedure otherwise than the system has it."""

from dataclasses import astuple, is_dataclass, replace
from typing import Any

from congvu.core.imports import parsing
from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.actions import ImportedProcedure
from congvu.procedures.actions.process import StepRow
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
from congvu.procedures.intake.there import CARRIED, LONG, steps_of
from congvu.procedures.models import Process
from congvu.procedures.rules import LimitFacts

NORMAL = LimitFacts("").label
SETS = ("ways", "audience_kinds")  # the order says nothing
COLUMN_OF = {"fee_state": "fee", "contact_post": "contact", "contact_phone": "phone"}


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
