"""Two pages by which a citizen signs in: an address, then the code that was sent to it."""

from typing import Any, NamedTuple

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.accounts import limits
from congvu.accounts.actions import send_code, use_code
from congvu.accounts.errors import WrongCode
from congvu.accounts.forms import AddressForm, CodeForm
from congvu.accounts.outbox import shown_mail
from congvu.accounts.policies import is_citizen
from congvu.accounts.registry import Sender, sender_for
from congvu.accounts.rules import CODE_MINUTES
from congvu.accounts.views.kinds import other_kind
from congvu.core.errors import ActionError
from congvu.core.places import local_place

KEY = "code_for"


class Asked(NamedTuple):
    """Whom this browser waits to let in, and where they were going."""

    sender: Sender
    address: str
    to: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address; the answer is the same whether it has an account or not."""
    to = local_place(request.POST.get("next", request.GET.get("next", "")))
    if request.user.is_authenticated:
        return already(request, to)
    if request.method != "POST":
        return asking(request, AddressForm(), to)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return asking(request, form, to, 422)
    address = form.cleaned_data["address"]
    try:
        limits.check(limits.ASKED, request)
        limits.count(limits.ASKED, request)
        send_code(form.sender, address)
    except ActionError as error:
        return refused(asking, request, form, to, error)
    request.session[KEY] = {"address": address, "next": to}
    return redirect("citizen_code")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the code; right, it leads on to where the citizen was going."""
    asked = asked_of(request)
    if request.user.is_authenticated or asked is None:
        return redirect("citizen_sign_in")
    if request.method != "POST":
        return entering(request, CodeForm(), asked)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return entering(request, form, asked, 422)
    try:
        limits.check(limits.WRONG, request)
        user = use_code(asked.sender, asked.address, form.cleaned_data["code"])
    except ActionError as error:
        if isinstance(error, WrongCode):
            limits.count(limits.WRONG, request)
        return refused(entering, request, form, asked, error)
    del request.session[KEY]
    return perform_login(
        request, user, email_verification="none", redirect_url=asked.to or settings.CITIZEN_HOME
    )


def asked_of(request: HttpRequest) -> Asked | None:
    """What this browser asked for before; None when it did not, or the way is gone."""
    kept = request.session.get(KEY)
    found = sender_for(kept["address"]) if kept else None
    return Asked(*found, kept["next"]) if found else None


def already(request: HttpRequest, to: str) -> HttpResponse:
    """A citizen goes on; an officer is told that two accounts are not mixed."""
    if is_citizen(request.user):
        return redirect(to or settings.CITIZEN_HOME)
    return other_kind(request, to)


def asking(request: HttpRequest, form: AddressForm, to: str, status: int = 200) -> HttpResponse:
    """The page with one field for the address."""
    return render(request, "accounts/sign_in.html", {"form": form, "next": to}, status=status)


def entering(request: HttpRequest, form: CodeForm, asked: Asked, status: int = 200) -> HttpResponse:
    """The page with one field for the code."""
    context = {
        "form": form,
        "address": asked.address,
        "next": asked.to,
        "minutes": CODE_MINUTES,
        "mail": shown_mail(asked.address),
    }
    return render(request, "accounts/enter_code.html", context, status=status)


def refused(page: Any, request: HttpRequest, form: Any, about: Any, error: ActionError) -> Any:
    """The same page with what was typed and why not; with the time to wait when there is one."""
    form.add_error(None, error.message)
    answer = page(request, form, about, error.status)
    if "retry_after" in error.details:
        answer["Retry-After"] = str(error.details["retry_after"])
    return answer
