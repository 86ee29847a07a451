"""A slip handed to somebody: head, facts, papers, a code to scan, who signs. PDF only."""

import datetime
import json
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files

import typst

from congvu.documents.measure import FONTS
from congvu.documents.posted import code_of
from congvu.documents.vietnamese import date_text

_TEMPLATE = files("congvu.documents") / "slip.typ"


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
    signers: tuple[tuple[str, str], ...] = ()  # title, name
    qr: str = ""  # what the code to scan holds, where it is not ``code``


def render_slip(slip: PrintedSlip) -> bytes:
    """The slip on one sheet, the same bytes for the same slip."""
    words = date_text(slip.date)
    told = asdict(slip) | {
        "date": f"{slip.place}, {words}" if slip.place else words.capitalize(),
        "svg": code_of(slip.qr or slip.code),
    }
    # Data goes in as JSON through sys_inputs: no word of a user is ever part of the program.
    inputs = {"data": json.dumps(told, ensure_ascii=False)}
    with as_file(_TEMPLATE) as template, as_file(FONTS) as fonts:
        return typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=["a-2b"],
            timestamp=0,
        )
