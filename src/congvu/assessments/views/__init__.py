from congvu.assessments.views.answer import answer_detail, answer_judge
from congvu.assessments.views.bulk import sheet_judge
from congvu.assessments.views.photo import answer_photo, answer_reuse
from congvu.assessments.views.self_report import (
    answer_self,
    self_copy,
    self_print,
    self_reopen,
    self_submit,
    self_text,
    sheet_self,
)
from congvu.assessments.views.sheet import (
    criterion_add,
    sheet_area,
    sheet_detail,
    sheet_excel,
    sheet_print,
)

__all__ = [
    "answer_detail",
    "answer_judge",
    "answer_photo",
    "answer_reuse",
    "answer_self",
    "criterion_add",
    "self_copy",
    "self_print",
    "self_reopen",
    "self_submit",
    "self_text",
    "sheet_area",
    "sheet_detail",
    "sheet_excel",
    "sheet_judge",
    "sheet_print",
    "sheet_self",
]
