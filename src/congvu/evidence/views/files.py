"""The only way out for bytes: after the check of rights, with headers that bind the browser."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from congvu.evidence.errors import NotServed, Refused
from congvu.evidence.intake import drawn, keep
from congvu.evidence.models import Version
from congvu.evidence.registry import is_published
from congvu.evidence.rules import download_name

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
# browsers show no PDF under "sandbox"; their viewer runs nothing of the page, and we know the type
PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
RUNS = ("text/html", "image/svg+xml", "application/xml", "application/xhtml+xml")
EDGES = {"nho": 320, "vua": 1600}


def guarded(response: HttpResponseBase, policy: str = SANDBOX) -> HttpResponseBase:
    """Headers every byte of evidence leaves with."""
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def readable(request: HttpRequest, mark: UUID) -> Version:
    """The version, if this person may read it and the scan lets it out."""
    version = get_object_or_404(Version.objects.visible_to(request.user), uuid=mark)
    if not version.served:
        raise NotServed
    return version


@login_required
@require_safe
def file(request: HttpRequest, mark: UUID) -> HttpResponseBase:
    """The file itself: downloaded, or shown (``?xem=1``) when it is a photo or PDF."""
    version = readable(request, mark)
    return sent(version, show="xem" in request.GET and version.shown_inline)


@require_safe
def published_file(request: HttpRequest, mark: UUID) -> HttpResponseBase:
    """A file that was told to everybody, to be downloaded; any other is not there."""
    version = get_object_or_404(Version, uuid=mark)
    if not is_published(version):
        raise Http404
    if not version.served:
        raise NotServed
    return sent(version, show=False)


def sent(version: Version, *, show: bool) -> HttpResponseBase:
    """The bytes, shown or to be saved."""
    kind = "application/octet-stream" if version.media_type in RUNS else version.media_type
    try:
        stream = keep.opened(version.stored_name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        stream,
        as_attachment=not show,
        filename=download_name(version.original_name, version.media_type),
        content_type=kind,
    )
    response["Content-Length"] = version.size
    return guarded(response, PDF if show and kind == "application/pdf" else SANDBOX)


@login_required
@require_safe
def thumbnail(request: HttpRequest, mark: UUID, size: str) -> HttpResponseBase:
    """A photo made small, upright and without its camera data; also what HEIC is shown as."""
    version = readable(request, mark)
    if not version.is_image or size not in EDGES:
        raise Http404
    try:
        data = drawn(version.stored_name, EDGES[size])
    except (Refused, FileNotFoundError):
        raise Http404 from None
    response = guarded(HttpResponse(data, content_type="image/jpeg"))
    response["Cache-Control"] = "private, max-age=3600"
    return response
