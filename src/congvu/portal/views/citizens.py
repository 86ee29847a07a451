"""What pages of filing share: only citizens come in, each to their own dossiers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from congvu.dossiers.models import Dossier
from congvu.dossiers.registry import Filed, filed
from congvu.portal.citizens import for_citizens


def citizen_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nothing of it stays in a cache; everybody else is led to the way in."""
    return never_cache(for_citizens(view))


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
