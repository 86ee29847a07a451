"""Căn cứ of a paper: the officer's own lines, those from Word, those of the office's list."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from congvu.core import clock
from congvu.documents.model import OfficialText
from congvu.documents.tags import ground_tag
from congvu.documents.vietnamese import date_text, small
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DocumentKind
from congvu.legal.models import Basis

LONGEST = 1000
# papers whose data name căn cứ; others have those an officer writes
RESTING = (DocumentKind.PLAN, DocumentKind.DECISION, DocumentKind.AMENDING_DECISION)


def grounded(text: OfficialText, document: OfficialDocument) -> OfficialText:
    """The paper with the officer's own căn cứ where there are any."""
    own = document.grounds
    return text if own is None else replace(text, grounds=tuple(own))


def tidied(lines: Iterable[str]) -> list[str]:
    """One line each, without the marks the paper puts at its end; empty ones left out."""
    said = (" ".join(line.split()).rstrip(";., ") for line in lines)
    return [line for line in said if line]


def own_or_none(lines: Iterable[str], said: OfficialText) -> list[str] | None:
    """Lines to keep with a paper; None where they are what the data say."""
    kept = tidied(lines)
    return None if kept == tidied(said.grounds) else kept


def fault(lines: list[str] | None, said: OfficialText) -> str:
    """What is wrong with an officer's own lines: a decision rests on something, nothing stands
    twice, no line is a page."""
    if lines is None:
        return ""
    if said.resolution and not lines:
        return "Quyết định phải có ít nhất một căn cứ."
    if any(len(line) > LONGEST for line in lines):
        return f"Mỗi căn cứ dài không quá {LONGEST} ký tự. Hãy rút gọn căn cứ quá dài."
    twice = next((line for line in lines if lines.count(line) > 1), "")
    return f"Căn cứ ghi hai lần: “{twice}”. Hãy bỏ một dòng." if twice else ""


def taken_out(
    grounds: Iterable[str], wording: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """The căn cứ after a file came back, and the wording of everything else."""
    rest, lines = dict(wording), []
    for at, line in enumerate(tidied(grounds), start=1):
        tag = ground_tag(at)
        lines += [rest.pop(tag, line), *rest.pop(f"+{tag}", "").split("\n")]
    return tidied(lines), rest


def day_of(document: OfficialDocument) -> dt.date:
    """The day by which its căn cứ have to hold."""
    return document.dated_on or document.signed_on or clock.today()


def basis_line(basis: Basis) -> str:
    """ "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ …"."""
    day = f" {date_text(basis.issued_on)}" if basis.issued_on else ""
    named = f"{basis.kind or 'Văn bản'} số {basis.number}{day}"
    return f"Căn cứ {named} của {basis.issuer} {small(basis.subject)}"


def not_in_force(lines: Iterable[str], bases: Iterable[Basis], on: dt.date) -> list[str]:
    """For each line a sentence where it names one of ``bases`` that does not hold that day, else
    nothing."""
    found = [(basis, named(basis.number)) for basis in bases if not basis.holds_on(on)]
    return [
        next((warning(basis, on) for basis, name in found if name.search(line)), "")
        for line in lines
    ]


def named(number: str) -> re.Pattern[str]:
    """The number as a whole: 30/2020/NĐ-CP is not meant in 130/2020/NĐ-CP."""
    return re.compile(rf"(?<![\w/]){re.escape(number)}(?![\w/-])")


def warning(basis: Basis, on: dt.date) -> str:
    """Why a document cannot be rested on, and what took its place."""
    if basis.effective_from and basis.effective_from > on:
        return f"{basis.number} chưa có hiệu lực vào ngày của văn bản."
    newer = f"; được thay bằng {basis.replaced_by.number}" if basis.replaced_by else ""
    return f"{basis.number} không còn hiệu lực vào ngày của văn bản{newer}."
