"""Petitions by due day, in groups; the same as a workbook."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.formed import number_of
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.documents.media import XLSX
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook, render_xlsx
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff, rights_of
from congvu.petitions import measures, rules
from congvu.petitions.models import UNIT_SIDE, Petition
from congvu.petitions.policies import may_import, may_receive, may_see_figures, veil
from congvu.petitions.states import LATENESS_LABELS, SATISFACTION_LABELS, Lateness, Satisfaction
from congvu.petitions.views.common import line

GROUPS = {
    "dang": "Chưa trả lời",
    "qua-han": "Quá hạn",
    "cua-toi": "Đơn vị tôi, tôi xử lý",
    "da-tra-loi": "Đã trả lời",
    "cong-khai": "Đã công khai",
    "tat-ca": "Tất cả",
}
SUM_LABELS = {
    "received": "tiếp nhận",
    "answered": "đã trả lời",
    "late": "quá hạn, đã hoặc chưa trả lời",
}
MOST_ROWS = 20_000


@login_required
@require_safe
def petition_list(request: HttpRequest) -> HttpResponse:
    """What one works on, the nearest due day first."""
    require(is_staff(request.user))
    asked, now = request.GET, clock.now()
    page = cut(chosen(request).for_list(), ("due_at",), asked)
    veil(request.user, *page.rows)
    context = {
        "year": clock.today().year,
        "facts": facts(request.user),
        "lines": [line(row, now) for row in page.rows],
        "groups": GROUPS.items(),
        "group": group_asked(asked),
        "units": Unit.objects.all(),
        "kinds": rules.kind_choices(),
        "asked": asked,
        "figure": measures.asked_for(asked),
        "can_receive": may_receive(request.user),
        "can_import": may_import(request.user),
        "can_see_figures": may_see_figures(request.user),
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }
    return render(request, "petitions/petition_list.html", context)


def facts(user: Any) -> list[dict[str, Any]]:
    """Received, answered, late this year among what this person sees; each opens its rows."""
    year, base = clock.today().year, reverse("petitions:petition_list")
    told = measures.sums(Petition.objects.visible_to(user), year)
    return [
        {
            "value": told[part],
            "label": SUM_LABELS[part],
            "joint": " ",
            "door_label": "xem" if told[part] else "",
            "door_url": f"{base}?{urlencode({'so_lieu': part, 'nam': year})}",
            "late": part == "late" and told[part] > 0,
        }
        for part in measures.SUMMED
    ]


def group_asked(asked: Any) -> str:
    """One of the six; a figure opens all its rows."""
    if measures.asked_for(asked):
        return "tat-ca"
    return asked.get("nhom") if asked.get("nhom") in GROUPS else "dang"


def chosen(request: HttpRequest) -> Any:
    """The rows of the group as the filters say, or those behind a figure."""
    asked, user = request.GET, request.user
    rows = grouped(Petition.objects.visible_to(user), group_asked(asked), user)
    if figure := measures.asked_for(asked):
        rows = figure.of(rows)
    if (unit := number_of(asked.get("don_vi"))) is not None:
        rows = rows.filter(unit=unit)
    if asked.get("loai") in dict(rules.kind_choices()):
        rows = rows.filter(kind=asked["loai"])
    return rows.matching(asked.get("q", ""))


def grouped(rows: Any, group: str, user: Any) -> Any:
    """One of the six groups."""
    if group == "qua-han":
        return rows.overdue(clock.now())
    if group == "cua-toi":
        return rows.open().filter(Q(holder=user) | Q(unit__in=rights_of(user).units(*UNIT_SIDE)))
    if group == "da-tra-loi":
        return rows.answered()
    if group == "cong-khai":
        return rows.filter(published_at__isnull=False)
    return rows.open() if group == "dang" else rows


@login_required
@require_safe
def petition_export(request: HttpRequest) -> HttpResponse:
    """The book as a workbook: what the list shows, no name in full, no number."""
    require(is_staff(request.user))
    rows = chosen(request).for_list().select_related("unit", "received_unit", "about_unit")
    found = list(rows.order_by("received_at", "pk")[:MOST_ROWS])
    veil(request.user, *found)
    book = Workbook((Sheet("Sổ theo dõi", COLUMNS, book_rows(found)),), title="Sổ theo dõi PAKN")
    headers = {"Content-Disposition": 'attachment; filename="so-phan-anh-kien-nghi.xlsx"'}
    return HttpResponse(render_xlsx(book), XLSX, headers=headers)


COLUMNS = (
    SheetColumn("Mã", 18),
    SheetColumn("Tiếp nhận", 12, "date"),
    SheetColumn("Hình thức gửi", 22),
    SheetColumn("Người gửi", 22),
    SheetColumn("Trích yếu", 50),
    SheetColumn("Nội dung về", 30),
    SheetColumn("Đơn vị được phản ánh", 24),
    SheetColumn("Đơn vị xử lý", 24),
    SheetColumn("Hạn trả lời", 12, "date"),
    SheetColumn("Trạng thái", 24),
    SheetColumn("Ngày trả lời", 12, "date"),
    SheetColumn("Đúng hạn", 12),
    SheetColumn("Ý kiến người gửi", 16),
    SheetColumn("Công khai", 12, "date"),
)


def book_rows(rows: Any) -> Iterator[tuple[Any, ...]]:
    """One line each."""
    for row in rows:
        late = LATENESS_LABELS[Lateness(row.lateness)] if row.lateness else ""
        happy = SATISFACTION_LABELS[Satisfaction(row.satisfaction)] if row.satisfaction else ""
        yield (
            row.code, day(row.received_at), row.get_channel_display(), row.short_label,
            row.subject, row.kind_short, str(row.about_unit or ""), str(row.unit or ""),
            day(row.due_at), row.get_state_display(), day(row.answered_at), late, happy,
            day(row.published_at),
        )  # fmt: skip


def day(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment, by the office's clock."""
    return timezone.localdate(moment) if moment else None
