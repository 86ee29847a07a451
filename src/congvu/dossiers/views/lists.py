"""Dossiers by due date, and those whose due date the source sees differently."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.dossiers.models import Difference, Dossier
from congvu.dossiers.models.substitutes import on_desk_of
from congvu.dossiers.policies import (
    may_import,
    may_keep_points,
    may_receive,
    may_report,
    may_see_money,
    may_see_ratings,
)
from congvu.dossiers.states import STATE_LABELS, DossierState
from congvu.dossiers.views.common import bulk_doors, crumb_list, line, stepped
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff

TO_CHECK = "cho-kiem-tra"
GROUPS = {
    TO_CHECK: "Chờ kiểm tra",
    "dang": "Đang giải quyết",
    "qua-han": "Quá hạn",
    "tam-dung": "Tạm dừng, chờ bổ sung",
    "cua-toi": "Hồ sơ của tôi",
    "xong": "Có kết quả",
    "tat-ca": "Tất cả",
}


@login_required
@require_safe
def dossier_list(request: HttpRequest) -> HttpResponse:
    """What one works on, the nearest due date first."""
    require(is_staff(request.user))
    asked, now = request.GET, clock.now()
    group = asked.get("nhom") if asked.get("nhom") in GROUPS else "dang"
    rows, cursors = page_of(request, group, asked)
    lines = [line(row, now, request.user) for row in rows]
    context = {
        "lines": lines,
        "bulk": bulk_doors(lines),
        "groups": GROUPS.items(),
        "group": group,
        "units": Unit.objects.all(),
        "states": STATE_LABELS.items(),
        "asked": asked,
        "can_import": may_import(request.user),
        "can_receive": may_receive(request.user),
        "can_see_ratings": may_see_ratings(request.user),
        "can_report": may_report(request.user),
        "can_keep_points": may_keep_points(request.user),
        "can_see_money": may_see_money(request.user),
        **cursors,
    }
    return render(request, "dossiers/dossier_list.html", context)


def page_of(request: HttpRequest, group: str, asked: Any) -> tuple[list[Dossier], dict[str, Any]]:
    """One page of a group: by due date; what has none yet, by the time it was filed."""
    seen = Dossier.objects.visible_to(request.user)
    if group == TO_CHECK:
        waiting = seen.to_check().filter(submitted_at__isnull=False)
        page = cut(narrowed(waiting, asked).for_list(), ("submitted_at",), asked)
        found = {"next_cursor": page.next_cursor, "previous_cursor": page.previous_cursor}
        return page.rows, found
    due = seen.filter(due_at__isnull=False)
    return stepped(narrowed(grouped(due, group, request.user), asked).for_list(), asked)


def grouped(rows: Any, group: str, user: Any) -> Any:
    """One of the groups that go by due date."""
    now = clock.now()
    if group == "qua-han":
        return rows.overdue(now)
    if group == "tam-dung":
        return rows.open().filter(paused=True)
    if group == "cua-toi":
        return rows.filter(on_desk_of(user))
    if group == "xong":
        return rows.resolved()
    return rows.open() if group == "dang" else rows


def narrowed(rows: Any, asked: Any) -> QuerySet[Dossier]:
    """As the filters say."""
    if asked.get("don_vi", "").isdecimal():
        rows = rows.filter(unit=int(asked["don_vi"]))
    if asked.get("trang_thai") in set(DossierState):
        rows = rows.filter(state=asked["trang_thai"])
    return rows.matching(asked.get("q", ""))


@login_required
@require_safe
def difference_list(request: HttpRequest) -> HttpResponse:
    """Imported dossiers whose due date is another one here, or can't be compared, and why."""
    require(is_staff(request.user))
    asked, now = request.GET, clock.now()
    every = Dossier.objects.visible_to(request.user).disputed().filter(due_at__isnull=False)
    kinds = [choice for choice in Difference.choices if choice[0] != Difference.NONE]
    found = every
    if asked.get("loai") in dict(kinds):
        found = found.filter(difference=asked["loai"])
    rows, cursors = stepped(found.for_list(), asked)
    context = {
        "lines": [line(row, now) for row in rows],
        "kinds": kinds,
        "asked": asked,
        "crumbs": [crumb_list(), {"label": "Khác hạn trả"}],
        **cursors,
    }
    return render(request, "dossiers/difference_list.html", context)
