"""Khắc phục sau kiểm tra: every recommendation, the late ones named; the heads' one-page sheet."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.counting import figures, told
from congvu.core.paging import cut
from congvu.core.policies import require
from congvu.core.search import containing
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.inspections.models import Inspection, Recommendation, TeamMember
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.outputs.follow_up_list import (
    KEYS,
    REPEATED,
    counts,
    counts_of_few,
    facts,
    lines,
    once,
)
from congvu.inspections.outputs.lateness import Standing, standings
from congvu.inspections.states import RECOMMENDATION_LABELS, RecommendationState, RepeatState
from congvu.inspections.views.doing import number_asked, page, workbook
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff, rights_of

COLUMNS = (
    SheetColumn("TT", 6, "number"),
    SheetColumn("Đơn vị", 28),
    SheetColumn("Năm", 7, "number"),
    SheetColumn("Hạn chế", 46),
    SheetColumn("Kiến nghị", 50),
    SheetColumn("Người chịu trách nhiệm", 24),
    SheetColumn("Người thực hiện", 24),
    SheetColumn("Hạn", 12, "date"),
    SheetColumn("Hạn ban đầu", 12, "date"),
    SheetColumn("Ngày hoàn thành", 14, "date"),
    SheetColumn("Tình trạng", 30),
    SheetColumn("Lặp lại", 10),
)


@login_required
@require_safe
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """By unit, state, campaign; the overdue first, a request to several units on one line."""
    require(is_staff(request.user))
    every = Recommendation.objects.visible_to(request.user, in_teams=in_teams(request))
    today = clock.today()
    found = narrowed(request, every)
    one_request = bool(request.GET.get("nhom"))
    cut_at = cut(found if one_request else once(found), KEYS, request.GET)
    context = {
        "rows": lines(cut_at.rows, found.none() if one_request else found, today),
        "next_cursor": cut_at.next_cursor,
        "previous_cursor": cut_at.previous_cursor,
        "total": told(figures(found=found)["found"]),
        "facts": facts(counts(every, today) if sees_all(request) else counts_of_few(every, today)),
        "units": Unit.objects.filter(Exists(every.filter(unit=OuterRef("pk")))),
        "inspections": Inspection.objects.filter(Exists(every.filter(inspection=OuterRef("pk")))),
        "states": RECOMMENDATION_LABELS.items(),
        "asked": request.GET,
        "unit_asked": number_asked(request, "don_vi"),
        "inspection_asked": number_asked(request, "dot"),
    }
    return page(request, "inspections/recommendation_list.html", context)


def sees_all(request: HttpRequest) -> bool:
    """Whether nothing is kept from this person."""
    return rights_of(request.user).has(*OVERSIGHT)


def in_teams(request: HttpRequest) -> bool:
    """Whether this person is in the team of any campaign; not asked of who sees all of them."""
    return sees_all(request) or TeamMember.objects.filter(user=request.user.pk).exists()


def narrowed(request: HttpRequest, rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """As the filters say; the nearest due day first."""
    asked = request.GET
    if unit := number_asked(request, "don_vi"):
        rows = rows.filter(unit=unit)
    if inspection := number_asked(request, "dot"):
        rows = rows.filter(inspection=inspection)
    if asked.get("trang_thai") in list(RecommendationState):
        rows = rows.filter(state=asked["trang_thai"])
    if asked.get("qua_han"):
        rows = rows.overdue(clock.today())
    if asked.get("lap_lai"):
        rows = rows.filter(REPEATED)
    if asked.get("nhom"):
        rows = rows.filter(group=asked["nhom"])
    rows = containing(rows, asked.get("q", ""))
    return rows.select_related("unit", "inspection", "finding").order_by(
        "due_on", "unit__order", "pk"
    )


@login_required
@require_safe
def recommendation_excel(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    require(is_staff(request.user))
    found = narrowed(request, Recommendation.objects.visible_to(request.user))
    rows = standings(list(found), clock.today())
    body = [cells(number, row, how) for number, (row, how) in enumerate(rows, start=1)]
    heading = "Theo dõi khắc phục sau kiểm tra"
    book = Workbook((Sheet("Khắc phục", COLUMNS, body, heading=heading),), title=heading)
    return workbook(book, "khac-phuc-sau-kiem-tra")


def cells(number: int, row: Recommendation, how: Standing) -> list[Any]:
    """One line."""
    return [
        number,
        row.unit.short_name,
        row.inspection.year,
        row.finding.text if row.finding else "",
        row.text,
        row.responsible_head,
        row.doer,
        row.due_on,
        row.original_due_on,
        row.closed_on,
        how.sentence,
        "lặp lại" if is_repeated(row) else "",
    ]


def is_repeated(row: Recommendation) -> bool:
    """Asked again: the limitation repeats, or the recommendation was carried over."""
    confirmed = row.finding is not None and row.finding.repeat_state == RepeatState.CONFIRMED
    return confirmed or row.carried_from_id is not None


@login_required
@require_safe
def heads_sheet(request: HttpRequest) -> HttpResponse:
    """One A4 page for the head: what is overdue or repeated, by unit and its head."""
    require(is_staff(request.user))
    today = clock.today()
    late = Q(pk__in=Recommendation.objects.overdue(today).values("pk"))
    rows = Recommendation.objects.visible_to(request.user).open().filter(late | REPEATED)
    rows = rows.select_related("unit", "inspection", "finding").order_by(
        "unit__order", "due_on", "pk"
    )
    grouped: dict[tuple[Unit, str], list[Any]] = defaultdict(list)
    for row, how in standings(list(rows), today):
        line = {"row": row, "told": how, "repeated": is_repeated(row)}
        grouped[row.unit, row.responsible_head].append(line)
    context = {
        "groups": [{"unit": u, "head": h, "lines": rest} for (u, h), rest in grouped.items()],
        "today": today,
    }
    return page(request, "inspections/heads_sheet.html", context)
