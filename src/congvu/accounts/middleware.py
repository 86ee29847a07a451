"""A first password is changed first; what was typed survives an ended session."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from congvu.accounts import typed

Handler = Callable[[HttpRequest], HttpResponse]
STILL_OPEN = ("account_change_password", "account_logout", "account_reauthenticate")


def change_first_password(get_response: Handler) -> Handler:
    """Whoever came in with a one-time password chooses their own before anything else."""

    def handle(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password:
            open_paths = {reverse(name) for name in STILL_OPEN}
            if request.path not in open_paths:
                return redirect("account_change_password")
        return get_response(request)

    return handle


def keep_typed(get_response: Handler) -> Handler:
    """A POST that is sent to sign in first keeps its fields; they are shown again afterwards."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            typed.remember(request, response)
            if request.method == "POST":
                sent_again(request)
        elif lost(request, response) and typed.keep(request):
            query = urlencode({"next": reverse("account_typed")})
            return HttpResponseRedirect(f"{reverse('account_login')}?{query}")
        return response

    return handle


def lost(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the session ended under a form that a page, not a script, has sent."""
    if request.method != "POST" or request.headers.get("HX-Request"):
        return False
    login = f"{reverse('account_login')}?"
    return response.status_code == 302 and response.headers.get("Location", "").startswith(login)


def sent_again(request: HttpRequest) -> None:
    """The kept fields have reached their page: they are not offered a second time."""
    if typed.KEY in request.session:
        kept = typed.kept_for(request)
        if kept is not None and kept["path"] == request.get_full_path():
            typed.drop(request)
