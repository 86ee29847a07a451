"""The head's view of a campaign: figures as doors, the matrix, what is due and why."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from congvu.assessments.states import Scoring
from congvu.core import clock, formats
from congvu.inspections.deadlines import conclusion_clock
from congvu.inspections.models import (
    Board,
    Inspection,
    OfficialDocument,
    board_rows,
    has_arrows,
    screen_board,
)
from congvu.inspections.policies import may_read_article
from congvu.inspections.registry import article_doors, next_step
from congvu.inspections.states import DocumentKind
from congvu.inspections.views.doors import crumbs, door
from congvu.inspections.views.facts import facts_of, left_words

RELATED = ("plan", "previous", "library_version__scale")


@login_required
@require_safe
def inspection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix of a campaign, with what must be known before it."""
    inspection = seen(request, pk)
    board = screen_board(inspection, request.user)
    context = {
        "inspection": inspection,
        "comments_only": inspection.scoring == Scoring.COMMENTS_ONLY,
        "crumbs": crumbs(inspection),
        "lead": lead_of(inspection, board),
        "facts": facts_of(inspection, board, request.user),
        "areas": [area.short_title for area in board.areas],
        "units": board_rows(board),
        "compared_with": inspection.previous.year if has_arrows(board) else "",
        "step": next_step(inspection, request.user, board.live),
        "excel_url": door("inspection_file", pk, "matrix", "xlsx"),
        "findings_url": door("finding_list", pk),
        "article_url": door("article", pk) if may_read_article(request.user, inspection) else "",
        "article_doors": article_doors(inspection, request.user),
    }
    return render(request, "inspections/inspection_detail.html", context)


def seen(request: HttpRequest, pk: int) -> Inspection:
    """The campaign, 404 for whoever may not know of it."""
    rows = Inspection.objects.filter(pk=pk).visible_to(request.user)
    return get_object_or_404(rows.select_related(*RELATED))


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
    paper = papers.exclude(number="").listed().first()
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
