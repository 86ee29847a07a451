"""Sheets for a notice board: big type, a table, and a code to scan in the corner. PDF only."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import as_file, files

import segno
import typst

from congvu.documents.measure import FONTS

_TEMPLATE = files("congvu.documents") / "posted.typ"


@dataclass(frozen=True)
class PostedPart:
    """A heading with its lines, or with a small table."""

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class PostedSheet:
    """One sheet; ``address`` is what its code leads to, ``mark`` what stands below it."""

    parent_agency: str
    agency: str
    title: str
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[PostedPart, ...] = field(default=())
    address: str = ""
    mark: str = ""
    foot: str = ""


def render_posted(sheets: Sequence[PostedSheet], title: str) -> bytes:
    """All sheets as one PDF, each from a page of its own."""
    told = [asdict(sheet) | {"code": code_of(sheet.address)} for sheet in sheets]
    # Data goes in as JSON through sys_inputs: no word of a user is ever part of the program.
    inputs = {"data": json.dumps({"title": title, "sheets": told}, ensure_ascii=False)}
    with as_file(_TEMPLATE) as template, as_file(FONTS) as fonts:
        return typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            timestamp=0,
        )


def code_of(address: str) -> str:
    """The address as a QR code in SVG; empty for none."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode("utf-8")
