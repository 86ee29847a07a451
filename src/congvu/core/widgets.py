"""Inputs for days and hours. Typed as offices write them: a browser's own date field follows the
language of the browser and would show 08/9 as September 8 to one officer and August 9 to another.
"""

from django import forms

DAY = "ngày/tháng/năm"


class DateInput(forms.DateInput):
    """A day, typed as 08/9/2020."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(
            {"placeholder": DAY, "autocomplete": "off", "data-day": ""} | (attrs or {})
        )


class TimeInput(forms.TimeInput):
    """An hour and minute, typed as 09:41."""

    def __init__(self, attrs: dict | None = None) -> None:
        given = {"placeholder": "giờ:phút", "autocomplete": "off"} | (attrs or {})
        super().__init__(given, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """A moment in the office's time zone, typed as 08/9/2020 09:41."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"placeholder": f"{DAY} giờ:phút", "autocomplete": "off"} | (attrs or {}))
