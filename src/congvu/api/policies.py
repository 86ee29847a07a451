"""Who may hold tokens."""

from typing import Any

from congvu.api.models import Token


def may_hold_token(user: Any) -> bool:
    """Everybody who may sign in: a token gives no right its user does not have."""
    return user.is_authenticated and user.is_active


def may_revoke(user: Any, token: Token) -> bool:
    """One's own tokens."""
    return token.user_id == user.pk
