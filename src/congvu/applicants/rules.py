"""Names and numbers of applicants, as plain values."""

import re

from congvu.applicants.states import ApplicantKind

IDENTITY = {
    ApplicantKind.PERSON: (re.compile(r"\d{9}|\d{12}"), "9 hoặc 12 chữ số"),
    ApplicantKind.ORGANISATION: (re.compile(r"\d{10}(-?\d{3})?"), "10 hoặc 13 chữ số"),
}
PHONE = re.compile(r"0\d{8,10}")


def bare(number: str) -> str:
    """A number without spaces, dots and dashes, +84 written as 0."""
    return re.sub(r"^(\+84|0084)", "0", re.sub(r"[\s.\-()]", "", number))


def identity_problem(kind: str, number: str) -> str:
    """Why an identity number or business code can't be right; empty when it may be."""
    pattern, words = IDENTITY[ApplicantKind(kind)]
    digits = re.sub(r"[\s.\-]", "", number)
    return "" if not number or pattern.fullmatch(digits) else f"Số này phải có {words}."


def phone_problem(number: str) -> str:
    """Why a phone number can't be right; empty when it may be."""
    if not number or PHONE.fullmatch(bare(number)):
        return ""
    return "Số điện thoại phải có từ 9 đến 11 chữ số, bắt đầu bằng 0 hoặc +84."


def last_four(number: str) -> str:
    """The last four digits, by which a dossier is followed; empty without a number."""
    digits = bare(number)
    return digits[-4:] if len(digits) >= 4 else ""


def short_name(kind: str, name: str) -> str:
    """The name in lists: a person's shortened, an organisation's as it is."""
    if kind == ApplicantKind.ORGANISATION:
        return name
    first, *rest = name.split() or [""]
    return " ".join([first, *(f"{word[0].upper()}." for word in rest)])
