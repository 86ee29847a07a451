"""Pieces every page shares."""

from django.conf import settings
from django.http import HttpRequest

from congvu.core import clock

WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]


def context(request: HttpRequest) -> dict:
    """What the layout needs on every page; no query."""
    day = clock.today()
    return {
        "office_name": settings.OFFICE_NAME,
        "demo": settings.DEMO,
        "today": day,
        "today_text": f"{WEEKDAYS[day.weekday()]} {day:%d}/{day.month}/{day.year}",
    }
