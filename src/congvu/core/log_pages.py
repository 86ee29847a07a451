"""The action log on screen, and the whole check."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from congvu.core import actions, history, log_filter, registry
from congvu.core.models import VerifyRun
from congvu.core.policies import require

SYSTEM = "Thông tin hệ thống"


@login_required
@require_GET
def log_list(request: HttpRequest) -> HttpResponse:
    """Every change of everything, newest first."""
    require(registry.may_see_log(request.user))
    form = log_filter.LogFilter(request.GET or None)
    valid = not form.is_bound or form.is_valid()
    rows = form.rows() if form.is_bound and valid else log_filter.LogEntry.objects.all()
    page = log_filter.page(rows if valid else rows.none(), request.GET)
    crumbs = [{"label": SYSTEM, "url": reverse("core:system")}, {"label": "Nhật ký"}]
    context = page | {"form": form, "crumbs": crumbs, "entries": history.entries_of(page["rows"])}
    return render(request, "core/log_list.html", context, status=200 if valid else 422)


@login_required
@require_POST
def verify_start(request: HttpRequest) -> HttpResponse:
    """Ask for a whole check; the page of its progress answers."""
    run = actions.ask_for_verification(by=request.user)
    return redirect("core:job_progress", run.pk)


@login_required
@require_GET
def verify_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What one run found."""
    require(registry.may_see_log(request.user))
    run = get_object_or_404(VerifyRun, pk=pk)
    crumbs = [{"label": SYSTEM, "url": reverse("core:system")}, {"label": "Kiểm tra toàn bộ"}]
    return render(request, "core/verify_detail.html", {"run": run, "crumbs": crumbs})
