"""The head of a document and its foot: letterhead, type, căn cứ, nơi nhận, signatures."""

from congvu.documents import wording
from congvu.documents.docx import markup as m
from congvu.documents.headline import PADDING_MM, Headline, headline
from congvu.documents.model import OfficialText, SignatureBlock
from congvu.documents.tags import ground_tag
from congvu.documents.vietnamese import ground_lines, recipient_lines

# Room left for the hand-written signature and the seal.
_SIGNING_ROOM = 4


def letterhead(text: OfficialText, number: str = "") -> str:
    """Agency left, Quốc hiệu right; under them the number, or ``number``, and place with date."""
    head = headline(text)
    left, right = head.agency_width, head.nation_width
    top = m.cell(left, _agency(head)) + m.cell(right, _nation(head))
    place = m.paragraph("CVDiaDanh", m.run(wording.place_and_date(text)))
    low = m.cell(left, number or _number(text, head)) + m.cell(right, place)
    rows = m.row(top) + m.row(low)
    return m.table([left, right], rows, bordered=False) + m.paragraph("CVNgatPhan", "")


def title(text: OfficialText, ids: m.Counter) -> str:
    """Type and trích yếu with a short rule, or nothing for a công văn; then Kính gửi, căn cứ."""
    parts = []
    if text.kind:
        parts.append(m.paragraph("CVTenLoai", m.run(text.kind.upper())))
        parts.append(m.paragraph("CVTrichYeu", m.run(text.subject)))
        width = text.layout.paper_mm[0] - text.layout.margin_left - text.layout.margin_right
        rule = _rule(width, headline(text).subject_rule)
        parts.append(rule + m.paragraph("CVKhoangTrong", ""))
    if text.authority_line:
        parts.append(m.paragraph("CVThamQuyen", m.run(text.authority_line.upper())))
    parts.append(addressees(text))
    parts += [_ground(at, line, ids) for at, line in enumerate(ground_lines(text.grounds), start=1)]
    if text.resolution:
        parts.append(m.paragraph("CVQuyetDinh", m.run(text.resolution)))
    return "".join(parts)


def _ground(at: int, line: str, ids: m.Counter) -> str:
    bound = m.control(m.run(line), ground_tag(at), "Căn cứ", ids)
    return m.paragraph("CVCanCu", m.bookmarked(bound, ground_tag(at), ids))


def addressees(text: OfficialText) -> str:
    """Kính gửi: one on the line itself, several under one another."""
    lines = wording.addressee_lines(text.addressees)
    if len(lines) <= 1:
        return "".join(m.paragraph("CVKinhGui", m.run(line)) for line in lines)
    head, *rest = lines
    listed = [m.paragraph("CVKinhGuiDong", m.run(line)) for line in rest]
    return (
        m.paragraph("CVKinhGui", m.run(head)) + "".join(listed) + m.paragraph("CVKhoangTrong", "")
    )


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
    spacer = m.paragraph("CVNoiNhan", "", extra=m.KEEP)
    return spacer + m.table([left, right], m.row(cells), bordered=False)


def signature(block: SignatureBlock) -> str:
    """Authority and title, room to sign, name."""
    lines = wording.signature_lines(block)
    parts = [m.paragraph("CVChucVuKy", m.run(line)) for line in lines]
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
    return m.paragraph("CVNoiNhan", "", extra=m.KEEP) + m.table(
        widths, m.row(cells), bordered=False
    )


def _recipients(text: OfficialText) -> str:
    lines = recipient_lines(text.recipients)
    if not lines:
        return ""
    listed = "".join(m.paragraph("CVNoiNhan", m.run(line)) for line in lines)
    return m.paragraph("CVNoiNhanTieuDe", m.run("Nơi nhận:")) + listed


def _agency(head: Headline) -> str:
    above = "".join(m.paragraph("CVCoQuanChuQuan", m.run(line)) for line in head.parent)
    own = "".join(m.paragraph("CVCoQuanBanHanh", m.run(line)) for line in head.agency)
    return above + own + _rule(head.agency_width - 2 * PADDING_MM, head.agency_rule)


def _nation(head: Headline) -> str:
    return (
        m.paragraph("CVQuocHieu", m.run(wording.NATION))
        + m.paragraph("CVTieuNgu", m.run(wording.MOTTO))
        + _rule(head.nation_width - 2 * PADDING_MM, head.motto_rule)
    )


def _number(text: OfficialText, head: Headline) -> str:
    parts = m.paragraph("CVSoKyHieu", m.run(wording.number_line(text)))
    if head.letter_subject:
        parts += m.paragraph("CVTrichYeuCongVan", m.run("\n".join(head.letter_subject)))
    if text.draft:
        parts += m.paragraph("CVDuThao", m.run("DỰ THẢO"))
    return parts


def _rule(room_mm: float, length_mm: float) -> str:
    """A centred line: the upper border of a thin paragraph, indented from both sides."""
    side = m.twips(max(0.0, (room_mm - length_mm) / 2))
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
    return m.paragraph("CVGach", "", extra=border + indent)
