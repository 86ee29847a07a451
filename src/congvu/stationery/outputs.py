"""A sample text to preview a template with, and the placeholders a template may use."""

import datetime as dt

from congvu.documents.layouts import Layout
from congvu.documents.model import Heading, Letterhead, OfficialText, Paragraph, SignatureBlock
from congvu.documents.template import placeholders_of


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
