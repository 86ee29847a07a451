"""Closed lists of stationery: kinds of document, life of a template. No Django."""

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
