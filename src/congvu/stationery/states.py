"""Closed lists of stationery: kinds of document and slip, life of a template. No Django."""

from enum import StrEnum

from congvu.core.states import Table


class DocumentKind(StrEnum):
    """Every document the product makes."""

    PLAN = "plan"
    DECISION = "decision"
    SCHEDULE = "schedule"
    NOTICE = "notice"
    OUTLINE = "outline"
    SELF_REPORT = "self_report"
    MINUTES = "minutes"
    REPORT = "report"
    CONCLUSION = "conclusion"
    REMEDIATION = "remediation"
    ARTICLE = "article"
    MATRIX = "matrix"


DOCUMENT_KIND_LABELS = {
    DocumentKind.PLAN: "Kế hoạch kiểm tra",
    DocumentKind.DECISION: "Quyết định thành lập đoàn",
    DocumentKind.SCHEDULE: "Lịch kiểm tra",
    DocumentKind.NOTICE: "Thông báo kiểm tra",
    DocumentKind.OUTLINE: "Đề cương báo cáo",
    DocumentKind.SELF_REPORT: "Báo cáo tự kiểm tra",
    DocumentKind.MINUTES: "Biên bản kiểm tra",
    DocumentKind.REPORT: "Báo cáo kết quả kiểm tra",
    DocumentKind.CONCLUSION: "Thông báo kết luận kiểm tra",
    DocumentKind.REMEDIATION: "Báo cáo khắc phục",
    DocumentKind.ARTICLE: "Tin bài",
    DocumentKind.MATRIX: "Bảng tổng hợp kết quả",
}


class SlipKind(StrEnum):
    """Every slip of the one-stop counter an office may have its own form of."""

    ACCEPTANCE = "acceptance"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    NOT_RESOLVED = "not_resolved"
    APOLOGY = "apology"
    STOP = "stop"
    PROCESS_CONTROL = "process_control"
    HAND_OVER = "hand_over"
    PAYMENT = "payment"
    PAYMENT_ORDER = "payment_order"


SLIP_KIND_LABELS = {
    SlipKind.ACCEPTANCE: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    SlipKind.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    SlipKind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    SlipKind.NOT_RESOLVED: "Thông báo không giải quyết hồ sơ",
    SlipKind.APOLOGY: "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    SlipKind.STOP: "Thông báo dừng giải quyết hồ sơ",
    SlipKind.PROCESS_CONTROL: "Phiếu kiểm soát quá trình giải quyết hồ sơ",
    SlipKind.HAND_OVER: "Phiếu bàn giao hồ sơ",
    SlipKind.PAYMENT: "Phiếu thu phí, lệ phí",
    SlipKind.PAYMENT_ORDER: "Giấy nộp tiền phí, lệ phí",
}
TEMPLATE_KINDS = [
    ("Văn bản kiểm tra", [(one.value, label) for one, label in DOCUMENT_KIND_LABELS.items()]),
    ("Phiếu của Bộ phận Một cửa", [(one.value, label) for one, label in SLIP_KIND_LABELS.items()]),
]
# facts of a slip an own form may print by name; empty where a slip does not tell them
SLIP_FACTS = {
    "applicant": "Tên người, tổ chức nộp hồ sơ",
    "identity_number": "Số định danh cá nhân, mã số doanh nghiệp",
    "address": "Địa chỉ người nộp",
    "phone": "Số điện thoại người nộp (đã che)",
    "email": "Thư điện tử người nộp",
    "procedure": "Nội dung yêu cầu giải quyết",
    "sets": "Số lượng hồ sơ",
    "limit": "Thời gian giải quyết theo quy định",
    "received_at": "Thời gian nhận hồ sơ",
    "due": "Thời gian hẹn trả kết quả",
    "promised": "Ngày hẹn lại",
    "return_place": "Nơi nhận kết quả",
    "fee": "Phí, lệ phí",
    "round": "Lần yêu cầu bổ sung",
    "receiving_place": "Cơ quan, bộ phận tiếp nhận",
    "resolving_unit": "Cơ quan, bộ phận giải quyết",
    "point_address": "Địa chỉ nơi tiếp nhận",
    "point_phone": "Điện thoại nơi tiếp nhận",
    "giver": "Bên giao",
    "taker": "Bên nhận",
    "handed_at": "Thời gian bàn giao",
    "count": "Số lượng hồ sơ bàn giao",
    "total": "Tổng số tiền",
    "total_words": "Tổng số tiền bằng chữ",
}


class TemplateState(StrEnum):
    """Life of an office's template."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


TEMPLATE_STATE_LABELS = {
    TemplateState.DRAFT: "Dự thảo",
    TemplateState.ACCEPTED: "Đang dùng",
    TemplateState.WITHDRAWN: "Đã bỏ",
}

# a template that served until a day stays accepted: papers of that time still need it
LIFE: Table = {
    "accept": (frozenset({TemplateState.DRAFT}), TemplateState.ACCEPTED),
    "end": (frozenset({TemplateState.ACCEPTED}), TemplateState.ACCEPTED),
    "withdraw": (
        frozenset({TemplateState.DRAFT, TemplateState.ACCEPTED}),
        TemplateState.WITHDRAWN,
    ),
}
