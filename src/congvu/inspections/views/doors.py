"""Addresses that may not be offered everywhere, and the way to a campaign."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from congvu.core.formed import number_of
from congvu.inspections.models import Inspection, OfficialDocument


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


# what stands behind a tag of a paper, and the page where it is mended
BEHIND = {
    "finding": "finding_detail",
    "recommendation": "recommendation_detail",
    "recheck": "recheck_detail",
}
BEHIND_CAMPAIGN = {
    "remark": "remark_list",
    "cause": "remark_list",
    "request": "remark_list",
    "member": "team",
    "visit": "schedule",
}


def data_door(tag: str, document: OfficialDocument) -> str:
    """Where "sửa dữ liệu" leads from a line of a paper; the campaign itself at the least."""
    kind, _, key = tag.partition("/")[0].partition("-")
    if kind in BEHIND and (number := number_of(key)) is not None:
        return door(BEHIND[kind], number)
    inspection = document.inspection_id
    if inspection is None:
        return door("plan_detail", document.plan_id)
    named = BEHIND_CAMPAIGN.get(kind, "inspection_detail")
    return door(named, inspection) or door("inspection_detail", inspection)
