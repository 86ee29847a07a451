"""Our answers to the questions django-allauth asks."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from congvu.accounts.actions import admit_citizen
from congvu.accounts.actions.addresses import vouch
from congvu.accounts.actions.citizens import holders
from congvu.accounts.models import User
from congvu.accounts.policies import is_citizen
from congvu.accounts.providers import CITIZENS, KINDS, OFFICERS, kept_uid, verified
from congvu.accounts.senders import EMAIL
from congvu.accounts.views.kinds import other_kind
from congvu.core.places import local_place


def display_name(user: Any) -> str:
    """Somebody as every page here names people, never by the name of the account."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    """Officers are entered by their office; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Places of this site, from its root; a word alone would be taken for a page's name."""
        return bool(url and local_place(url))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes on to who was on the way to nothing."""
        if is_citizen(request.user):
            return settings.CITIZEN_HOME
        return super().get_login_redirect_url(request)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A provider of officers finds them by verified address and makes none; one of citizens lets
    in whom it vouches for. Neither opens an account of the other kind."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict) -> Any:
        """What is told of a person is asked and forgotten; of a citizen the number, too."""
        account = sociallogin.account
        account.extra_data = {}
        if account.provider == CITIZENS:
            account.uid = kept_uid(account.provider, account.uid)
        return super().populate_user(request, sociallogin, data)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Any, str] | None:
        """The one officer with the address; citizens are found when they are let in."""
        address = verified(sociallogin.email_addresses)
        if sociallogin.account.provider != OFFICERS or not address:
            return None
        found = holders(EMAIL, address).filter(kind=User.Kind.OFFICER)[:2]
        if len(found) != 1:  # an address that several share is nobody's
            return None
        vouch(found[0], address)
        return found[0], address

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse to mix two kinds of accounts; let a citizen in."""
        way = sociallogin.account.provider
        if request.user.is_authenticated and request.user.kind != KINDS.get(way):
            raise ImmediateHttpResponse(other_kind(request))
        if way == CITIZENS:
            sociallogin.state["process"] = "login"  # nothing is tied to an account by hand
            address = verified(sociallogin.email_addresses)
            sociallogin.user = admit_citizen(way, sociallogin.account.uid, address)
