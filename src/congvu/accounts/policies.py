"""What kind of person has signed in, and how; rights come from seats, not known to accounts."""

import datetime as dt
from typing import Any

from allauth.socialaccount.models import SocialAccount

from congvu.accounts.models import User


def is_citizen(user: Any) -> bool:
    """Whether somebody signed in with an account of citizens, in use."""
    return bool(user.is_authenticated and user.is_active and user.kind == User.Kind.CITIZEN)


def tied_since(user: User) -> dt.datetime | None:
    """Since when an account is tied to somebody at a provider; None when it is not."""
    row = SocialAccount.objects.filter(user=user).order_by("pk").first()
    return row.date_joined if row else None
