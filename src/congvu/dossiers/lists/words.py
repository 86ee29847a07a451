"""Words of other systems: states, ways of filing, names of organisations."""

from congvu.core.search import remembered_fold as fold
from congvu.dossiers.rules import masked_name
from congvu.dossiers.states import CHANNEL_LABELS, STATE_LABELS, Channel, DossierState

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
CHANNELS = {
    Channel.DIRECT: "nộp trực tiếp; tại quầy; nộp tại quầy; trực tiếp tại quầy; một cửa;"
    " bộ phận một cửa; tại bộ phận một cửa; trực tiếp tại bộ phận một cửa; tiếp nhận trực tiếp;"
    " nhận trực tiếp; hồ sơ trực tiếp",
    Channel.POST: "bưu chính; bưu điện; bcci; qua bưu chính; qua bưu điện; qua bcci;"
    " qua bưu chính công ích; nộp qua bưu chính; nộp qua bưu điện; nộp qua bưu chính công ích;"
    " dịch vụ bưu chính; dịch vụ bưu chính công ích; dịch vụ bcci; qua dịch vụ bưu chính công ích;"
    " đường bưu điện; qua đường bưu điện; gửi bưu điện",
    Channel.ONLINE: "nộp trực tuyến; qua mạng; nộp qua mạng; internet; qua internet; online;"
    " nộp online; hồ sơ trực tuyến; hồ sơ online; dịch vụ công; dịch vụ công quốc gia;"
    " dvc quốc gia; cổng dịch vụ công; cổng dịch vụ công quốc gia; cổng dvc quốc gia; cổng dvcqg;"
    " dvcqg; qua cổng dịch vụ công; toàn trình; một phần",
}
# in the words of their time, on whose level nothing is concluded; levels 1 and 2 file nothing
ONLINE_NAMES = ("dvctt", "dvc trực tuyến", "dvc", "dịch vụ công trực tuyến", "trực tuyến")
ONLINE_LEVELS = ("", "mức độ 3", "mức độ 4", "mức 3", "mức 4", "toàn trình", "một phần")
CHANNEL_WORDS = (
    {fold(label): channel for channel, label in CHANNEL_LABELS.items()}
    | {fold(word): channel for channel, words in CHANNELS.items() for word in words.split(";")}
    | {fold(level): Channel.ONLINE for level in ONLINE_LEVELS[1:]}
    | {fold(f"{one} {level}"): Channel.ONLINE for one in ONLINE_NAMES for level in ONLINE_LEVELS}
)
ORGANISATIONS = (
    "cong ty", "doanh nghiep", "dntn", "hop tac xa", "htx", "truong ", "trung tam", "uy ban",
    "ubnd", "phong ", "so ", "ngan hang", "benh vien", "hoi ", "chi nhanh", "van phong", "co so",
    "to chuc", "cong an", "ban ",
)  # fmt: skip


def applicant_label(name: str) -> str:
    """An applicant as kept from a list: persons shortened, organisations as they are."""
    return name if fold(name).startswith(ORGANISATIONS) else masked_name(name)


def channel_in_words(channel: str, word: str) -> str:
    """What a list calls a channel, where that is not simply our own word for it."""
    return "" if fold(word) == fold(CHANNEL_LABELS[Channel(channel)]) else word
