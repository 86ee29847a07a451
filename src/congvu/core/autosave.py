"""The server's half of forms that save themselves (`js/autosave.js`)."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from congvu.core import clock
from congvu.core.models import Record


def is_autosave(request: HttpRequest) -> bool:
    """Did the page save by itself, rather than the person press the button?"""
    return request.headers.get("X-Autosave") == "1"


def saved(obj: Record) -> JsonResponse:
    """The proof the page waits for: when it was saved, and the version to send next time."""
    moment = timezone.localtime(clock.now())
    return JsonResponse({"saved_at": f"{moment:%H:%M}", "version": obj.version})


def refused(message: str, status: int = 422) -> JsonResponse:
    """Why nothing was saved, in a sentence."""
    return JsonResponse({"message": message}, status=status)
