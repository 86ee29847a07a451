"""Answers to the fields of an online form: what may be kept, what may be handed in, in words."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from congvu.procedures.rules import FormFieldFacts
from congvu.procedures.states import FieldKind

LONGEST = {FieldKind.LONG_TEXT: 5_000}
LONGEST_LINE = 500
YES_NO = {"yes": "Có", "no": "Không"}
DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def kept_answers(fields: Sequence[FormFieldFacts], typed: Mapping[str, str]) -> dict[str, str]:
    """As typed, for the known fields alone; a draft may be unfinished and wrong, not endless."""
    found = {}
    for one in fields:
        text = (typed.get(one.name) or "").strip()
        longest = LONGEST.get(FieldKind(one.kind), LONGEST_LINE)
        if text:
            found[one.name] = text[:longest]
    return found


def answer_problems(fields: Sequence[FormFieldFacts], given: Mapping[str, str]) -> dict[str, str]:
    """What keeps the answers from being handed in, by field."""
    found = {}
    for one in fields:
        text = given.get(one.name, "")
        problem = wrong(one, text) if text else "Ô này phải điền." if one.required else ""
        if problem:
            found[one.name] = problem
    return found


def wrong(field: FormFieldFacts, text: str) -> str:
    """Why an answer can't be right; empty when it may be."""
    if field.kind == FieldKind.WHOLE and whole_of(text) is None:
        return "Ghi số nguyên, ví dụ 12."
    if field.kind == FieldKind.MONEY and whole_of(text) is None:
        return "Ghi số đồng, ví dụ 1.200.000."
    if field.kind == FieldKind.DATE and day_of(text) is None:
        return "Ghi ngày như 05/3/2020."
    if field.kind == FieldKind.CHOICE and text not in field.choices:
        return "Chọn một trong các lựa chọn."
    if field.kind == FieldKind.YES_NO and text not in YES_NO:
        return "Chọn có hoặc không."
    return ""


def whole_of(text: str) -> int | None:
    """1.200.000, 1 200 000, 12: a number of at most fifteen digits, not below zero."""
    digits = "".join(text.split())
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", digits):
        digits = digits.replace(".", "")
    return int(digits) if re.fullmatch(r"[0-9]{1,15}", digits) else None


def day_of(text: str) -> dt.date | None:
    """05/3/2020 as a day of the calendar."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def answer_words(field: FormFieldFacts, text: str) -> str:
    """An answer as it is shown: money with dots, yes and no as words."""
    if field.kind == FieldKind.YES_NO:
        return YES_NO.get(text, text)
    number = whole_of(text) if field.kind == FieldKind.MONEY else None
    return f"{number:,} đồng".replace(",", ".") if number is not None else text
