"""Files of a petition that come in parts while its form is still being filled in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from congvu.core.errors import BadInput
from congvu.core.formed import mark_of
from congvu.core.parts import json_errors, offset_of, part_of, size_of, told
from congvu.evidence.models import Upload
from congvu.petitions import actions
from congvu.portal import guessing
from congvu.portal.kept_files import sender_of


def way_to(upload: Upload) -> str:
    """Where its next part goes."""
    return reverse("portal:petition_file", args=[upload.uuid])


@require_POST
@json_errors
def petition_file_open(request: HttpRequest) -> HttpResponse:
    """Begin one: name, size, the mark of the form; perhaps one begun before."""
    ticket = mark_of(request.POST.get("form", ""))
    if ticket is None:
        raise BadInput(fields={"form": "Thiếu mã của trang gửi. Hãy mở lại trang."})
    upload = actions.open_file(
        request.POST.get("name", ""),
        size_of(request),
        ticket,
        by=sender_of(request),
        known=mark_of(request.POST.get("known", "")),
        admit=lambda: guessing.check_keeping(request, 1),
    )
    return told(upload, way_to(upload), 201)


@require_http_methods(["GET", "HEAD", "PATCH"])
@json_errors
def petition_file(request: HttpRequest, mark: UUID) -> HttpResponse:
    """Ask how far it is, or send the next part. Its sender alone knows the mark."""
    by = sender_of(request)
    upload = get_object_or_404(Upload.objects.sent_by(by), uuid=mark)
    if request.method == "PATCH":
        upload = actions.append_file(upload, offset_of(request), part_of(request), by=by)
    return told(upload, way_to(upload))
