"""Closed lists of dossiers and the table of what may follow what. No Django."""

from enum import StrEnum


class DossierState(StrEnum):
    """Where a dossier is in its life."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AWAITING_CHECK = "awaiting_check"
    RETURNED_FOR_COMPLETION = "returned_for_completion"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    AWAITING_ASSIGNMENT = "awaiting_assignment"
    IN_PROGRESS = "in_progress"
    AWAITING_OPINION = "awaiting_opinion"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_SIGNATURE = "awaiting_signature"
    RESULT_READY = "result_ready"
    BY_POST = "by_post"
    RETURNED = "returned"
    REFUSED_AFTER_ASSESSMENT = "refused_after_assessment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


S = DossierState
STATE_LABELS = {
    S.DRAFT: "Nháp",
    S.SUBMITTED: "Đã nộp, chờ tiếp nhận",
    S.AWAITING_CHECK: "Đang kiểm tra thành phần hồ sơ",
    S.RETURNED_FOR_COMPLETION: "Trả lại để hoàn thiện",
    S.REFUSED: "Từ chối tiếp nhận",
    S.ACCEPTED: "Đã tiếp nhận",
    S.AWAITING_ASSIGNMENT: "Chờ phân công",
    S.IN_PROGRESS: "Đang giải quyết",
    S.AWAITING_OPINION: "Chờ ý kiến phối hợp",
    S.AWAITING_SUPPLEMENT: "Chờ bổ sung hồ sơ",
    S.AWAITING_PAYMENT: "Chờ nộp phí, lệ phí",
    S.AWAITING_APPROVAL: "Chờ duyệt",
    S.AWAITING_SIGNATURE: "Chờ ký",
    S.RESULT_READY: "Có kết quả, chờ trả",
    S.BY_POST: "Đang gửi bưu chính",
    S.RETURNED: "Đã trả kết quả",
    S.REFUSED_AFTER_ASSESSMENT: "Không đủ điều kiện giải quyết",
    S.WITHDRAWN: "Người nộp rút hồ sơ",
    S.STOPPED: "Dừng giải quyết",
}

BEFORE_ACCEPTANCE = frozenset({S.DRAFT, S.SUBMITTED, S.AWAITING_CHECK, S.RETURNED_FOR_COMPLETION})
WITH_UNIT = frozenset(
    {
        S.ACCEPTED,
        S.AWAITING_ASSIGNMENT,
        S.IN_PROGRESS,
        S.AWAITING_OPINION,
        S.AWAITING_APPROVAL,
        S.AWAITING_SIGNATURE,
    }
)
WAITING_FOR_APPLICANT = frozenset({S.AWAITING_SUPPLEMENT, S.AWAITING_PAYMENT})
OPEN = WITH_UNIT | WAITING_FOR_APPLICANT  # accepted, nothing signed yet: the clock runs or pauses
RESOLVED = frozenset({S.RESULT_READY, S.BY_POST, S.RETURNED})
UNRESOLVED = frozenset({S.REFUSED_AFTER_ASSESSMENT, S.STOPPED})
CLOSED = frozenset({S.REFUSED, S.RETURNED, S.WITHDRAWN}) | UNRESOLVED
WITHOUT_RESULT = frozenset({S.REFUSED, S.WITHDRAWN, S.STOPPED})
ACCEPTED_ONCE = OPEN | RESOLVED | UNRESOLVED | {S.WITHDRAWN}

AT_WORK = frozenset({S.ACCEPTED, S.AWAITING_ASSIGNMENT, S.IN_PROGRESS})
TO_BE_SIGNED = frozenset({S.AWAITING_APPROVAL, S.AWAITING_SIGNATURE})

# verb -> (states it may start from, state it leads to)
TRANSITIONS = {
    "submit": (frozenset({S.DRAFT}), S.SUBMITTED),
    "check": (frozenset({S.SUBMITTED}), S.AWAITING_CHECK),
    "return_for_completion": (
        frozenset({S.SUBMITTED, S.AWAITING_CHECK}),
        S.RETURNED_FOR_COMPLETION,
    ),
    "resubmit": (frozenset({S.RETURNED_FOR_COMPLETION}), S.SUBMITTED),
    "refuse": (
        frozenset({S.SUBMITTED, S.AWAITING_CHECK, S.RETURNED_FOR_COMPLETION}),
        S.REFUSED,
    ),
    "accept": (BEFORE_ACCEPTANCE, S.ACCEPTED),
    "transfer": (frozenset({S.ACCEPTED}), S.AWAITING_ASSIGNMENT),
    "assign": (AT_WORK, S.IN_PROGRESS),
    "hand_over": (frozenset({S.IN_PROGRESS}), S.IN_PROGRESS),
    "request_supplement": (frozenset({S.IN_PROGRESS}), S.AWAITING_SUPPLEMENT),
    "receive_supplement": (frozenset({S.AWAITING_SUPPLEMENT}), S.IN_PROGRESS),
    "request_opinion": (frozenset({S.IN_PROGRESS}), S.AWAITING_OPINION),
    "receive_opinion": (frozenset({S.AWAITING_OPINION}), S.IN_PROGRESS),
    "request_payment": (frozenset({S.IN_PROGRESS}), S.AWAITING_PAYMENT),
    "receive_payment": (frozenset({S.AWAITING_PAYMENT}), S.IN_PROGRESS),
    "propose": (frozenset({S.IN_PROGRESS}), S.AWAITING_APPROVAL),
    "approve": (frozenset({S.AWAITING_APPROVAL}), S.AWAITING_SIGNATURE),
    "send_back": (TO_BE_SIGNED, S.IN_PROGRESS),
    "sign": (frozenset({S.AWAITING_SIGNATURE}), S.RESULT_READY),
    "finish": (AT_WORK, S.RESULT_READY),  # the small mode: who resolves also signs
    "refuse_after_assessment": (
        frozenset({S.IN_PROGRESS}) | TO_BE_SIGNED,
        S.REFUSED_AFTER_ASSESSMENT,
    ),
    "post_result": (frozenset({S.RESULT_READY}), S.BY_POST),
    "return_result": (frozenset({S.RESULT_READY, S.BY_POST}), S.RETURNED),
    "withdraw": (BEFORE_ACCEPTANCE | OPEN, S.WITHDRAWN),
    "stop": (OPEN, S.STOPPED),
}

# verbs that leave the state as it is
STAYING = {
    "pause": WITH_UNIT,
    "resume": WITH_UNIT,
    "extend": OPEN,
    "apologise": OPEN,
    "redate": OPEN,
}

# what is asked of whoever filed online, by state
FILER_ASKED = {
    S.DRAFT: "Điền tiếp tờ khai, tải giấy tờ lên rồi nộp",
    S.RETURNED_FOR_COMPLETION: "Hoàn thiện theo nội dung nơi tiếp nhận ghi, rồi nộp lại",
    S.AWAITING_SUPPLEMENT: "Tải lên giấy tờ được yêu cầu bổ sung, rồi gửi",
    S.AWAITING_PAYMENT: "Nộp phí, lệ phí",
    S.RESULT_READY: "Nhận kết quả",
    S.RETURNED: "Đánh giá việc giải quyết",
}

VERB_LABELS = {
    "submit": "Nộp hồ sơ",
    "check": "Kiểm tra thành phần hồ sơ",
    "return_for_completion": "Trả lại để hoàn thiện",
    "resubmit": "Nộp lại",
    "refuse": "Từ chối tiếp nhận",
    "accept": "Tiếp nhận",
    "transfer": "Chuyển đơn vị giải quyết",
    "assign": "Phân công",
    "hand_over": "Bàn giao",
    "request_supplement": "Yêu cầu bổ sung",
    "receive_supplement": "Nhận hồ sơ bổ sung",
    "request_opinion": "Lấy ý kiến phối hợp",
    "receive_opinion": "Nhận ý kiến phối hợp",
    "request_payment": "Yêu cầu nộp phí, lệ phí",
    "receive_payment": "Xác nhận đã nộp phí, lệ phí",
    "propose": "Trình duyệt",
    "approve": "Duyệt, trình ký",
    "send_back": "Trả lại người thụ lý",
    "sign": "Ký kết quả",
    "finish": "Ký và có kết quả",
    "refuse_after_assessment": "Không đủ điều kiện giải quyết",
    "post_result": "Gửi kết quả qua bưu chính",
    "return_result": "Trả kết quả",
    "withdraw": "Người nộp rút hồ sơ",
    "stop": "Dừng giải quyết",
    "pause": "Tạm dừng",
    "resume": "Tiếp tục giải quyết",
    "extend": "Gia hạn",
    "apologise": "Xin lỗi, hẹn lại",
    "redate": "Tính lại hạn theo lịch làm việc",
    "import": "Nhập từ hệ thống khác",
}

# what must be done next in each state, the first that somebody may do
NEXT_VERBS = {
    S.DRAFT: ("accept", "submit"),
    S.SUBMITTED: ("check", "accept"),
    S.AWAITING_CHECK: ("accept",),
    S.RETURNED_FOR_COMPLETION: ("resubmit",),
    S.ACCEPTED: ("transfer", "assign"),
    S.AWAITING_ASSIGNMENT: ("assign",),
    S.IN_PROGRESS: ("propose",),
    S.AWAITING_OPINION: ("receive_opinion",),
    S.AWAITING_SUPPLEMENT: ("receive_supplement",),
    S.AWAITING_PAYMENT: ("receive_payment",),
    S.AWAITING_APPROVAL: ("approve",),
    S.AWAITING_SIGNATURE: ("sign",),
    S.RESULT_READY: ("return_result",),
    S.BY_POST: ("return_result",),
}
SMALL_NEXT_VERBS = {**NEXT_VERBS, S.ACCEPTED: ("finish", "assign"), S.IN_PROGRESS: ("finish",)}
NOT_WHILE_PAUSED = frozenset(
    {
        "pause",
        "propose",
        "sign",
        "finish",
        "refuse_after_assessment",
        "request_payment",
        "request_supplement",
    }
)
BY_HAND = frozenset({*TRANSITIONS, *STAYING}) - {"redate"}  # a calendar re-dates, nobody else
# work that goes on with an overdue dossier only when its cause is named; the verbs that end it
# ask for the cause themselves, the counter and the applicant do not know it
CAUSE_FIRST = frozenset(
    {
        "assign",
        "hand_over",
        "request_supplement",
        "request_opinion",
        "request_payment",
        "propose",
        "approve",
        "send_back",
        "pause",
        "extend",
    }
)
BULK_VERBS = ("transfer", "assign", "hand_over")


class Channel(StrEnum):
    """How a dossier came in; guidance at the counter is filed online and counted apart."""

    DIRECT = "direct"
    POST = "post"
    ONLINE = "online"
    GUIDED_AT_COUNTER = "guided_at_counter"


CHANNEL_LABELS = {
    Channel.DIRECT: "Trực tiếp",
    Channel.POST: "Bưu chính công ích",
    Channel.ONLINE: "Trực tuyến",
    Channel.GUIDED_AT_COUNTER: "Trực tuyến, hướng dẫn tại quầy",
}
ONLINE_CHANNELS = frozenset({Channel.ONLINE, Channel.GUIDED_AT_COUNTER})


class WhyNotOnline(StrEnum):
    """What kept a person from filing online: one touch at the counter, counted."""

    UNAWARE = "unaware"
    NO_DEVICE = "no_device"
    UNUSED = "unused"
    PAPER_NEEDED = "paper_needed"
    SYSTEM_ERROR = "system_error"
    OTHER = "other"


WHY_NOT_ONLINE_LABELS = {
    WhyNotOnline.UNAWARE: "Chưa biết",
    WhyNotOnline.NO_DEVICE: "Không có điện thoại, mạng",
    WhyNotOnline.UNUSED: "Chưa quen",
    WhyNotOnline.PAPER_NEEDED: "Cần nộp bản giấy",
    WhyNotOnline.SYSTEM_ERROR: "Hệ thống lỗi",
    WhyNotOnline.OTHER: "Khác",
}


class Cause(StrEnum):
    """Why a dossier is late (mã nguyên nhân)."""

    FEW_STAFF = "few_staff"
    SLOW_HANDLING = "slow_handling"
    SLOW_COORDINATION = "slow_coordination"
    SLOW_SIGNATURE = "slow_signature"
    COMPLEX = "complex"
    RULES_UNCLEAR = "rules_unclear"
    SYSTEM_ERROR = "system_error"
    APPLICANT = "applicant"
    FORCE_MAJEURE = "force_majeure"
    OTHER = "other"


CAUSE_LABELS = {
    Cause.FEW_STAFF: "Thiếu người, nghỉ, thay đổi nhân sự",
    Cause.SLOW_HANDLING: "Người thụ lý xử lý chậm",
    Cause.SLOW_COORDINATION: "Cơ quan phối hợp trả lời chậm",
    Cause.SLOW_SIGNATURE: "Duyệt, ký chậm",
    Cause.COMPLEX: "Hồ sơ phức tạp, phải xác minh",
    Cause.RULES_UNCLEAR: "Quy định chưa rõ hoặc vừa thay đổi",
    Cause.SYSTEM_ERROR: "Hệ thống, đường truyền lỗi",
    Cause.APPLICANT: "Từ phía người nộp",
    Cause.FORCE_MAJEURE: "Sự kiện bất khả kháng",
    Cause.OTHER: "Khác",
}


class PauseReason(StrEnum):
    """Why a limit stands still; the words are those of ``core.workdays``."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    COORDINATION = "coordination"
    FORCE_MAJEURE = "force_majeure"


PAUSE_LABELS = {
    PauseReason.SUPPLEMENT: "Chờ bổ sung hồ sơ",
    PauseReason.PAYMENT: "Chờ nộp phí, lệ phí",
    PauseReason.COORDINATION: "Chờ cơ quan phối hợp",
    PauseReason.FORCE_MAJEURE: "Sự kiện bất khả kháng",
}


class Lateness(StrEnum):
    """Timeliness, fixed when the result is signed."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"


LATENESS_LABELS = {
    Lateness.EARLY: "Trước hạn",
    Lateness.ON_TIME: "Đúng hạn",
    Lateness.OVERDUE: "Quá hạn",
}


class RunState(StrEnum):
    """What became of a list taken in from another system."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    NOTHING_NEW = "nothing_new"
    DISCARDED = "discarded"


RUN_STATE_LABELS = {
    RunState.WAITING: "Chờ nhập",
    RunState.TAKEN_IN: "Đã nhập",
    RunState.NOTHING_NEW: "Không có gì mới",
    RunState.DISCARDED: "Đã bỏ",
}


class PaymentMethod(StrEnum):
    """How money came in."""

    CASH = "cash"
    TRANSFER = "transfer"
    GATEWAY = "gateway"


PAYMENT_METHOD_LABELS = {
    PaymentMethod.CASH: "Tiền mặt",
    PaymentMethod.TRANSFER: "Chuyển khoản",
    PaymentMethod.GATEWAY: "Cổng thanh toán",
}
AT_THE_DESK = (PaymentMethod.CASH, PaymentMethod.TRANSFER)


class Outcome(StrEnum):
    """What became of a credit in a bank statement."""

    MATCHED = "matched"
    AMOUNT_DIFFERS = "amount_differs"
    NOTHING_OWED = "nothing_owed"
    UNMATCHED = "unmatched"
    SETTLED = "settled"
    SET_ASIDE = "set_aside"


OUTCOME_LABELS = {
    Outcome.MATCHED: "Khớp",
    Outcome.AMOUNT_DIFFERS: "Lệch số tiền",
    Outcome.NOTHING_OWED: "Hồ sơ không còn khoản phải thu",
    Outcome.UNMATCHED: "Không rõ hồ sơ",
    Outcome.SETTLED: "Đã xử lý",
    Outcome.SET_ASIDE: "Không phải khoản thu ở đây",
}
TO_BE_LOOKED_AT = frozenset({Outcome.AMOUNT_DIFFERS, Outcome.NOTHING_OWED, Outcome.UNMATCHED})


class ReturnWay(StrEnum):
    """How the applicant got the result."""

    APPLICANT = "applicant"
    AUTHORISED = "authorised"
    POST = "post"
    ELECTRONIC = "electronic"


RETURN_WAY_LABELS = {
    ReturnWay.APPLICANT: "Người nộp nhận tại quầy",
    ReturnWay.AUTHORISED: "Người được ủy quyền nhận",
    ReturnWay.POST: "Bưu chính công ích đã phát",
    ReturnWay.ELECTRONIC: "Nhận bản điện tử",
}


class RatedBy(StrEnum):
    """How somebody proved to be the one the dossier was returned to."""

    TABLET = "tablet"
    LINK = "link"
    PHONE = "phone"


RATED_BY_LABELS = {
    RatedBy.TABLET: "Tại quầy",
    RatedBy.LINK: "Quét mã trên phiếu",
    RatedBy.PHONE: "Mã hồ sơ và bốn số cuối điện thoại",
}
