"""The neutral description of an official document: what is said, never how a format says it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from congvu.documents.layouts import ND30_2020, Layout

FactKind = Literal["number", "date", "unit", "finding", "text"]
ParagraphStyle = Literal["body", "plain", "item", "center", "italic", "bold"]
Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Fact:
    """Something in a paragraph that is bound to data. `value` is exactly as printed."""

    key: str
    kind: FactKind
    value: str


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 1 "I. …", 2 "1. …", 3 "a) …"."""

    text: str
    level: int = 1
    tag: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `lead` is printed in bold before the text ("Điều 1.")."""

    text: str
    tag: str = ""
    style: ParagraphStyle = "body"
    facts: tuple[Fact, ...] = ()
    lead: str = ""

    @property
    def full_text(self) -> str:
        """What a reader sees: the bold lead and the text."""
        return f"{self.lead} {self.text}".strip() if self.lead else self.text


@dataclass(frozen=True)
class Column:
    """A table column; widths are relative when they do not add up to the page."""

    title: str
    width_mm: float = 20.0
    align: Align = "left"


@dataclass(frozen=True)
class Row:
    """A table row. A row with a single cell in a wider table spans it, as a group title."""

    cells: tuple[str, ...]
    tag: str = ""
    facts: tuple[Fact, ...] = ()
    bold: bool = False


@dataclass(frozen=True)
class Table:
    """A real table with a header row that repeats on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    repeat_header: bool = True
    title: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Fill:
    """A place to fill in: dotted lines on paper, a field to type into in Word."""

    label: str
    tag: str = ""
    lines: int = 1
    value: str = ""


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs: authority ("KT. GIÁM ĐỐC"), title, name; `note` stands between ("(Đã ký)")."""

    title: str
    name: str = ""
    authority: str = ""
    note: str = ""


@dataclass(frozen=True)
class SignatureRow:
    """Several signatures side by side, as minutes need: secretary left, chair right."""

    blocks: tuple[SignatureBlock, ...]


Block = Heading | Paragraph | Table | PageBreak | Fill | SignatureRow


@dataclass(frozen=True)
class Annex:
    """Phụ lục with its own section; `number` is the Roman numeral, "" when there is only one."""

    number: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Tên cơ quan: the parent agency ("" when none) above the issuing one."""

    parent_agency: str
    agency: str


@dataclass(frozen=True)
class OfficialText:
    """A whole document in the layout of its date. Without `kind` it is a công văn ("V/v …")."""

    letterhead: Letterhead
    number: str = ""
    place: str = ""
    date: datetime.date | None = None
    kind: str = ""
    subject: str = ""
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()
    annexes: tuple[Annex, ...] = ()
    fingerprint: str = ""
    draft: bool = False
    layout: Layout = field(default=ND30_2020)
    # Who decides, printed above the căn cứ of a decision: "GIÁM ĐỐC SỞ …".
    authority_line: str = ""
    # Printed after the căn cứ of a decision: "QUYẾT ĐỊNH:".
    resolution: str = ""
    # An annex or a text for the portal by itself: neither Quốc hiệu nor number nor date.
    headless: bool = False
    # "Trang 1/4" at the foot of every page, the first too: no sheet can be taken out or put in.
    page_of_pages: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order, annexes included."""
        yield from self.body
        for annex in self.annexes:
            yield from annex.blocks
