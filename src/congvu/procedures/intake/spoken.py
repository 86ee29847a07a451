"""What a version states in words of a closed list, or of the list of legal bases."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from congvu.core import clock
from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.legal.models import Basis
from congvu.procedures import rules
from congvu.procedures.actions import Declared
from congvu.procedures.intake.columns import LEVEL, LEVELS, PROCEDURES
from congvu.procedures.intake.looker import Looker, full_name
from congvu.procedures.intake.reading import Line
from congvu.procedures.intake.troubles import LEAVE_OUT, Choice, blank
from congvu.procedures.states import (
    AUDIENCE_LABELS,
    LEVEL_LABELS,
    SUPPLEMENT_EFFECT_LABELS,
    Audience,
    Level,
    SupplementEffect,
)


def coded(
    labels: Mapping[str, str], other: Mapping[str, str], *, what: str
) -> Callable[[str], str | None]:
    """A code itself, its label or another word for it; empty is None."""
    choose = parsing.choice({label: code for code, label in labels.items()} | other, what=what)
    return lambda text: text if text in labels else choose(text)


AUDIENCE = coded(
    AUDIENCE_LABELS,
    {"Tổ chức": Audience.ORGANISATION, "Doanh nghiệp": Audience.ORGANISATION}
    | dict.fromkeys(("Cán bộ", "Công chức", "Viên chức"), Audience.OFFICIAL),
    what="nhóm đối tượng",
)
EFFECT = coded(
    SUPPLEMENT_EFFECT_LABELS,
    {"Tạm dừng": SupplementEffect.PAUSE, "Tính lại từ đầu": SupplementEffect.RESTART,
     "Không ảnh hưởng": SupplementEffect.NO_EFFECT},
    what="cách tính",
)  # fmt: skip
LEVEL_WORD = coded(
    LEVEL_LABELS,
    {word: code for code, label in LEVEL_LABELS.items() for word in
     ((label[-1], f"Mức {label[-1]}") if label[-1].isdigit() else
      (f"{lead} {label}" for lead in ("Trực tuyến", "DVC trực tuyến", "Dịch vụ công trực tuyến")))},
    what="mức độ",
)  # fmt: skip
UNSAID = {column.name: "" for column in LEVEL}


def audiences_of(text: str) -> list[str]:
    """Every group named, parted by semicolons, commas or "và"."""
    pieces = [one for one in re.split(r"[;,/]|\bvà\b", text) if one.strip()]
    found = set()
    for at, piece in enumerate(pieces):
        try:
            found.add(AUDIENCE(piece.strip()))
        except Doubt as doubt:
            near = [*pieces[:at], doubt.proposal, *pieces[at + 1 :]] if doubt.proposal else []
            raise Doubt(doubt.message, "; ".join(one.strip() for one in near)) from None
    return [code for code in AUDIENCE_LABELS if code in found]


def rounds_of(text: str) -> int | None:
    """How often papers may be asked for: 2; 02 lần."""
    number = parsing.whole(fold(text).removesuffix("lan").strip())
    law = rules.law().supplement(clock.today())
    if number is not None and not 0 < number <= law.most:
        raise Doubt(f"Từ 1 đến {law.most} lần – {law.most_source}.")
    return number


def level_of(looker: Looker, line: Line) -> Declared | None:
    """A level with the day it was declared from, in the words of that day; never converted."""
    drop = LEAVE_OUT if looker.sheet == LEVELS else Choice("Bỏ, sẽ khai sau", UNSAID)
    if not any(line[name] for name in UNSAID) and looker.sheet == PROCEDURES:
        return None
    level = looker.tried("level", LEVEL_WORD)
    since = looker.tried("level_from", parsing.date)
    decision = looker.short("level_decision", 200)
    if level is None:
        looker.trouble("level", "Thiếu mức độ.", drop)
    if since is None:
        effective = line.get("effective_from", "")
        near = [Choice(f"Từ ngày hiệu lực {effective}", {"level_from": effective})]
        told = "Thiếu ngày khai mức độ; mỗi thời kỳ có cách gọi riêng."
        looker.trouble("level_from", told, *near if effective else (), drop)
    if not isinstance(level, str) or not isinstance(since, dt.date):
        return None
    if problem := rules.level_problem(level, since):
        looker.trouble("level", problem, drop)
    looker.twice("level_from", ("level", since), drop)
    basis = known_basis(looker, "basis") if line.get("basis") else None
    return Declared(Level(level), since, decision, basis)


def basis_of(looker: Looker, line: Line) -> tuple[Basis, str] | None:
    """A legal basis the version rests on, and which article of it."""
    note, found = looker.short("note", 300), known_basis(looker, "basis", LEAVE_OUT)
    if found is None or looker.twice("basis", ("basis", found.pk), LEAVE_OUT):
        return None
    return found, note


def known_basis(looker: Looker, column: str, *otherwise: Choice) -> Basis | None:
    """A legal basis of the office's list. None is added here."""
    told, bases = fold(looker.line[column]), looker.bases
    known = bases.get(told, [])
    if len(known) == 1:
        return known[0]
    every = {one.pk: one for rows in bases.values() for one in rows}
    near = known or [one for one in every.values() if fold(one.number) in told]
    choices = [Choice(full_name(one), {column: full_name(one)}) for one in near]
    message = "Có nhiều văn bản mang số này." if known else (
        "Chưa có văn bản này trong danh mục căn cứ pháp lý; hãy thêm vào danh mục rồi nhập lại."
        if told else "Thiếu số, ký hiệu văn bản."
    )  # fmt: skip
    looker.trouble(column, message, *choices, *(otherwise or (blank(column),)))
    return None
