"""A slip as Word: the same words as on its PDF, in named styles and real tables."""

import io
from dataclasses import replace
from datetime import datetime, time

import docx
import segno
from docx.document import Document
from docx.shared import Mm
from lxml import etree

from congvu.documents.docx import head, pages
from congvu.documents.docx import markup as m
from congvu.documents.docx.render import base_document, write_before
from congvu.documents.layouts import ND30_2020, lying
from congvu.documents.model import Letterhead, OfficialText
from congvu.documents.packing import repack
from congvu.documents.slip import PrintedSlip, SlipPicture, SlipTable, picture_png

SLIP_LAYOUT = replace(
    ND30_2020, size_body=13.0, size_table=11.0, margin_top=16, margin_bottom=16, margin_left=25,
    margin_right=16, first_line_cm=0.0, space_after_pt=4, line_spacing=1.0,
)  # fmt: skip
BOOK_LAYOUT = lying(
    replace(SLIP_LAYOUT, margin_left=16, size_table=9.0, page_number="bottom_right")
)
CODE_MM = 26.0
_SIGN_ROOM = 3


def render_slip_docx(slip: PrintedSlip) -> bytes:
    """The slip as .docx, the same bytes for the same slip."""
    layout = BOOK_LAYOUT if slip.lying else SLIP_LAYOUT
    document = docx.Document(io.BytesIO(base_document(layout)))
    frame = OfficialText(
        Letterhead(slip.parent_agency, slip.agency), place=slip.place, date=slip.date,
        layout=layout, page_of_pages=slip.lying,
    )  # fmt: skip
    _write_properties(document, slip)
    pages.write_furniture(document.sections[0], frame)
    final = document.element.body.sectPr
    write_before(final, _content(document, slip, frame))
    target = io.BytesIO()
    document.save(target)
    return repack(target.getvalue())


def _content(document: Document, slip: PrintedSlip, frame: OfficialText) -> str:
    room = pages.room_mm(frame.layout)
    number = m.paragraph("CVSoKyHieu", m.run(f"Mã hồ sơ: {slip.code}" if slip.code else ""))
    parts = [_line(slip.form, align="right", italic=True) if slip.form else ""]
    parts.append(head.letterhead(frame, number))
    parts.append(_title(document, slip, room))
    if slip.lead:
        parts.append(_line(slip.lead))
    parts += [_fact(name, words) for name, words in slip.facts]
    if slip.papers:
        parts.append(_line("Thành phần hồ sơ nộp gồm:"))
        parts += [_line(f"{at}. {words}") for at, words in enumerate(slip.papers, 1)]
    parts += [m.paragraph("CVThanBai", m.run(words)) for words in slip.texts]
    parts += [table_source(one, room) for one in slip.tables]
    if slip.picture:
        parts.append(_picture(document, slip.picture, room))
    parts.append(_signatures(slip, room))
    parts.append(m.paragraph("CVNgatPhan", ""))
    return "".join(parts)


def _line(words: str, *, align: str = "left", italic: bool = False) -> str:
    return m.paragraph("CVThanBaiLien", m.run(words, italic=italic), align=align)


def _fact(name: str, words: str) -> str:
    told = m.run(f"{name}: ") + m.run(words, bold=True)
    return m.paragraph("CVThanBaiLien", told, align="left")


def _title(document: Document, slip: PrintedSlip, room: float) -> str:
    title = m.paragraph("CVTenLoai", m.run(slip.title.upper()))
    if not (slip.qr or slip.code):
        return title + m.paragraph("CVKhoangTrong", "")
    code = _image(document, code_png(slip), CODE_MM, f"Mã hồ sơ {slip.code}")
    side = CODE_MM + 4
    widths = [side, room - 2 * side, side]
    cells = (
        m.cell(side, m.paragraph("CVThanBaiGiua", code))
        + m.cell(widths[1], title, '<w:vAlign w:val="center"/>')
        + m.cell(side, m.paragraph("CVThanBaiGiua", ""))
    )
    spacer = m.paragraph("CVKhoangTrong", "")
    return spacer + m.table(widths, m.row(cells), bordered=False) + spacer


def code_png(slip: PrintedSlip) -> bytes:
    """The code to scan as PNG."""
    out = io.BytesIO()
    code = segno.make(slip.qr or slip.code, error="m", micro=False)
    code.save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def _image(document: Document, data: bytes, width_mm: float, words: str) -> str:
    """A run with a picture, described for whoever does not see it."""
    inline = document.part.new_pic_inline(io.BytesIO(data), Mm(width_mm), None)
    inline.docPr.set("descr", m.clean(words))
    drawing = etree.tostring(inline, encoding="unicode")
    return f"<w:r><w:drawing>{drawing}</w:drawing></w:r>"


def _picture(document: Document, picture: SlipPicture, room: float) -> str:
    image = _image(document, picture_png(picture.svg), room, picture.words)
    return (
        m.paragraph("CVThanBaiLien", m.run(picture.title, bold=True), extra=m.KEEP)
        + m.paragraph("CVThanBaiGiua", image, extra=m.KEEP)
        + m.paragraph("CVGhiChuKy", m.run(picture.words), align="left")
    )


def table_source(one: SlipTable, room: float) -> str:
    """A table of a slip as WordprocessingML, in the styles of the product."""
    widths = [room * width / sum(one.widths) for width in one.widths]
    rows = _headings(one, widths)
    for cells in one.rows:
        if len(cells) == 1 and len(widths) > 1:
            across = f'<w:gridSpan w:val="{len(widths)}"/>'
            rows.append(
                m.row(m.cell(room, m.paragraph("CVBangNhom", m.run(cells[0])), across))
            )  # fmt: skip
            continue
        pairs = zip(widths, cells, strict=True)
        rows.append(
            m.row("".join(m.cell(w, m.paragraph("CVBang", m.run(text))) for w, text in pairs))
        )
    title = m.paragraph("CVTenBang", m.run(one.title)) if one.title else ""
    spacer = m.paragraph("CVKhoangTrong", "")
    return title + m.table(widths, "".join(rows), bordered=True) + spacer


def _headings(one: SlipTable, widths: list[float]) -> list[str]:
    """One row of headings, or two where some stand above several; both repeat on each page."""
    upper, alone = [], []
    for words, below in one.heads:
        at = len(alone)
        width = sum(widths[at : at + max(below, 1)])
        span = f'<w:gridSpan w:val="{below}"/>' if below else '<w:vMerge w:val="restart"/>'
        upper.append(m.cell(width, m.paragraph("CVBangTieuDe", m.run(words)), span))
        alone += [below == 0] * max(below, 1)
    lower = [
        m.cell(width, m.paragraph("CVBangTieuDe", m.run("" if single else words)),
               "<w:vMerge/>" if single else "")
        for width, words, single in zip(widths, one.columns, alone or [False] * len(widths),
                                        strict=True)
    ]  # fmt: skip
    return [m.row("".join(cells), header=True) for cells in (upper, lower) if cells]


def _signatures(slip: PrintedSlip, room: float) -> str:
    if not slip.signers:
        return ""
    width = room / len(slip.signers)
    cells = "".join(m.cell(width, _signer(title, name)) for title, name in slip.signers)
    table = m.table([width] * len(slip.signers), m.row(cells), bordered=False)
    return m.paragraph("CVKhoangTrong", "", extra=m.KEEP) + table


def _signer(title: str, name: str) -> str:
    return (
        m.paragraph("CVChucVuKy", m.run(title.upper()))
        + m.paragraph("CVGhiChuKy", m.run("(Ký, ghi rõ họ tên)"))
        + m.paragraph("CVChucVuKy", "") * _SIGN_ROOM
        + m.paragraph("CVHoTenKy", m.run(name))
    )


def _write_properties(document: Document, slip: PrintedSlip) -> None:
    day = datetime.combine(slip.date, time())
    properties = document.core_properties
    properties.title = slip.title[:255]
    properties.subject = slip.code[:255]
    properties.author = properties.last_modified_by = slip.agency[:255]
    properties.language = "vi-VN"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = day
    properties.revision = 1
