"""What pages of citizens share: who comes in, whose dossier it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from congvu.applicants.policies import may_file
from congvu.core.policies import require
from congvu.dossiers.models import Dossier
from congvu.dossiers.registry import Filed, filed

SIGN_IN = "/tai-khoan/vao/"
OFFICERS = (
    "Tài khoản công chức không nộp hồ sơ tại đây. Hãy đăng xuất, rồi đăng nhập bằng thư điện tử của"
    " người nộp."
)


def citizen_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A stranger is led to sign in and back; an officer is told why not."""

    @never_cache
    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), SIGN_IN)
        require(may_file(request.user), OFFICERS)
        return view(request, *args, **kwargs)

    return respond


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
