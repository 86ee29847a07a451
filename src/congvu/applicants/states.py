"""Closed lists about applicants. No Django."""

from enum import StrEnum


class ApplicantKind(StrEnum):
    """Who files."""

    PERSON = "person"
    ORGANISATION = "organisation"


KIND_LABELS = {
    ApplicantKind.PERSON: "Cá nhân",
    ApplicantKind.ORGANISATION: "Tổ chức",
}

PERSONAL = ("identity_number", "phone", "email", "address", "birth_date")
PERSONAL_LABELS = {
    "identity_number": "Số định danh, mã số doanh nghiệp",
    "phone": "Điện thoại",
    "email": "Thư điện tử",
    "address": "Địa chỉ",
    "birth_date": "Ngày sinh",
}
