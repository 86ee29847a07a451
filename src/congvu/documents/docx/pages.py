"""Sections of a Word file: paper, margins, and where the page number stands."""

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section, _Footer, _Header
from docx.shared import Mm

from congvu.documents import wording
from congvu.documents.docx import markup as m
from congvu.documents.layouts import Layout
from congvu.documents.model import Annex, OfficialText

_FURNITURE_MM = 10.0


def room_mm(layout: Layout, landscape: bool = False) -> float:
    """The width of the text between the margins."""
    return layout.paper_mm[landscape] - layout.margin_left - layout.margin_right


def write_furniture(section: Section, text: OfficialText) -> None:
    """Paper and margins of the first section, its head and foot; annexes inherit the latter."""
    layout = text.layout
    wide = layout.paper_mm[0] > layout.paper_mm[1]
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in layout.paper_mm)
    section.top_margin, section.bottom_margin = Mm(layout.margin_top), Mm(layout.margin_bottom)
    section.left_margin, section.right_margin = Mm(layout.margin_left), Mm(layout.margin_right)
    section.header_distance = section.footer_distance = Mm(_FURNITURE_MM)
    # No number on the first page in either layout.
    section.different_first_page_header_footer = True
    number = m.field("PAGE")
    mark = m.paragraph("CVMaXacThuc", m.run(wording.fingerprint_line(text)))
    on_top = layout.page_number == "top_center"
    bottom = "" if on_top else m.paragraph("CVSoTrang", number, align="right")
    if text.page_of_pages:
        of_pages = m.run("Trang ") + m.field("PAGE") + m.run("/") + m.field("NUMPAGES")
        bottom, mark = "", m.paragraph("CVMaXacThuc", of_pages, align="right") + mark
    _fill(section.header, m.paragraph("CVSoTrang", number if on_top else ""))
    _fill(section.first_page_header, m.paragraph("CVSoTrang", ""))
    _fill(section.footer, bottom + mark)
    _fill(section.first_page_footer, mark)


def annex_section(annex: Annex, layout: Layout, declarations: str = "") -> str:
    """A section of its own for an annex, its pages counted from 1 (NĐ 30, Phụ lục I, mục III)."""
    width, height = (m.twips(side) for side in layout.paper_mm)
    turned = ' w:orient="landscape"' if annex.landscape else ""
    if annex.landscape:
        width, height = height, width
    edges = {
        "top": layout.margin_top,
        "right": layout.margin_right,
        "bottom": layout.margin_bottom,
        "left": layout.margin_left,
        "header": _FURNITURE_MM,
        "footer": _FURNITURE_MM,
        "gutter": 0,
    }
    margins = " ".join(f'w:{side}="{m.twips(mm)}"' for side, mm in edges.items())
    return (
        f'<w:sectPr {declarations}><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar {margins}/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )


def _fill(part: _Header | _Footer, content: str) -> None:
    part.is_linked_to_previous = False
    for paragraph in list(part._element):
        part._element.remove(paragraph)
    for paragraph in parse_xml(f"<w:hdr {nsdecls('w')}>{content}</w:hdr>"):
        part._element.append(paragraph)
