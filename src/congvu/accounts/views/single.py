"""The way to a provider of identities and back: allauth's views, their failures in our words."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from requests import RequestException

View = Callable[[HttpRequest, str], HttpResponse]


def reachable(view: View) -> View:
    """A provider that does not answer is told of; nobody meets a broken page."""

    @wraps(view)
    def asked(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except RequestException:
            return render(request, "socialaccount/authentication_error.html", status=502)

    return asked


@never_cache
@require_http_methods(["GET", "POST"])
@reachable
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask once, then lead to the provider.

    By a page that goes on by itself: browsers apply the policy ``form-action 'self'`` also to where
    the answer to a form sends them, and any provider may send on to a third place.
    """
    answer = oidc.login(request, provider_id)
    to = answer.get("Location", "")
    if not urlsplit(to).netloc:
        return answer
    return render(request, "accounts/leaving.html", {"to": to, "place": urlsplit(to).hostname})


@never_cache
@require_http_methods(["GET"])
@reachable
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Let in whom the provider names."""
    return oidc.callback(request, provider_id)
