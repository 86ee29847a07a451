"""The gate of the editing rooms (/cms/): who comes in, and the policy that holds inside."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from congvu.portal.actions import join_group
from congvu.portal.policies import may_edit

ROOMS = "/cms/"
# rooms that belong to others here: accounts and seats are kept under "Tổ chức, cán bộ"
CLOSED = tuple(f"{ROOMS}{name}/" for name in ("users", "groups", "password_reset", "login"))
POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],  # its lists of photos and its dates are set up inline
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}
Respond = Callable[[HttpRequest], HttpResponse]


def editing_rooms(get_response: Respond) -> Respond:
    """Outside /cms/ nothing changes. Inside: only whoever holds a seat that edits."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOMS):
            return get_response(request)
        response = entered(request) or get_response(request)
        response._csp_config = POLICY
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return respond


def entered(request: HttpRequest) -> HttpResponse | None:
    """None for whoever may come in; the way to sign in for a stranger, 404 for the rest."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.path.startswith(CLOSED) or not may_edit(request.user):
        raise Http404
    join_group(request.user)
    return None
