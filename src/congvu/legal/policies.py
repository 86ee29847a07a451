"""Who reads and who keeps the legal bases."""

from typing import Any

from congvu.accounts.models import User
from congvu.legal.registry import is_keeper


def may_manage_bases(user: Any) -> bool:
    """Keepers named by the packages above; None is the system itself."""
    return user is None or is_keeper(user)


def may_read_bases(user: Any) -> bool:
    """Every officer reads the law here; a citizen reads it elsewhere."""
    return user.is_authenticated and user.is_active and user.kind == User.Kind.OFFICER
