"""The side navigation, assembled here because only the entry floor knows every package."""

from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from congvu.notices.models import Notice
from congvu.organizations.policies import rights_of

BELL = "Thông báo"
FOR_ALL = {"desk:home", "notices:notice_list", "core:system"}  # the rest is for officials
ITEMS = [
    ("Việc cần xử lý", "desk:home"),
    ("Kiểm tra CCHC", "inspections:inspection_list"),
    ("Khắc phục sau kiểm tra", "inspections:recommendation_list"),
    ("Thủ tục hành chính", "procedures:procedure_list"),
    ("Hồ sơ", "dossiers:dossier_list"),
    ("Tài liệu minh chứng", "evidence:item_list"),
    ("Bộ tiêu chí", "criteria:library_list"),
    ("Tổ chức, cán bộ", "organizations:unit_list"),
    ("Căn cứ pháp lý", "legal:basis_list"),
    ("Mẫu văn bản", "stationery:template_list"),
    (BELL, "notices:notice_list"),
    ("Thông tin hệ thống", "core:system"),
]


def context(request: HttpRequest) -> dict:
    """Items of the navigation, for somebody signed in; one query, and only by a whole page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "search_url": ""}
    offered = ITEMS if rights_of(user).staff else [row for row in ITEMS if row[1] in FOR_ALL]
    items = [{"label": label, "url": url} for label, name in offered if (url := address(name))]
    here = [item["url"] for item in items if request.path.startswith(item["url"])]
    best = max(here, key=len, default="")
    for item in items:
        item["active"] = item["url"] == best
        if item["label"] == BELL:
            item["count"] = cache(Notice.objects.visible_to(user).unread().count)
            item["due"] = True
    return {"navigation": items, "search_url": address("desk:search")}


def address(name: str) -> str:
    """Path of a page, empty while its package has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
