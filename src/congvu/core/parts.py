"""Files that come in parts, as the page's script sends them: answers, offsets, one part."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from congvu.core.errors import ActionError, BadInput
from congvu.core.formed import number_of

PART_LIMIT = 4 * 1024**2
NOT_THERE = "Lần tải lên này không còn. Vui lòng chọn lại tệp."
View = Callable[..., HttpResponse]


def json_errors(view: View) -> View:
    """Answer an action's error as JSON, with the offset we stand at when that is the matter."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return JsonResponse({"message": NOT_THERE}, status=404)
        except ActionError as error:
            body = {"message": error.message}
            if "offset" in error.details:
                body["offset"] = error.details["offset"]
            return JsonResponse(body, status=error.status)

    return guarded


def told(upload: Any, url: str, status: int = 200) -> JsonResponse:
    """How far an upload is, and where its next part goes."""
    body = {
        "uuid": str(upload.uuid),
        "url": url,
        "label": upload.told,
        "offset": upload.offset,
        "size": upload.size,
        "state": upload.state,
        "message": upload.refusal,
    }
    response = JsonResponse(body, status=status)
    response["Upload-Offset"] = upload.offset
    response["Cache-Control"] = "no-store"
    return response


def size_of(request: HttpRequest) -> int:
    """How large the file is going to be."""
    size = number_of(request.POST.get("size"))
    if size is None:
        raise BadInput(fields={"size": "Thiếu dung lượng tệp."})
    return size


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
