"""A folder or ZIP of files: put in, listed and matched in one table, recorded all or none."""

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.evidence.actions import (
    Row,
    cancel_upload,
    drop_batch,
    record_batch,
    stage_archive,
    stage_file,
)
from congvu.evidence.actions.batches import FILES, TOO_MANY
from congvu.evidence.forms import BatchForm, FolderForm
from congvu.evidence.intake import keep
from congvu.evidence.models import Upload
from congvu.evidence.policies import may_upload
from congvu.evidence.states import UploadState
from congvu.evidence.views.common import (
    asked,
    listed_targets,
    sent,
    show_errors,
    things,
    uploaded,
    way_back,
)

WAITING = (UploadState.READY, UploadState.REFUSED)


@login_required
@require_http_methods(["GET", "POST"])
def batch_add(request: HttpRequest) -> HttpResponse:
    """Choose the files."""
    require(may_upload(request.user))
    targets = listed_targets(request)
    form = FolderForm(*sent(request))
    batch = uuid.uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            stage(form.cleaned_data, batch, request)
            return redirect(review_address(request, batch))
        except BadInput as error:
            form.add_error("files", error.message)
    context = {
        "form": form,
        "batch": batch,
        "review": review_address(request, batch),
        "targets": targets,
        "bang": asked(request, "bang"),
        "back": way_back(request, ""),
        "scanning": bool(settings.CLAMD_URL),
    }
    return render(request, "evidence/batch_form.html", context, status=422 if form.errors else 200)


def stage(told: dict, batch: uuid.UUID, request: HttpRequest) -> None:
    """Check each file; a single ZIP, sent now or before, is opened."""
    if told["upload"]:
        unpack(told["upload"], batch, request)
        return
    files = told["files"]
    if len(files) == 1 and files[0].name.lower().endswith(".zip"):
        stage_archive(files[0].file, batch, by=request.user)
        return
    if len(files) > FILES:
        raise BadInput(TOO_MANY)
    for file in files:
        stage_file(file, file.name, batch, by=request.user)


def unpack(mark: uuid.UUID, batch: uuid.UUID, request: HttpRequest) -> None:
    """Stage the files of a ZIP that the page's script uploaded."""
    upload, file = uploaded(request, mark)
    with keep.opened(file.stored_name) as archive:
        stage_archive(archive, batch, by=request.user)
    cancel_upload(upload, by=request.user)


def review_address(request: HttpRequest, batch: uuid.UUID) -> str:
    """The table of a batch, with the list of targets and the way back."""
    kept = {k: v for k in ("bang", "tiep") if (v := asked(request, k))}
    return reverse("evidence:batch_review", args=[batch]) + (f"?{urlencode(kept)}" if kept else "")


@login_required
@require_http_methods(["GET", "POST"])
def batch_review(request: HttpRequest, batch: uuid.UUID) -> HttpResponse:
    """The table: correct titles and matches, untick, record."""
    require(may_upload(request.user))
    uploads = list(Upload.objects.visible_to(request.user).in_batch(batch))
    if not uploads:
        raise Http404
    if "huy" in request.POST:
        drop_batch(batch, by=request.user)
        return redirect(way_back(request, reverse("evidence:item_list")))
    waiting = [u for u in uploads if u.state in WAITING]
    targets = listed_targets(request)
    form = BatchForm(sent(request)[0], uploads=waiting, targets=targets)
    if request.method == "POST" and form.is_valid():
        try:
            return recorded(request, form)
        except BadInput as error:
            show_errors(form, error)
    context = {
        "form": form,
        "rows": form.rows(),
        "targets": targets,
        "unfinished": sum(u.state == UploadState.OPEN for u in uploads),
        "refused": sum(u.state == UploadState.REFUSED for u in uploads),
    }
    status = 422 if form.errors else 200
    return render(request, "evidence/batch_review.html", context, status=status)


def recorded(request: HttpRequest, form: BatchForm) -> HttpResponse:
    """Record the ticked files and go back to where they are needed."""
    chosen = form.chosen()
    if not chosen:
        raise BadInput("Chưa chọn tệp nào.")
    objects = things([target for _, _, targets in chosen for target in targets])
    common = form.common()
    rows = []
    for upload, title, targets in chosen:
        first, *rest = [objects[target.key] for target in targets] or [None]
        rows.append(Row(upload, title, first, common["source"], tuple(rest)))
    versions = record_batch(rows, by=request.user, common=common)
    messages.success(request, f"Đã ghi nhận {len(versions)} tài liệu.")
    return redirect(way_back(request, reverse("evidence:item_list")))
