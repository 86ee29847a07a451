"""Providers of identities (OpenID Connect): one for officers, one for citizens, never for both."""

from collections.abc import Iterable
from typing import Any

from allauth.socialaccount.adapter import get_adapter

from congvu.accounts.models import User
from congvu.accounts.senders import EMAIL
from congvu.core import ciphers

OFFICERS, CITIZENS = "so", "cong-dan"
KINDS = {OFFICERS: User.Kind.OFFICER, CITIZENS: User.Kind.CITIZEN}


def provider_for(kind: str) -> Any:
    """The provider whose people have accounts of this kind; None while settings name none."""
    found = (one for one in get_adapter().list_providers(None) if KINDS.get(one.sub_id) == kind)
    return next(found, None)


def kept_uid(provider: str, uid: str) -> str:
    """What we keep of a citizen's name at the provider: it may be the number of their papers."""
    return ciphers.fingerprint(ciphers.subkey("accounts.provider"), f"{provider}:{uid}")


def verified(addresses: Iterable[Any]) -> str:
    """The first address the provider vouches for, in our spelling; empty when there is none."""
    return next((EMAIL.normal(one.email) for one in addresses if one.verified), "")
