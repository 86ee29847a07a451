"""The fields of an online form as plain values: their codes, their words, what can't be right."""

import re
import unicodedata
from collections.abc import Sequence

from congvu.procedures.rules.facts import FormFieldFacts
from congvu.procedures.states import FIELD_KIND_LABELS, FieldKind

LONGEST_NAME = 60
CODE = re.compile(r"[a-z][a-z0-9_]*")


def is_field_name(name: str) -> bool:
    """Whether an answer may be kept under it."""
    return CODE.fullmatch(name) is not None


def field_name(label: str, number: int) -> str:
    """Họ và tên cha → ho_va_ten_cha: the code of a field nobody gave one."""
    flat = unicodedata.normalize("NFD", label.lower().replace("đ", "d"))
    plain = "".join(sign for sign in flat if not unicodedata.combining(sign))
    code = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_NAME].rstrip("_")
    return code if CODE.fullmatch(code) else f"o_{number}"


def named_fields(rows: Sequence[FormFieldFacts]) -> list[FormFieldFacts]:
    """The rows, each with a code of its own."""
    taken: set[str] = {row.name for row in rows if row.name}
    made = []
    for number, row in enumerate(rows, 1):
        code = row.name
        if not code:
            code = field_name(row.label, number)
            code = f"{code[: LONGEST_NAME - 4]}_{number}" if code in taken else code
        taken.add(code)
        made.append(FormFieldFacts(row.label, row.kind, row.required, row.help, row.choices, code))
    return made


def form_problem(rows: Sequence[FormFieldFacts]) -> str:
    """Why these can't be the fields of a form; empty when they may."""
    seen: set[str] = set()
    for row in rows:
        if not row.label.strip():
            return "Mỗi ô của biểu mẫu phải có tên."
        if row.kind not in FIELD_KIND_LABELS:
            return f"Chọn loại cho ô “{row.label}”."
        if row.kind == FieldKind.CHOICE and len(row.choices) < 2:
            return f"Ô “{row.label}” là loại chọn một: ghi ít nhất hai lựa chọn."
        if not is_field_name(row.name):
            return f"Mã của ô “{row.label}” chỉ gồm chữ thường không dấu, số và gạch dưới."
        if row.name in seen:
            return f"Hai ô cùng mã “{row.name}”."
        seen.add(row.name)
    return ""


def choices_of(text: str) -> tuple[str, ...]:
    """Choices as they are typed: one a line, or one after the other with semicolons."""
    parts = (" ".join(part.split()) for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def field_line(row: FormFieldFacts) -> str:
    """A field in one line, for comparing versions."""
    more = [FIELD_KIND_LABELS.get(row.kind, row.kind).lower()]  # type: ignore[call-overload]
    more += [" / ".join(row.choices)] if row.choices else []
    more += [row.help] if row.help else []
    more += [] if row.required else ["không bắt buộc"]
    return f"{row.label} ({'; '.join(more)})"
