"""Resumable uploads for the page's script: open, send parts, ask how far, cancel."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congvu.core.errors import ActionError, BadInput
from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.evidence.actions import append_upload, cancel_upload, open_upload
from congvu.evidence.actions.uploads import PART_LIMIT
from congvu.evidence.models import Upload
from congvu.evidence.policies import may_send

View = Callable[..., HttpResponse]


def json_errors(view: View) -> View:
    """Answer an action's error as JSON, with the offset we stand at when that is the matter."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ActionError as error:
            body = {"message": error.message}
            if "offset" in error.details:
                body["offset"] = error.details["offset"]
            return JsonResponse(body, status=error.status)

    return guarded


def told(upload: Upload, status: int = 200) -> JsonResponse:
    """How far an upload is."""
    body = {
        "uuid": str(upload.uuid),
        "url": reverse("evidence:upload_detail", args=[upload.uuid]),
        "offset": upload.offset,
        "size": upload.size,
        "state": upload.state,
        "message": upload.refusal,
    }
    response = JsonResponse(body, status=status)
    response["Upload-Offset"] = upload.offset
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
@json_errors
def upload_open(request: HttpRequest) -> HttpResponse:
    """Begin: name, size, perhaps the batch it belongs to."""
    require(may_send(request.user))
    size, batch = number_of(request.POST.get("size")), request.POST.get("batch", "")
    if size is None:
        raise BadInput(fields={"size": "Thiếu dung lượng tệp."})
    try:
        mark = UUID(batch) if batch else None
    except ValueError:
        raise BadInput(fields={"batch": "Mã lô không đúng."}) from None
    name = request.POST.get("name", "")
    return told(open_upload(name, size, by=request.user, batch=mark), 201)


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
    return told(upload)


def offset_of(request: HttpRequest) -> int:
    """Where the part begins, by its header."""
    offset = number_of(request.headers.get("Upload-Offset"))
    if offset is None:
        raise BadInput(fields={"offset": "Thiếu Upload-Offset."})
    return offset


def part_of(request: HttpRequest) -> bytes:
    """The body, refused by its declared length before it is read."""
    if int(request.headers.get("Content-Length") or 0) > PART_LIMIT:
        raise BadInput(fields={"data": "Mỗi lần gửi tối đa 4 MB."})
    return request.body
