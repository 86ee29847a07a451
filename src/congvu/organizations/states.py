"""Closed lists of the organisation: kinds of unit, roles, kinds of calendar day. No Django."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is; criteria name these codes in ``applies_to``."""

    DEPARTMENT = "department"  # the Sở itself
    DEPARTMENT_OFFICE = "department_office"
    DIVISION = "division"
    PUBLIC_SERVICE_UNIT = "public_service_unit"
    SCHOOL = "school"
    COUNTER = "counter"


UNIT_KIND_LABELS = {
    UnitKind.DEPARTMENT: "Sở",
    UnitKind.DEPARTMENT_OFFICE: "Văn phòng Sở",
    UnitKind.DIVISION: "Phòng chuyên môn",
    UnitKind.PUBLIC_SERVICE_UNIT: "Đơn vị sự nghiệp công lập",
    UnitKind.SCHOOL: "Trường",
    UnitKind.COUNTER: "Bộ phận Một cửa",
}


OWN_SEAL = (UnitKind.SCHOOL, UnitKind.PUBLIC_SERVICE_UNIT)  # sign in their own name


class Role(StrEnum):
    """What a seat allows. A person may hold several seats."""

    ADMINISTRATOR = "administrator"
    HEAD = "head"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    INSPECTOR = "inspector"
    UNIT_HEAD = "unit_head"
    CONTACT = "contact"
    RECORDS_CLERK = "records_clerk"
    ONE_STOP_OFFICER = "one_stop_officer"
    CASE_OFFICER = "case_officer"
    REGISTER_CLERK = "register_clerk"
    VIEWER = "viewer"
    CITIZEN = "citizen"


ROLE_LABELS = {
    Role.ADMINISTRATOR: "Quản trị hệ thống",
    Role.HEAD: "Giám đốc",
    Role.DEPUTY: "Phó Giám đốc",
    Role.SECRETARY: "Thư ký",
    Role.INSPECTOR: "Thành viên đoàn kiểm tra",
    Role.UNIT_HEAD: "Trưởng đơn vị",
    Role.CONTACT: "Đầu mối CCHC",
    Role.RECORDS_CLERK: "Văn thư",
    Role.ONE_STOP_OFFICER: "Cán bộ một cửa",
    Role.CASE_OFFICER: "Chuyên viên",
    Role.REGISTER_CLERK: "Cán bộ thống kê",
    Role.VIEWER: "Người xem",
    Role.CITIZEN: "Công dân, tổ chức",
}


class DayKind(StrEnum):
    """Why a calendar day differs from the weekly rule."""

    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    LOCAL = "local"
    PENDING = "pending"


DAY_KIND_LABELS = {
    DayKind.HOLIDAY: "Ngày lễ, tết",
    DayKind.COMPENSATORY: "Nghỉ bù",
    DayKind.SWAP_OFF: "Nghỉ hoán đổi",
    DayKind.SWAP_WORK: "Làm bù",
    DayKind.LOCAL: "Nghỉ riêng của cơ quan",
    DayKind.PENDING: "Chờ văn bản",
}


SWAPS = {DayKind.SWAP_OFF: DayKind.SWAP_WORK, DayKind.SWAP_WORK: DayKind.SWAP_OFF}


class DayStatus(StrEnum):
    """How sure we are of a calendar day."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    PROVISIONAL = "provisional"
    PENDING = "pending"


DAY_STATUS_LABELS = {
    DayStatus.CONFIRMED: "Đã xác nhận",
    DayStatus.UNCONFIRMED: "Chưa đối chiếu văn bản",
    DayStatus.PROVISIONAL: "Tạm tính",
    DayStatus.PENDING: "Chờ văn bản",
}
