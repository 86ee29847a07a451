"""Addresses that may not be offered everywhere, and the way to a campaign."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from congvu.inspections.models import Inspection


def door(name: str, *args: Any, **query: Any) -> str:
    """Path of a page of this package with its query, empty when there is no such page."""
    try:
        path = reverse(f"inspections:{name}", args=args)
    except NoReverseMatch:
        return ""
    told = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{path}?{told}" if told else path


def crumbs(inspection: Inspection | None = None, *, last: str = "") -> list[dict[str, str]]:
    """Kiểm tra / Năm 2020 / …, for the top of a page."""
    way = [{"label": "Kiểm tra", "url": door("inspection_list")}]
    if inspection is not None:
        label = inspection.title if last else f"Năm {inspection.year}"
        way.append({"label": label, "url": inspection.get_absolute_url() if last else ""})
    return [*way, {"label": last}] if last else way
