"""Sheets for a notice board: big type, a table, and a code to scan in the corner. PDF only."""

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import files

import segno
import typst

from congvu.documents.typeset import opened

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
    inputs = {"data": json.dumps({"title": title, "sheets": told}, ensure_ascii=False)}
    with opened(_TEMPLATE, inputs) as source:
        return typst.compile(**source, format="pdf", timestamp=0)


def code_of(address: str) -> str:
    """The address as a QR code in SVG; empty for none."""
    if not address:
        return ""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode("utf-8")
