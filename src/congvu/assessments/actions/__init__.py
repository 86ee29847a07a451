from congvu.assessments.actions.judge import judge_as, judge_many, record_measured
from congvu.assessments.actions.self_report import (
    copy_previous_self,
    redate_self,
    reopen_self,
    request_self,
    save_self_many,
    save_self_text,
    submit_self,
)
from congvu.assessments.actions.sheets import SheetSpec, add_criterion, freeze_sheets, open_sheets

__all__ = [
    "SheetSpec",
    "add_criterion",
    "copy_previous_self",
    "freeze_sheets",
    "judge_as",
    "judge_many",
    "open_sheets",
    "record_measured",
    "redate_self",
    "reopen_self",
    "request_self",
    "save_self_many",
    "save_self_text",
    "submit_self",
]
