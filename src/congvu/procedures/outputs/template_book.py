"""The workbook that explains itself: eight sheets to fill in, each column told, and examples."""

from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.procedures.states import (
    AUDIENCE_LABELS,
    COMPETENCE_LABELS,
    FIELD_KIND_LABELS,
    LEVEL_LABELS,
    SUPPLEMENT_EFFECT_LABELS,
)

GUIDE = (
    ("Cách dùng", "Điền các trang tính bên cạnh, giữ nguyên dòng tiêu đề. Để trống ô chưa biết:"
     " phần mềm ghi “chưa có”, không tự điền."),
    ("Nối các trang tính", "Cột “Mã hoặc tên thủ tục” ở các trang Thành phần, Phí, Biểu mẫu, Thời"
     " hạn, Mức độ, Căn cứ phải ghi đúng như ở trang Thủ tục. Trang Quy trình nối bằng “Mã quy"
     " trình”."),
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
    ("Cấp thực hiện", ", ".join(COMPETENCE_LABELS.values())),
    ("Biểu mẫu", "Không bắt buộc: các ô người nộp điền khi nộp trực tuyến. Loại: "
     + "; ".join(FIELD_KIND_LABELS.values()) + ". Các lựa chọn cách nhau bằng dấu chấm phẩy."),
    ("Nhập", "Mọi ô được xem trước; còn ô chưa rõ thì chưa nhập dòng nào."),
)  # fmt: skip
LEVEL = ("Mức độ trực tuyến", "Khai mức độ từ ngày", "Quyết định khai mức độ")
PROCEDURES = ("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp thực hiện", "Đơn vị quyết định",
              "Đơn vị giải quyết", "Có trong CSDLQG", "Thời hạn giải quyết",
              "Đơn vị tính thời hạn", "Số lượng hồ sơ", "Trình tự thực hiện", "Cách thức thực hiện",
              "Nhóm đối tượng", "Đối tượng thực hiện", "Cơ quan giải quyết", "Kết quả",
              "Yêu cầu, điều kiện", "Phí, lệ phí", "Khi yêu cầu bổ sung hồ sơ",
              "Số lần yêu cầu bổ sung", *LEVEL,
              "Quyết định công bố", "Ngày ký quyết định", "Hiệu lực từ", "Hỏi ai", "Điện thoại",
              "Mã quy trình")  # fmt: skip
COMPONENTS = ("Mã hoặc tên thủ tục", "STT", "Tên giấy tờ", "Bản chính", "Bản sao chứng thực",
              "Bản sao", "Mẫu đơn, tờ khai", "Khi nào phải nộp")  # fmt: skip
STEPS = ("Mã quy trình", "Bước", "Việc làm", "Người, bộ phận thực hiện", "Giờ làm việc",
         "Đầu vào", "Hồ sơ, kết quả", "Biểu mẫu", "Bước tiếp theo")  # fmt: skip
FEES = ("Mã hoặc tên thủ tục", "Loại", "Khoản thu", "Mức thu", "Trường hợp áp dụng")
FORM_FIELDS = ("Mã hoặc tên thủ tục", "STT", "Tên ô", "Loại", "Bắt buộc", "Hướng dẫn điền",
               "Các lựa chọn")  # fmt: skip
LIMITS = ("Mã hoặc tên thủ tục", "Trường hợp", "Thời hạn giải quyết", "Đơn vị tính thời hạn",
          "Ghi chú")  # fmt: skip
LEVELS = ("Mã hoặc tên thủ tục", *LEVEL)
BASES = ("Mã hoặc tên thủ tục", "Số, ký hiệu", "Điều, khoản")


def template_book(unit_name: str) -> Workbook:
    """Empty, with one example a person can overwrite."""
    example = ("", "Cấp bản sao văn bằng từ sổ gốc", "Giáo dục nghề nghiệp", "Trường, trung tâm",
               unit_name, "", "", "03 ngày làm việc", "", "1", "", "trực tiếp; bưu chính",
               "Cá nhân", "", "", "Bản sao văn bằng", "", "", "", "", "", "", "", "", "", "",
               "Phòng Đào tạo", "", "QT-01")  # fmt: skip
    name = example[1]
    return Workbook(
        (
            sheet("Thủ tục", PROCEDURES, [example]),
            sheet("Thành phần", COMPONENTS,
                  [(name, "1", "Đơn đề nghị cấp bản sao", "1", "", "", "", "")]),
            sheet("Quy trình", STEPS,
                  [("QT-01", "1", "Tiếp nhận hồ sơ", "Phòng Đào tạo", "4", "", "", "", ""),
                   ("QT-01", "2", "Ký bản sao", "Hiệu trưởng", "20", "", "", "", "0")]),
            sheet("Phí", FEES, []),
            sheet("Biểu mẫu", FORM_FIELDS,
                  [(name, "1", "Số hiệu văn bằng gốc", "Một dòng chữ", "có", "", "")]),
            sheet("Thời hạn", LIMITS,
                  [(name, "Trường hợp cần xác minh", "6", "ngày làm việc", "")]),
            sheet("Mức độ", LEVELS, []),
            sheet("Căn cứ", BASES, []),
            Sheet("Hướng dẫn", (SheetColumn("Mục", 24), SheetColumn("Giải thích", 110)), GUIDE),
        ),
        title="Mẫu nhập thủ tục hành chính",
    )  # fmt: skip


def sheet(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> Sheet:
    """One sheet with wide columns for long texts."""
    widths = [max(12.0, min(36.0, len(name) * 1.3)) for name in columns]
    made = tuple(SheetColumn(name, width) for name, width in zip(columns, widths, strict=True))
    return Sheet(title, made, rows)
