"""Made-up content of the living style page; nothing else may use it."""

import datetime as dt

from django import forms
from django.utils import timezone

from congvu.core.day_fields import DateField
from congvu.core.history import Detail, Entry

AREAS = [
    "Thể chế",
    "Thủ tục, một cửa",
    "Thái độ phục vụ",
    "Bộ máy",
    "Đội ngũ",
    "Kỷ luật, kỷ cương",
    "Tài chính công",
    "Ứng dụng CNTT",
    "ISO 9001",
    "Chỉ đạo, điều hành",
]
LEVELS = {
    "X": ("excellent", "Xuất sắc", 95),
    "T": ("good", "Tốt", 84),
    "K": ("fair", "Khá", 73),
    "B": ("average", "TB", 58),
    "Y": ("weak", "Yếu", 41),
}
MARKS = {"+": "up", "-": "down", "*": "repeat"}
UNITS = [
    ("Trường TC nghề Tứ giác Long Xuyên", "26/8 sáng", "đã ký", "K+ Y* T K T T T B* K+ B"),
    ("Trường TC nghề Dân tộc nội trú", "26/8 chiều", "đã ký", "K B+ T K K T T B B B*"),
    ("TT Điều dưỡng Người có công", "27/8 sáng", "đã ký", "T+ K X T T T X+ K T K"),
    ("Văn phòng Sở", "25/8 sáng", "đã ký", "T T+ T X T X T T X+ K-"),
    ("Phòng Người có công", "25/8 chiều", "đã ký", "K T X+ T T T T K T K"),
    ("Phòng BTXHTEBĐG&TNXH", "27/8 chiều", "chờ ký", "K- T T K T T T K K K"),
    ("Phòng LĐVL&GDNN", "28/8 sáng", "chờ ký", "T T T K o T o K B ?"),
]
NAVIGATION = [
    ("Việc cần xử lý", "6", True),
    ("Kiểm tra CCHC", "2020", False),
    ("Khắc phục sau kiểm tra", "2", True),
    ("Thủ tục hành chính", "", False),
]
FACTS = [
    {"value": "5 / 7", "label": "đã ký biên bản"},
    {"value": "14", "label": "ưu điểm"},
    {"value": "12", "label": "hạn chế", "door_label": "3 lặp lại từ 2019"},
    {"value": "9", "label": "kiến nghị (dự thảo)", "door_label": "2 của 2019 quá hạn"},
    {"value": "61%", "label": "đơn vị đã kiểm tra (chỉ tiêu 50%)"},
    {
        "value": "Còn 9 ngày làm việc",
        "label": "hạn thông báo kết luận 21/9/2020",
        "door_label": "vì sao?",
        "due": True,
    },
]
ANSWER_LEVELS = [
    ("5", "excellent", "Xuất sắc", "từ 9"),
    ("4", "good", "Tốt", "từ 8"),
    ("3", "fair", "Khá", "từ 7"),
    ("2", "average", "Trung bình", "từ 5"),
    ("1", "weak", "Yếu", "dưới 5"),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="Tên kiến nghị",
        help_text="Một câu, bắt đầu bằng động từ: công khai, bổ sung, chấn chỉnh…",
    )
    due = DateField(label="Hạn hoàn thành")
    unit = forms.ChoiceField(
        label="Đơn vị thực hiện", choices=[("", "Chọn đơn vị"), *((u[0], u[0]) for u in UNITS)]
    )
    cause = forms.ChoiceField(
        label="Nguyên nhân",
        choices=[("chu-quan", "Chủ quan"), ("khach-quan", "Khách quan")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    repeated = forms.BooleanField(label="Hạn chế lặp lại từ năm trước", required=False)


def matrix() -> list[dict]:
    """Rows of the matrix as a page hands them to the template."""
    return [
        {
            "name": name,
            "note": f"{when} · {signed}",
            "cells": [cell(code, AREAS[i]) for i, code in enumerate(codes.split())],
        }
        for name, when, signed, codes in UNITS
    ]


def cell(code: str, area: str) -> dict:
    """One cell from its short code."""
    if code in "o?":
        return {"area": area, "state": {"o": "out", "?": "unjudged"}[code], "url": "#bang"}
    level, label, points = LEVELS[code[0]]
    mark = MARKS.get(code[1:], "")
    return {
        "area": area,
        "level": level,
        "label": label,
        "points": f"{points} / 100",
        "short": "XS" if level == "excellent" else label,
        "percent": f"{points}%",
        "mark": mark,
        "url": "#bang",
    }


def entries() -> list[Entry]:
    """Rows of a history."""
    zone = timezone.get_current_timezone()
    sent = dt.datetime(2020, 9, 8, 9, 41, tzinfo=zone)
    moved = [Detail("trạng thái", "chờ xác nhận", "đang khắc phục")]
    why = "Ảnh niêm yết chưa thấy quy trình của thủ tục thứ năm"
    began = {"nội dung": "Niêm yết đủ quy trình", "người thực hiện": "Danh Văn Tài",
             "hạn": "15/9/2020", "trạng thái": "đang khắc phục",
             "đợt kiểm tra": "Kiểm tra CCHC 2020"}  # fmt: skip
    made = [Detail(label, "", value) for label, value in began.items()]
    rows = (
        ("Trả lại báo cáo khắc phục", "Trần Thị Hoa", sent, why, moved, False),
        ("Gửi báo cáo khắc phục", "Danh Văn Tài", sent - dt.timedelta(days=1), "", [], False),
        ("Ban hành kiến nghị", "Trần Thị Hoa", sent - dt.timedelta(days=9), "", made, True),
    )
    return [
        Entry(pk, title, who, at, reason, "", "", details, begins=begins)
        for pk, (title, who, at, reason, details, begins) in enumerate(rows)
    ]
