"""The strip of figures above the matrix; each a door where there is a page of its rows."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from congvu.core import clock, formats
from congvu.inspections.deadlines import conclusion_clock
from congvu.inspections.models import Board, Inspection, Recommendation, Visit
from congvu.inspections.models.follow_up import OPEN_STATES
from congvu.inspections.rules import coverage_percent
from congvu.inspections.states import InspectionState, RecommendationState, VisitState
from congvu.inspections.views.doors import door
from congvu.organizations.models import Unit

ENDED = (InspectionState.CONCLUDED, InspectionState.CLOSED, InspectionState.CANCELLED)


def facts_of(inspection: Inspection, board: Board) -> list[dict[str, Any]]:
    """The strip of figures; each a door where there is a page of its rows."""
    facts = [signed_fact(board), *finding_facts(inspection, board), *advice_facts(inspection)]
    if board.inspection.plan is not None:
        facts.append(coverage_fact(inspection))
    return [*facts, *due_facts(inspection, board)]


def signed_fact(board: Board) -> dict[str, Any]:
    """5 / 7 đã ký biên bản."""
    signed = sum(visit.state == VisitState.MINUTES_SIGNED for visit in board.live)
    return {"value": f"{signed} / {len(board.live)}", "label": "đã ký biên bản"}


def finding_facts(inspection: Inspection, board: Board) -> list[dict[str, Any]]:
    """Strengths, limitations, and how many of these repeat an earlier year's."""
    cells = [cell for row in board.rows for cell in row.cells or ()]
    repeated = sum(cell.repeated for cell in cells)
    limits = {"value": str(sum(c.limitations for c in cells)), "label": "hạn chế"}
    if repeated:
        since = f" từ {inspection.previous.year}" if inspection.previous else ""
        url = door("finding_list", inspection.pk, lap_lai=1)
        limits |= through(f"{repeated} lặp lại{since}", url)
    return [{"value": str(sum(c.strengths for c in cells)), "label": "ưu điểm"}, limits]


def through(label: str, url: str) -> dict[str, str]:
    """A door of a figure; without a page nothing is offered."""
    return {"door_label": label, "door_url": url} if url else {}


def advice_facts(inspection: Inspection) -> list[dict[str, Any]]:
    """Recommendations: drafts before the conclusion, then how they stand; last year's overdue."""
    told = Recommendation.objects.filter(
        inspection__in=[pk for pk in (inspection.pk, inspection.previous_id) if pk]
    )
    past = Count("pk", filter=Q(due_on__lt=clock.today()))
    groups = told.order_by().values_list("inspection_id", "state")
    groups = groups.annotate(count=Count("pk"), past=past)
    none = {"total": 0, "drafts": 0, "closed": 0, "late": 0}
    rows: dict[int, dict[str, int]] = defaultdict(none.copy)
    for pk, state, count, overdue in groups:
        rows[pk]["total"] += count if state != RecommendationState.WITHDRAWN else 0
        rows[pk]["drafts"] += count if state == RecommendationState.DRAFT else 0
        rows[pk]["closed"] += count if state == RecommendationState.CLOSED else 0
        rows[pk]["late"] += overdue if state in OPEN_STATES else 0
    now, before = rows.get(inspection.pk, none), rows.get(inspection.previous_id, none)
    fact: dict[str, Any] = {"value": str(now["total"]), "label": advice_label(now)}
    if before["late"] and inspection.previous:
        url = door("recommendation_list", dot=inspection.previous_id, qua_han=1)
        fact |= through(f"{before['late']} của {inspection.previous.year} quá hạn", url)
    elif now["late"]:
        url = door("recommendation_list", dot=inspection.pk, qua_han=1)
        fact |= through(f"{now['late']} quá hạn", url)
    return [fact]


def advice_label(row: dict[str, int]) -> str:
    """kiến nghị (dự thảo); kiến nghị, 4 đã khắc phục."""
    if row["drafts"]:
        return "kiến nghị (dự thảo)"
    return f"kiến nghị, {row['closed']} đã khắc phục" if row["total"] else "kiến nghị"


def coverage_fact(inspection: Inspection) -> dict[str, Any]:
    """61% đơn vị đã kiểm tra (chỉ tiêu 50%), over the campaigns of the year."""
    on = inspection.decision_on or inspection.period_to
    done = Visit.objects.filter(
        unit=OuterRef("pk"),
        inspection__year=inspection.year,
        state__in=[VisitState.VISITED, VisitState.MINUTES_SIGNED],
    )
    units = Unit.objects.inspectable().in_force(on)
    told = units.aggregate(all=Count("pk"), done=Count("pk", filter=Exists(done)))
    percent = coverage_percent(told["done"], told["all"])
    target = inspection.plan.coverage_target_percent if inspection.plan else 0
    return {"value": f"{percent}%", "label": f"đơn vị đã kiểm tra (chỉ tiêu {target}%)"}


def due_facts(inspection: Inspection, board: Board) -> list[dict[str, Any]]:
    """The conclusion's clock while it runs; why is one click away."""
    days = [visit.day for visit in board.live if visit.day]
    if inspection.state in ENDED or not days:
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
