"""Closed lists of procedures: competence, life of a version, channels, units. No Django."""

from enum import StrEnum

from congvu.core.states import Table


class ImportState(StrEnum):
    """What became of a long file of procedures."""

    WAITING = "waiting"
    TAKEN_IN = "taken_in"
    REFUSED = "refused"


IMPORT_STATE_LABELS = {
    ImportState.WAITING: "Đang nhập",
    ImportState.TAKEN_IN: "Đã nhập",
    ImportState.REFUSED: "Không nhập",
}


class Competence(StrEnum):
    """Who decides by law."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    PUBLIC_SERVICE_UNIT = "public_service_unit"
    INTERCONNECTED = "interconnected"


COMPETENCE_LABELS = {
    Competence.MINISTRY: "Cấp bộ",
    Competence.PROVINCE: "Cấp tỉnh",
    Competence.DEPARTMENT: "Cấp sở",
    Competence.DISTRICT: "Cấp huyện",
    Competence.COMMUNE: "Cấp xã",
    Competence.PUBLIC_SERVICE_UNIT: "Trường, trung tâm",
    Competence.INTERCONNECTED: "Liên thông",
}


class VersionState(StrEnum):
    """Life of a version. What was published once is never edited."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    REPLACED = "replaced"
    REPEALED = "repealed"


VERSION_STATE_LABELS = {
    VersionState.DRAFT: "Dự thảo",
    VersionState.SUBMITTED: "Chờ công bố",
    VersionState.PUBLISHED: "Đã công bố",
    VersionState.SUSPENDED: "Tạm ngừng",
    VersionState.REPLACED: "Đã được thay thế",
    VersionState.REPEALED: "Đã bãi bỏ",
}
VERSION_STATE_TONES = {
    VersionState.DRAFT: "muted",
    VersionState.SUBMITTED: "action",
    VersionState.PUBLISHED: "ok",
    VersionState.SUSPENDED: "warn",
    VersionState.REPLACED: "muted",
    VersionState.REPEALED: "muted",
}

# published at some time: fixed, and asked for by its dates
FIXED = frozenset(
    {
        VersionState.PUBLISHED,
        VersionState.SUSPENDED,
        VersionState.REPLACED,
        VersionState.REPEALED,
    }
)
OPEN = frozenset({VersionState.DRAFT, VersionState.SUBMITTED})
_RUNNING = frozenset({VersionState.PUBLISHED, VersionState.SUSPENDED})

VERSION_TABLE: Table = {
    "edit": (frozenset({VersionState.DRAFT}), VersionState.DRAFT),
    "submit": (frozenset({VersionState.DRAFT}), VersionState.SUBMITTED),
    "send_back": (frozenset({VersionState.SUBMITTED}), VersionState.DRAFT),
    "publish": (frozenset({VersionState.SUBMITTED}), VersionState.PUBLISHED),
    "suspend": (frozenset({VersionState.PUBLISHED}), VersionState.SUSPENDED),
    "resume": (frozenset({VersionState.SUSPENDED}), VersionState.PUBLISHED),
    "replace": (_RUNNING, VersionState.REPLACED),
    "repeal": (_RUNNING, VersionState.REPEALED),
    "discard": (OPEN, VersionState.DRAFT),
}


class LimitUnit(StrEnum):
    """The unit of a time limit, the same words as core.workdays."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    WORKING_HOURS = "working_hours"
    HOURS = "hours"
    SAME_DAY = "same_day"


LIMIT_UNIT_LABELS = {
    LimitUnit.WORKING_DAYS: "ngày làm việc",
    LimitUnit.CALENDAR_DAYS: "ngày (tính cả ngày nghỉ)",
    LimitUnit.MONTHS: "tháng",
    LimitUnit.WORKING_HOURS: "giờ làm việc",
    LimitUnit.HOURS: "giờ",
    LimitUnit.SAME_DAY: "trả ngay trong ngày",
}


class SupplementEffect(StrEnum):
    """What asking for papers does to the time limit."""

    PAUSE = "pause"
    RESTART = "restart"
    NO_EFFECT = "no_effect"


SUPPLEMENT_EFFECT_LABELS = {
    SupplementEffect.PAUSE: "Tạm dừng, tính tiếp khi đủ hồ sơ",
    SupplementEffect.RESTART: "Tính lại từ đầu khi đủ hồ sơ",
    SupplementEffect.NO_EFFECT: "Không ảnh hưởng đến thời hạn",
}


class Way(StrEnum):
    """How a dossier may be filed, in the order the pages name them."""

    ONLINE = "online"
    DIRECT = "direct"
    POST = "post"


WAY_LABELS = {
    Way.ONLINE: "trực tuyến",
    Way.DIRECT: "trực tiếp",
    Way.POST: "qua bưu chính công ích",
}


class Audience(StrEnum):
    """Who may apply."""

    PERSON = "person"
    ORGANISATION = "organisation"
    OFFICIAL = "official"


AUDIENCE_LABELS = {
    Audience.PERSON: "Cá nhân",
    Audience.ORGANISATION: "Tổ chức, doanh nghiệp",
    Audience.OFFICIAL: "Cán bộ, công chức, viên chức",
}


class FeeState(StrEnum):
    """Whether it costs anything; empty in the model: not known."""

    FREE = "free"
    CHARGED = "charged"


FEE_STATE_LABELS = {FeeState.FREE: "Không thu", FeeState.CHARGED: "Có thu"}


class FeeKind(StrEnum):
    """The two kinds of the Law on fees and charges."""

    FEE = "fee"
    CHARGE = "charge"


FEE_KIND_LABELS = {FeeKind.FEE: "Phí", FeeKind.CHARGE: "Lệ phí"}


class Level(StrEnum):
    """Levels of online service; two vocabularies that are never converted into each other."""

    LEVEL_1 = "legacy_level_1"
    LEVEL_2 = "legacy_level_2"
    LEVEL_3 = "legacy_level_3"
    LEVEL_4 = "legacy_level_4"
    PARTIAL = "partial"
    FULL = "full"


LEVEL_LABELS = {
    Level.LEVEL_1: "Mức độ 1",
    Level.LEVEL_2: "Mức độ 2",
    Level.LEVEL_3: "Mức độ 3",
    Level.LEVEL_4: "Mức độ 4",
    Level.PARTIAL: "Một phần",
    Level.FULL: "Toàn trình",
}


class ProcessState(StrEnum):
    """A process is fixed once a published version goes by it."""

    DRAFT = "draft"
    IN_USE = "in_use"
    RETIRED = "retired"


PROCESS_STATE_LABELS = {
    ProcessState.DRAFT: "Đang soạn",
    ProcessState.IN_USE: "Đang áp dụng",
    ProcessState.RETIRED: "Thôi áp dụng",
}

PROCESS_TABLE: Table = {
    "edit": (frozenset({ProcessState.DRAFT}), ProcessState.DRAFT),
    "use": (frozenset({ProcessState.DRAFT, ProcessState.IN_USE}), ProcessState.IN_USE),
    "retire": (frozenset({ProcessState.IN_USE}), ProcessState.RETIRED),
    "discard": (frozenset({ProcessState.DRAFT}), ProcessState.DRAFT),
}


class Channel(StrEnum):
    """Where a procedure is made public (Nghị định 63/2010, three are obligatory)."""

    OFFICE_BOARD = "office_board"
    PORTAL = "portal"
    NATIONAL_DB = "national_db"


CHANNEL_LABELS = {
    Channel.OFFICE_BOARD: "Niêm yết tại trụ sở",
    Channel.PORTAL: "Trang, cổng thông tin điện tử",
    Channel.NATIONAL_DB: "Cơ sở dữ liệu quốc gia về TTHC",
}


_OFFICE = "application/vnd.openxmlformats-officedocument"
# files an applicant can open and fill in: Word, Excel, PDF
TEMPLATE_KINDS = frozenset(
    {
        "application/pdf",
        "application/msword",
        f"{_OFFICE}.wordprocessingml.document",
        "application/vnd.ms-excel",
        f"{_OFFICE}.spreadsheetml.sheet",
    }
)
TEMPLATE_LARGEST = 10 * 2**20
MOST_COPIES = 99  # of one paper, and of sets


class Part(StrEnum):
    """What a published procedure must state; the first four are those schools are asked for."""

    COMPONENTS = "components"
    SETS = "sets"
    TIME_LIMIT = "time_limit"
    PROCESS = "process"
    SEQUENCE = "sequence"
    WAYS = "ways"
    AUDIENCE = "audience"
    DECIDES = "decides"
    RESULT = "result"
    FEE = "fee"
    CONTACT = "contact"


PART_LABELS = {
    Part.COMPONENTS: "thành phần hồ sơ",
    Part.SETS: "số lượng hồ sơ",
    Part.TIME_LIMIT: "thời hạn giải quyết",
    Part.PROCESS: "quy trình giải quyết",
    Part.SEQUENCE: "trình tự thực hiện",
    Part.WAYS: "cách thức thực hiện",
    Part.AUDIENCE: "đối tượng thực hiện",
    Part.DECIDES: "cơ quan giải quyết",
    Part.RESULT: "kết quả",
    Part.FEE: "phí, lệ phí",
    Part.CONTACT: "nơi hỏi đáp",
}
CORE_PARTS = (Part.COMPONENTS, Part.SETS, Part.TIME_LIMIT, Part.PROCESS)


class SheetState(StrEnum):
    """What can be said of a sheet on a notice board; computed, never stored."""

    CURRENT = "current"
    OUTDATED = "outdated"
    ENDED = "ended"
    MISSING = "missing"
    PRINTED = "printed"
    UNUSED = "unused"


SHEET_STATE_LABELS = {
    SheetState.CURRENT: ("còn đúng", "ok"),
    SheetState.OUTDATED: ("đã cũ, cần thay", "late"),
    SheetState.ENDED: ("thủ tục đã ngừng, cần gỡ", "late"),
    SheetState.MISSING: ("chưa niêm yết", "warn"),
    SheetState.PRINTED: ("đã in, chưa thấy treo", "action"),
    SheetState.UNUSED: ("bản in chưa treo, nay đã cũ", "muted"),
}

LEAFLET_STATE_LABELS = {
    SheetState.CURRENT: ("còn đúng", "ok"),
    SheetState.OUTDATED: ("đã cũ, không phát tiếp", "late"),
    SheetState.ENDED: ("thủ tục đã ngừng, không phát tiếp", "late"),
}


class FieldKind(StrEnum):
    """What is typed into one field of an online form."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


FIELD_KIND_LABELS = {
    FieldKind.TEXT: "Một dòng chữ",
    FieldKind.LONG_TEXT: "Đoạn văn",
    FieldKind.WHOLE: "Số nguyên",
    FieldKind.MONEY: "Số tiền (đồng)",
    FieldKind.DATE: "Ngày",
    FieldKind.CHOICE: "Chọn một",
    FieldKind.YES_NO: "Có hoặc không",
}
