"""A slip handed to somebody: head, facts, papers, tables, a code to scan, who signs. As PDF."""

import datetime
import json
from dataclasses import asdict, dataclass
from importlib.resources import files

import typst

from congvu.documents.posted import code_of
from congvu.documents.typeset import opened
from congvu.documents.vietnamese import date_text

_TEMPLATE = files("congvu.documents") / "slip.typ"


_PICTURE = files("congvu.documents") / "picture.typ"
PICTURE_DPI = 200


@dataclass(frozen=True)
class SlipTable:
    """A table of a slip; widths are relative, a row with one cell goes across.

    ``heads`` is a row of headings above: (words, columns below), 0 below for a heading of its own.
    """

    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    heads: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class SlipPicture:
    """A drawing below the text: SVG, and what it says in words."""

    title: str
    svg: str
    words: str


@dataclass(frozen=True)
class PrintedSlip:
    """One slip; ``code`` is what stands in the code to scan, and in words below it."""

    parent_agency: str
    agency: str
    form: str
    code: str
    place: str
    date: datetime.date
    title: str
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    papers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    tables: tuple[SlipTable, ...] = ()
    picture: SlipPicture | None = None
    signers: tuple[tuple[str, str], ...] = ()  # title, name
    named: tuple[tuple[str, str], ...] = ()  # facts by name, for an office's own form
    qr: str = ""  # what the code to scan holds, where it is not ``code``
    lying: bool = False  # a book: the sheet on its side, its pages numbered


def place_and_date(slip: PrintedSlip) -> str:
    """An Giang, ngày 08 tháng 9 năm 2020."""
    words = date_text(slip.date)
    return f"{slip.place}, {words}" if slip.place else words.capitalize()


def render_slip(slip: PrintedSlip) -> bytes:
    """The slip as PDF, the same bytes for the same slip."""
    told = asdict(slip) | {"date": place_and_date(slip), "svg": code_of(slip.qr or slip.code)}
    inputs = {"data": json.dumps(told, ensure_ascii=False)}
    with opened(_TEMPLATE, inputs) as source:
        return typst.compile(**source, format="pdf", pdf_standards=["a-2b"], timestamp=0)


def picture_png(svg: str) -> bytes:
    """A drawing as PNG, for Word, which knows no SVG of ours."""
    with opened(_PICTURE, {"svg": svg}) as source:
        return typst.compile(**source, format="png", ppi=PICTURE_DPI)
