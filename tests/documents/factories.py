"""Sample documents: the conclusion of the inspection of 2020, and large ones for measuring."""

from datetime import date

from congvu.documents.layouts import layout_for
from congvu.documents.model import (
    Annex,
    Column,
    Fact,
    Fill,
    Heading,
    Letterhead,
    OfficialText,
    Paragraph,
    Row,
    SignatureBlock,
    SignatureRow,
    Table,
)

DAY = date(2020, 9, 21)
LETTERHEAD = Letterhead("Ủy ban nhân dân tỉnh Kiên Giang", "Sở Lao động - Thương binh và Xã hội")
UNITS = (
    "Trường Trung cấp nghề Tứ giác Long Xuyên",
    "Trường Trung cấp Nghề Dân tộc nội trú",
    "Trung tâm Điều dưỡng Người có công",
    "Văn phòng Sở",
    "Phòng Người có công",
    "Phòng BTXHTEBĐG&TNXH",
    "Phòng LĐVL&GDNN",
)
FINDINGS_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Hạn chế", 62),
    Column("Căn cứ, minh chứng", 50),
    Column("Kiến nghị", 62),
    Column("Hạn khắc phục", 26, "center"),
)


def remark(number: int, text: str, *facts: tuple[str, str, str], style: str = "body") -> Paragraph:
    """A general remark made from data, with what is bound to it."""
    bound = tuple(Fact(key, kind, value) for key, kind, value in facts)  # type: ignore[arg-type]
    return Paragraph(text, tag=f"remark:{number}", facts=bound, style=style)  # type: ignore[arg-type]


def finding_row(number: int, unit: str, finding: str = "") -> Row:
    finding = finding or "Kế hoạch cải cách hành chính năm 2020 ban hành chậm so với yêu cầu"
    return Row(
        (
            f"{number:02d}",
            finding,
            "Kế hoạch số 12/KH ngày 20/4/2020",
            f"{unit} ban hành kế hoạch hằng năm đúng hạn, gắn với trách nhiệm người đứng đầu",
            "30/10/2020",
        ),
        tag=f"finding:{unit}:{number}",
        facts=(Fact("finding", "finding", finding), Fact("due", "date", "30/10/2020")),
    )


def annex_blocks(units: tuple[str, ...], rows_each: int) -> tuple[Heading | Table, ...]:
    blocks: list[Heading | Table] = []
    for at, unit in enumerate(units, start=1):
        blocks.append(Heading(f"{at}. {unit}", 2))
        rows = tuple(finding_row(number, unit) for number in range(1, rows_each + 1))
        blocks.append(Table(FINDINGS_COLUMNS, rows, title=""))
    return tuple(blocks)


def conclusion(
    units: tuple[str, ...] = UNITS, rows_each: int = 3, day: date = DAY, **changes: object
) -> OfficialText:
    """Thông báo kết luận kiểm tra công tác cải cách hành chính năm 2020."""
    body = (
        Paragraph(
            "Thực hiện Kế hoạch số 35/KH-LĐTBXH ngày 17/3/2020 về kiểm tra cải cách hành chính "
            "năm 2020 và Quyết định số 12826/QĐ-LĐTBXH ngày 10/8/2020 thành lập Đoàn kiểm tra; từ "
            "ngày 25/8/2020 đến ngày 28/8/2020, Đoàn kiểm tra đã kiểm tra trực tiếp tại 03 đơn vị "
            "trực thuộc và 04 phòng chuyên môn thuộc Sở. Giám đốc Sở thông báo kết luận như sau:",
            tag="intro",
            facts=(
                Fact("plan", "text", "35/KH-LĐTBXH"),
                Fact("plan_date", "date", "17/3/2020"),
                Fact("from", "date", "25/8/2020"),
                Fact("to", "date", "28/8/2020"),
                Fact("units", "number", "03"),
            ),
        ),
        Heading("I. KẾT QUẢ ĐẠT ĐƯỢC"),
        remark(
            1,
            "Các đơn vị đã triển khai kịp thời các văn bản chỉ đạo của Trung ương và của tỉnh về "
            "công tác cải cách hành chính đến công chức, viên chức tại đơn vị.",
        ),
        Heading("II. TỒN TẠI, HẠN CHẾ"),
        remark(
            2,
            "03/07 đơn vị (Văn phòng Sở, Phòng Người có công, Phòng LĐVL&GDNN) cụ thể hóa kế "
            "hoạch thực hiện và báo cáo định kỳ từng lúc còn chậm so với yêu cầu.",
            ("count", "number", "03/07"),
            ("unit:4", "unit", "Văn phòng Sở"),
            ("unit:5", "unit", "Phòng Người có công"),
        ),
        remark(
            3,
            "Chọn ngẫu nhiên 30/412 hồ sơ (mã chọn mẫu 2020-07): 04 hồ sơ có sai sót.",
            ("sample", "number", "30/412"),
            ("errors", "number", "04"),
        ),
        Heading("III. TỔ CHỨC THỰC HIỆN"),
        Heading("1. Đối với các đơn vị được kiểm tra", 2),
        Paragraph(
            "Khắc phục các hạn chế nêu tại Phụ lục I; báo cáo kết quả về Văn phòng Sở trước ngày "
            "30 tháng 10 năm 2020.",
            tag="report_back",
            facts=(Fact("due", "date", "30/10/2020"),),
        ),
        Heading("2. Văn phòng Sở", 2),
        Paragraph("Theo dõi, đôn đốc, tổng hợp kết quả thực hiện, báo cáo Giám đốc Sở./."),
    )
    values: dict[str, object] = {
        "letterhead": LETTERHEAD,
        "number": "1520/TB-LĐTBXH",
        "place": "Kiên Giang",
        "date": day,
        "kind": "THÔNG BÁO",
        "subject": "Kết luận kiểm tra công tác cải cách hành chính năm 2020",
        "body": body,
        "recipients": (
            "UBND tỉnh (báo cáo)",
            "Sở Nội vụ",
            "Ban Giám đốc Sở",
            "Các đơn vị được kiểm tra",
            "Lưu: VT, VPS",
        ),
        "signatures": (SignatureBlock("Giám đốc", "Đặng Hồng Sơn"),),
        "annexes": (
            Annex(
                "I",
                "Hạn chế và kiến nghị đối với từng đơn vị",
                annex_blocks(units, rows_each),
                landscape=True,
            ),
        ),
        "fingerprint": "7F3A-C91E",
        "layout": layout_for(day),
    }
    return OfficialText(**values | changes)  # type: ignore[arg-type]


def many_units(count: int) -> tuple[str, ...]:
    return tuple(f"Đơn vị trực thuộc số {number}" for number in range(1, count + 1))


def minutes() -> OfficialText:
    """Biên bản kiểm tra, to be filled in on the spot."""
    return OfficialText(
        letterhead=Letterhead("Sở Lao động - Thương binh và Xã hội", "Đoàn kiểm tra theo QĐ 12826"),
        number="/BB-ĐKT",
        place="Kiên Giang",
        kind="BIÊN BẢN",
        subject="Kiểm tra công tác cải cách hành chính tại Văn phòng Sở",
        body=(
            Fill("Thời gian bắt đầu", tag="begun_at"),
            Fill("Địa điểm", tag="place", value="Văn phòng Sở"),
            Heading("I. THÀNH PHẦN"),
            Paragraph("Bà Nguyễn Thị A – thư ký", style="item"),
            Heading("II. Ý KIẾN CỦA ĐƠN VỊ ĐƯỢC KIỂM TRA"),
            Fill("Ý kiến", tag="opinion", lines=4),
            SignatureRow(
                (
                    SignatureBlock("Thư ký"),
                    SignatureBlock("Đại diện đơn vị", note="(Ký, ghi rõ họ tên)"),
                    SignatureBlock("Trưởng đoàn", "Đặng Hồng Sơn"),
                )
            ),
        ),
        draft=True,
    )


def letter() -> OfficialText:
    """A công văn: no type, V/v under the number, Kính gửi."""
    return OfficialText(
        letterhead=LETTERHEAD,
        number="12/LĐTBXH-VP",
        place="Kiên Giang",
        date=date(2020, 2, 7),
        subject="lùi thời gian kiểm tra cải cách hành chính",
        addressees=UNITS[:3],
        grounds=("Căn cứ Kế hoạch số 35/KH-LĐTBXH", "Theo đề nghị của Chánh Văn phòng Sở;"),
        body=(Paragraph("Sở thông báo lùi thời gian kiểm tra.", tag="intro"),),
        recipients=("Như trên", "Lưu: VT"),
        signatures=(SignatureBlock("Phó Giám đốc", "Trần Văn B", authority="KT. Giám đốc"),),
        layout=layout_for(date(2020, 2, 7)),
    )
