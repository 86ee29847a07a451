"""The officer's wording laid over what the data say, by tag."""

from collections.abc import Mapping
from dataclasses import replace

from congvu.documents.model import Block, Heading, OfficialText, Paragraph, Row, Table


def reworded(text: OfficialText, wording: Mapping[str, str]) -> OfficialText:
    """The paper with the paragraphs of ``wording`` (tag → text) in place of ours."""
    if not wording:
        return text
    annexes = tuple(
        replace(annex, blocks=tuple(block_with(b, wording) for b in annex.blocks))
        for annex in text.annexes
    )
    return replace(text, body=tuple(block_with(b, wording) for b in text.body), annexes=annexes)


def block_with(block: Block, wording: Mapping[str, str]) -> Block:
    """One block, reworded when its tag is named; an empty wording leaves it out of print."""
    if isinstance(block, Paragraph | Heading) and block.tag in wording:
        return replace(block, text=wording[block.tag])
    if isinstance(block, Table):
        return replace(block, rows=tuple(row_with(row, wording) for row in block.rows))
    return block


def row_with(row: Row, wording: Mapping[str, str]) -> Row:
    """A table row whose cells were reworded one by one under ``tag/column``."""
    cells = tuple(wording.get(f"{row.tag}/{i}", cell) for i, cell in enumerate(row.cells))
    return replace(row, cells=cells)
