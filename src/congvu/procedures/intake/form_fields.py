"""Fields of online forms, each with the procedure they belong to."""

from congvu.core.imports import parsing
from congvu.procedures import rules
from congvu.procedures.intake.looker import Looker
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice, blank
from congvu.procedures.rules import FormFieldFacts
from congvu.procedures.states import FIELD_KIND_LABELS, FieldKind

KINDS = {label: code for code, label in FIELD_KIND_LABELS.items()}


def form_field_of(looker: Looker, line: Line) -> FormFieldFacts | None:
    """One field; without a kind it is a line of text, with nothing said it is required."""
    label = looker.short("label", 300)
    if not label:
        looker.trouble("label", "Thiếu tên ô.", LEAVE_OUT)
        return None
    kind = looker.tried("kind", parsing.choice(KINDS, what="loại ô"))
    code = kind if isinstance(kind, str) and kind else FieldKind.TEXT
    chosen = rules.choices_of(line["choices"]) if code == FieldKind.CHOICE else ()
    if code == FieldKind.CHOICE and len(chosen) < 2:
        plain = FIELD_KIND_LABELS[FieldKind.TEXT]
        looker.trouble("choices", "Loại chọn một cần ít nhất hai lựa chọn, cách nhau bằng dấu chấm"
                       " phẩy.", Choice(plain, {"kind": plain}), LEAVE_OUT)  # fmt: skip
        return None
    required = looker.tried("required", parsing.yes_no) if line["required"] else True
    help_text, name = looker.short("help", 500), name_of(looker, line)
    return FormFieldFacts(label, code, required is True, help_text, chosen, name)


def name_of(looker: Looker, line: Line) -> str:
    """The code answers are kept under, as the file gives it; else one is made of the label."""
    name = looker.short("code", rules.LONGEST_NAME)
    if name and not rules.is_field_name(name):
        told = "Mã ô chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ."
        looker.trouble("code", told, blank("code", "Để phần mềm đặt mã"))
        return ""
    if name and looker.twice("code", ("field", name), blank("code", "Để phần mềm đặt mã")):
        return ""
    return name
