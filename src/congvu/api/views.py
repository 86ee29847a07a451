"""The description of the API for programs and for people, and the page of one's tokens."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.api.actions import create_token, revoke_token
from congvu.api.forms import TokenForm
from congvu.api.models import Token
from congvu.api.policies import may_hold_webhook
from congvu.api.problems import problem
from congvu.api.reference import groups
from congvu.api.service import description


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1, readable without a token."""
    return JsonResponse(description(), json_dumps_params={"ensure_ascii": False})


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The same for people."""
    return render(request, "api/reference.html", {"groups": groups(description())})


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """No such address: a problem, as everywhere in the API."""
    return problem(404)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """One's tokens; a new one is shown once, here."""
    form = TokenForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _, secret = create_token(request.user, name=form.cleaned_data["name"], by=request.user)
        form = TokenForm()
    status = 422 if form.errors else 200
    return render(request, "api/token_list.html", page(request, form, secret), status=status)


def page(request: HttpRequest, form: TokenForm, secret: str = "") -> dict[str, Any]:
    """What the page shows."""
    tokens = Token.objects.visible_to(request.user).order_by("revoked_at", "-pk")
    crumbs = [{"label": "Mã truy cập API"}]
    return {
        "tokens": tokens,
        "form": form,
        "secret": secret,
        "crumbs": crumbs,
        "may_hook": may_hold_webhook(request.user),
    }


@login_required
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the program away that uses it."""
    token = get_object_or_404(Token.objects.visible_to(request.user), pk=pk)
    revoke_token(token, by=request.user)
    return redirect("api:token_list")
