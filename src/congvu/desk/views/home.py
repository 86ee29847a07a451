"""The first page after signing in: what must be done now; for those in charge also the matrix."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congvu.assessments.states import Scoring
from congvu.core import clock, formats
from congvu.desk.tasks_shown import Task
from congvu.desk.work import running_campaigns, tasks_of
from congvu.inspections.models import Inspection, board_rows, has_arrows, screen_board
from congvu.inspections.registry import next_step
from congvu.organizations.policies import rights_of


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Việc cần xử lý."""
    running = running_campaigns(request.user)
    tasks = tasks_of(request.user, running)
    context = {
        "tasks": tasks,
        "late": sum(task.late for task in tasks),
        "lead": lead_of(tasks),
        "staff": rights_of(request.user).staff,
        **running_board(request, running),
    }
    return render(request, "desk/home.html", context)


def lead_of(tasks: list[Task]) -> str:
    """In a sentence: how much, and how much of it is late."""
    if not tasks:
        return ""
    late = sum(task.late for task in tasks)
    today = sum(task.due == clock.today() for task in tasks)
    parts = [f"{len(tasks)} việc"]
    parts += [f"{late} quá hạn"] if late else []
    parts += [f"{today} đến hạn hôm nay"] if today else []
    return f"{' · '.join(parts)} · {formats.date(clock.today())}"


def running_board(request: HttpRequest, campaigns: list[Inspection]) -> dict[str, Any]:
    """The matrix of the newest running campaign and its next step, the head's home."""
    if not campaigns:
        return {}
    running = campaigns[0]
    board = screen_board(running, request.user)
    return {
        "inspection": running,
        "comments_only": running.scoring == Scoring.COMMENTS_ONLY,
        "step": next_step(running, request.user, board.live),
        "areas": [area.short_title for area in board.areas],
        "units": board_rows(board),
        "compared_with": running.previous.year if has_arrows(board) else "",
    }
