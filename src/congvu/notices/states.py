"""Closed lists of notices. No Django."""

from enum import StrEnum

from congvu.core.states import Table

REMINDED_AT = "06:30"  # every morning
TEXT_LIMIT = 300  # what fits one message of a chat


class Kind(StrEnum):
    """Why somebody is told something."""

    TASK = "task"
    DUE = "due"
    RESULT = "result"
    CHANGE = "change"
    SYSTEM = "system"


KIND_LABELS = {
    Kind.TASK: "Việc cần làm",
    Kind.DUE: "Nhắc hạn",
    Kind.RESULT: "Kết quả",
    Kind.CHANGE: "Thay đổi",
    Kind.SYSTEM: "Hệ thống",
}


class Mail(StrEnum):
    """Where the e-mail of a notice stands."""

    NONE = "none"
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


MAIL_LABELS = {
    Mail.NONE: "không gửi thư",
    Mail.WAITING: "chờ gửi thư",
    Mail.SENT: "đã gửi thư",
    Mail.FAILED: "chưa gửi được thư",
}


class BatchState(StrEnum):
    """A batch is looked at before it goes out."""

    PREPARED = "prepared"
    SENT = "sent"
    CANCELLED = "cancelled"


BATCH_LABELS = {
    BatchState.PREPARED: "chờ gửi",
    BatchState.SENT: "đã gửi",
    BatchState.CANCELLED: "đã hủy",
}

BATCH_TABLE: Table = {
    "send": (frozenset({BatchState.PREPARED}), BatchState.SENT),
    "cancel": (frozenset({BatchState.PREPARED}), BatchState.CANCELLED),
    "leave_out": (frozenset({BatchState.PREPARED}), BatchState.PREPARED),
}
