"""Both versions side by side, with a warning wherever data may have been changed by hand."""

from dataclasses import dataclass
from typing import Literal

from congvu.documents.docx import render_docx
from congvu.documents.model import Block, Fact, Fill, Heading, OfficialText, Paragraph, Table
from congvu.documents.readback.align import align
from congvu.documents.readback.facts import FactWarning, check_facts, lost, normal
from congvu.documents.readback.reader import ReadComment, ReadDocument, ReadLine, read_docx
from congvu.documents.tags import ground_tag, word_tag
from congvu.documents.vietnamese import ground_lines

State = Literal["same", "reworded", "added", "missing"]


@dataclass(frozen=True)
class Line:
    """A paragraph or table row in both versions. `tag` is "" where nothing is bound to data."""

    tag: str
    before: str
    after: str
    state: State
    warnings: tuple[FactWarning, ...] = ()
    is_row: bool = False


@dataclass(frozen=True)
class Comparison:
    """The whole edited file against the original."""

    lines: list[Line]
    comments: list[ReadComment]
    has_tracked_changes: bool

    @property
    def warnings(self) -> list[FactWarning]:
        """Every warning, in reading order."""
        return [warning for line in self.lines for warning in line.warnings]

    @property
    def changed(self) -> list[Line]:
        """The lines that are not the same."""
        return [line for line in self.lines if line.state != "same"]


@dataclass(frozen=True)
class _Known:
    tag: str
    facts: tuple[Fact, ...]


def compare(original: OfficialText, edited: ReadDocument) -> Comparison:
    """Compare an edited file with the text it was made from."""
    # The original is read from its own Word file: letterhead and signatures compare alike.
    printed = read_docx(render_docx(original)).lines
    known = _known(original)
    pairs = align(printed, edited.lines)
    reached = {there: here for here, there in pairs.items()}
    lines: list[Line] = []
    for here, line in enumerate(printed):
        own = _lookup(line, known)
        if here not in pairs:
            lines.append(_missing(line, own))
            continue
        after, merged = _with_continuation(line, own, pairs[here], edited.lines, reached)
        lines.append(_line(line, own, after))
        lines += _added(edited.lines, merged, reached)
    first = _added(edited.lines, -1, reached)
    return Comparison(first + lines, edited.comments, edited.has_tracked_changes)


def fields_of(original: OfficialText, edited: ReadDocument) -> dict[str, str]:
    """What was filled into the fill-in form, by the tag (or label) of each field."""
    fills = {item.tag or item.label: item for item in original.blocks() if isinstance(item, Fill)}
    values = dict.fromkeys(fills, "")
    current = ""
    for line in compare(original, edited).lines:
        if line.tag in fills:
            current = line.tag
            values[current] = _typed(fills[current], line.after)
        elif line.state == "added" and current and not line.is_row:
            values[current] = f"{values[current]}\n{line.after}".strip()
        else:
            current = ""
    return values


def _typed(fill: Fill, text: str) -> str:
    words = text.removeprefix(fill.label).strip(" :\n\t\u00a0")
    return words.strip("… ") if words.strip("…. \n") else ""


def _line(line: ReadLine, own: _Known, after: str) -> Line:
    if _flat(line.text) == _flat(after):
        return Line(own.tag, line.text, after, "same", (), line.cells is not None)
    warnings = tuple(check_facts(own.facts, line.text, after))
    return Line(own.tag, line.text, after, "reworded", warnings, line.cells is not None)


def _missing(line: ReadLine, own: _Known) -> Line:
    warnings = tuple(lost(own.facts, line.text))
    return Line(own.tag, line.text, "", "missing", warnings, line.cells is not None)


def _with_continuation(
    line: ReadLine, own: _Known, there: int, edited: list[ReadLine], reached: dict[int, int]
) -> tuple[str, int]:
    """A paragraph split in two goes on in the next new one, if that brings a lost fact back."""
    after = edited[there].text
    short = check_facts(own.facts, line.text, after)
    while short and there + 1 < len(edited) and there + 1 not in reached:
        longer = f"{after}\n{edited[there + 1].text}"
        still = check_facts(own.facts, line.text, longer)
        if len(still) >= len(short):
            break
        after, short, there = longer, still, there + 1
    return after, there


def _added(edited: list[ReadLine], there: int, reached: dict[int, int]) -> list[Line]:
    """The new lines that follow a matched one."""
    lines = []
    while there + 1 < len(edited) and there + 1 not in reached:
        there += 1
        one = edited[there]
        lines.append(Line("", "", one.text, "added", (), one.cells is not None))
    return lines


def _lookup(line: ReadLine, known: dict[str, _Known]) -> _Known:
    for key in (*line.tags, normal(line.text)):
        if key in known:
            return known[key]
    return _Known("", ())


def _known(original: OfficialText) -> dict[str, _Known]:
    """What is bound to data, by the tag Word carries or, for untagged blocks, by the text."""
    grounds = range(1, len(ground_lines(original.grounds)) + 1)
    known = {tag: _Known(tag, ()) for tag in map(ground_tag, grounds)}
    for block in original.blocks():
        for tag, text, facts in _bound(block):
            known[word_tag(tag) if tag else normal(text)] = _Known(tag, facts)
    return known


def _bound(block: Block) -> list[tuple[str, str, tuple[Fact, ...]]]:
    match block:
        case Paragraph():
            return [(block.tag, block.full_text, block.facts)]
        case Heading():
            return [(block.tag, block.text, block.facts)]
        case Fill():
            return [(block.tag or block.label, block.label, ())]
        case Table():
            rows = [row for row in block.rows if row.tag or row.facts]
            return [(row.tag, " | ".join(row.cells), row.facts) for row in rows]
    return []


def _flat(text: str) -> str:
    return " ".join(text.split())
