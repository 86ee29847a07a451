"""The strip of figures above the matrix; each a door where there is a page of its rows."""

from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from congvu.core import clock, formats
from congvu.core.counting import figures, told
from congvu.inspections.deadlines import conclusion_clock
from congvu.inspections.models import Board, Finding, Inspection, Recommendation, Visit
from congvu.inspections.rules import coverage_percent
from congvu.inspections.states import HELD, OVER, RecommendationState, VisitState
from congvu.inspections.views.doors import door
from congvu.organizations.models import Unit


def facts_of(inspection: Inspection, board: Board, user: Any) -> list[dict[str, Any]]:
    """The strip of figures; each a door where there is a page of its rows."""
    facts = [signed_fact(board), *finding_facts(inspection, board), *advice_facts(inspection, user)]
    if board.inspection.plan is not None:
        facts.append(coverage_fact(inspection))
    return [*facts, *due_facts(inspection, board)]


def signed_fact(board: Board) -> dict[str, Any]:
    """5 / 7 đã ký biên bản."""
    signed = sum(visit.state == VisitState.MINUTES_SIGNED for visit in board.live)
    return {"value": f"{signed} / {len(board.live)}", "label": "đã ký biên bản"}


def finding_facts(inspection: Inspection, board: Board) -> list[dict[str, Any]]:
    """Strengths, limitations, and how many of these repeat an earlier year's."""
    shown = [row.visit.unit_id for row in board.rows if row.cells is not None]
    rows = Finding.objects.filter(inspection=inspection)
    if len(shown) < len(board.live):
        rows = rows.filter(unit__in=shown)
    found = figures(strengths=rows.strengths(), limits=rows.limitations())
    repeated = sum(cell.repeated for row in board.rows for cell in row.cells or ())
    limits = {"value": told(found["limits"]), "label": "hạn chế"}
    if repeated:
        since = f" từ {inspection.previous.year}" if inspection.previous else ""
        url = door("finding_list", inspection.pk, lap_lai=1)
        limits |= through(f"{repeated} lặp lại{since}", url)
    return [{"value": told(found["strengths"]), "label": "ưu điểm"}, limits]


def through(label: str, url: str) -> dict[str, str]:
    """A door of a figure; without a page nothing is offered."""
    return {"door_label": label, "door_url": url} if url else {}


def advice_facts(inspection: Inspection, user: Any) -> list[dict[str, Any]]:
    """Recommendations ``user`` may know of: drafts before the conclusion, then how they stand;
    last year's overdue."""
    every = Recommendation.objects.visible_to(user)
    now = every.filter(inspection=inspection)
    before = every.filter(inspection=inspection.previous_id)
    today = clock.today()
    found = figures(
        total=now.exclude(state=RecommendationState.WITHDRAWN),
        drafts=now.filter(state=RecommendationState.DRAFT),
        closed=now.filter(state=RecommendationState.CLOSED),
        late=now.overdue(today),
        before=before.overdue(today) if inspection.previous_id else before.none(),
    )
    fact: dict[str, Any] = {"value": told(found["total"]), "label": advice_label(found)}
    if found["before"] and inspection.previous:
        url = door("recommendation_list", dot=inspection.previous_id, qua_han=1)
        fact |= through(f"{told(found['before'])} của {inspection.previous.year} quá hạn", url)
    elif found["late"]:
        url = door("recommendation_list", dot=inspection.pk, qua_han=1)
        fact |= through(f"{told(found['late'])} quá hạn", url)
    return [fact]


def advice_label(row: dict[str, int]) -> str:
    """kiến nghị (dự thảo); kiến nghị, 4 đã khắc phục."""
    if row["drafts"]:
        return "kiến nghị (dự thảo)"
    return f"kiến nghị, {told(row['closed'])} đã khắc phục" if row["total"] else "kiến nghị"


def coverage_fact(inspection: Inspection) -> dict[str, Any]:
    """61% đơn vị đã kiểm tra (chỉ tiêu 50%), over the campaigns of the year."""
    on = inspection.decision_on or inspection.period_to
    done = Visit.objects.filter(
        unit=OuterRef("pk"),
        inspection__year=inspection.year,
        state__in=HELD,
    )
    units = Unit.objects.inspectable().in_force(on)
    found = units.aggregate(all=Count("pk"), done=Count("pk", filter=Exists(done)))
    percent = coverage_percent(found["done"], found["all"])
    target = inspection.plan.coverage_target_percent if inspection.plan else 0
    return {"value": f"{percent}%", "label": f"đơn vị đã kiểm tra (chỉ tiêu {target}%)"}


def due_facts(inspection: Inspection, board: Board) -> list[dict[str, Any]]:
    """The conclusion's clock while it runs; why is one click away."""
    days = [visit.day for visit in board.live if visit.day]
    if inspection.state in OVER or not days:
        return []
    found = conclusion_clock(inspection, max(days), clock.today())
    if found is None:
        return []
    deadline, left = found
    provisional = " (tạm tính)" if deadline.provisional else ""
    return [
        {
            "value": left_words(left),
            "label": f"hạn thông báo kết luận {formats.date(deadline.due)}{provisional}",
            "door_label": "vì sao?",
            "door_url": reverse("inspections:conclusion_explained", args=[inspection.pk]),
            "due": True,
            "late": left < 0,
        }
    ]


def left_words(left: int) -> str:
    """Còn 9 ngày làm việc; Hết hạn hôm nay; Quá hạn 2 ngày làm việc."""
    if left == 0:
        return "Hết hạn hôm nay"
    return f"Còn {left} ngày làm việc" if left > 0 else f"Quá hạn {-left} ngày làm việc"
