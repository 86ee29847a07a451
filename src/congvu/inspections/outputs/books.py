"""Any paper as Excel: its sentences in one sheet, its tables each in a sheet of its own."""

from collections.abc import Iterable

from congvu.documents.model import Block, Fill, Heading, OfficialText, Paragraph
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook, tables_of

COLUMNS = (SheetColumn("TT", 6, "integer"), SheetColumn("Mục", 40), SheetColumn("Nội dung", 100))


def book(text: OfficialText) -> Workbook:
    """The paper as a workbook."""
    title = f"{text.kind} {text.subject}".strip()
    rows = [(i, *row) for i, row in enumerate(sentences(text), start=1)]
    sheet = Sheet("Nội dung", COLUMNS, rows, heading=title)
    return Workbook((sheet, *tables_of(text).sheets), title=title, author=text.letterhead.agency)


def sentences(text: OfficialText) -> Iterable[tuple[str, str]]:
    """(heading, sentence) in reading order."""
    yield from (("Căn cứ", ground) for ground in text.grounds)
    yield from under(text.body, "")
    for annex in text.annexes:
        yield from under(annex.blocks, f"Phụ lục {annex.number}".strip())


def under(blocks: Iterable[Block], heading: str) -> Iterable[tuple[str, str]]:
    """Sentences with the heading they stand under."""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Paragraph):
            yield heading, block.full_text
        elif isinstance(block, Fill):
            yield block.label, block.value
