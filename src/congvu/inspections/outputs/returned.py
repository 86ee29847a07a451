"""A Word file that came back: what was changed, and the wording that follows from her choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from congvu.documents.readback import Comparison, FactWarning, Line, ReadDocument
from congvu.documents.readback.reader import CELL_SEPARATOR
from congvu.inspections.models import Visit
from congvu.inspections.outputs.wording import Wording

OWN = "own-"


@dataclass(frozen=True)
class Change:
    """One line that is not the same; ``place`` is the tagged line an added one stands after."""

    index: int
    tag: str
    state: str
    before: str
    after: str
    is_row: bool
    warnings: tuple[FactWarning, ...] = ()
    place: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it can be taken over; letterhead and nơi nhận are edited on the page."""
        if self.state == "added":
            return self.place is not None and not (self.is_row and not self.place)
        same_cells = self.before.count(CELL_SEPARATOR) == self.after.count(CELL_SEPARATOR)
        return bool(self.tag) and (self.state == "missing" or not self.is_row or same_cells)


@dataclass(frozen=True)
class Choices:
    """What she decided: lines taken over; per (line, fact) a reason to keep it, or restored."""

    taken: frozenset[int]
    reasons: Mapping[tuple[int, str], str] = field(default_factory=dict)
    restored: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """The wording of the draft from now on, and what is kept against the data."""

    wording: dict[str, str]
    kept: list[dict[str, str]]
    unanswered: list[Change]


def same_paper(comparison: Comparison) -> bool:
    """Whether the file is this paper at all: at least half of its own lines came back."""
    own = [line for line in comparison.lines if line.tag]
    back = sum(line.state != "missing" for line in own)
    return 2 * back >= len(own)


def names_unit(visit: Visit, read: ReadDocument) -> bool:
    """Whether a file of minutes speaks of the unit of this visit."""
    said = " ".join(" ".join(line.text for line in read.lines).split()).casefold()
    names = (visit.unit.name, visit.unit.formal_name, visit.unit.short_name)
    return any(name.casefold() in said for name in names if name)


def changes(comparison: Comparison) -> list[Change]:
    """The lines that differ, each with where it belongs."""
    found: list[Change] = []
    place: str | None = None
    for line in comparison.lines:
        if line.state == "added":
            found.append(change(len(found), line, place))
            continue
        place = line.tag or None
        if line.state != "same":
            found.append(change(len(found), line, None))
    return found


def change(index: int, line: Line, place: str | None) -> Change:
    """A changed line."""
    return Change(
        index, line.tag, line.state, line.before, line.after, line.is_row, line.warnings, place
    )


def outcome(rows: list[Change], choices: Choices, present: Wording) -> Outcome:
    """The wording after her choices; lines with a fact she did not answer stay as they were."""
    wording = dict(present)
    kept: list[dict[str, str]] = []
    unanswered: list[Change] = []
    added: dict[str, list[str]] = {}
    for row in rows:
        if row.index not in choices.taken or not row.usable:
            continue
        if any(not answered(row, warning, choices) for warning in row.warnings):
            unanswered.append(row)
            continue
        if row.state == "added":
            added.setdefault(row.place or "", []).append(row.after)
            continue
        put(wording, row, restored_text(row, choices))
        kept += reasons_of(row, choices)
    for place, lines in added.items():
        insert(wording, place, lines)
    return Outcome(wording, kept, unanswered)


def answered(row: Change, warning: FactWarning, choices: Choices) -> bool:
    """Whether she said what to do about a changed or vanished fact."""
    key = (row.index, warning.fact.key)
    return key in choices.restored or bool(choices.reasons.get(key, "").strip())


def reasons_of(row: Change, choices: Choices) -> list[dict[str, str]]:
    """Facts kept against the data, with why."""
    return [
        {"tag": row.tag, "fact": warning.fact.key, "reason": reason}
        for warning in row.warnings
        if (row.index, warning.fact.key) not in choices.restored
        and (reason := choices.reasons.get((row.index, warning.fact.key), "").strip())
    ]


def restored_text(row: Change, choices: Choices) -> str:
    """Her words with the restored values back in place; the old line where one is simply gone."""
    text = row.after
    for warning in row.warnings:
        if (row.index, warning.fact.key) not in choices.restored:
            continue
        if not warning.found or warning.found not in text:
            return row.before
        text = put_back(text, warning.found, warning.printed)
    return text


def put_back(text: str, found: str, printed: str) -> str:
    """The printed value where ``found`` stands; words around it that it brings along stay once."""
    before, _, after = text.partition(found)
    spaces = [at for at, letter in enumerate(printed) if letter == " "]
    tail = next((printed[at:] for at in spaces if after.startswith(printed[at:])), "")
    heads = (printed[: at + 1] for at in reversed(spaces))
    head = next((one for one in heads if before.endswith(one)), "")
    return before.removesuffix(head) + printed + after.removeprefix(tail)


def put(wording: dict[str, str], row: Change, text: str) -> None:
    """One line into the wording: a paragraph, a row cell by cell, or a paragraph of her own."""
    if row.tag.startswith(OWN):
        put_own(wording, row.tag, text)
    elif row.is_row and text:
        before, after = row.before.split(CELL_SEPARATOR), text.split(CELL_SEPARATOR)
        for i, (old, new) in enumerate(zip(before, after, strict=False)):
            if old != new:
                wording[f"{row.tag}/{i}"] = new
    else:
        wording[row.tag] = text


def put_own(wording: dict[str, str], tag: str, text: str) -> None:
    """A paragraph she had put in earlier, reworded or taken out again."""
    place, _, number = tag.removeprefix(OWN).rpartition("-")
    lines = wording.get(f"+{place}", "").split("\n")
    at = int(number) - 1
    if at < len(lines):
        lines[at] = text.replace("\n", " ")
    wording[f"+{place}"] = "\n".join(line for line in lines if line)
    if not wording[f"+{place}"]:
        del wording[f"+{place}"]


def insert(wording: dict[str, str], place: str, lines: list[str]) -> None:
    """New paragraphs after a line; after one of her own they join that group."""
    own = place.startswith(OWN)
    key = f"+{place.removeprefix(OWN).rpartition('-')[0]}" if own else f"+{place}"
    fresh = [line.replace("\n", " ") for line in lines]
    there = [line for line in wording.get(key, "").split("\n") if line]
    at = int(place.rpartition("-")[2]) if own else 0
    wording[key] = "\n".join([*there[:at], *fresh, *there[at:]])
