"""The blocks of a text as WordprocessingML, each tagged one inside its content control."""

from congvu.documents import wording
from congvu.documents.docx import head
from congvu.documents.docx import markup as m
from congvu.documents.model import (
    Block,
    Column,
    Fill,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    SignatureRow,
    Table,
)

_PARAGRAPH_STYLES = {
    "body": "CVThanBai",
    "plain": "CVThanBaiLien",
    "item": "CVGachDauDong",
    "center": "CVThanBaiGiua",
    "italic": "CVThanBaiNghieng",
    "bold": "CVThanBaiDam",
}
# What Word shows at the edge of a content control, so that its writer knows what she changes.
_BOUND_PARAGRAPH, _BOUND_ROW = "Đoạn lấy từ dữ liệu", "Dòng lấy từ dữ liệu"
_LINES = '<w:text w:multiLine="1"/>'


def blocks(
    items: tuple[Block, ...], room_mm: float, size: float, ids: m.Counter, *, signed: bool = False
) -> str:
    """All blocks of a section, `room_mm` wide; `signed`: a signature follows the last one."""
    after = (*(isinstance(item, SignatureRow) for item in items[1:]), signed)
    return "".join(
        _block(item, room_mm, size, ids, m.KEEP * held)
        for item, held in zip(items, after, strict=False)
    )


def _block(item: Block, room_mm: float, size: float, ids: m.Counter, keep: str) -> str:
    match item:
        case Heading():
            level = min(max(item.level, 1), 3)
            return _tagged(f"CVMuc{level}", m.run(item.text), item.tag, ids)
        case Paragraph():
            lead = m.run(f"{item.lead} ", bold=True) if item.lead else ""
            content = lead + m.run(item.text)
            # A signature never stands alone on a page: the last paragraph goes with it.
            return _tagged(_PARAGRAPH_STYLES[item.style], content, item.tag, ids, keep)
        case Table():
            return _table(item, room_mm, ids)
        case PageBreak():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        case Fill():
            return _fill(item, room_mm, size, ids)
        case SignatureRow():
            return head.signature_row(item.blocks, room_mm) + m.paragraph("CVNgatPhan", "")


def _tagged(style: str, content: str, tag: str, ids: m.Counter, extra: str = "") -> str:
    if not tag:
        return m.paragraph(style, content, extra=extra)
    # Inside the paragraph, not around it: LibreOffice flattens a control around a paragraph
    # and with it loses comments and tracked changes.
    bound = m.control(content, tag, _BOUND_PARAGRAPH, ids)
    return m.paragraph(style, m.bookmarked(bound, tag, ids), extra=extra)


def _fill(item: Fill, room_mm: float, size: float, ids: m.Counter) -> str:
    dots = wording.dots(item.label, size, room_mm, item.lines)
    shown = m.run(item.value or dots, style="CVChoDien")
    # Several lines stand in a rich field: LibreOffice runs the lines of a plain one together.
    plain = "" if "\n" in item.value else _LINES
    kind = plain if item.value else f"<w:showingPlcHdr/>{_LINES}"
    tag = item.tag or item.label
    field = m.control(shown, tag, item.label, ids, kind)
    gap = "\n" if "\n" in item.value else " "
    line = m.bookmarked(m.run(f"{item.label}:{gap}") + field, tag, ids)
    return m.paragraph("CVThanBai", line, align="left")


def _table(item: Table, room_mm: float, ids: m.Counter) -> str:
    whole = sum(column.width_mm for column in item.columns)
    widths = [column.width_mm / whole * room_mm for column in item.columns]
    titles = "".join(
        m.cell(width, m.paragraph("CVBangTieuDe", m.run(column.title)), _MIDDLE)
        for width, column in zip(widths, item.columns, strict=True)
    )
    rows = m.row(titles, header=item.repeat_header)
    rows += "".join(_row(row, item.columns, widths, ids) for row in item.rows)
    title = m.paragraph("CVTenBang", m.run(item.title)) if item.title else ""
    return title + m.table(widths, rows, bordered=True) + m.paragraph("CVNgatPhan", "")


_MIDDLE = '<w:vAlign w:val="center"/>'


def _row(row: Row, columns: tuple[Column, ...], widths: list[float], ids: m.Counter) -> str:
    carrier = next((at for at, text in enumerate(row.cells) if text), -1) if row.tag else -1
    if len(row.cells) == 1 and len(columns) > 1:
        content = _cell_text(row.cells[0], "CVBangNhom", "left", row.tag, ids)
        return m.row(m.cell(sum(widths), content, f'<w:gridSpan w:val="{len(columns)}"/>'))
    style = "CVBangNhom" if row.bold else "CVBang"
    texts = (*row.cells, *([""] * (len(columns) - len(row.cells))))
    cells = [
        m.cell(width, _cell_text(text, style, column.align, row.tag * (at == carrier), ids))
        for at, (text, column, width) in enumerate(zip(texts, columns, widths, strict=False))
    ]
    return m.row("".join(cells))


def _cell_text(text: str, style: str, align: str, tag: str, ids: m.Counter) -> str:
    """A cell's paragraphs. The row's tag sits on the first line of its first filled cell."""
    first, *rest = text.split("\n")
    content = m.run(first)
    if tag:
        content = m.bookmarked(m.control(content, tag, _BOUND_ROW, ids), tag, ids)
    return m.paragraph(style, content, align=align) + "".join(
        m.paragraph(style, m.run(line), align=align) for line in rest
    )
