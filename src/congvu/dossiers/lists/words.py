"""Words of other systems: states, ways of filing, names of organisations."""

from congvu.core.search import remembered_fold as fold
from congvu.dossiers.rules import masked_name
from congvu.dossiers.states import STATE_LABELS, Channel, DossierState

S = DossierState
KNOWN = {
    S.SUBMITTED: "chờ tiếp nhận; mới đăng ký; đã nộp; chờ xác nhận",
    S.ACCEPTED: "mới tiếp nhận; tiếp nhận",
    S.IN_PROGRESS: "đang xử lý; đang thụ lý; chưa giải quyết; chưa xử lý; đang xử lý trong hạn;"
    " đang xử lý quá hạn; đang giải quyết trong hạn; đang giải quyết quá hạn",
    S.AWAITING_OPINION: "chờ ý kiến; chờ phối hợp; chờ liên thông",
    S.AWAITING_SUPPLEMENT: "chờ bổ sung; yêu cầu bổ sung; bổ sung hồ sơ; đang bổ sung; tạm dừng;"
    " tạm dừng chờ bổ sung; dừng chờ bổ sung",
    S.AWAITING_PAYMENT: "chờ thanh toán; chờ nghĩa vụ tài chính; chờ nộp phí",
    S.AWAITING_APPROVAL: "chờ phê duyệt; trình duyệt",
    S.AWAITING_SIGNATURE: "trình ký; chờ ký duyệt",
    S.RESULT_READY: "có kết quả; đã có kết quả; đã xử lý; đã xử lý xong; đã giải quyết;"
    " hoàn thành; đã hoàn thành; chờ trả kết quả; đã giải quyết trước hạn;"
    " đã giải quyết đúng hạn; đã giải quyết quá hạn",
    S.RETURNED: "đã trả; trả kết quả; đã trả kết quả cho công dân; đã trả công dân",
    S.REFUSED: "từ chối; không tiếp nhận",
    S.REFUSED_AFTER_ASSESSMENT: "không đủ điều kiện; không giải quyết; từ chối giải quyết;"
    " trả lại hồ sơ; trả lại",
    S.WITHDRAWN: "rút hồ sơ; công dân rút; công dân rút hồ sơ; đã rút; xin rút",
    S.STOPPED: "dừng xử lý; dừng hồ sơ; đã hủy; hủy hồ sơ",
}
STATE_WORDS = {fold(label): state for state, label in STATE_LABELS.items()} | {
    fold(word): state for state, words in KNOWN.items() for word in words.split(";")
}
CHANNEL_WORDS = {
    fold(word): channel
    for channel, words in {
        Channel.DIRECT: "trực tiếp; nộp trực tiếp; tại quầy; một cửa",
        Channel.POST: "bưu chính; bưu chính công ích; bưu điện; qua bưu chính",
        Channel.ONLINE: "trực tuyến; nộp trực tuyến; qua mạng; dịch vụ công; online;"
        " trực tuyến toàn trình; trực tuyến một phần; dvc quốc gia",
    }.items()
    for word in words.split(";")
}
ORGANISATIONS = (
    "cong ty", "doanh nghiep", "dntn", "hop tac xa", "htx", "truong ", "trung tam", "uy ban",
    "ubnd", "phong ", "so ", "ngan hang", "benh vien", "hoi ", "chi nhanh", "van phong", "co so",
    "to chuc", "cong an", "ban ",
)  # fmt: skip


def applicant_label(name: str) -> str:
    """An applicant as kept from a list: persons shortened, organisations as they are."""
    return name if fold(name).startswith(ORGANISATIONS) else masked_name(name)
