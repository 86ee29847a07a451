"""Who may hold tokens."""

from typing import Any

from congvu.api.models import Token
from congvu.organizations.policies import has_role
from congvu.organizations.states import Role

HOOKED = (Role.ADMINISTRATOR, Role.HEAD, Role.DEPUTY, Role.SECRETARY)


def may_hold_token(user: Any) -> bool:
    """Everybody who may sign in: a token gives no right its user does not have."""
    return user.is_authenticated and user.is_active


def may_revoke(user: Any, token: Token) -> bool:
    """One's own tokens."""
    return token.user_id == user.pk


def may_hold_webhook(user: Any) -> bool:
    """Our server calls the address by itself: only those who answer for the whole office."""
    return user.is_authenticated and has_role(user, *HOOKED)
