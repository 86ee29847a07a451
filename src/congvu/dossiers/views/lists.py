"""Dossiers by due date, and those whose due date the source sees differently.

A code may stand in the address of a list, the name of an applicant never does: it is sent in the
body of a request, as at the counter.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock
from congvu.core.formed import number_of
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.dossiers.models import Difference, Dossier
from congvu.dossiers.policies import (
    may_import,
    may_keep_points,
    may_receive,
    may_report,
    may_see_money,
    may_see_ratings,
    reads_dossiers,
)
from congvu.dossiers.rules import is_code, scanned_code
from congvu.dossiers.states import STATE_LABELS, DossierState
from congvu.dossiers.views.common import bulk_doors, crumb_list, line, stepped
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff

TO_CHECK, MINE, NOT_DUE = "cho-kiem-tra", "cua-toi", "khong-han"
MOST_ELSEWHERE = 25
GROUPS = {
    TO_CHECK: "Chờ kiểm tra",
    "dang": "Đang giải quyết",
    "qua-han": "Quá hạn",
    "tam-dung": "Tạm dừng, chờ bổ sung",
    MINE: "Hồ sơ của tôi",
    "xong": "Có kết quả",
    "tat-ca": "Tất cả có hạn trả",
    NOT_DUE: "Không có hạn trả",
}
FILTERS = ("nhom", "q", "don_vi", "trang_thai")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_list(request: HttpRequest) -> HttpResponse:
    """What one works on, the nearest due date first; searched by name with POST."""
    require(is_staff(request.user))
    if request.method == "POST" and not names_somebody(request.POST.get("q", "")):
        return redirect(f"{reverse('dossiers:dossier_list')}?{kept_of(request.POST)}")
    asked, now = request.POST or request.GET, clock.now()
    named = request.method == "POST"
    group = asked.get("nhom") if asked.get("nhom") in GROUPS else "dang"
    words = asked.get("q", "")
    if not named and names_somebody(words):
        words = ""  # a name in an address is not searched for, so nobody gets used to it
    rows, cursors = page_of(request, group, asked, words)
    elsewhere: list[Dossier] = [] if rows else in_any_group(request, asked, words)
    lines = [line(row, now, request.user) for row in rows or elsewhere]
    if named:  # only the first ones: a page further would need the name in its address
        cursors = {"more": "yes"} if "next_cursor" in cursors else {}
    context = {
        "lines": lines,
        "sources": sorted({str(row.source) for row in rows or elsewhere if row.source}),
        "bulk": bulk_doors(lines),
        "groups": GROUPS.items(),
        "group": group,
        "elsewhere": GROUPS[group] if elsewhere else "",
        "units": Unit.objects.all(),
        "states": STATE_LABELS.items(),
        "asked": asked,
        "words": words,
        "can_import": may_import(request.user),
        "can_read": reads_dossiers(request.user),
        "can_receive": may_receive(request.user),
        "can_see_ratings": may_see_ratings(request.user),
        "can_report": may_report(request.user),
        "can_keep_points": may_keep_points(request.user),
        "can_see_money": may_see_money(request.user),
        **cursors,
    }
    return render(request, "dossiers/dossier_list.html", context)


def names_somebody(text: str) -> bool:
    """Whether a search may not stand in an address."""
    return bool(text.strip()) and not is_code(scanned_code(text))


def kept_of(asked: Any) -> str:
    """The filters as a query string; a code stays, a name goes."""
    pairs = {key: asked.get(key, "").strip() for key in FILTERS}
    pairs["q"] = "" if names_somebody(pairs["q"]) else scanned_code(pairs["q"])
    return urlencode({key: value for key, value in pairs.items() if value})


def page_of(
    request: HttpRequest, group: str, asked: Any, words: str
) -> tuple[list[Dossier], dict[str, Any]]:
    """One page of a group: by due date; what has none yet, by the time it was filed."""
    seen = Dossier.objects.visible_to(request.user)
    if group in (TO_CHECK, NOT_DUE):
        waiting = seen.to_check().filter(submitted_at__isnull=False)
        rows, keys = (waiting, ("submitted_at",)) if group == TO_CHECK else (seen.without_due(), ())
        page = cut(narrowed(rows, asked, words).for_list(), keys, asked)
        found = {"next_cursor": page.next_cursor, "previous_cursor": page.previous_cursor}
        return page.rows, {name: key for name, key in found.items() if key}
    if group == MINE:
        seen = Dossier.objects.on_desk_of(request.user)
    due = seen.filter(due_at__isnull=False)
    return stepped(narrowed(grouped(due, group), asked, words), asked)


def in_any_group(request: HttpRequest, asked: Any, words: str) -> list[Dossier]:
    """The newest that somebody looks for, whatever group they are in; none without a question."""
    sought = words.strip() or asked.get("trang_thai") in set(DossierState)
    if not sought or asked.get("sau") or asked.get("truoc"):
        return []
    every = narrowed(Dossier.objects.visible_to(request.user), asked, words)
    keys = every.order_by("-pk").values("pk")[:MOST_ELSEWHERE]
    return list(Dossier.objects.for_list().filter(pk__in=keys).order_by("-pk"))


def grouped(rows: Any, group: str) -> Any:
    """One of the groups that go by due date."""
    now = clock.now()
    if group == "qua-han":
        return rows.overdue(now)
    if group == "tam-dung":
        return rows.open().filter(paused=True)
    if group == "xong":
        return rows.resolved()
    return rows.open() if group == "dang" else rows


def narrowed(rows: Any, asked: Any, words: str) -> QuerySet[Dossier]:
    """As the filters say."""
    if (unit := number_of(asked.get("don_vi"))) is not None:
        rows = rows.filter(unit=unit)
    if asked.get("trang_thai") in set(DossierState):
        rows = rows.filter(state=asked["trang_thai"])
    return rows.matching(words)


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
    rows, cursors = stepped(found, asked)
    context = {
        "lines": [line(row, now) for row in rows],
        "kinds": kinds,
        "asked": asked,
        "crumbs": [crumb_list(), {"label": "Khác hạn trả"}],
        **cursors,
    }
    return render(request, "dossiers/difference_list.html", context)
