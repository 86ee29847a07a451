"""Two kinds of accounts in one browser: told apart, never mixed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from congvu.accounts.policies import is_citizen


def other_kind(request: HttpRequest, to: str = "") -> HttpResponse:
    """Who works here came to sign in as a citizen, going on ``to``; or the other way round."""
    citizen = is_citizen(request.user)
    context = {"citizen": citizen, "whose": "công dân" if citizen else "công chức", "next": to}
    return render(request, "accounts/other_kind.html", context, status=403)
