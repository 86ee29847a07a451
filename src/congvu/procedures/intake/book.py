"""The workbook that explains itself: sheets to fill in, each column told; or filled in."""

from collections.abc import Iterable, Mapping, Sequence

from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.organizations.states import ROLE_LABELS
from congvu.procedures.intake.columns import (
    COLUMNS,
    COMPONENTS,
    FORM_FIELDS,
    LIMITS,
    PROCEDURES,
    STEPS,
    TITLES,
)
from congvu.procedures.intake.reading import Told
from congvu.procedures.states import (
    AUDIENCE_LABELS,
    COMPETENCE_LABELS,
    FIELD_KIND_LABELS,
    LEVEL_LABELS,
    SUPPLEMENT_EFFECT_LABELS,
)

LEFT_OUT = "Không mang theo"
GUIDE = (
    ("Cách dùng", "Điền các trang tính bên cạnh, giữ nguyên dòng tiêu đề. Để trống ô chưa biết:"
     " phần mềm ghi “chưa có”, không tự điền."),
    ("Nối các trang tính", "Cột “Mã hoặc tên thủ tục” ở các trang Thành phần, Phí, Biểu mẫu, Thời"
     " hạn, Mức độ, Căn cứ phải ghi đúng như ở trang Thủ tục. Trang Quy trình nối bằng “Mã quy"
     " trình”. Hai đơn vị có thủ tục cùng tên, hoặc quy trình cùng mã, thì ghi thêm đơn vị."),
    ("Thời hạn", "Ghi cả đơn vị: 15 ngày làm việc; 20 ngày lịch (tính cả ngày nghỉ); 01 tháng;"
     " 04 giờ làm việc; 24 giờ; trong ngày. Đơn vị có thể ghi riêng ở cột Đơn vị tính thời"
     " hạn. Chỉ ghi “30 ngày”, hoặc nhiều con số, sẽ được hỏi lại."
     " Trường hợp có thời hạn riêng ghi sau dấu |: 03 ngày làm việc | Trường hợp cần xác minh:"
     " 06 ngày làm việc; hoặc mỗi trường hợp một dòng ở trang Thời hạn."),
    ("Nhóm đối tượng", "Một hoặc nhiều nhóm, cách nhau bằng dấu chấm phẩy: "
     + "; ".join(AUDIENCE_LABELS.values()) + "."),
    ("Khi yêu cầu bổ sung hồ sơ", "; ".join(SUPPLEMENT_EFFECT_LABELS.values())
     + ". Để trống: theo căn cứ pháp lý áp dụng vào ngày tiếp nhận."),
    ("Mức độ trực tuyến", "Ghi theo cách gọi của thời điểm khai, kèm ngày khai; không quy đổi. "
     + "; ".join(LEVEL_LABELS.values()) + ". Đã khai nhiều lần thì ghi mỗi lần một dòng ở trang"
     " Mức độ."),
    ("Căn cứ", "Số, ký hiệu của văn bản đã có trong danh mục căn cứ pháp lý, mỗi văn bản một dòng."
     " Văn bản chưa có thì thêm vào danh mục trước."),
    ("Bước tiếp theo", "Để trống: bước có số lớn hơn liền sau. Ghi 3; 5 nếu rẽ nhánh, ghi 0 nếu"
     " kết thúc."),
    ("Vai trò trong hệ thống", "Không bắt buộc: ai được giữ hồ sơ ở bước đó. "
     + "; ".join(ROLE_LABELS.values()) + ". Để trống: người của đơn vị."),
    ("Phí, lệ phí", "Không thu; Có thu; Chưa rõ. Nội dung khác được giữ thành ghi chú về phí."),
    ("Cấp thực hiện", ", ".join(COMPETENCE_LABELS.values())),
    ("Biểu mẫu", "Không bắt buộc: các ô người nộp điền khi nộp trực tuyến. Loại: "
     + "; ".join(FIELD_KIND_LABELS.values()) + ". Các lựa chọn cách nhau bằng dấu chấm phẩy."),
    ("Nhập", "Mọi ô được xem trước; còn ô chưa rõ thì chưa nhập dòng nào. Thủ tục đã có trong hệ"
     " thống và đúng như tệp thì bỏ qua; khác tệp thì được hỏi lại, không ghi đè."),
)  # fmt: skip
EXAMPLE = "Cấp bản sao văn bằng từ sổ gốc"
EXAMPLES: dict[str, list[dict[str, str]]] = {
    PROCEDURES: [{
        "name": EXAMPLE, "field": "Giáo dục nghề nghiệp", "competence": "Trường, trung tâm",
        "limit": "03 ngày làm việc", "sets": "1", "ways": "trực tiếp; bưu chính",
        "audience_kinds": "Cá nhân", "result": "Bản sao văn bằng", "contact": "Phòng Đào tạo",
        "process": "QT-01",
    }],
    COMPONENTS: [{"procedure": EXAMPLE, "order": "1", "title": "Đơn đề nghị cấp bản sao",
                  "originals": "1"}],
    STEPS: [
        {"process": "QT-01", "order": "1", "name": "Tiếp nhận hồ sơ", "role": "Phòng Đào tạo",
         "hours": "4"},
        {"process": "QT-01", "order": "2", "name": "Ký bản sao", "role": "Hiệu trưởng",
         "hours": "20", "onward": "0"},
    ],
    FORM_FIELDS: [{"procedure": EXAMPLE, "order": "1", "label": "Số hiệu văn bằng gốc",
                   "kind": "Một dòng chữ", "required": "có"}],
    LIMITS: [{"procedure": EXAMPLE, "label": "Trường hợp cần xác minh", "limit": "6",
              "limit_unit": "ngày làm việc"}],
}  # fmt: skip


def template_book(unit_name: str) -> Workbook:
    """Empty, with one example a person can overwrite."""
    rows = {name: EXAMPLES.get(name, []) for name in COLUMNS}
    rows[PROCEDURES] = [one | {"owner": unit_name} for one in rows[PROCEDURES]]
    return Workbook((*sheets(rows), guide()), title="Mẫu nhập thủ tục hành chính")


def export_book(told: Told, left_out: Sequence[str]) -> Workbook:
    """Procedures in the template's sheets, and what these do not carry."""
    column = (SheetColumn("Nội dung tệp này không mang theo", 134),)
    more = Sheet(LEFT_OUT, column, [(text,) for text in left_out])
    return Workbook((*sheets(told.rows), more, guide()), title="Danh mục thủ tục hành chính")


def sheets(rows: Mapping[str, Iterable[Mapping[str, str]]]) -> list[Sheet]:
    """The sheets to fill in, their rows by names of columns."""
    return [
        Sheet(TITLES[name], tuple(SheetColumn(one.label, width(one.label)) for one in columns),
              [[row.get(one.name, "") for one in columns] for row in rows[name]])
        for name, columns in COLUMNS.items()
    ]  # fmt: skip


def width(label: str) -> float:
    """Wide enough for long texts."""
    return max(12.0, min(36.0, len(label) * 1.3))


def guide() -> Sheet:
    """What each column takes."""
    return Sheet("Hướng dẫn", (SheetColumn("Mục", 24), SheetColumn("Giải thích", 110)), GUIDE)
