"""Days and moments that are typed: of our time. 15/10/0202 is a slip, and calendars end at 9999."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from congvu.core.widgets import DateInput, DateTimeInput

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
OUT_OF_REACH = "Xem lại năm: ghi ngày từ 01/01/1900 đến 31/12/2199."


def within_reach(value: dt.date) -> None:
    """Refuse a day before :data:`FIRST` or after :data:`LAST`."""
    day = value.date() if isinstance(value, dt.datetime) else value
    if not FIRST <= day <= LAST:
        raise ValidationError(OUT_OF_REACH, "out_of_reach")


class DateField(forms.DateField):
    """A day, typed as 08/9/2020."""

    widget = DateInput
    default_validators = [within_reach]


class DateTimeField(forms.DateTimeField):
    """A moment in the office's time zone, typed as 08/9/2020 09:41."""

    widget = DateTimeInput
    default_validators = [within_reach]
