"""Closed lists of petitions and the table of what may follow what. No Django."""

from enum import StrEnum


class PetitionState(StrEnum):
    """Where a petition is in its life."""

    RECEIVED = "received"
    CLASSIFIED = "classified"
    IN_PROGRESS = "in_progress"
    AWAITING_SIGNATURE = "awaiting_signature"
    ANSWERED = "answered"
    FORWARDED = "forwarded"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


S = PetitionState
STATE_LABELS = {
    S.RECEIVED: "Đã tiếp nhận, chờ phân loại",
    S.CLASSIFIED: "Đã phân loại, chờ giao đơn vị",
    S.IN_PROGRESS: "Đơn vị đang xử lý",
    S.AWAITING_SIGNATURE: "Chờ ký văn bản trả lời",
    S.ANSWERED: "Đã trả lời",
    S.FORWARDED: "Đã chuyển cơ quan có thẩm quyền",
    S.REFUSED: "Không tiếp nhận xử lý",
    S.WITHDRAWN: "Người gửi rút",
}
AT_DOOR = frozenset({S.RECEIVED, S.CLASSIFIED})
AT_UNIT = frozenset({S.IN_PROGRESS, S.AWAITING_SIGNATURE})
OPEN = AT_DOOR | AT_UNIT
CLOSED = frozenset({S.ANSWERED, S.FORWARDED, S.REFUSED, S.WITHDRAWN})
OWED = OPEN | {S.ANSWERED}  # an answer is, or was, ours to give

# verb -> (states it may start from, state it leads to)
TRANSITIONS = {
    "classify": (AT_DOOR, S.CLASSIFIED),
    "assign": (frozenset({S.CLASSIFIED, S.IN_PROGRESS}), S.IN_PROGRESS),
    "forward": (AT_DOOR | {S.IN_PROGRESS}, S.FORWARDED),
    "refuse": (AT_DOOR, S.REFUSED),
    "propose": (frozenset({S.IN_PROGRESS}), S.AWAITING_SIGNATURE),
    "send_back": (frozenset({S.AWAITING_SIGNATURE}), S.IN_PROGRESS),
    "answer": (frozenset({S.AWAITING_SIGNATURE}), S.ANSWERED),
    "withdraw": (OPEN, S.WITHDRAWN),
}
# verbs that leave the state as it is
STAYING = {
    "edit": AT_DOOR,
    "hand_to": frozenset({S.IN_PROGRESS}),
    "extend": AT_UNIT,
    "publish": frozenset({S.ANSWERED}),
    "unpublish": frozenset({S.ANSWERED}),
    "record_satisfaction": frozenset({S.ANSWERED}),
    "forget": CLOSED,
}
VERB_LABELS = {
    "classify": "Phân loại",
    "assign": "Giao đơn vị xử lý",
    "hand_to": "Giao người xử lý",
    "propose": "Trình văn bản trả lời",
    "answer": "Ký, gửi trả lời",
    "send_back": "Trả lại đơn vị",
    "forward": "Chuyển cơ quan có thẩm quyền",
    "refuse": "Không tiếp nhận xử lý",
    "publish": "Công khai kết quả",
    "unpublish": "Gỡ công khai",
    "record_satisfaction": "Ghi ý kiến hài lòng",
    "edit": "Sửa nội dung tiếp nhận",
    "extend": "Gia hạn trả lời",
    "withdraw": "Người gửi rút",
    "forget": "Xóa dữ liệu cá nhân",
}
# what must be done next in each state
NEXT_VERBS = {
    S.RECEIVED: "classify",
    S.CLASSIFIED: "assign",
    S.IN_PROGRESS: "propose",
    S.AWAITING_SIGNATURE: "answer",
}


class Channel(StrEnum):
    """How a petition came (Nghị định 20/2008/NĐ-CP, Điều 6, 7)."""

    COUNTER = "counter"
    POST = "post"
    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"
    SURVEY = "survey"
    NATIONAL = "national"


CHANNEL_LABELS = {
    Channel.COUNTER: "Văn bản nộp trực tiếp",
    Channel.POST: "Văn bản qua bưu chính",
    Channel.PHONE: "Điện thoại",
    Channel.EMAIL: "Thư điện tử",
    Channel.PORTAL: "Trực tuyến, trang thông tin điện tử",
    Channel.SURVEY: "Phiếu lấy ý kiến",
    Channel.NATIONAL: "Hệ thống phản ánh, kiến nghị quốc gia",
}


class Lateness(StrEnum):
    """Fixed when the answer is signed, against the first due day."""

    ON_TIME = "on_time"
    OVERDUE = "overdue"


LATENESS_LABELS = {Lateness.ON_TIME: "Đúng hạn", Lateness.OVERDUE: "Quá hạn"}


class Satisfaction(StrEnum):
    """What the sender thinks of the answer."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"


SATISFACTION_LABELS = {
    Satisfaction.SATISFIED: "Hài lòng",
    Satisfaction.NOT_SATISFIED: "Không hài lòng",
}

PERSONAL = ("sender_phone", "sender_email", "sender_address")
PERSONAL_LABELS = {
    "sender_phone": "Điện thoại",
    "sender_email": "Thư điện tử",
    "sender_address": "Địa chỉ",
}
