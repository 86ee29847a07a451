"""The columns of a list, and the words for each."""

from collections.abc import Mapping
from typing import Any

from congvu.applicants.rules import phone_problem
from congvu.core.imports import Column
from congvu.core.imports.grid import Cell, Doubt
from congvu.core.imports.parsing import choice, date, raw, short_text
from congvu.organizations.models import Unit
from congvu.petitions.rules import kind_choices, petition_data
from congvu.petitions.states import Satisfaction

HAPPY = {
    "Hài lòng": Satisfaction.SATISFIED,
    "Rất hài lòng": Satisfaction.SATISFIED,
    "Không hài lòng": Satisfaction.NOT_SATISFIED,
    "Chưa hài lòng": Satisfaction.NOT_SATISFIED,
}


def columns() -> list[Column]:
    """What a list may tell; only code, day and subject must be there."""
    return [
        Column("code", "Mã phản ánh, kiến nghị", short_text(80), required=True, unique=True,
               aliases=("mã", "mã PAKN", "mã số", "mã phản ánh")),
        Column("received_on", "Ngày tiếp nhận", date, required=True,
               aliases=("ngày gửi", "ngày nhận", "tiếp nhận")),
        Column("subject", "Trích yếu", short_text(300), required=True,
               aliases=("tiêu đề", "nội dung tóm tắt")),
        Column("content", "Nội dung", short_text(10_000),
               aliases=("nội dung phản ánh, kiến nghị",)),
        Column("sender_name", "Người gửi", short_text(200),
               aliases=("họ tên", "người phản ánh", "tên người gửi")),
        Column("sender_phone", "Điện thoại", phone, aliases=("số điện thoại",)),
        Column("sender_address", "Địa chỉ", short_text(300)),
        Column("kind", "Nội dung về", choice(kind_words(), what="loại nội dung"),
               aliases=("loại", "phân loại")),
        Column("unit", "Đơn vị xử lý", choice(unit_names(), what="đơn vị"),
               aliases=("cơ quan xử lý", "đơn vị trả lời")),
        Column("answered_on", "Ngày trả lời", date, aliases=("ngày xử lý xong", "trả lời ngày")),
        Column("answer", "Trả lời", short_text(10_000),
               aliases=("nội dung trả lời", "kết quả xử lý")),
        Column("satisfaction", "Ý kiến người gửi", choice(HAPPY, what="mức hài lòng"),
               aliases=("mức độ hài lòng", "đánh giá")),
    ]  # fmt: skip


def phone(cell: Cell) -> str:
    """A phone, or nothing."""
    words = raw(cell)
    if problem := phone_problem(words):
        raise Doubt(problem)
    return words


def kind_words() -> Mapping[str, str]:
    """The decree's words and our short ones."""
    short = {row["short"]: code for code, row in petition_data()["kinds"].items()}
    return {words: code for code, words in kind_choices()} | short


def unit_names() -> Mapping[str, Any]:
    """Every unit by its names."""
    found: dict[str, Any] = {}
    for unit in Unit.objects.all():
        found |= {unit.name: unit, unit.short_name: unit}
    return found
