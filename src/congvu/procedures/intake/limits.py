"""Time limits: in one cell, with the unit in a column of its own, or a row for each case."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from congvu.core.search import fold
from congvu.procedures import rules
from congvu.procedures.intake.columns import LIMIT
from congvu.procedures.intake.looker import UNSURE, Looker
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice
from congvu.procedures.rules import LimitDoubt, LimitFacts

UNSAID = {column.name: "" for column in LIMIT}
NOTHING = Choice("Để trống, ghi là chưa có", UNSAID)
LONGEST_CASE = 200
NUMBER = r"\d+(?:[.,]\d+)?"
NORMAL = LimitFacts("").label


def limits_of(looker: Looker, line: Line) -> list[LimitFacts]:
    """The time limit and its variants in one cell; bare days, several numbers are asked about."""
    found = read(looker, line, rules.parse_limits, NOTHING)
    only = Choice("Chỉ dùng dòng đó", UNSAID)
    cases = found if isinstance(found, tuple) else ()
    repeated = [looker.twice("limit", ("limit", fold(one.label)), only) for one in cases]
    return [] if any(repeated) else list(cases)


def limit_row(looker: Looker, line: Line) -> LimitFacts | None:
    """A row of the sheet of limits: one case; without a case it is the normal limit."""
    case, note = looker.short("label", LONGEST_CASE), looker.short("note", 300)
    found = read(looker, line, rules.parse_limit, LEAVE_OUT)
    if found is None:
        looker.trouble("limit", "Thiếu thời hạn.", LEAVE_OUT)
    if not isinstance(found, LimitFacts):
        return None
    made = replace(found, label=case or NORMAL, note=note)
    return None if looker.twice("label", ("limit", fold(made.label)), LEAVE_OUT) else made


def read(looker: Looker, line: Line, parse: Callable[[str], Any], nothing: Choice) -> Any:
    """What the cells say; UNSURE where it is asked about."""
    text = with_unit(looker, line, nothing)
    if text is None:
        return UNSURE
    found = parse(text)
    if not isinstance(found, LimitDoubt):
        return found
    choices = [Choice(choice_words(words), UNSAID | {"limit": words})
               for words in found.proposals]  # fmt: skip
    looker.trouble("limit", found.message, *choices, nothing)
    return UNSURE


def with_unit(looker: Looker, line: Line, nothing: Choice) -> str | None:
    """A limit with the unit of its own column; None where the two columns disagree."""
    limit, unit = line["limit"].strip(), line["limit_unit"].strip()
    if not unit or fold(unit) in fold(limit):
        return limit
    if not limit or re.fullmatch(NUMBER, limit):
        return f"{limit} {unit}".strip()
    number = re.search(NUMBER, limit)
    other = f"{number[0]} {unit}" if number else ""
    choices = [Choice(choice_words(words), UNSAID | {"limit": words})
               for words in (limit, other) if words]  # fmt: skip
    looker.trouble("limit_unit", "Hai cột ghi hai đơn vị tính khác nhau.", *choices, nothing)
    return None


def choice_words(limit: str) -> str:
    """A proposed limit for a list to choose from; each variant is a row of its own."""
    rows = limit.split(" | ")
    told = "; ".join(rows).replace("ngày lịch", "ngày lịch (tính cả ngày nghỉ)")
    return told if len(rows) == 1 else f"{len(rows)} thời hạn: {told}"
