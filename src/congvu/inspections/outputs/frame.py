"""What every official paper has around its body: letterhead, number, date, signature."""

from collections.abc import Sequence

from congvu.documents.layouts import layout_for
from congvu.documents.model import Annex, Block, OfficialText, SignatureBlock
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.campaign import Office


def framed(
    document: OfficialDocument,
    office: Office,
    *,
    kind: str,
    body: Sequence[Block],
    annexes: tuple[Annex, ...] = (),
    grounds: tuple[str, ...] = (),
    addressees: tuple[str, ...] = (),
    authority_line: str = "",
    resolution: str = "",
    signatures: tuple[SignatureBlock, ...] | None = None,
) -> OfficialText:
    """The paper in the layout of its date; before signing the newest layout."""
    day = document.dated_on or document.signed_on
    signed = signatures if signatures is not None else (signature(document),)
    return OfficialText(
        letterhead=office.letterhead(),
        number=document.code or f"       /{document.symbol or symbol_for(document, office)}",
        place=office.locality,
        date=day,
        kind=kind,
        subject=document.subject,
        addressees=addressees,
        grounds=grounds,
        body=tuple(body),
        recipients=tuple(document.recipients),
        signatures=signed,
        annexes=annexes,
        draft=not document.number,
        layout=layout_for(day),
        authority_line=authority_line,
        resolution=resolution,
    )


def symbol_for(document: OfficialDocument, office: Office) -> str:
    """The usual symbol of the type, e.g. ``TB-LĐTBXH``; what the book says wins."""
    return f"{document.type_code}-{office.symbol}" if office.symbol else document.type_code


def signature(document: OfficialDocument) -> SignatureBlock:
    """Who signs, with the authority they sign on."""
    title = document.signer_title or "Giám đốc"
    return SignatureBlock(
        title=title.upper(), name=document.signer_name, authority=document.authority
    )
