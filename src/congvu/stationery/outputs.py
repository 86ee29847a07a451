"""A sample to preview a template with, and the placeholders a template may use."""

import datetime as dt

from congvu.documents.layouts import Layout
from congvu.documents.model import Heading, Letterhead, OfficialText, Paragraph, SignatureBlock
from congvu.documents.slip import PrintedSlip, SlipPicture, SlipTable
from congvu.documents.template import (
    placeholders_of,
    render_slip_template,
    render_template,
    slip_placeholders_of,
)
from congvu.stationery.models import DocumentType, Template, layout_on
from congvu.stationery.states import SLIP_FACTS, SLIP_KIND_LABELS, SlipKind

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20"><rect width="100" \
height="20" fill="#ddd"/></svg>'


def filled(template: Template, data: bytes) -> bytes:
    """``data``, the Word file of a template, filled in with an invented text."""
    day, kind = template.effective_from, template.kind
    if kind in SLIP_KIND_LABELS:
        return render_slip_template(data, sample_slip(SlipKind(kind), day), SLIP_FACTS)
    settings = DocumentType.objects.filter(kind=kind).first()
    title = settings.title_words if settings else template.get_kind_display().upper()
    number = settings.number_for(0, "CQ", day.year) if settings else ""
    text = sample(title, number, layout_on(day), day)
    return render_template(data, placeholders_of(text), text)


def sample_slip(kind: SlipKind, on: dt.date) -> PrintedSlip:
    """An invented slip that fills every placeholder; says so in its first words."""
    return PrintedSlip(
        parent_agency="Cơ quan chủ quản",
        agency="Cơ quan tiếp nhận",
        form="Mẫu số …",
        code="000.00.00.H00-000000-0000",
        place="Nơi lập phiếu",
        date=on,
        title=SLIP_KIND_LABELS[kind],
        lead="Bản xem thử, nội dung không có thật",
        facts=tuple((words, "…") for words in SLIP_FACTS.values()),
        papers=("Giấy tờ thứ nhất (01 bản chính)", "Giấy tờ thứ hai (01 bản sao)"),
        texts=("Đoạn văn mẫu thứ nhất.", "Đoạn văn mẫu thứ hai."),
        tables=(SlipTable(("TT", "Nội dung"), (1.0, 4.0), (("1", "Dòng mẫu"),)),),
        picture=SlipPicture("Hình mẫu", SQUARE, "Chỗ của hình"),
        signers=(("Người nộp hồ sơ", ""), ("Chức vụ người ký", "Họ và tên")),
        named=tuple((name, f"({words})") for name, words in SLIP_FACTS.items()),
    )


def sample(title: str, number: str, layout: Layout, on: dt.date) -> OfficialText:
    """An invented document that fills every placeholder; says so in its subject."""
    return OfficialText(
        letterhead=Letterhead("Cơ quan chủ quản", "Cơ quan ban hành"),
        number=number,
        place="Nơi ban hành",
        date=on,
        kind=title,
        subject="Bản xem thử, nội dung không có thật",
        addressees=("Đơn vị nhận thứ nhất", "Đơn vị nhận thứ hai"),
        grounds=("Căn cứ thứ nhất;", "Căn cứ thứ hai."),
        authority_line="THỦ TRƯỞNG CƠ QUAN",
        resolution=f"{title}:" if title == "QUYẾT ĐỊNH" else "",
        body=(
            Heading("I. PHẦN THỨ NHẤT"),
            Paragraph("Đoạn văn mẫu thứ nhất.", tag="first"),
            Heading("II. PHẦN THỨ HAI"),
            Paragraph("Đoạn văn mẫu thứ hai.", tag="second"),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signatures=(SignatureBlock("Chức vụ người ký", "Họ và tên", authority="KT."),),
        fingerprint="0000-0000",
        draft=True,
        layout=layout,
    )


PLACEHOLDERS = frozenset(placeholders_of(OfficialText(Letterhead("", ""))))
EMPTY_SLIP = PrintedSlip("", "", "", "", "", dt.date.min, "")
SLIP_PLACEHOLDERS = frozenset(SLIP_FACTS) | frozenset(slip_placeholders_of(EMPTY_SLIP))
PLACEHOLDER_WORDS = {
    "parent_agency": "Cơ quan chủ quản",
    "agency": "Cơ quan ban hành",
    "number": "Số, ký hiệu",
    "number_line": "Cả dòng “Số: …”",
    "place": "Địa danh",
    "date_text": "ngày … tháng … năm …",
    "place_and_date": "Địa danh và ngày tháng",
    "kind": "Tên loại văn bản",
    "subject": "Trích yếu",
    "addressees": "Kính gửi (danh sách)",
    "grounds": "Căn cứ (danh sách)",
    "authority_line": "Thẩm quyền ban hành",
    "resolution": "QUYẾT ĐỊNH:",
    "body": "Nội dung (danh sách đoạn)",
    "body_blocks": "Nội dung đầy đủ, viết {{p body_blocks }}",
    "tables": "Các bảng (danh sách)",
    "annexes": "Phụ lục (danh sách)",
    "recipients": "Nơi nhận (danh sách)",
    "signer_authority": "KT., TL. …",
    "signer_title": "Chức vụ người ký",
    "signer_name": "Họ tên người ký",
    "fingerprint": "Mã xác thực",
}
SLIP_WORDS = {
    "parent_agency": "Cơ quan chủ quản",
    "agency": "Cơ quan tiếp nhận",
    "form": "Mẫu số …, theo ngày của phiếu",
    "code": "Mã hồ sơ",
    "place": "Địa danh",
    "date_text": "ngày … tháng … năm …",
    "place_and_date": "Địa danh và ngày tháng",
    "title": "Tên phiếu",
    "lead": "Câu mở đầu",
    "facts": "Các dòng của phiếu (danh sách: label, words)",
    "papers": "Thành phần hồ sơ nộp (danh sách)",
    "texts": "Các đoạn văn (danh sách)",
    "tables": "Các bảng (danh sách: title, columns, rows)",
    "table_blocks": "Các bảng kẻ sẵn, viết {{p table_blocks }}",
    "qr": "Mã QR tra cứu",
    "picture": "Hình: hồ sơ nằm ở đâu, từng ngày",
    "picture_words": "Lời của hình",
    "signer_title": "Chức danh người ký",
    "signer_name": "Họ tên người ký",
} | SLIP_FACTS


def placeholders_for(kind: str) -> frozenset[str]:
    """Names a template of that kind may use."""
    return SLIP_PLACEHOLDERS if kind in SLIP_KIND_LABELS else PLACEHOLDERS
