"""Accounts of citizens: made by the first sign-in, found by address or by a provider's word."""

from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from congvu.accounts.actions.people import checked, end_sessions
from congvu.accounts.models import User
from congvu.accounts.registry import Sender
from congvu.accounts.rules import citizen_username
from congvu.accounts.senders import EMAIL
from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.personal import find_by

NAME = "Tài khoản công dân"  # the log can't forget a name: it never learns one


def admit_citizen(provider: str, uid: str, address: str = "") -> User:
    """Whom a provider of identities vouches for; their account is made the first time.

    ``uid`` is what the provider calls them, as we keep it; ``address`` is one it has verified, in
    our spelling, or empty. A citizen's account with this address is theirs; an officer's is not.
    """
    try:
        return found_or_made(provider, uid, address)
    except (IntegrityError, BadInput):  # let in through another door at the same moment
        return found_or_made(provider, uid, address)


@transaction.atomic
def found_or_made(provider: str, uid: str, address: str) -> User:
    """One try."""
    return linked(provider, uid) or link(provider, uid, address)


def linked(provider: str, uid: str) -> User | None:
    """The account this identity belongs to."""
    rows = SocialAccount.objects.select_related("user")
    found = rows.filter(provider=provider, uid=uid, user__kind=User.Kind.CITIZEN).first()
    return found.user if found else None


def link(provider: str, uid: str, address: str) -> User:
    """Give an identity its account: the one with the address, or a new one."""
    people = accounts_of(EMAIL, address) if address else {}
    if User.Kind.OFFICER in people:
        people, address = {}, ""  # the office writes there: two accounts are not mixed
    user = people.get(User.Kind.CITIZEN) or make_citizen(provider, email=address)
    SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    audit.note(user, by=user, action="accounts.link_citizen", way=provider)
    return user


def make_citizen(way: str, **address: str) -> User:
    """An account without a password and without a name; the profile is the applicant's."""
    user = User(username=citizen_username(), full_name=NAME, kind=User.Kind.CITIZEN, **address)
    user.set_unusable_password()
    checked(user).save()
    audit.note(user, by=user, action="accounts.create_citizen", way=way)
    return user


def retire_citizen(user: User, *, by: Any, reason: str) -> User:
    """The account of a citizen ends: no address, no way in; what it did stays in the log."""
    with transaction.atomic():
        kept = User.objects.select_for_update(of=("self",)).get(pk=user.pk, kind=User.Kind.CITIZEN)
        kept.email, kept.phone, kept.is_active = "", "", False
        kept.save(update_fields=["email", "phone", "phone_index", "is_active"])
        SocialAccount.objects.filter(user=kept).delete()
        audit.note(kept, by=by, action="accounts.retire_citizen", reason=reason)
        end_sessions(kept)
        return kept


def accounts_of(sender: Sender, address: str) -> dict[str, User]:
    """Who has this address, by kind; an officer by any address the office or he confirmed."""
    return {user.kind: user for user in holders(sender, address)}


def holders(sender: Sender, address: str) -> QuerySet[User]:
    """Their accounts, in one query."""
    if sender.field == "phone":
        return find_by(User, "phone", address)
    confirmed = Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    return User.objects.filter(Q(email__iexact=address) | confirmed).distinct()
