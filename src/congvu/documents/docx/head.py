"""The head of a document and its foot: letterhead, type, căn cứ, nơi nhận, signatures."""

from congvu.documents import wording
from congvu.documents.docx import markup as m
from congvu.documents.layouts import Layout
from congvu.documents.measure import balanced, width_mm
from congvu.documents.model import OfficialText, SignatureBlock
from congvu.documents.vietnamese import ground_lines, recipient_lines

# Room left for the hand-written signature and the seal.
_SIGNING_ROOM = 4
_CELL_PADDING_MM = 2.5


def letterhead(text: OfficialText) -> str:
    """Agency left, Quốc hiệu right; under them number and place with date."""
    page = text.layout
    room = page.paper_mm[0] - page.margin_left - page.margin_right + 2 * _CELL_PADDING_MM
    right = width_mm(wording.NATION, page.size_nation, bold=True) + 2 * _CELL_PADDING_MM + 4
    left = room - right
    top = m.cell(left, _agency(text, left)) + m.cell(right, _nation(page, right))
    place = m.paragraph("CVDiaDanh", m.run(wording.place_and_date(text)))
    low = m.cell(left, _number(text)) + m.cell(right, place)
    return m.table([left, right], m.row(top) + m.row(low), bordered=False) + m.paragraph(
        "CVNgatPhan", ""
    )


def title(text: OfficialText) -> str:
    """Type and trích yếu with a short rule, or nothing for a công văn; then Kính gửi, căn cứ."""
    parts = []
    if text.kind:
        parts.append(m.paragraph("CVTenLoai", m.run(text.kind.upper())))
        parts.append(m.paragraph("CVTrichYeu", m.run(text.subject)))
        width = text.layout.paper_mm[0] - text.layout.margin_left - text.layout.margin_right
        last = wording.last_line(text.subject, text.layout.size_subject, width)
        rule = min(width_mm(last, text.layout.size_subject, bold=True) * 0.4, 50)
        parts.append(_rule(width, max(rule, 15)) + m.paragraph("CVKhoangTrong", ""))
    if text.authority_line:
        parts.append(m.paragraph("CVThamQuyen", m.run(text.authority_line.upper())))
    parts.append(addressees(text))
    parts += [m.paragraph("CVCanCu", m.run(line)) for line in ground_lines(text.grounds)]
    if text.resolution:
        parts.append(m.paragraph("CVQuyetDinh", m.run(text.resolution)))
    return "".join(parts)


def addressees(text: OfficialText) -> str:
    """Kính gửi: one on the line itself, several under one another."""
    lines = wording.addressee_lines(text.addressees)
    if len(lines) <= 1:
        return "".join(m.paragraph("CVKinhGui", m.run(line)) for line in lines)
    head, *rest = lines
    listed = [m.paragraph("CVKinhGuiDong", m.run(line)) for line in rest]
    return m.paragraph("CVKinhGui", m.run(head)) + "".join(listed) + m.paragraph("CVKinhGui", "")


def foot(text: OfficialText) -> str:
    """Nơi nhận left and the signature right; several signatures stand in a row of their own."""
    page = text.layout
    room = page.paper_mm[0] - page.margin_left - page.margin_right
    if len(text.signatures) > 1:
        parts = signature_row(text.signatures, room)
        if text.recipients:
            parts += m.paragraph("CVNgatPhan", "") + _recipients(text)
        return parts
    if not text.signatures:
        return _recipients(text)
    left, right = room * 0.48, room * 0.52
    listed = _recipients(text) or m.paragraph("CVNoiNhan", "")
    cells = m.cell(left, listed) + m.cell(right, signature(text.signatures[0]))
    spacer = m.paragraph("CVNoiNhan", "")
    return spacer + m.table([left, right], m.row(cells), bordered=False)


def signature(block: SignatureBlock) -> str:
    """Authority and title, room to sign, name."""
    lines = [block.authority, *block.title.split("\n")] if block.authority else [block.title]
    parts = [m.paragraph("CVChucVuKy", m.run(line.upper())) for line in lines]
    if block.note:
        parts.append(m.paragraph("CVGhiChuKy", m.run(block.note)))
    empty = m.paragraph("CVChucVuKy", "")
    parts.append(empty * (_SIGNING_ROOM - bool(block.note)))
    parts.append(m.paragraph("CVHoTenKy", m.run(block.name)))
    return "".join(parts)


def signature_row(blocks: tuple[SignatureBlock, ...], room: float) -> str:
    """Signatures side by side."""
    widths = [room / len(blocks)] * len(blocks)
    cells = "".join(
        m.cell(width, signature(one)) for width, one in zip(widths, blocks, strict=True)
    )
    return m.paragraph("CVNoiNhan", "") + m.table(widths, m.row(cells), bordered=False)


def _recipients(text: OfficialText) -> str:
    lines = recipient_lines(text.recipients)
    if not lines:
        return ""
    listed = "".join(m.paragraph("CVNoiNhan", m.run(line)) for line in lines)
    return m.paragraph("CVNoiNhanTieuDe", m.run("Nơi nhận:")) + listed


def _agency(text: OfficialText, width: float) -> str:
    page, room = text.layout, width - 2 * _CELL_PADDING_MM
    parent = text.letterhead.parent_agency.upper()
    above = balanced(parent, page.size_agency, room) if parent else []
    own = balanced(text.letterhead.agency.upper(), page.size_agency, room, bold=True)
    widest = max((width_mm(line, page.size_agency, bold=True) for line in own), default=0)
    # The rule is a third to a half as long as the line above it (NĐ 30, Phụ lục I).
    return (
        "".join(m.paragraph("CVCoQuanChuQuan", m.run(line)) for line in above)
        + "".join(m.paragraph("CVCoQuanBanHanh", m.run(line)) for line in own)
        + _rule(room, min(widest, room) * 0.45)
    )


def _nation(page: Layout, width: float) -> str:
    # The rule under Tiêu ngữ is as long as the line itself.
    long = width_mm(wording.MOTTO, page.size_motto, bold=True)
    return (
        m.paragraph("CVQuocHieu", m.run(wording.NATION))
        + m.paragraph("CVTieuNgu", m.run(wording.MOTTO))
        + _rule(width - 2 * _CELL_PADDING_MM, long)
    )


def _number(text: OfficialText) -> str:
    parts = m.paragraph("CVSoKyHieu", m.run(wording.number_line(text)))
    if not text.kind and text.subject:
        parts += m.paragraph("CVTrichYeuCongVan", m.run(wording.letter_subject(text.subject)))
    if text.draft:
        parts += m.paragraph("CVDuThao", m.run("DỰ THẢO"))
    return parts


def _rule(room_mm: float, length_mm: float) -> str:
    """A centred line: the upper border of a thin paragraph, indented from both sides."""
    side = m.twips(max(0.0, (room_mm - length_mm) / 2))
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    return m.paragraph("CVGach", "", extra=border + indent)
