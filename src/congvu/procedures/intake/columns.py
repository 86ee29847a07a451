"""What the sheets hold, under the headings that older systems use too."""

from congvu.core.imports import Column, parsing

PROCEDURES, COMPONENTS, STEPS, FEES = "procedures", "components", "steps", "fees"
FORM_FIELDS = "form_fields"
LIMITS, LEVELS, BASES = "limits", "levels", "bases"
TITLES = {
    PROCEDURES: "Thủ tục",
    COMPONENTS: "Thành phần",
    STEPS: "Quy trình",
    FEES: "Phí",
    FORM_FIELDS: "Biểu mẫu",
    LIMITS: "Thời hạn",
    LEVELS: "Mức độ",
    BASES: "Căn cứ",
}
# other names these sheets come under, folded
SHEETS = {
    PROCEDURES: ("thu tuc", "danh muc", "danh muc thu tuc", "tthc", "danh muc tthc"),
    COMPONENTS: ("thanh phan", "thanh phan ho so", "giay to"),
    STEPS: ("quy trinh", "quy trinh giai quyet", "cac buoc", "quy trinh noi bo"),
    FEES: ("phi", "phi le phi", "phi, le phi", "le phi"),
    FORM_FIELDS: ("bieu mau", "bieu mau dien tu", "cac o", "to khai"),
    LIMITS: ("thoi han", "thoi han giai quyet", "truong hop", "cac thoi han"),
    LEVELS: ("muc do", "muc do truc tuyen", "muc do dich vu cong", "muc do dvc"),
    BASES: ("can cu", "can cu phap ly", "van ban quy dinh"),
}


def col(name: str, label: str, *aliases: str, required: bool = False) -> Column:
    """A column read as text; what it means is found out afterwards."""
    return Column(name, label, parsing.text, required=required, aliases=aliases)


def long(name: str, label: str, *aliases: str) -> Column:
    """A column of texts that go on over several lines."""
    return Column(name, label, parsing.lines, aliases=aliases)


# whose row a row of a part is; the unit only tells procedures of one name apart
KEY = (
    col("procedure", "Mã hoặc tên thủ tục", "Mã thủ tục", "Mã TTHC", "Tên thủ tục", "Thủ tục",
        "Tên TTHC"),
    col("owner", "Đơn vị quyết định", "Cơ quan quyết định"),
)  # fmt: skip
LIMIT = (
    col("limit", "Thời hạn giải quyết", "Thời hạn", "Thời gian giải quyết"),
    col("limit_unit", "Đơn vị tính thời hạn", "Đơn vị tính"),
)
LEVEL = (
    col("level", "Mức độ trực tuyến", "Mức độ", "Mức độ DVC", "Mức độ dịch vụ công",
        "Mức độ dịch vụ công trực tuyến"),
    col("level_from", "Khai mức độ từ ngày", "Từ ngày", "Ngày khai mức độ"),
    col("level_decision", "Quyết định khai mức độ"),
)  # fmt: skip
COLUMNS: dict[str, list[Column]] = {
    PROCEDURES: [
        col("code", "Mã thủ tục", "Mã TTHC", "Mã số", "Mã số TTHC", "Mã số thủ tục"),
        col("name", "Tên thủ tục", "Tên TTHC", "Tên thủ tục hành chính", "Thủ tục hành chính"),
        col("field", "Lĩnh vực", "Tên lĩnh vực"),
        col("competence", "Cấp thực hiện", "Cấp giải quyết", "Thẩm quyền", "Cấp"),
        col("owner", "Đơn vị quyết định", "Cơ quan quyết định", "Đơn vị"),
        col("resolving_unit", "Đơn vị giải quyết", "Phòng giải quyết", "Đơn vị xử lý"),
        col("national", "Có trong CSDLQG", "CSDLQG"),
        *LIMIT,
        col("sets", "Số lượng hồ sơ", "Số bộ hồ sơ", "Số bộ"),
        long("sequence", "Trình tự thực hiện", "Trình tự"),
        long("ways", "Cách thức thực hiện", "Cách thức", "Hình thức nộp"),
        long("ways_note", "Địa điểm, cách nộp cụ thể", "Địa điểm nộp", "Nơi nộp hồ sơ"),
        col("audience_kinds", "Nhóm đối tượng"),
        long("audience", "Đối tượng thực hiện", "Đối tượng"),
        col("decides", "Cơ quan giải quyết", "Cơ quan thực hiện", "Cơ quan có thẩm quyền"),
        long("result", "Kết quả", "Kết quả thực hiện", "Kết quả giải quyết"),
        long("requirements", "Yêu cầu, điều kiện", "Yêu cầu điều kiện", "Điều kiện"),
        long("fee", "Phí, lệ phí", "Phí lệ phí", "Lệ phí", "Phí"),
        long("fee_note", "Ghi chú về phí, lệ phí", "Ghi chú phí, lệ phí"),
        col("supplement_effect", "Khi yêu cầu bổ sung hồ sơ", "Khi yêu cầu bổ sung"),
        col("supplement_rounds", "Số lần yêu cầu bổ sung", "Số lần bổ sung"),
        *LEVEL,
        col("decision_number", "Quyết định công bố", "Số quyết định", "Quyết định"),
        col("decision_on", "Ngày ký quyết định", "Ngày quyết định", "Ngày công bố"),
        col("decision_issuer", "Cơ quan công bố"),
        col("decision", "Quyết định công bố trong danh mục căn cứ"),
        col("effective_from", "Hiệu lực từ", "Ngày hiệu lực", "Ngày có hiệu lực"),
        col("law_signed_on", "Ngày ký văn bản quy định thủ tục"),
        col("law_effective_on", "Ngày hiệu lực của văn bản quy định thủ tục"),
        col("shortened", "Ban hành theo trình tự rút gọn", "Trình tự rút gọn"),
        col("entered_on", "Ngày nhập CSDLQG"),
        col("contact", "Hỏi ai", "Nơi hỏi đáp", "Đầu mối"),
        col("phone", "Điện thoại", "Số điện thoại"),
        col("contact_hours", "Giờ trả lời"),
        col("process", "Mã quy trình", "Quy trình"),
        col("source_note", "Nguồn của nội dung", "Nguồn"),
        long("notes", "Ghi chú"),
    ],
    COMPONENTS: [
        *KEY,
        col("order", "STT", "Thứ tự", "Số thứ tự"),
        col("title", "Tên giấy tờ", "Thành phần hồ sơ", "Giấy tờ", "Tên thành phần"),
        col("originals", "Bản chính", "Số bản chính"),
        col("certified_copies", "Bản sao chứng thực", "Bản chứng thực"),
        col("copies", "Bản sao", "Số bản sao"),
        col("template", "Mẫu đơn, tờ khai", "Mẫu đơn", "Biểu mẫu"),
        col("condition", "Khi nào phải nộp", "Điều kiện", "Ghi chú"),
        col("required", "Bắt buộc"),
    ],
    STEPS: [
        col("process", "Mã quy trình", "Quy trình"),
        col("owner", "Đơn vị ban hành"),
        col("process_title", "Tên quy trình"),
        col("order", "Bước", "Số bước", "STT", "Thứ tự"),
        col("name", "Việc làm", "Nội dung công việc", "Tên bước", "Nội dung"),
        col("role", "Người, bộ phận thực hiện", "Trách nhiệm", "Người thực hiện"),
        col("seat_role", "Vai trò trong hệ thống"),
        col("unit", "Đơn vị thực hiện"),
        col("hours", "Giờ làm việc", "Thời gian", "Số giờ", "Thời gian thực hiện"),
        col("inputs", "Đầu vào"),
        col("records", "Hồ sơ, kết quả", "Kết quả"),
        col("forms", "Biểu mẫu"),
        col("onward", "Bước tiếp theo", "Bước sau", "Chuyển đến"),
    ],
    FEES: [
        *KEY,
        col("kind", "Loại"),
        col("label", "Khoản thu", "Tên phí, lệ phí", "Tên phí"),
        col("amount", "Mức thu", "Số tiền", "Mức phí"),
        col("condition", "Trường hợp áp dụng", "Ghi chú"),
    ],
    FORM_FIELDS: [
        *KEY,
        col("order", "STT", "Thứ tự", "Số thứ tự"),
        col("label", "Tên ô", "Ô", "Nội dung", "Tên trường"),
        col("kind", "Loại", "Kiểu"),
        col("required", "Bắt buộc"),
        col("help", "Hướng dẫn điền", "Hướng dẫn"),
        col("choices", "Các lựa chọn", "Lựa chọn"),
        col("code", "Mã ô"),
    ],
    LIMITS: [
        *KEY,
        col("label", "Trường hợp", "Trường hợp áp dụng"),
        *LIMIT,
        col("note", "Ghi chú"),
    ],
    LEVELS: [*KEY, *LEVEL, col("basis", "Căn cứ khai mức độ")],
    BASES: [
        *KEY,
        col("basis", "Số, ký hiệu", "Căn cứ pháp lý", "Căn cứ", "Văn bản", "Số, ký hiệu văn bản"),
        col("note", "Điều, khoản", "Ghi chú"),
    ],
}  # fmt: skip
LABELS = {sheet: {c.name: c.label for c in columns} for sheet, columns in COLUMNS.items()}
