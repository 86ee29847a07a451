"""WordprocessingML as text: fast to build, escaped in one place, parsed once."""

import re
from dataclasses import dataclass
from html import escape

from congvu.documents.tags import bookmark_name, word_tag

TWIPS_PER_MM = 1440 / 25.4
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"([\n\t])")
_ALIAS_LIMIT = 64


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def clean(text: str) -> str:
    """Escaped for XML, without characters XML cannot carry."""
    return escape(_NOT_XML.sub("", text), quote=True)


@dataclass
class Counter:
    """Draws the ids a Word file wants to be unique."""

    last: int = 0

    def next(self) -> int:
        """The next free id."""
        self.last += 1
        return self.last


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """One run; line breaks and tabs become Word's own."""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += "<w:b/>" * bold + "<w:i/>" * italic
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    pieces = [_piece(piece) for piece in _BREAKS.split(text) if piece]
    return f"<w:r>{properties}{''.join(pieces)}</w:r>" if pieces else ""


def field(instruction: str) -> str:
    """A field Word computes, such as PAGE."""
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def paragraph(style: str, content: str, *, align: str = "", extra: str = "") -> str:
    """A paragraph of a named style; `extra` are further paragraph properties, in schema order."""
    jc = f'<w:jc w:val="{_JC[align]}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}{jc}</w:pPr>{content}</w:p>'


# Keeps a paragraph on the page of the one after it.
KEEP = "<w:keepNext/>"


def bookmarked(content: str, tag: str, ids: Counter) -> str:
    """Runs between the two ends of the tag's bookmark."""
    number = ids.next()
    start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(tag)}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def control(content: str, tag: str, alias: str, ids: Counter, kind: str = "") -> str:
    """A content control around runs or around paragraphs."""
    name = clean((alias or tag)[:_ALIAS_LIMIT])
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{clean(word_tag(tag))}"/>'
        f'<w:id w:val="{ids.next()}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def cell(width_mm: float, content: str, extra: str = "") -> str:
    """A table cell; content is at least one paragraph."""
    size = f'<w:tcW w:w="{twips(width_mm)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{extra}</w:tcPr>{content}</w:tc>"


def row(cells: str, *, header: bool = False) -> str:
    """A row that is never torn by a page end; a header row repeats."""
    marks = "<w:cantSplit/>" + "<w:tblHeader/>" * header
    return f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>"


def table(widths_mm: list[float], rows: str, *, bordered: bool, indent_mm: float = 0) -> str:
    """A table of fixed widths, with or without lines."""
    style = "CVBangKe" if bordered else "CVBangTrong"
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths_mm)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(twips(width) for width in widths_mm)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblInd w:w="{twips(indent_mm)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


_JC = {"left": "left", "center": "center", "right": "right", "justify": "both"}


def _piece(piece: str) -> str:
    if piece == "\n":
        return "<w:br/>"
    if piece == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{clean(piece)}</w:t>'
