"""The officer's wording laid over what the data say, by tag.

``{tag: text}`` rewords a paragraph or heading ("" leaves it out), ``{tag/2: text}`` a cell of a
row, ``{+tag: text}`` puts paragraphs of her own after it, ``{+: text}`` before everything else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from congvu.documents.model import (
    Block,
    Fact,
    Heading,
    OfficialText,
    Paragraph,
    Row,
    Table,
)
from congvu.documents.readback.facts import FactWarning, check_facts, lost
from congvu.documents.readback.reader import CELL_SEPARATOR

Wording = Mapping[str, str]


def reworded(text: OfficialText, wording: Wording) -> OfficialText:
    """The paper with the wording in place of ours."""
    if not wording:
        return text
    annexes = tuple(
        replace(annex, blocks=tuple(worded(annex.blocks, wording))) for annex in text.annexes
    )
    first = own_paragraphs("", wording)
    return replace(text, body=(*first, *worded(text.body, wording)), annexes=annexes)


def worded(blocks: Iterable[Block], wording: Wording) -> Iterator[Block]:
    """Every block as it is to be printed, with what was put after it."""
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, rows=tuple(worded_rows(block.rows, wording)))
            continue
        tag = tag_of(block)
        changed = wording.get(tag) if tag else None
        if changed is None:
            yield block
        elif changed and isinstance(block, Paragraph | Heading):
            yield said_anew(block, changed)
        if tag:
            yield from own_paragraphs(tag, wording)


def tag_of(block: Block) -> str:
    """The tag of a paragraph or heading."""
    return block.tag if isinstance(block, Paragraph | Heading) else ""


def said_anew(block: Paragraph | Heading, text: str) -> Paragraph | Heading:
    """The block with other words; facts no longer in them are not claimed any more."""
    if isinstance(block, Paragraph) and block.lead:
        text = text.removeprefix(block.lead).strip()
    return replace(block, text=text, facts=still_there(block.facts, text))


def still_there(facts: tuple[Fact, ...], text: str) -> tuple[Fact, ...]:
    """Those facts that the words carry."""
    return tuple(fact for fact in facts if not check_facts((fact,), fact.value, text))


def own_paragraphs(tag: str, wording: Wording) -> list[Paragraph]:
    """Paragraphs the officer put after a tag, each with a tag of its own."""
    lines = [line for line in wording.get(f"+{tag}", "").split("\n") if line.strip()]
    return [Paragraph(line, tag=f"own-{tag}-{i}") for i, line in enumerate(lines, start=1)]


def worded_rows(rows: Iterable[Row], wording: Wording) -> Iterator[Row]:
    """Rows with reworded cells, left out when the wording is empty, followed by her own."""
    for row in rows:
        if not row.tag or wording.get(row.tag) != "":
            cells = tuple(wording.get(f"{row.tag}/{i}", cell) for i, cell in enumerate(row.cells))
            said = CELL_SEPARATOR.join(cells)
            yield (
                row
                if cells == row.cells
                else replace(row, cells=cells, facts=still_there(row.facts, said))
            )
        for i, line in enumerate(own_lines(row.tag, wording), start=1):
            yield Row(tuple(line.split(CELL_SEPARATOR)), tag=f"own-{row.tag}-{i}")


def own_lines(tag: str, wording: Wording) -> list[str]:
    """Rows the officer put after a row."""
    return [line for line in wording.get(f"+{tag}", "").split("\n") if line.strip()] if tag else []


@dataclass(frozen=True)
class Bound:
    """A line of the paper with what in it is bound to data; ``cells`` for a row."""

    tag: str
    text: str
    facts: tuple[Fact, ...]
    cells: tuple[str, ...] | None = None


def bound_lines(text: OfficialText) -> dict[str, Bound]:
    """Every tagged line of a text, as the data say it."""
    found: dict[str, Bound] = {}
    for block in text.blocks():
        if isinstance(block, Table):
            for row in block.rows:
                said = CELL_SEPARATOR.join(row.cells)
                found[row.tag] = Bound(row.tag, said, row.facts, row.cells)
        elif isinstance(block, Paragraph):
            found[block.tag] = Bound(block.tag, block.full_text, block.facts)
        elif isinstance(block, Heading):
            found[block.tag] = Bound(block.tag, block.text, block.facts)
    found.pop("", None)
    return found


def said_of(line: Bound, wording: Wording) -> str | None:
    """What the wording makes of a line; None when it leaves the line alone, "" when out."""
    if line.tag in wording:
        return wording[line.tag]
    if line.cells is None or not any(f"{line.tag}/{i}" in wording for i in range(len(line.cells))):
        return None
    return CELL_SEPARATOR.join(
        wording.get(f"{line.tag}/{i}", cell) for i, cell in enumerate(line.cells)
    )


@dataclass(frozen=True)
class Clash:
    """A sentence of the officer's that no longer says what the data say."""

    tag: str
    text: str
    warning: FactWarning


def clashes(
    text: OfficialText, wording: Wording, kept: Iterable[Mapping[str, str]] = ()
) -> list[Clash]:
    """Where the wording and the data differ without a reason given for it."""
    excused = {(item["tag"], item["fact"], item.get("value", "")) for item in kept}
    found = []
    for line in bound_lines(text).values():
        said = said_of(line, wording)
        if said is None:
            continue
        warnings = check_facts(line.facts, line.text, said) if said else lost(line.facts, line.text)
        found += [
            Clash(line.tag, said, warning)
            for warning in warnings
            if (line.tag, warning.fact.key, warning.fact.value) not in excused
        ]
    return found
