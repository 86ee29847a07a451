"""The pages of one campaign side by side, so that nobody has to know their addresses."""

from typing import Any

from django import template
from django.urls import reverse

from congvu.inspections.models import Inspection
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import AFTER_ISSUING
from congvu.organizations.policies import rights_of, views_department
from congvu.organizations.states import Role

register = template.Library()

FOR_ALL = (("inspection_detail", "Bảng tổng hợp"), ("visit_list", "Lịch làm việc"))
FOR_TEAM = (
    ("inspection_steps", "Các bước"),
    ("finding_list", "Phát hiện"),
    ("remark_list", "Nhận xét chung"),
    ("comparison", "So với năm trước"),
    ("document_list", "Hồ sơ"),
    ("article", "Tin bài"),
)
FOR_PREPARERS = ("remark_list",)
FOR_VIEWER = (*FOR_ALL, ("finding_list", "Phát hiện"), ("article", "Tin bài"))
FOR_CLERK = (("document_list", "Hồ sơ"),)


def address(name: str, inspection: Inspection) -> str:
    """Path of one of the campaign's pages."""
    return reverse(f"inspections:{name}", args=[inspection.pk])


@register.inclusion_tag("inspections/_campaign_tabs.html", takes_context=True)
def campaign_tabs(context: dict[str, Any], inspection: Inspection) -> dict[str, Any]:
    """Doors to the pages of ``inspection`` this person may open; the present one is marked."""
    request = context["request"]
    rights = rights_of(request.user)
    mine = (*FOR_ALL, *FOR_TEAM) if rights.has(*OVERSIGHT, Role.INSPECTOR) else FOR_ALL
    if mine is FOR_ALL and rights.has(Role.RECORDS_CLERK):
        mine = (*FOR_ALL, *FOR_CLERK)
    elif mine is FOR_ALL and views_department(request.user):
        mine = FOR_VIEWER if inspection.state in AFTER_ISSUING else FOR_ALL[:1]
    closed = () if may_prepare(request.user) else FOR_PREPARERS
    tabs = [(address(name, inspection), label) for name, label in mine if name not in closed]
    return {"tabs": tabs, "here": request.path}
