"""Puts a Word file together: styles, sections, page numbers, properties."""

import io
from datetime import datetime, time
from functools import lru_cache

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from congvu.documents import wording
from congvu.documents.docx import head, pages, styles
from congvu.documents.docx import markup as m
from congvu.documents.docx.body import blocks
from congvu.documents.layouts import Layout
from congvu.documents.model import Annex, OfficialText
from congvu.documents.packing import repack

_UNDATED = datetime(2020, 1, 1)


def render_docx(text: OfficialText) -> bytes:
    """The text as .docx: named styles, real tables, tagged content controls, stable bytes."""
    document = docx.Document(io.BytesIO(base_document(text.layout)))
    _write_properties(document, text)
    pages.write_furniture(document.sections[0], text)
    final = document.element.body.sectPr
    first = etree.tostring(final, encoding="unicode")
    write_before(final, _content(text, first))
    if text.annexes:
        # What stands at the end of the body belongs to the last section.
        last = parse_xml(pages.annex_section(text.annexes[-1], text.layout, nsdecls("w")))
        final.getparent().replace(final, last)
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def write_before(final: etree._Element, content: str) -> None:
    """Paragraphs and tables before the section at the end of the body.

    A table goes row by row: moving a tree, lxml takes the square of its size.
    """
    for block in list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{content}</w:body>")):
        parts = list(block)
        block[:] = []
        final.addprevious(block)
        block[:] = parts


def _content(text: OfficialText, first_section: str) -> str:
    ids, page = m.Counter(), text.layout
    parts = [] if text.headless else [head.letterhead(text)]
    parts.append(head.title(text, ids))
    signed = bool(text.signatures)
    parts.append(blocks(text.body, pages.room_mm(page), page.size_body, ids, signed=signed))
    parts.append(head.foot(text))
    section = first_section
    for annex in text.annexes:
        parts.append(m.paragraph("CVNgatPhan", "", extra=section))
        parts.append(_annex_title(annex, text))
        room = pages.room_mm(page, annex.landscape)
        parts.append(blocks(annex.blocks, room, page.size_body, ids))
        section = pages.annex_section(annex, page)
    parts.append(m.paragraph("CVNgatPhan", ""))
    return "".join(parts)


def _annex_title(annex: Annex, text: OfficialText) -> str:
    return (
        m.paragraph("CVPhuLuc", m.run(wording.annex_label(annex)))
        + m.paragraph("CVTenPhuLuc", m.run(annex.title.upper()))
        + m.paragraph("CVKemTheo", m.run(wording.annex_reference(text)))
    )


def _write_properties(document: Document, text: OfficialText) -> None:
    day = datetime.combine(text.date, time()) if text.date else _UNDATED
    properties = document.core_properties
    properties.title = f"{text.kind} {text.subject}".strip()[:255]
    properties.subject = wording.number_line(text).replace("\u00a0", " ")[:255]
    properties.author = properties.last_modified_by = text.letterhead.agency[:255]
    properties.language = "vi-VN"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = day
    properties.revision = 1


# Parts of python-docx's own template that an official document has no use for.
_FOREIGN = ("stylesWithEffects", "customXml", "numbering", "webSettings", "thumbnail")


def _drop_parts(document: Document) -> None:
    for rels in (document.part.rels, document.part.package.rels):
        for key, rel in list(rels.items()):
            if rel.reltype.endswith(_FOREIGN):
                del rels[key]


@lru_cache(maxsize=8)
def base_document(layout: Layout) -> bytes:
    """An empty document with the styles of a layout and none of a foreign template."""
    document = docx.Document()
    sheet = document.styles.element
    for child in list(sheet):
        if child.tag in (qn("w:style"), qn("w:docDefaults"), qn("w:latentStyles")):
            sheet.remove(child)
    for source in styles.base_xml(layout):
        sheet.append(parse_xml(source))
    for style in styles.styles_for(layout):
        sheet.append(parse_xml(styles.style_xml(style)))
    _drop_parts(document)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
