"""The head's view of a campaign: figures as doors, the matrix, what is due and why."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.assessments.states import Scoring
from congvu.core import clock, formats
from congvu.criteria.rules import level_for
from congvu.inspections.deadlines import conclusion_clock
from congvu.inspections.models import (
    Board,
    BoardRow,
    Inspection,
    OfficialDocument,
    Visit,
    board_of,
)
from congvu.inspections.rules import cell_words, level_label
from congvu.inspections.states import SESSION_LABELS, VISIT_LABELS, DocumentKind, VisitState
from congvu.inspections.views.doors import crumbs, door
from congvu.inspections.views.facts import facts_of, left_words

SHORT_STATES = {VisitState.MINUTES_SIGNED: "đã ký", VisitState.VISITED: "chờ ký"}
RELATED = ("plan", "previous", "library_version__scale")


@login_required
@require_safe
def inspection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix of a campaign, with what must be known before it."""
    inspection = seen(request, pk)
    board = board_of(inspection, request.user)
    comments = inspection.scoring == Scoring.COMMENTS_ONLY
    rows = [row_words(row, board, comments) for row in board.rows]
    context = {
        "inspection": inspection,
        "crumbs": crumbs(inspection),
        "lead": lead_of(inspection, board),
        "facts": facts_of(inspection, board),
        "areas": [area.short_title for area in board.areas],
        "units": [*rows, *average_row(board)],
        "compared_with": inspection.previous.year if has_arrows(board) else "",
        "comments_only": comments,
        "excel_url": door("inspection_file", pk, "matrix", "xlsx"),
        "findings_url": door("finding_list", pk),
    }
    return render(request, "inspections/inspection_detail.html", context)


def seen(request: HttpRequest, pk: int) -> Inspection:
    """The campaign, 404 for whoever may not know of it."""
    rows = Inspection.objects.filter(pk=pk).visible_to(request.user)
    return get_object_or_404(rows.select_related(*RELATED))


def has_arrows(board: Board) -> bool:
    """Whether any cell could be compared with last year's."""
    cells = (cell for row in board.rows for cell in row.cells or ())
    return board.inspection.previous is not None and any(cell.change for cell in cells)


def row_words(row: BoardRow, board: Board, comments: bool) -> dict[str, Any]:
    """A row as the matrix prints it."""
    visit = row.visit
    return {
        "name": str(visit.unit),
        "url": reverse("assessments:sheet_detail", args=[visit.sheet_id]) if visit.sheet_id else "",
        "note": " · ".join(part for part in (when(visit), state_word(visit)) if part),
        "cells": [
            {"area": area.short_title} | one
            for area, one in zip(board.areas, cells_words(row, board, comments), strict=True)
        ],
    }


def cells_words(row: BoardRow, board: Board, comments: bool) -> list[dict[str, Any]]:
    """Cells as doors to their criteria; a hatched one where results may not be seen yet."""
    if row.cells is None:
        return [{"state": "unjudged", "word": "chưa công bố"} for _ in board.areas]
    return [
        cell_words(cell, comments_only=comments)
        | {"url": reverse("assessments:sheet_area", args=[row.visit.sheet_id, area.pk])}
        for cell, area in zip(row.cells, board.areas, strict=True)
    ]


def when(visit: Visit) -> str:
    """26/8 sáng."""
    if visit.day is None:
        return "chưa xếp lịch"
    session = SESSION_LABELS.get(visit.session, "").lower()
    return f"{visit.day.day}/{visit.day.month} {session}".strip()


def state_word(visit: Visit) -> str:
    """The state of a visit in as few words as a row has room for."""
    if visit.state in SHORT_STATES:
        return SHORT_STATES[VisitState(visit.state)]
    return (
        "" if visit.state == VisitState.PLANNED else VISIT_LABELS[VisitState(visit.state)].lower()
    )


def average_row(board: Board) -> list[dict[str, Any]]:
    """The mean of the units by area, once there is one."""
    if not any(value is not None for value in board.average):
        return []
    scale = board.inspection.library_version.scale.as_rule()
    cells = []
    for area, value in zip(board.areas, board.average, strict=True):
        if value is None:
            cells.append({"area": area.short_title, "state": "unjudged", "word": "chưa đủ"})
            continue
        level = level_for(scale, value)
        points = f"{formats.number(value, 1)}%"
        cells.append(
            {"area": area.short_title, "label": level_label(level), "points": points}
            | {"level": level.code}
        )
    return [{"name": "Bình quân", "note": "các đơn vị đã chấm xong", "cells": cells}]


def lead_of(inspection: Inspection, board: Board) -> str:
    """Plan, decision and days, as an official writes them."""
    parts = [plan_words(inspection)] if inspection.plan_id else []
    if inspection.decision_number:
        on = f" ({formats.date(inspection.decision_on)})" if inspection.decision_on else ""
        parts.append(f"Quyết định {inspection.decision_number}{on}")
    days = sorted(visit.day for visit in board.live if visit.day)
    if days:
        parts.append(f"làm việc tại đơn vị {days_words(days[0], days[-1])}")
    return " · ".join(part for part in parts if part) or inspection.get_state_display()


def plan_words(inspection: Inspection) -> str:
    """Kế hoạch 35/KH-LĐTBXH (17/3/2020)."""
    papers = OfficialDocument.objects.filter(plan=inspection.plan_id, kind=DocumentKind.PLAN)
    paper = papers.exclude(number="").first()
    if paper is None:
        return ""
    on = f" ({formats.date(paper.dated_on)})" if paper.dated_on else ""
    return f"Kế hoạch {paper.code}{on}"


def days_words(first: dt.date, last: dt.date) -> str:
    """25–28/8/2020; 28/8–03/9/2020."""
    if first == last:
        return formats.date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{formats.date(last)}"
    return f"{first.day}/{first.month}–{formats.date(last)}"


@login_required
@require_safe
def conclusion_explained(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the conclusion is due on its day, day by day."""
    inspection = seen(request, pk)
    last = inspection.visits.live().filter(day__isnull=False).order_by("-day").first()
    found = conclusion_clock(inspection, last.day if last else None, clock.today())
    if found is None:
        raise Http404
    context = {
        "inspection": inspection,
        "crumbs": crumbs(inspection, last="Hạn thông báo kết luận"),
        "deadline": found[0],
        "left": left_words(found[1]),
        "last_day": last.day,
        "amount": inspection.parameters["conclusion_working_days"],
    }
    return render(request, "inspections/conclusion_explained.html", context)
