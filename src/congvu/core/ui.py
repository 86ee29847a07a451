"""Pieces every page shares."""

from django.conf import settings
from django.http import HttpRequest

from congvu.core import clock, formats

WEEKDAYS = ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]
TEXT_SIZES = {"text-large", "text-larger"}


def context(request: HttpRequest) -> dict:
    """What the layout needs on every page; no query."""
    day = clock.today()
    size = request.COOKIES.get("text_size", "")
    return {
        "office_name": settings.OFFICE_NAME,
        "demo": settings.DEMO,
        "today": day,
        "today_text": f"{WEEKDAYS[day.weekday()]} {formats.date(day)}",
        "text_size": size if size in TEXT_SIZES else "",
    }
