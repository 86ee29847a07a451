"""What the sheets hold, under the headings that older systems use too."""

from congvu.core.imports import Column, parsing

PROCEDURES, COMPONENTS, STEPS, FEES = "procedures", "components", "steps", "fees"
FORM_FIELDS = "form_fields"
TITLES = {
    PROCEDURES: "Thủ tục",
    COMPONENTS: "Thành phần",
    STEPS: "Quy trình",
    FEES: "Phí",
    FORM_FIELDS: "Biểu mẫu",
}
# other names these sheets come under, folded
SHEETS = {
    PROCEDURES: ("thu tuc", "danh muc", "danh muc thu tuc", "tthc", "danh muc tthc"),
    COMPONENTS: ("thanh phan", "thanh phan ho so", "giay to"),
    STEPS: ("quy trinh", "quy trinh giai quyet", "cac buoc", "quy trinh noi bo"),
    FEES: ("phi", "phi le phi", "phi, le phi", "le phi"),
    FORM_FIELDS: ("bieu mau", "bieu mau dien tu", "cac o", "to khai"),
}


def col(name: str, label: str, *aliases: str, required: bool = False) -> Column:
    """A column read as text; what it means is found out afterwards."""
    return Column(name, label, parsing.text, required=required, aliases=aliases)


KEY = col("procedure", "Mã hoặc tên thủ tục", "Mã thủ tục", "Mã TTHC", "Tên thủ tục", "Thủ tục",
          "Tên TTHC")  # fmt: skip
COLUMNS: dict[str, list[Column]] = {
    PROCEDURES: [
        col("code", "Mã thủ tục", "Mã TTHC", "Mã số", "Mã số TTHC", "Mã số thủ tục"),
        col("name", "Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính", "Thủ tục hành chính"),
        col("field", "Lĩnh vực", "Tên lĩnh vực"),
        col("competence", "Cấp thực hiện", "Cấp giải quyết", "Thẩm quyền", "Cấp"),
        col("owner", "Đơn vị quyết định", "Cơ quan quyết định", "Đơn vị"),
        col("resolving_unit", "Đơn vị giải quyết", "Phòng giải quyết", "Đơn vị xử lý"),
        col("national", "Có trong CSDLQG", "CSDLQG"),
        col("limit", "Thời hạn giải quyết", "Thời hạn", "Thời gian giải quyết"),
        col("sets", "Số lượng hồ sơ", "Số bộ hồ sơ", "Số bộ"),
        col("sequence", "Trình tự thực hiện", "Trình tự"),
        col("ways", "Cách thức thực hiện", "Cách thức", "Hình thức nộp"),
        col("audience", "Đối tượng thực hiện", "Đối tượng"),
        col("decides", "Cơ quan giải quyết", "Cơ quan thực hiện", "Cơ quan có thẩm quyền"),
        col("result", "Kết quả", "Kết quả thực hiện", "Kết quả giải quyết"),
        col("requirements", "Yêu cầu, điều kiện", "Yêu cầu điều kiện", "Điều kiện"),
        col("fee", "Phí, lệ phí", "Phí lệ phí", "Lệ phí", "Phí"),
        col("decision_number", "Quyết định công bố", "Số quyết định", "Quyết định"),
        col("decision_on", "Ngày ký quyết định", "Ngày quyết định", "Ngày công bố"),
        col("effective_from", "Hiệu lực từ", "Ngày hiệu lực", "Ngày có hiệu lực"),
        col("contact", "Hỏi ai", "Nơi hỏi đáp", "Đầu mối"),
        col("phone", "Điện thoại", "Số điện thoại"),
        col("process", "Mã quy trình", "Quy trình"),
    ],
    COMPONENTS: [
        KEY,
        col("order", "STT", "Thứ tự", "Số thứ tự"),
        col("title", "Tên giấy tờ", "Thành phần hồ sơ", "Giấy tờ", "Tên thành phần"),
        col("originals", "Bản chính", "Số bản chính"),
        col("certified_copies", "Bản sao chứng thực", "Bản chứng thực"),
        col("copies", "Bản sao", "Số bản sao"),
        col("template", "Mẫu đơn, tờ khai", "Mẫu đơn", "Biểu mẫu"),
        col("condition", "Khi nào phải nộp", "Điều kiện", "Ghi chú"),
    ],
    STEPS: [
        col("process", "Mã quy trình", "Quy trình"),
        col("order", "Bước", "Số bước", "STT", "Thứ tự"),
        col("name", "Việc làm", "Nội dung công việc", "Tên bước", "Nội dung"),
        col("role", "Người, bộ phận thực hiện", "Trách nhiệm", "Người thực hiện"),
        col("hours", "Giờ làm việc", "Thời gian", "Số giờ", "Thời gian thực hiện"),
        col("inputs", "Đầu vào"),
        col("records", "Hồ sơ, kết quả", "Kết quả"),
        col("forms", "Biểu mẫu"),
        col("onward", "Bước tiếp theo", "Bước sau", "Chuyển đến"),
    ],
    FEES: [
        KEY,
        col("kind", "Loại"),
        col("label", "Khoản thu", "Tên phí, lệ phí", "Tên phí"),
        col("amount", "Mức thu", "Số tiền", "Mức phí"),
        col("condition", "Trường hợp áp dụng", "Ghi chú"),
    ],
    FORM_FIELDS: [
        KEY,
        col("order", "STT", "Thứ tự", "Số thứ tự"),
        col("label", "Tên ô", "Ô", "Nội dung", "Tên trường"),
        col("kind", "Loại", "Kiểu"),
        col("required", "Bắt buộc"),
        col("help", "Hướng dẫn điền", "Hướng dẫn"),
        col("choices", "Các lựa chọn", "Lựa chọn"),
    ],
}  # fmt: skip
LABELS = {sheet: {c.name: c.label for c in columns} for sheet, columns in COLUMNS.items()}
