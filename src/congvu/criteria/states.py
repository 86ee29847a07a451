"""Closed lists of the criteria libraries. No Django."""

from enum import StrEnum

from congvu.core.states import Table


class Purpose(StrEnum):
    """What a library is used for."""

    INSPECTION = "inspection"
    INDEX = "index"


PURPOSE_LABELS = {
    Purpose.INSPECTION: "Nội dung kiểm tra",
    Purpose.INDEX: "Chỉ số cải cách hành chính",
}


class VersionState(StrEnum):
    """A draft is only its text; an accepted version has rows; a used one is fixed."""

    DRAFT = "draft"
    ACCEPTED = "accepted"
    FROZEN = "frozen"


VERSION_STATE_LABELS = {
    VersionState.DRAFT: "Dự thảo",
    VersionState.ACCEPTED: "Đã chấp nhận",
    VersionState.FROZEN: "Đã dùng, không sửa",
}

USABLE = frozenset({VersionState.ACCEPTED, VersionState.FROZEN})

VERSION_TABLE: Table = {
    "accept": (frozenset({VersionState.DRAFT}), VersionState.ACCEPTED),
    "discard": (frozenset({VersionState.DRAFT}), VersionState.DRAFT),
    "freeze": (frozenset({VersionState.ACCEPTED}), VersionState.FROZEN),
}


class AnswerKind(StrEnum):
    """How a criterion is answered."""

    YES_NO = "yes_no"
    PERCENT = "percent"
    COUNT = "count"
    STEPS = "steps"
    SURVEY = "survey"
    TEXT = "text"


ANSWER_KIND_LABELS = {
    AnswerKind.YES_NO: "Có hoặc không",
    AnswerKind.PERCENT: "Tỷ lệ %",
    AnswerKind.COUNT: "Số lượng",
    AnswerKind.STEPS: "Chọn một mức",
    AnswerKind.SURVEY: "Điều tra xã hội học",
    AnswerKind.TEXT: "Nhận xét bằng lời",
}


class NothingArose(StrEnum):
    """What the score does when the thing asked about did not occur."""

    FULL = "full"
    NOT_APPLICABLE = "not_applicable"
    ZERO = "zero"


NOTHING_AROSE_LABELS = {
    NothingArose.FULL: "được điểm tối đa",
    NothingArose.NOT_APPLICABLE: "không tính điểm tiêu chí này",
    NothingArose.ZERO: "được 0 điểm",
}


class Computability(StrEnum):
    """How much of the answer the registers can fill."""

    FULL = "full"
    PARTIAL = "partial"
    MANUAL = "manual"


COMPUTABILITY_LABELS = {
    Computability.FULL: "Hệ thống tính được",
    Computability.PARTIAL: "Hệ thống tính được một phần",
    Computability.MANUAL: "Người chấm xác định",
}


class Status(StrEnum):
    """Where the wording and the points come from."""

    REAL = "real"
    ADAPTED = "adapted"
    FILLED = "filled"


STATUS_LABELS = {
    Status.REAL: "Theo văn bản",
    Status.ADAPTED: "Điều chỉnh từ văn bản",
    Status.FILLED: "Đề xuất, cần rà soát",
}
