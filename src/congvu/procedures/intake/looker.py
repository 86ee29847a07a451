"""Looks at cells one after the other and marks what is doubtful."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.core.search import fold
from congvu.legal.models import Basis
from congvu.organizations.models import Unit, department
from congvu.procedures import rules
from congvu.procedures.actions import ImportedProcedure
from congvu.procedures.actions.process import StepRow
from congvu.procedures.intake.columns import BASES, PROCEDURES, TITLES
from congvu.procedures.intake.reading import Line, Told
from congvu.procedures.intake.troubles import Choice, Trouble, blank
from congvu.procedures.policies import keeps_all, kept_units
from congvu.procedures.rules.parsing import old_font

UNSURE = object()


@dataclass
class Result:
    """What would be taken in, and what keeps it from being taken in."""

    rows: list[ImportedProcedure] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether all may be taken in; else nothing is."""
        return bool(self.rows) and not self.troubles


class Looker:
    """Looks through one file for one person."""

    def __init__(self, told: Told, user: Any) -> None:
        self.told, self.result = told, Result()
        self.sheet, self.at = PROCEDURES, 0
        every = list(Unit.objects.all())
        mine = every if keeps_all(user) else [u for u in every if u.pk in kept_units(user)]
        self.units, self.every = names_of(mine), names_of(every)
        self.home = mine[0] if len(mine) == 1 else department() if keeps_all(user) else None
        self.steps: dict[str, list[StepRow]] = {}
        self.marked: set[str] = set()
        self.known = {fold(line[name]): line for line in told.rows[PROCEDURES]
                      for name in ("code", "name") if line[name]}  # fmt: skip
        self.told_at: dict[tuple, str] = {}
        self.bases = bases_by_name() if told.rows[BASES] else {}

    @property
    def line(self) -> Line:
        """The row being looked at."""
        return self.told.rows[self.sheet][self.at]

    def key(self, line: Line) -> str:
        """The procedure a row belongs to, under whichever of its names the row gives."""
        of = self.known.get(fold(line.get("procedure", "")), line)
        return fold(of["code"] or of["name"])

    def twice(self, column: str, about: Any, *choices: Choice) -> bool:
        """Whether an earlier row said the same about the same procedure; marked if so."""
        key = self.key(self.line)  # several units may enter procedures of one name
        mine = (key, self.at if self.sheet == PROCEDURES else None, about)
        place = self.told_at.get(mine) or self.told_at.get((key, None, about))
        if place:
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

    def short(self, column: str, most: int) -> str:
        """Text of at most so many characters."""
        found = self.tried(column, parsing.short_text(most))
        return "" if found is UNSURE else found

    def each(self, sheet: str) -> Iterable[Line]:
        """Go through a sheet; first of all its letters are looked at."""
        for at, line in enumerate(self.told.rows[sheet]):
            self.sheet, self.at = sheet, at
            self.letters(line)
            yield line

    def letters(self, line: Line) -> None:
        """Leftovers of old encodings, cell by cell."""
        for column, text in line.items():
            mended = rules.mended_text(text)
            if mended is not None:
                repair = Choice(mended[:200], {column: mended})
                self.trouble(column, "Chữ còn sót bảng mã cũ.", repair, safe=True)
            elif old_font(text):
                told = (
                    "Chữ gõ bằng phông TCVN3 (.VnTime). Hãy chuyển mã sang Unicode trong tệp gốc."
                )
                self.trouble(column, told)


def names_of(units: Iterable[Unit]) -> dict[str, Unit]:
    """Units by every name they go under."""
    return {name: unit for unit in units for name in (unit.name, unit.short_name, unit.symbol)}


def bases_by_name() -> dict[str, list[Basis]]:
    """The office's list of legal bases by every way their numbers are written, folded."""
    found: dict[str, list[Basis]] = {}
    for one in Basis.objects.all():
        for name in {one.number, full_name(one), f"{one.kind} {one.number}",
                     f"{one.kind} số {one.number}"}:  # fmt: skip
            found.setdefault(fold(name).strip(), []).append(one)
    return found


def full_name(basis: Basis) -> str:
    """A number with who issued it: no other document bears both."""
    return f"{basis.number} ({basis.issuer})"
