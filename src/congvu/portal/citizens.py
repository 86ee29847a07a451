"""Pages for whoever signed in as a citizen."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from congvu.accounts.policies import is_citizen

View = Callable[..., HttpResponse]


def for_citizens(view: View) -> View:
    """Everybody else is led to the way in, which tells officers that accounts are not mixed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_citizen(request.user):
            return view(request, *args, **kwargs)
        to = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
        return redirect(f"{reverse('citizen_sign_in')}?{urlencode({'next': to})}")

    return guarded
