"""PDF out: the same text set by typst with the bundled typeface; no network, no system fonts."""

import json
import re
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any, Literal

import typst

from congvu.documents import headline, wording
from congvu.documents.frozen import as_data
from congvu.documents.model import OfficialText, SignatureBlock, SignatureRow
from congvu.documents.typeset import opened
from congvu.documents.vietnamese import ground_lines, recipient_lines

TEMPLATE = files("congvu.documents") / "official.typ"
# PDF/A-2b: what the archives take (self-contained fonts, no outside references).
_STANDARD: Literal["a-2b"] = "a-2b"


def render_pdf(text: OfficialText) -> bytes:
    """The text as PDF/A in the layout of its date."""
    stamp = _timestamp(text)
    with opened(TEMPLATE, inputs_of(text)) as source:
        return typst.compile(**source, format="pdf", pdf_standards=[_STANDARD], timestamp=stamp)


def inputs_of(text: OfficialText) -> dict[str, str]:
    """The text as JSON for the template: no word of a user is ever part of the program."""
    return {"text": json.dumps(_view(text), ensure_ascii=False)}


def _timestamp(text: OfficialText) -> int:
    """The document's own day, so that the same text gives the same bytes."""
    return int(datetime.combine(text.date, time(), UTC).timestamp()) if text.date else 0


def _view(text: OfficialText) -> dict[str, Any]:
    data = as_data(text)
    head = headline.headline(text)
    body = _blocks(data["body"], text.body)
    annexes = [
        {
            "label": wording.annex_label(annex),
            "title": annex.title.upper(),
            "reference": wording.annex_reference(text),
            "landscape": annex.landscape,
            "blocks": _blocks(raw["blocks"], annex.blocks),
        }
        for annex, raw in zip(text.annexes, data["annexes"], strict=True)
    ]
    return {
        "page": data["layout"],
        "title": f"{text.kind} {text.subject}".strip(),
        "author": text.letterhead.agency,
        "fingerprint": wording.fingerprint_line(text),
        "nation": wording.NATION,
        "motto": wording.MOTTO,
        "nation_width": head.nation_width,
        "motto_rule": head.motto_rule,
        "parent": head.parent,
        "agency": head.agency,
        "agency_rule": head.agency_rule,
        "subject_rule": head.subject_rule,
        "number": wording.number_line(text),
        "place": wording.place_and_date(text),
        "draft": text.draft,
        "headless": text.headless,
        "page_of_pages": text.page_of_pages,
        "kind": text.kind.upper(),
        "subject": text.subject,
        "letter_subject": head.letter_subject,
        "authority": text.authority_line.upper(),
        "addressees": wording.addressee_lines(text.addressees),
        "grounds": ground_lines(text.grounds),
        "resolution": text.resolution,
        "recipients": recipient_lines(text.recipients),
        "signatures": [_signature(block) for block in text.signatures],
        "body": body,
        "annexes": annexes,
    }


# A short name such as BTXHTEBĐG&TNXH is wider than a narrow column: it may break after the sign.
_LONG = re.compile(r"(?<=\S{4}&)(?=\S{3})")


def _blocks(raw: list[dict[str, Any]], blocks: tuple[Any, ...]) -> list[dict[str, Any]]:
    for item, block in zip(raw, blocks, strict=True):
        for row in item.get("rows", ()):
            row["cells"] = [_LONG.sub("\u200b", cell) for cell in row["cells"]]
        if isinstance(block, SignatureRow):
            item["signatures"] = [_signature(one) for one in block.blocks]
    return raw


def _signature(block: SignatureBlock) -> dict[str, Any]:
    return {
        "lines": wording.signature_lines(block),
        "note": block.note,
        "name": block.name,
    }
