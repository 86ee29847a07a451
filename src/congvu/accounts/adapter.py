"""Our answers to the questions django-allauth asks."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


def display_name(user: Any) -> str:
    """Somebody as every page here names people, never by the name of the account."""
    return str(user)


class AccountAdapter(DefaultAccountAdapter):
    """Officers are entered by their office; nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on finds an officer by verified address; it makes no new people."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False
