"""What kind of person has signed in; rights come from seats, which accounts don't know."""

from typing import Any

from congvu.accounts.models import User


def is_citizen(user: Any) -> bool:
    """Whether somebody signed in with an account of citizens, in use."""
    return bool(user.is_authenticated and user.is_active and user.kind == User.Kind.CITIZEN)
