"""What is wrong with input, in Vietnamese sentences with the place it stands."""

from collections.abc import Sequence
from typing import Any

SENTENCES = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường này.",
    "int_type": "Phải là số nguyên.",
    "int_parsing": "Phải là số nguyên.",
    "int_from_float": "Phải là số nguyên.",
    "float_type": "Phải là số.",
    "bool_type": "Phải là true hoặc false.",
    "bool_parsing": "Phải là true hoặc false.",
    "string_type": "Phải là chuỗi ký tự.",
    "list_type": "Phải là danh sách.",
    "dict_type": "Phải là đối tượng.",
    "model_type": "Phải là đối tượng.",
    "model_attributes_type": "Phải là đối tượng.",
    "string_too_short": "Không được để trống.",
    "string_too_long": "Dài quá {max_length} ký tự.",
    "string_pattern_mismatch": "Viết chưa đúng mẫu.",
    "too_short": "Phải có ít nhất {min_length} mục.",
    "too_long": "Không quá {max_length} mục.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "greater_than": "Phải lớn hơn {gt}.",
    "less_than_equal": "Không quá {le}.",
    "less_than": "Phải nhỏ hơn {lt}.",
    "literal_error": "Phải là một trong: {expected}.",
    "enum": "Phải là một trong: {expected}.",
    "value_error": "{error}",
    "uuid_parsing": "Phải là mã UUID.",
    "decimal_max_places": "Không quá {decimal_places} chữ số thập phân.",
}
PLACES = frozenset({"body", "query", "path", "header", "form", "file"})
OURS = frozenset({"body", "filters", "form"})  # names of our parameters, not of fields


def field_name(loc: Sequence[Any]) -> str:
    """``answers[3].judged`` from where the check failed."""
    parts = list(loc)
    if parts and parts[0] in PLACES:
        parts = parts[1:]
    if parts and parts[0] in OURS:
        parts = parts[1:]
    name = ""
    for part in parts:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name


def sentence(error: dict[str, Any]) -> str:
    """One error of the schema."""
    known = {k: str(v).replace(" or ", ", ") for k, v in (error.get("ctx") or {}).items()}
    return SENTENCES.get(error["type"], "Giá trị chưa đúng.").format_map(Known(known))


class Known(dict):
    """Facts of an error; one that is not there leaves an empty place."""

    def __missing__(self, key: str) -> str:
        return "…"
