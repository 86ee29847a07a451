"""Dates and numbers the way Vietnamese offices write them (Nghị định 30/2020/NĐ-CP)."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils import timezone

from congvu.core import formats

register = template.Library()


@register.filter
def vndate(value: dt.date | dt.datetime | None) -> str:
    """08/9/2020; empty stays empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return formats.date(value)


@register.filter
def vntime(value: dt.datetime | dt.time | None) -> str:
    """09:41."""
    if value is None or value == "":
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M}"


@register.filter
def vndatetime(value: dt.datetime | None) -> str:
    """09:41 · 08/9/2020."""
    if value is None or value == "":
        return ""
    return f"{vntime(value)} · {vndate(value)}"


@register.filter
def vnnumber(value: int | float | Decimal | str | None, places: int | None = None) -> str:
    """1.234,5 – comma before decimals, dots between thousands; ``places`` pads or rounds."""
    if value is None or value == "":
        return ""
    return formats.number(value, places)


@register.filter
def pad2(value: int | None) -> str:
    """01, 02 … 10, as counts are written in office papers."""
    return "" if value is None or value == "" else f"{int(value):02d}"
