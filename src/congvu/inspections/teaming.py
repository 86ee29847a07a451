"""A team pasted from Word or Excel: who each row means, every cell tried."""

import difflib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from congvu.accounts.models import User
from congvu.core.imports import Column, Preview, Problem, check, parsing, read
from congvu.core.imports.grid import PreviewRow
from congvu.core.search import fold
from congvu.inspections.states import TEAM_ROLE_LABELS, TeamRole
from congvu.organizations.models import Unit

People = Mapping[int, tuple[User, Unit]]
HONORIFICS = ("ông ", "bà ", "ông/bà ", "đồng chí ", "đ/c ")
ROLES = {label: role.value for role, label in TEAM_ROLE_LABELS.items()} | {
    "Thư ký đoàn": TeamRole.SECRETARY.value,
    "Thành viên đoàn": TeamRole.MEMBER.value,
    "Ủy viên": TeamRole.MEMBER.value,
    "Phó đoàn": TeamRole.DEPUTY.value,
}
NEAR = 0.85  # names so alike that the office may have mistyped one of its own


@dataclass
class PastedTeam:
    """The table as read, and who its rows are: number of the row -> the officer's id."""

    preview: Preview
    officers: dict[int, int] = field(default_factory=dict)


def pasted_team(
    text: str, people: People, units: Sequence[Unit], areas: Sequence[tuple[str, str]]
) -> PastedTeam:
    """A pasted list, every cell tried. Who is no officer here is taken by the name alone."""
    team = PastedTeam(check(read(text), columns(units, areas)))
    known = by_name(people)
    for row in team.preview.rows:
        if not row.cells["name"].message:
            recognise(team, row, people, known)
    mark_twice(team)
    return team


def columns(units: Sequence[Unit], areas: Sequence[tuple[str, str]]) -> list[Column]:
    """What a pasted team holds."""
    names = {name: u for u in reversed(units) for name in (u.symbol, u.name, u.short_name) if name}
    role = parsing.choice(ROLES, what="nhiệm vụ")
    return [
        Column("name", "Họ và tên", name_of, required=True,
               aliases=("Họ tên", "Thành viên", "Cán bộ", "Ông, bà")),
        Column("title", "Chức vụ", parsing.short_text(200), aliases=("Chức danh",)),
        Column("unit", "Đơn vị công tác", parsing.choice(names, what="đơn vị"),
               aliases=("Đơn vị", "Nơi công tác", "Cơ quan")),
        Column("role", "Nhiệm vụ", role, aliases=("Vai trò", "Nhiệm vụ trong đoàn")),
        Column("areas", "Nội dung phụ trách", areas_of(areas),
               aliases=("Nội dung", "Phụ trách", "Phân công")),
    ]  # fmt: skip


def name_of(cell: Any) -> str:
    """A name without Ông, Bà before it."""
    words = parsing.short_text(200)(cell)
    for before in HONORIFICS:
        if words.lower().startswith(before):
            return words[len(before) :].strip()
    return words


def areas_of(areas: Sequence[tuple[str, str]]) -> Callable[[Any], list[str]]:
    """Codes, numbers or titles of areas, set apart by semicolons or commas."""
    names = {title: code for code, title in areas} | {code: code for code, _ in areas}
    names |= {str(number): code for number, (code, _) in enumerate(areas, start=1)}
    one = parsing.choice(names, what="nội dung")

    def parse(cell: Any) -> list[str]:
        words = parsing.raw(cell)
        if fold(words) in {fold(name) for name in names}:
            return [one(words)]
        parts = [part.strip() for part in words.split(";" if ";" in words else ",")]
        return list(dict.fromkeys(one(part) for part in parts if part))

    return parse


def by_name(people: People) -> dict[str, list[int]]:
    """Folded full name -> who bears it."""
    found: dict[str, list[int]] = defaultdict(list)
    for pk, (user, _) in people.items():
        found[fold(str(user))].append(pk)
    for same in found.values():
        same.sort()
    return found


def recognise(
    team: PastedTeam, row: PreviewRow, people: People, known: Mapping[str, list[int]]
) -> None:
    """Which officer the name is; namesakes and near names are doubtful."""
    name, unit = fold(row.cells["name"].value), row.cells["unit"].value
    same = known.get(name, [])
    here = [pk for pk in same if unit is None or people[pk][1].pk == unit.pk]
    if len(here) == 1:
        team.officers[row.number] = here[0]
    elif same:
        seats = ", ".join(str(people[pk][1]) for pk in same)
        doubt(team.preview, row, "unit", f"Tên này có ở: {seats}. Ghi rõ đơn vị công tác.")
    elif near := difflib.get_close_matches(name, known, n=1, cutoff=NEAR):
        meant = str(people[known[near[0]][0]][0])
        told = f"Không có cán bộ tên {row.cells['name'].raw!r}."
        doubt(team.preview, row, "name", told, meant)


def mark_twice(team: PastedTeam) -> None:
    """A second head, and a person named twice."""
    heads, seen = 0, set()
    for row in team.preview.rows:
        heads += row.cells["role"].value == TeamRole.HEAD
        if heads > 1 and row.cells["role"].value == TeamRole.HEAD:
            doubt(team.preview, row, "role", "Đoàn chỉ có một trưởng đoàn.")
        mark = team.officers.get(row.number) or fold(row.cells["name"].raw)
        if mark in seen:
            doubt(team.preview, row, "name", "Người này đã có ở dòng trên.")
        seen.add(mark)


def doubt(preview: Preview, row: PreviewRow, column: str, message: str, meant: str = "") -> None:
    """Mark a cell, as a failed parse would."""
    cell = row.cells[column]
    if not cell.message:
        cell.message, cell.proposal = message, meant
        preview.problems.append(Problem(row.number, column, message, meant))


def form_rows(team: PastedTeam, people: People) -> list[dict[str, Any]]:
    """The rows of a good table as the lines of the page show them."""
    return [line_of(row.values, team.officers.get(row.number), people) for row in team.preview.rows]


def line_of(given: Mapping[str, Any], person: int | None, people: People) -> dict[str, Any]:
    """One line; an officer's own name and title are not typed again."""
    unit = given["unit"]
    title = given["title"] or (people[person][0].title if person else "")
    return {
        "person": person,
        "name": "" if person else given["name"],
        "title": title or "",
        "unit": unit.pk if unit else (people[person][1].pk if person else None),
        "role": given["role"] or TeamRole.MEMBER,
        "areas": given["areas"] or [],
    }
