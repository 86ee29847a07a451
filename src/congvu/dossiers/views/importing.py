"""Lists of other systems: upload, see what was found, say what words mean, take in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.dossiers.actions import (
    discard_list,
    map_list,
    stage_list,
    take_in_later,
    take_in_list,
)
from congvu.dossiers.forms import ColumnForm, ListForm, MeaningForm
from congvu.dossiers.lists.columns import LABELS
from congvu.dossiers.models import ImportRun, SourceSystem
from congvu.dossiers.policies import may_import
from congvu.dossiers.registry import sample_address
from congvu.dossiers.views.common import crumb_list, explain

SHOWN = 50


@login_required
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """What was taken in, when, from where."""
    require(may_import(request.user))
    rows = ImportRun.objects.visible_to(request.user).select_related("source", "by")
    context = {
        "rows": rows[:SHOWN],
        "sources": SourceSystem.objects.visible_to(request.user),
        "crumbs": [crumb_list(), {"label": "Nhập danh sách"}],
    }
    return render(request, "dossiers/run_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_add(request: HttpRequest) -> HttpResponse:
    """Choose system and file; the list is read and shown, nothing is written yet."""
    require(may_import(request.user))
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = staged(form.cleaned_data, request.user)
        except BadInput as error:
            explain(form, error)
        else:
            return redirect(run)
    crumbs = [crumb_list(), crumb_runs(), {"label": "Tệp mới"}]
    context = {"form": form, "crumbs": crumbs, "sample": sample_address()}
    return render(request, "dossiers/run_form.html", context, status=422 if form.errors else 200)


def staged(values: dict[str, Any], user: Any) -> ImportRun:
    """The uploaded list, kept aside."""
    file = values["file"]
    return stage_list(file.read(), values["source"] or values["name"], by=user, name=file.name)


@login_required
@require_safe
def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a list, or what came of it."""
    return run_page(request, run_of(request, pk))


@login_required
@require_POST
def run_map(request: HttpRequest, pk: int) -> HttpResponse:
    """What words and units of that system mean; the list is read again."""
    run = run_of(request, pk)
    form = meaning_form(run, request.POST)
    if not form.is_valid():
        return run_page(request, run, words=form)
    map_list(run, by=request.user, **form.meanings())
    messages.success(request, "Đã ghi nhớ và đọc lại danh sách.")
    if number := form.settled():
        told = (
            f"{number} từ đã có người trả lời trước, câu trả lời ấy được giữ; xem “Cột, từ đã nhớ”."
        )
        messages.warning(request, told)
    return redirect(run)


@login_required
@require_POST
def run_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Under which heading each field stands; the list is read again."""
    run = run_of(request, pk)
    form = ColumnForm(request.POST, findings=run.findings)
    if not form.is_valid():
        return run_page(request, run, columns=form)
    map_list(run, by=request.user, columns=form.columns())
    messages.success(request, "Đã ghi nhớ cột của hệ thống này và đọc lại danh sách.")
    return redirect(run)


@login_required
@require_POST
def run_take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """All rows or none; a long list in the background, while the page says how far it is."""
    run = run_of(request, pk)
    if run.findings.get("rows", 0) > settings.DOSSIER_LIST_AT_ONCE:
        return redirect(take_in_later(run, by=request.user))
    run = take_in_list(run, by=request.user)
    messages.success(
        request,
        f"Đã nhập: {run.created} hồ sơ mới, {run.updated} cập nhật, {run.unchanged} không đổi.",
    )
    return redirect(run)


@login_required
@require_POST
def run_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing of it is kept."""
    discard_list(run_of(request, pk), by=request.user)
    messages.success(request, "Đã bỏ danh sách, không nhập dòng nào.")
    return redirect("dossiers:run_list")


def run_of(request: HttpRequest, pk: int) -> ImportRun:
    """A run this person may see."""
    rows = ImportRun.objects.visible_to(request.user).select_related("source", "by", "job__task")
    return get_object_or_404(rows, pk=pk)


def run_page(
    request: HttpRequest,
    run: ImportRun,
    *,
    words: MeaningForm | None = None,
    columns: ColumnForm | None = None,
) -> HttpResponse:
    """The page of a run; 422 when one of its forms was refused."""
    found = run.findings
    asked = run.is_waiting and not run.under_way
    if asked:
        words = words or meaning_form(run)
        columns = columns or ColumnForm(findings=found)
    problems = [one | {"label": LABELS.get(one["column"], "")} for one in found.get("problems", [])]
    skipped = found.get("skipped", [])
    context = {
        "run": run,
        "asked": asked,
        "job": run.job if run.is_waiting else None,
        "found": found,
        "columns": [(LABELS[name], word) for name, word in found.get("found", {}).items()],
        "problems": problems[:SHOWN],
        "skipped": skipped,
        "more_skipped": run.skipped - len(skipped),
        "form": words if words and words.fields else None,
        "column_form": columns if columns and found.get("headings") else None,
        "crumbs": [crumb_list(), crumb_runs(), {"label": run.file_name or str(run)}],
    }
    refused = any(form is not None and form.errors for form in (words, columns))
    return render(request, "dossiers/run_detail.html", context, status=422 if refused else 200)


def meaning_form(run: ImportRun, data: Any = None) -> MeaningForm:
    """A question for each word nobody knows."""
    names = {"words": "states", "channels": "channels", "units": "units"}
    asked = {name: [*run.findings.get(f"unknown_{key}", {})] for name, key in names.items()}
    return MeaningForm(data, **asked)


def crumb_runs() -> dict[str, str]:
    """The list of runs."""
    return {"label": "Nhập danh sách", "url": reverse("dossiers:run_list")}
