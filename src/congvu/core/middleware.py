"""Turns the named errors of actions into answers a person understands."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congvu.core.errors import ActionError


class ActionErrors:
    """Last resort: a view that did not handle an ActionError answers with a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ActionError):
            return None
        if not request.headers.get("HX-Request"):
            return render(request, "core/error.html", {"error": error}, status=error.status)
        answer = render(request, "core/_action_error.html", {"error": error}, status=error.status)
        answer["HX-Retarget"] = "#messages"  # the place htmx aimed at keeps what was typed
        answer["HX-Reswap"] = "innerHTML show:top"
        return answer


def action_errors(get_response: Callable[[HttpRequest], HttpResponse]) -> ActionErrors:
    """The middleware as settings name it."""
    return ActionErrors(get_response)
