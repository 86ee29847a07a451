"""The named styles of an official document, made from the measures of its layout."""

from dataclasses import dataclass
from typing import Any

from congvu.documents.docx.markup import twips
from congvu.documents.layouts import Layout


@dataclass(frozen=True)
class Style:
    """A paragraph style. Sizes in points, spacing in points, indents in millimetres."""

    id: str
    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = "both"
    first_mm: float = 0
    left_mm: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep_next: bool = False
    outline: int | None = None
    exact_pt: float = 0


def styles_for(layout: Layout) -> list[Style]:
    """All styles of a layout; an office can restyle a whole document in Word by name."""
    return _head_styles(layout) + _text_styles(layout) + _foot_styles(layout)


def style_xml(style: Style) -> str:
    """One style as WordprocessingML."""
    line = (
        f'w:line="{round(style.exact_pt * 20)}" w:lineRule="exact"'
        if style.exact_pt
        else f'w:line="{round(style.line * 240)}" w:lineRule="auto"'
    )
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    size = round(style.size * 2)
    return (
        f'<w:style {_W} w:type="paragraph" w:customStyle="1" w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' * style.keep_next}"
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}" '
        f'{line}/><w:ind w:left="{twips(style.left_mm)}" w:firstLine="{twips(style.first_mm)}"/>'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{'<w:b/>' * style.bold}{'<w:i/>' * style.italic}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def base_xml(layout: Layout) -> list[str]:
    """Document defaults and the two table styles."""
    font = f'w:ascii="{layout.font}" w:hAnsi="{layout.font}" w:cs="{layout.font}"'
    size = round(layout.size_body * 2)
    defaults = (
        f'<w:docDefaults {_W}><w:rPrDefault><w:rPr><w:rFonts {font} w:eastAsia="{layout.font}"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        f'<w:style {_W} w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    plain_table = (
        f'<w:style {_W} w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    placeholder = (
        f'<w:style {_W} w:type="character" w:customStyle="1" w:styleId="CVChoDien">'
        '<w:name w:val="CV Chỗ điền"/></w:style>'
    )
    return [defaults, normal, plain_table, placeholder, *table_styles()]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_styles() -> list[str]:
    """Lined tables, and unlined ones for the letterhead and signatures."""
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in _SIDES)
    shapes = {
        "CVBangKe": ("CV Bảng kẻ", f"<w:tblBorders>{borders}</w:tblBorders>"),
        "CVBangTrong": ("CV Bảng không kẻ", ""),
    }
    return [
        f'<w:style {_W} w:type="table" w:customStyle="1" w:styleId="{key}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:tblPr>{shape}</w:tblPr>'
        "</w:style>"
        for key, (name, shape) in shapes.items()
    ]


def _head_styles(page: Layout) -> list[Style]:
    def head(key: str, name: str, size: float, **more: Any) -> Style:
        return Style(key, f"CV {name}", size, align="center", **more)

    return [
        head("CVQuocHieu", "Quốc hiệu", page.size_nation, bold=True),
        head("CVTieuNgu", "Tiêu ngữ", page.size_motto, bold=True),
        head("CVCoQuanChuQuan", "Cơ quan chủ quản", page.size_agency),
        head("CVCoQuanBanHanh", "Cơ quan ban hành", page.size_agency, bold=True),
        head("CVGach", "Đường gạch", 2, exact_pt=4, before=3),
        head("CVKhoangTrong", "Khoảng trống", 2, exact_pt=6),
        head("CVSoKyHieu", "Số ký hiệu", page.size_number, before=4),
        head("CVDiaDanh", "Địa danh, ngày tháng", page.size_place, italic=True, before=4),
        head("CVTrichYeuCongVan", "Trích yếu công văn", page.size_letter_subject, before=2),
        head("CVDuThao", "Dự thảo", page.size_number, bold=True, before=4),
        head("CVTenLoai", "Tên loại", page.size_kind, bold=True, before=16, keep_next=True),
        head("CVTrichYeu", "Trích yếu", page.size_subject, bold=True, keep_next=True),
        head("CVThamQuyen", "Thẩm quyền ban hành", page.size_body, bold=True, before=8, after=8),
        head("CVQuyetDinh", "Quyết định", page.size_body, bold=True, before=6, after=6),
        head("CVPhuLuc", "Phụ lục", page.size_kind, bold=True, keep_next=True, outline=0),
        head("CVTenPhuLuc", "Tên phụ lục", page.size_kind, bold=True, keep_next=True),
        head("CVKemTheo", "Kèm theo", page.size_body, italic=True, after=8),
    ]


def _text_styles(page: Layout) -> list[Style]:
    first = page.first_line_cm * 10
    text: dict[str, Any] = {"after": page.space_after_pt, "line": page.line_spacing}
    indented = text | {"first_mm": first}
    title = text | {"first_mm": first, "keep_next": True}
    return [
        Style("CVThanBai", "CV Thân bài", page.size_body, **indented),
        Style("CVThanBaiLien", "CV Thân bài không thụt", page.size_body, **text),
        Style("CVGachDauDong", "CV Gạch đầu dòng", page.size_body, **indented),
        Style("CVThanBaiGiua", "CV Thân bài giữa", page.size_body, align="center", **text),
        Style("CVThanBaiNghieng", "CV Nghiêng", page.size_body, italic=True, **indented),
        Style("CVThanBaiDam", "CV Đậm", page.size_body, bold=True, **indented),
        Style("CVCanCu", "CV Căn cứ", page.size_body, italic=True, **indented),
        Style("CVKinhGui", "CV Kính gửi", page.size_body, align="center", before=8, after=8),
        Style("CVKinhGuiDong", "CV Kính gửi dòng", page.size_body, align="left", left_mm=55),
        Style("CVMuc1", "CV Mục 1", page.size_body, bold=True, outline=0, **title),
        Style("CVMuc2", "CV Mục 2", page.size_body, bold=True, outline=1, **title),
        Style("CVMuc3", "CV Mục 3", page.size_body, bold=True, italic=True, outline=2, **title),
        Style("CVTenBang", "CV Tên bảng", page.size_body, bold=True, align="center", after=4,
              before=4, keep_next=True),
        Style("CVBangTieuDe", "CV Bảng tiêu đề", page.size_table, bold=True, align="center",
              before=2, after=2, keep_next=True),
        Style("CVBang", "CV Bảng", page.size_table, align="left", before=2, after=2),
        Style("CVBangNhom", "CV Bảng nhóm", page.size_table, bold=True, align="left", before=2,
              after=2, keep_next=True),
    ]  # fmt: skip


def _foot_styles(page: Layout) -> list[Style]:
    return [
        Style("CVNoiNhanTieuDe", "CV Nơi nhận tiêu đề", page.size_recipients_title, bold=True,
              italic=True, align="left", keep_next=True),
        Style("CVNoiNhan", "CV Nơi nhận", page.size_recipients, align="left"),
        Style("CVChucVuKy", "CV Chức vụ ký", page.size_body, bold=True, align="center",
              keep_next=True),
        Style("CVGhiChuKy", "CV Ghi chú ký", page.size_body - 1, italic=True, align="center",
              keep_next=True),
        Style("CVHoTenKy", "CV Họ tên ký", page.size_body, bold=True, align="center"),
        Style("CVSoTrang", "CV Số trang", page.size_page_number, align="center"),
        Style("CVMaXacThuc", "CV Mã xác thực", page.size_fingerprint, align="left"),
        Style("CVNgatPhan", "CV Ngắt phần", 1, align="left", exact_pt=1),
    ]  # fmt: skip
