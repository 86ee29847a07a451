"""The life of a news item, what a check of its text may find, where one files. No Django."""

from enum import StrEnum

from congvu.core.states import Table
from congvu.organizations.states import Role

EDITORS = (Role.SECRETARY, Role.RECORDS_CLERK)
REVIEWERS = (Role.HEAD, Role.DEPUTY, Role.ADMINISTRATOR)


class NewsState(StrEnum):
    """Where a news item stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


NEWS_STATE_LABELS = {
    NewsState.DRAFT: "đang soạn",
    NewsState.SUBMITTED: "chờ duyệt",
    NewsState.PUBLISHED: "đã đăng",
    NewsState.WITHDRAWN: "đã gỡ",
}
NEWS_STATE_TONES = {
    NewsState.DRAFT: "muted",
    NewsState.SUBMITTED: "action",
    NewsState.PUBLISHED: "ok",
    NewsState.WITHDRAWN: "muted",
}

_S = NewsState
_ALL = frozenset(NewsState)
# verb -> (states it may be taken from, state it leads to); what is out stays out while corrected
NEWS_TABLE: Table = {
    "submit": (_ALL - {_S.SUBMITTED}, _S.SUBMITTED),
    "send_back": (frozenset({_S.SUBMITTED}), _S.DRAFT),
    "publish": (_ALL, _S.PUBLISHED),
    "withdraw": (_ALL - {_S.WITHDRAWN}, _S.WITHDRAWN),
}


class FlagKind(StrEnum):
    """What a reviewer must look at before an item goes out."""

    UNIT = "unit"
    PERSON = "person"
    COUNT = "count"


FLAG_LABELS = {
    FlagKind.UNIT: "Nêu tên đơn vị cạnh hạn chế",
    FlagKind.PERSON: "Tên người không giữ chức vụ",
    FlagKind.COUNT: "Số liệu khác dữ liệu",
}


class FilingWay(StrEnum):
    """Where a dossier of a procedure is filed."""

    HERE = "here"
    FORWARD = "forward"
    DIRECT = "direct"


FILING_LABELS = {
    FilingWay.HERE: "Nộp tại đây",
    FilingWay.FORWARD: "Chuyển đến Cổng Dịch vụ công quốc gia",
    FilingWay.DIRECT: "Chỉ nộp trực tiếp",
}
BY_RULE = "rule"  # an earlier decision of the office ends
DECISION_LABELS = FILING_LABELS | {BY_RULE: "Theo quy định chung"}
