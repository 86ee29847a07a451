"""Resumable uploads for the page's script: open, send parts, ask how far, cancel."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congvu.core.errors import BadInput
from congvu.core.parts import json_errors, offset_of, part_of, size_of, told
from congvu.core.policies import require
from congvu.evidence.actions import append_upload, cancel_upload, open_upload
from congvu.evidence.models import Upload
from congvu.evidence.policies import may_send


def way_to(upload: Upload) -> str:
    """Where its next part goes."""
    return reverse("evidence:upload_detail", args=[upload.uuid])


@login_required
@require_POST
@json_errors
def upload_open(request: HttpRequest) -> HttpResponse:
    """Begin: name, size, perhaps the batch it belongs to."""
    require(may_send(request.user))
    size, batch = size_of(request), request.POST.get("batch", "")
    try:
        mark = UUID(batch) if batch else None
    except ValueError:
        raise BadInput(fields={"batch": "Mã lô không đúng."}) from None
    upload = open_upload(request.POST.get("name", ""), size, by=request.user, batch=mark)
    return told(upload, way_to(upload), 201)


@login_required
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@json_errors
def upload_detail(request: HttpRequest, mark: UUID) -> HttpResponse:
    """Ask how far it is, send the next part, or cancel."""
    upload = get_object_or_404(Upload.objects.visible_to(request.user), uuid=mark)
    if request.method == "DELETE":
        cancel_upload(upload, by=request.user)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        upload = append_upload(upload, offset_of(request), part_of(request), by=request.user)
    return told(upload, way_to(upload))
