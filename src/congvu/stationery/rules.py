"""Numbers of documents as the office writes them. No Django."""

import string

PLACES = frozenset({"number", "abbreviation", "agency", "year"})
DEFAULT_FORMAT = "{number}/{abbreviation}-{agency}"


def format_faults(text: str) -> str:
    """What is wrong with a number format, "" when nothing is."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return "Dấu ngoặc nhọn không khớp."
    names = {name for _, name, _, _ in parts if name is not None}
    odd = [name for _, name, spec, turn in parts if name is not None and (spec or turn)]
    if unknown := sorted(names - PLACES) or odd:
        return f"Không có chỗ điền “{unknown[0]}”. Dùng: {', '.join(sorted(PLACES))}."
    return "" if "number" in names else "Thiếu chỗ điền {number}."


def number_text(form: str, number: int | str, abbreviation: str, agency: str, year: int) -> str:
    """35/KH-LĐTBXH; numbers below ten with a leading zero (NĐ 30/2020, Phụ lục I)."""
    shown = f"{number:02d}" if isinstance(number, int) else number
    return form.format(number=shown, abbreviation=abbreviation, agency=agency, year=year)
