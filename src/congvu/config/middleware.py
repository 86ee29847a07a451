"""Citizens have an account, and no business inside the office."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from congvu.accounts.policies import is_citizen

Respond = Callable[[HttpRequest], HttpResponse]
# open to anybody signed in, and made for officers; every other page asks for a seat by itself
OFFICERS_ONLY = frozenset(
    {
        "desk:search",
        "core:outbox",
        "core:system",
        "core:styleguide",
        "core:styleguide_print",
        "api:token_list",
        "api:token_revoke",
        # passwords, second factors and devices: citizens have none of them
        "account_change_password",
        "account_email",
        "account_reauthenticate",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_edit_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "socialaccount_connections",
        "usersessions_list",
    }
)


class CitizensOutside:
    """Rooms of officers are not there for whoever signed in as a citizen."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Before the page is made."""
        if request.resolver_match is None or not is_citizen(request.user):
            return None
        name = request.resolver_match.view_name
        if name in OFFICERS_ONLY:
            raise Http404
        first = name == "desk:home" and request.method in ("GET", "HEAD")
        return redirect("portal:home") if first else None


def citizens_outside(get_response: Respond) -> CitizensOutside:
    """The middleware as settings name it."""
    return CitizensOutside(get_response)
