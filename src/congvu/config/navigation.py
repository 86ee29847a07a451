"""The navigation of officers and of citizens, assembled here as the entry floor knows them all."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Func, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from congvu.accounts.policies import is_citizen
from congvu.core import clock
from congvu.dossiers.policies import opens_list
from congvu.inspections.models import Recommendation
from congvu.notices.models import Notice
from congvu.organizations.policies import rights_of
from congvu.portal.policies import may_decide_filing, may_edit

FOLLOW_UP, BELL = "Khắc phục sau kiểm tra", "Thông báo"
MOST = 100  # counted no further: the page has no room for more, nor time
NEWS = "Tin bài"  # for whoever writes or lets out
DOSSIERS = "Hồ sơ"  # for whoever reads some, or keeps the counters
FILED = "Nơi nộp hồ sơ"  # for whoever decides
FOR_ALL = {"desk:home", "notices:notice_list", "core:system"}  # the rest is for officials
ITEMS = [
    ("Việc cần xử lý", "desk:home"),
    ("Kiểm tra CCHC", "inspections:inspection_list"),
    (FOLLOW_UP, "inspections:recommendation_list"),
    ("Thủ tục hành chính", "procedures:procedure_list"),
    (DOSSIERS, "dossiers:dossier_list"),
    ("Phản ánh, kiến nghị", "petitions:petition_list"),
    ("Tài liệu minh chứng", "evidence:item_list"),
    ("Bộ tiêu chí", "criteria:library_list"),
    ("Tổ chức, cán bộ", "organizations:unit_list"),
    ("Căn cứ pháp lý", "legal:basis_list"),
    ("Mẫu văn bản", "stationery:template_list"),
    (NEWS, "portal:item_list"),
    (FILED, "portal:filing_list"),
    (BELL, "notices:notice_list"),
    ("Thông tin hệ thống", "core:system"),
]
PUBLIC = [
    ("Trang chủ", "portal:home"),
    ("Thủ tục hành chính", "portal:procedure_list"),
    ("Tra cứu hồ sơ", "portal:tracking"),
    ("Phản ánh, kiến nghị", "portal:petition_answers"),
    ("Tin tức", "portal:news_list"),
]
UNDER_CAMPAIGNS = {"assessments"}  # pages whose addresses do not begin with the campaigns'


def context(request: HttpRequest) -> dict:
    """Items of the navigation, for an officer signed in; one query, and only by a whole page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or is_citizen(user):
        return {"navigation": [], "search_url": ""} | public(request)
    staff = rights_of(user).staff
    offered = ITEMS if staff else [row for row in ITEMS if row[1] in FOR_ALL]
    if not may_edit(user):
        offered = [row for row in offered if row[0] != NEWS]
    if not opens_list(user):
        offered = [row for row in offered if row[0] != DOSSIERS]
    if not may_decide_filing(user):
        offered = [row for row in offered if row[0] != FILED]
    items = [{"label": label, "url": url} for label, name in offered if (url := address(name))]
    numbers = waiting(user, staff)
    here = place(request)
    best = max((item["url"] for item in items if is_above(item["url"], here)), key=len, default="")
    for item in items:
        item["active"] = item["url"] == best
        if item["label"] in (FOLLOW_UP, BELL):
            item["count"] = numbers[item["label"]]
            item["due"] = True
            item["meaning"] = "quá hạn" if item["label"] == FOLLOW_UP else "chưa đọc"
    return {"navigation": items, "search_url": address("desk:search")} | public(request)


def public(request: HttpRequest) -> dict[str, Any]:
    """What stands above the pages for citizens; no query."""
    items = [door(label, address(name), request.path) for label, name in PUBLIC]
    user = getattr(request, "user", None)
    if user is not None and is_citizen(user):
        items.append(door("Hồ sơ của tôi", address("portal:filed_list"), request.path))
    return {
        "portal_url": address("portal:home"),
        "procedures_url": address("portal:procedure_list"),
        "text_size_url": address("portal:text_size"),
        "tracking_url": address("portal:tracking"),
        "public_navigation": items,
        "account_door": account_door(request),
    }


def door(label: str, url: str, path: str) -> dict[str, str]:
    """One entry, and whether one stands before it ("page") or behind it ("true")."""
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return {"label": label, "url": url, "current": current}


def account_door(request: HttpRequest) -> dict[str, str]:
    """Signing in, or one's account and the way out; an officer has other doors."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return door("Đăng nhập", address("citizen_sign_in"), request.path)
    if not is_citizen(user):
        return {}
    return door("Tài khoản", address("portal:account"), request.path) | {
        "leave": address("portal:home")
    }


def place(request: HttpRequest) -> str:
    """Where the page stands among the items; a sheet belongs to the campaigns."""
    match = request.resolver_match
    if match is not None and match.namespace in UNDER_CAMPAIGNS:
        return address("inspections:inspection_list")
    return request.path


def is_above(url: str, path: str) -> bool:
    """Whether a page stands under an item; only the first page stands under "/"."""
    return path == url if url == "/" else path.startswith(url)


def waiting(user: Any, staff: bool) -> dict[str, Callable[[], int | str]]:
    """Unread notices and overdue recommendations, both of one query made when first printed."""

    @cache
    def both() -> tuple[int | str, int | str]:
        late = Recommendation.objects.none()
        if staff:
            late = Recommendation.objects.visible_to(user).overdue(clock.today())
        numbers = [counted(Notice.objects.visible_to(user).unread()), counted(late)]
        me = get_user_model().objects.filter(pk=user.pk)
        unread, overdue = me.values_list(*numbers).get()
        return told(unread or 0), told(overdue or 0)

    return {BELL: lambda: both()[0], FOLLOW_UP: lambda: both()[1]}


def counted(rows: QuerySet) -> Subquery:
    """The number of rows, ``MOST`` at the most, as a column of another query."""
    some = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")[:MOST])
    return Subquery(some.order_by().annotate(n=Func("pk", function="COUNT")).values("n"))


def told(number: int) -> int | str:
    """A number with as many figures as the navigation has room for."""
    return number if number < MOST else f"{MOST - 1}+"


def address(name: str) -> str:
    """Path of a page, empty while its package has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
