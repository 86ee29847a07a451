"""The page of one's webhooks: add, stop, resume, see how they fare."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.api.forms import WebhookForm
from congvu.api.hooks.actions import create_webhook, resume_webhook, stop_webhook
from congvu.api.models import Webhook
from congvu.api.policies import may_hold_webhook
from congvu.api.telling.events import collections
from congvu.core.errors import BadInput
from congvu.core.policies import require

VERBS = {"ngung": stop_webhook, "cho-nhan-lai": resume_webhook}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook_list(request: HttpRequest) -> HttpResponse:
    """One's addresses; the secret of a new one is shown once, here."""
    require(may_hold_webhook(request.user))
    kinds = [(name, one.title) for name, one in collections().items()]
    form = WebhookForm(kinds, request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            known = frozenset(name for name, _ in kinds)
            _, secret = create_webhook(**form.cleaned_data, known=known, by=request.user)
        except BadInput as error:
            for name, text in error.details["fields"].items():
                form.add_error(name, text)
        else:
            form = WebhookForm(kinds)
    status = 422 if form.errors else 200
    return render(request, "api/webhook_list.html", page(request, form, secret), status=status)


def page(request: HttpRequest, form: WebhookForm, secret: str) -> dict[str, Any]:
    """What the page shows."""
    titles = {name: one.title for name, one in collections().items()}
    hooks = list(Webhook.objects.visible_to(request.user).order_by("stopped_at", "-pk"))
    for hook in hooks:
        hook.words = ", ".join(titles.get(kind, kind) for kind in hook.kinds)  # type: ignore[attr-defined]
    crumbs = [
        {"label": "Mã truy cập API", "url": reverse("api:token_list")},
        {"label": "Địa chỉ nhận sự kiện"},
    ]
    return {"hooks": hooks, "form": form, "secret": secret, "crumbs": crumbs}


@login_required
@require_POST
def webhook_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Stop it, or let it go on."""
    hook = get_object_or_404(Webhook.objects.visible_to(request.user), pk=pk)
    if verb not in VERBS:
        raise Http404
    VERBS[verb](hook, by=request.user)
    return redirect("api:webhook_list")
