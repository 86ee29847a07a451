"""Looks at cells one after the other and marks what is doubtful."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from congvu.core.imports import parsing
from congvu.core.imports.checking import EXCEL_ERROR
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.legal.models import Basis
from congvu.organizations.models import Unit, department
from congvu.procedures import rules
from congvu.procedures.actions import ImportedProcedure
from congvu.procedures.intake.columns import PROCEDURES, TITLES
from congvu.procedures.intake.reading import Line, Told
from congvu.procedures.intake.there import There
from congvu.procedures.intake.troubles import Choice, Trouble, blank
from congvu.procedures.policies import keeps_all, kept_units

UNSURE = object()


@dataclass
class Result:
    """What would be taken in, and what keeps it from being taken in."""

    rows: list[ImportedProcedure] = field(default_factory=list)
    unchanged: list[ImportedProcedure] = field(default_factory=list)  # there already, word for word
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether nothing is doubtful; else nothing is taken in."""
        return bool(self.rows or self.unchanged) and not self.troubles


class Looker:
    """Looks through one file for one person."""

    def __init__(self, told: Told, user: Any) -> None:
        self.told, self.result, self.there = told, Result(), There()
        # ``of``: row of the procedure to which a row of a part belongs
        self.sheet, self.at, self.of = PROCEDURES, 0, 0
        every = list(Unit.objects.all())
        mine = every if keeps_all(user) else [u for u in every if u.pk in kept_units(user)]
        self.units, self.every = names_of(mine), names_of(every)
        self.home = mine[0] if len(mine) == 1 else department() if keeps_all(user) else None
        self.folded = {fold(name): unit for name, unit in self.every.items() if name}
        self.marked: set[str] = set()
        self.known: dict[str, list[int]] = {}
        for at, line in enumerate(told.rows[PROCEDURES]):
            for word in {fold(line["code"]), fold(line["name"])} - {""}:
                self.known.setdefault(word, []).append(at)
        self.told_at: dict[tuple, str] = {}

    @cached_property
    def bases(self) -> dict[str, list[Basis]]:
        """The office's list of legal bases by every way their numbers are written, folded."""
        return bases_by_name()

    @property
    def line(self) -> Line:
        """The row being looked at."""
        return self.told.rows[self.sheet][self.at]

    def unit_key(self, text: str) -> Any:
        """What tells a unit from others, under whichever of its names; none: the person's own."""
        if not text:
            return self.home.pk if self.home else None
        unit = self.folded.get(fold(text))
        return unit.pk if unit else fold(text)

    def twice(self, column: str, about: Any, *choices: Choice) -> bool:
        """Whether an earlier row said the same about the same procedure; marked if so."""
        mine = (self.at if self.sheet == PROCEDURES else self.of, about)
        if place := self.told_at.get(mine):
            self.trouble(column, f"Đã ghi ở trang {place}.", *choices)
            return True
        self.told_at[mine] = f"{TITLES[self.sheet]}, dòng {self.line['n']}"
        return False

    def trouble(self, column: str, message: str, *choices: Choice, safe: bool = False) -> None:
        """Mark a cell of the row being looked at."""
        told = (self.sheet, self.at, self.line["n"], column, self.line.get(column, ""))
        made = Trouble(*told, message, choices, safe)
        if made.key not in self.marked:  # one doubt at a time about a cell
            self.marked.add(made.key)
            self.result.troubles.append(made)

    def tried(self, column: str, parse: Callable[[str], Any]) -> Any:
        """A cell parsed; when it is doubtful the doubt is marked and UNSURE returned."""
        try:
            return parse(self.line[column])
        except Doubt as doubt:
            choices = [Choice(doubt.proposal, {column: doubt.proposal})] if doubt.proposal else []
            self.trouble(column, doubt.message, *choices, blank(column))
            return UNSURE

    def sure(self, column: str, parse: Callable[[str], Any]) -> Any:
        """The same, where what is doubtful is taken as unknown."""
        found = self.tried(column, parse)
        return None if found is UNSURE else found

    def short(self, column: str, most: int) -> str:
        """Text of at most so many characters."""
        return self.sure(column, parsing.short_text(most)) or ""

    def each(self, sheet: str) -> Iterable[Line]:
        """Go through a sheet; first of all its letters are looked at."""
        for at, line in enumerate(self.told.rows[sheet]):
            self.sheet, self.at = sheet, at
            self.letters(line)
            yield line

    def letters(self, line: Line) -> None:
        """Leftovers of old encodings and broken formulas, cell by cell."""
        for column, text in line.items():
            # first: ư of TCVN3 is a sign that mending would drop
            if font := rules.old_font(text):
                found = rules.unicode_text(text, font)
                told = f"Chữ gõ bằng phông {font}; hãy đọc lại chữ đã chuyển sang Unicode."
                self.trouble(column, told, Choice(found[:200], {column: found}))
            elif (mended := rules.mended_text(text)) is not None:
                repair = Choice(mended[:200], {column: mended})
                self.trouble(column, "Chữ còn sót bảng mã cũ.", repair, safe=True)
            elif EXCEL_ERROR.fullmatch(text):
                self.trouble(column, f"Ô là lỗi công thức của Excel ({text}).", blank(column))


def names_of(units: Iterable[Unit]) -> dict[str, Unit]:
    """Units by every name they go under; a full name before a short one of another unit."""
    rows = list(units)
    short = {name: unit for unit in rows for name in (unit.short_name, unit.symbol)}
    return short | {unit.name: unit for unit in rows}


def bases_by_name() -> dict[str, list[Basis]]:
    """Legal bases by every way their numbers are written, folded."""
    found: dict[str, list[Basis]] = {}
    for one in Basis.objects.all():
        for name in {one.number, full_name(one), f"{one.kind} {one.number}",
                     f"{one.kind} số {one.number}"}:  # fmt: skip
            found.setdefault(fold(name).strip(), []).append(one)
    return found


def full_name(basis: Basis) -> str:
    """A number with who issued it: no other document bears both."""
    return f"{basis.number} ({basis.issuer})"
