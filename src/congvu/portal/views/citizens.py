"""What pages of filing share: only citizens come in, each to their own dossiers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from congvu.core import formed
from congvu.dossiers.models import Dossier
from congvu.dossiers.registry import Filed, filed
from congvu.portal.citizens import for_citizens


def citizen_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nothing of it stays in a cache; everybody else is led to the way in."""
    return never_cache(for_citizens(view))


def one_form(
    request: HttpRequest,
    form: type[forms.Form],
    run: formed.Run,
    template: str,
    *,
    back: str,
    done: str,
    row: Any,
    **more: Any,
) -> HttpResponse:
    """A page about ``row`` with one form; ``run`` calls the action, ``back`` names the page after
    it. Title, button and crumbs stand in the template."""
    bound = form(request.POST if request.method == "POST" else None)
    frame: dict[str, Any] = {"title": "", "button": "", "crumbs": []}
    return formed.form_page(
        request, bound, run, **frame, back=reverse(back, args=[row.pk]), done=done,
        template=template, row=row, **more,
    )  # fmt: skip


def own_dossier(request: HttpRequest, pk: int) -> Dossier:
    """A dossier this account filed; 404 for anybody else's."""
    related = ("procedure", "point", "online__procedure_version")
    row = Dossier.objects.filed_from(request.user).select_related(*related).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def own_filed(request: HttpRequest, pk: int) -> Filed:
    """All its filer may know of a dossier; 404 for anybody else's."""
    told = filed(request.user, pk)
    if told is None:
        raise Http404
    return told
