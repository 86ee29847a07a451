"""The outbox of a demo on screen: nothing leaves the machine, everything can be read."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from congvu.core.models import OutboxMail

SHOWN = 100


@login_required
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """The latest mails; only in a demo, where there are no secrets."""
    if not settings.DEMO:
        raise Http404
    mails = OutboxMail.objects.order_by("-pk")[:SHOWN]
    return render(request, "core/outbox.html", {"mails": mails})
