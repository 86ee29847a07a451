"""Background work on screen: the list for administrators, the progress of one job."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from congvu.core.actions import retry_job
from congvu.core.models import JobRun, Worker
from congvu.core.policies import may_administer, require

SHOWN = 100


@login_required
@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """The latest jobs, those that failed first."""
    require(may_administer(request.user))
    runs = JobRun.objects.select_related("task")
    failed = runs.filter(task__status="FAILED").order_by("-pk")[:SHOWN]
    others = runs.exclude(task__status="FAILED").order_by("-pk")[:SHOWN]
    context = {"runs": [*failed, *others], "workers": Worker.objects.order_by("started_at")}
    return render(request, "core/job_list.html", context)


@login_required
@require_GET
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one job is: a page, or the fragment that asks again by itself."""
    run = get_object_or_404(JobRun.objects.select_related("task"), pk=pk)
    if run.owner_id != request.user.pk and not may_administer(request.user):
        raise Http404
    name = "core/_progress.html" if request.htmx else "core/job_progress.html"
    return render(request, name, {"job": run})


@login_required
@require_POST
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed job again."""
    run = get_object_or_404(JobRun.objects.select_related("task"), pk=pk)
    retry_job(run, by=request.user)
    if request.htmx:
        return render(request, "core/_job_row.html", {"run": run})
    return redirect("core:job_list")
