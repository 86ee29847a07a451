"""How official Vietnamese writes dates, small numbers, lists and counts."""

from collections.abc import Sequence
from datetime import date

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def date_text(day: date) -> str:
    """ "ngày 07 tháng 9 năm 2020": days below 10 and months 1, 2 take a leading zero."""
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def date_short(day: date) -> str:
    """ "07/9/2020", by the same rule on zeros."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def date_blank(year: int | None = None) -> str:
    """The date line of a draft, left open for the clerk's pen."""
    return f"ngày      tháng      năm {year}" if year else "ngày      tháng      năm        "


def number_text(number: int) -> str:
    """Whole numbers below 10 are written 01 … 09; nothing is 0."""
    return f"{number:02d}" if 0 < number < 10 else str(number)


def count_text(part: int, whole: int, noun: str = "") -> str:
    """ "03/07 đơn vị"."""
    return f"{number_text(part)}/{number_text(whole)} {noun}".rstrip()


def roman(number: int) -> str:
    """Annexes and parts are numbered in Roman numerals."""
    if number < 1:
        raise ValueError("Roman numerals begin at 1")
    digits = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        digits += letters * times
    return digits


def capital(text: str) -> str:
    """The first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """As it reads in the middle of a sentence; an abbreviation stays: "kết luận", "TTHC"."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listing(items: Sequence[str], separator: str = "; ", last: str = " và ") -> str:
    """ "a; b và c"."""
    parts = [item for item in items if item]
    if len(parts) < 2:
        return "".join(parts)
    return separator.join(parts[:-1]) + last + parts[-1]


def sentence(text: str) -> str:
    """One sentence: capital first letter, a full stop at the end."""
    text = text.strip()
    if not text:
        return ""
    text = capital(text)
    return text if text[-1] in ".:;!?…" else f"{text}."


def ground_lines(grounds: Sequence[str]) -> list[str]:
    """Căn cứ lines: each ends with a semicolon, the last one with a full stop."""
    lines = [ground.strip().rstrip(";., ") for ground in grounds if ground.strip()]
    return [f"{line};" for line in lines[:-1]] + [f"{line}." for line in lines[-1:]]


def recipient_lines(recipients: Sequence[str]) -> list[str]:
    """Nơi nhận lines: "- …;", the last one (lưu) with a full stop."""
    lines = [line.strip().lstrip("-– ").rstrip(";., ") for line in recipients if line.strip()]
    return [f"- {line};" for line in lines[:-1]] + [f"- {line}." for line in lines[-1:]]


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
