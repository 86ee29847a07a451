"""What every official paper has around its body: letterhead, number, date, signature."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from congvu.core import clock
from congvu.documents.layouts import Layout, layout_for, lying
from congvu.documents.model import (
    Annex,
    Block,
    Heading,
    Letterhead,
    OfficialText,
    SignatureBlock,
)
from congvu.documents.vietnamese import capital
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.campaign import Office
from congvu.inspections.outputs.kinds import type_of
from congvu.stationery.models import layout_on


def framed(
    document: OfficialDocument,
    office: Office,
    *,
    body: Sequence[Block],
    annexes: tuple[Annex, ...] = (),
    grounds: tuple[str, ...] = (),
    addressees: tuple[str, ...] = (),
    authority_line: str = "",
    resolution: str = "",
    letterhead: Letterhead | None = None,
    signatures: tuple[SignatureBlock, ...] | None = None,
) -> OfficialText:
    """The paper in the layout of its date; a draft in that of today."""
    signed = signatures if signatures is not None else (signature(document),)
    text = OfficialText(
        letterhead=letterhead or office.letterhead(),
        number=f"/{document.symbol or symbol_for(document, office)}",
        place=office.locality,
        kind=type_of(document.kind).title_words,
        subject=capital(document.subject),
        addressees=addressees,
        grounds=grounds,
        body=tuple(body),
        recipients=tuple(document.recipients),
        signatures=signed,
        annexes=annexes,
        authority_line=authority_line,
        resolution=resolution,
    )
    return completed(text, document)


def completed(text: OfficialText, document: OfficialDocument) -> OfficialText:
    """The text with what the office adds after the draft: number, date, signer, layout of the day.

    A text frozen for signature gets these on top; nothing else of it changes any more.
    """
    day = document.dated_on or document.signed_on
    own = len(text.signatures) == 1
    return replace(
        text,
        number=document.code or text.number,
        date=day,
        draft=not document.number,
        signatures=(signature(document),) if own else text.signatures,
        fingerprint=short_code(document.frozen_sha256) if document.internal else "",
        layout=layout_of(day or clock.today()),
    )


def short_code(sha256: str) -> str:
    """Mã xác thực as people compare it: ``7F3A-C91E``; only on internal papers by default."""
    return f"{sha256[:4]}-{sha256[4:8]}".upper() if sha256 else ""


def layout_of(day: dt.date) -> Layout:
    """The office's layout of a day; before anything was loaded, the one the law prescribes."""
    try:
        return layout_on(day)
    except LookupError:
        return layout_for(day)


def symbol_for(document: OfficialDocument, office: Office) -> str:
    """The usual symbol of the type, e.g. ``TB-LĐTBXH``; what the book says wins."""
    return f"{document.type_code}-{office.symbol}" if office.symbol else document.type_code


def signature(document: OfficialDocument) -> SignatureBlock:
    """Who signs, with the authority they sign on."""
    return SignatureBlock(
        title=document.signer_title or "Giám đốc",
        name=document.signer_name,
        authority=document.authority,
    )


def part(number: str, title: str) -> Heading:
    """A heading of the first level: "I. MỤC ĐÍCH, YÊU CẦU"."""
    return Heading(f"{number}. {title.upper()}", tag=f"part-{number}")


def headless(
    kind: str,
    subject: str,
    body: Sequence[Block],
    *,
    office: Office,
    annexes: tuple[Annex, ...] = (),
    landscape: bool = False,
    on: dt.date | None = None,
) -> OfficialText:
    """A table or list that goes with another paper: title and body, no number of its own."""
    layout = layout_of(on or clock.today())
    return OfficialText(
        letterhead=office.letterhead(),
        kind=type_of(kind).title_words,
        subject=subject,
        body=tuple(body),
        annexes=annexes,
        layout=lying(layout) if landscape else layout,
        headless=True,
    )
