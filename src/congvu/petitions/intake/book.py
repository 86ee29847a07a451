"""The workbook that explains itself."""

from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.petitions.rules import kind_choices

HEADINGS = (
    ("Mã phản ánh, kiến nghị", 20), ("Ngày tiếp nhận", 14), ("Trích yếu", 40), ("Nội dung", 60),
    ("Người gửi", 22), ("Điện thoại", 14), ("Địa chỉ", 26), ("Nội dung về", 30),
    ("Đơn vị xử lý", 26), ("Ngày trả lời", 14), ("Trả lời", 60), ("Ý kiến người gửi", 16),
)  # fmt: skip
EXAMPLE = (
    "PAKN.VD.0001", "01/09/2020", "Hướng dẫn hồ sơ chưa đầy đủ", "Ví dụ: xóa dòng này.", "", "", "",
    "Hành vi hành chính", "", "", "", "",
)  # fmt: skip
GUIDE = (
    ("Cách dùng", "Điền trang tính bên cạnh, giữ nguyên dòng tiêu đề. Danh sách xuất từ hệ thống"
     " khác cũng đọc được nếu có dòng tiêu đề; thứ tự cột không quan trọng."),
    ("Mã", "Mã ở hệ thống nguồn. Nhập lại cùng mã thì cập nhật, không thêm dòng."),
    ("Ngày trả lời", "Có ngày trả lời: là việc đã xong ở hệ thống nguồn, không sửa ở đây. Để trống:"
     " vào sổ để phân loại, giao đơn vị và trả lời tại đây."),
    ("Nội dung về", "; ".join(words for _, words in kind_choices())),
    ("Nhập", "Mọi dòng được xem trước; còn ô chưa rõ thì chưa nhập dòng nào."),
)  # fmt: skip


def template_book() -> Workbook:
    """Headings, one example, and what each column means."""
    columns = tuple(SheetColumn(name, width) for name, width in HEADINGS)
    guide = (SheetColumn("Mục", 20), SheetColumn("Giải thích", 110))
    return Workbook(
        (Sheet("Phản ánh, kiến nghị", columns, [EXAMPLE]), Sheet("Hướng dẫn", guide, GUIDE)),
        title="Mẫu nhập phản ánh, kiến nghị",
    )
