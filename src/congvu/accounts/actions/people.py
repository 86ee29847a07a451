"""Accounts of officers: made and locked by the office; signing in and out leaves a row in the log.

Who may do it is asked by the callers above: rights come from seats, which accounts don't know.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from congvu.accounts.actions.addresses import enter_addresses, renew_address
from congvu.accounts.models import User
from congvu.accounts.rules import one_time_password
from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.models import LogEntry


class NewAccount(NamedTuple):
    """A person who can sign in, and the password to hand over on paper, known only here."""

    user: User
    password: str


def create_accounts(drafts: Iterable[dict[str, Any]], *, by: User | None) -> list[NewAccount]:
    """Accounts for many people, each with a one-time password."""
    return enter_accounts(draft_accounts(drafts), by=by)


def draft_accounts(drafts: Iterable[dict[str, Any]]) -> list[NewAccount]:
    """Accounts not written yet: hashing takes its time and comes before any transaction."""
    made = []
    for fields in drafts:
        password = one_time_password()
        user = User(**fields, password=make_password(password), must_change_password=True)
        made.append(NewAccount(user, password))
    return made


def enter_accounts(made: list[NewAccount], *, by: User | None) -> list[NewAccount]:
    """Write drafted accounts, in constant queries when there are many."""
    users = [checked(account.user, alone=len(made) == 1) for account in made]
    with transaction.atomic():
        User.objects.bulk_create(users)
        enter_addresses(users)
        LogEntry.objects.bulk_create(
            audit.entry(user, "accounts.create", by, {"+username": [None, user.username]})
            for user in users
        )
    return made


def checked(user: User, alone: bool = True) -> User:
    """``user`` after its own checks; BadInput names each wrong field. Of many: no query each."""
    try:
        user.full_clean(["password"], validate_unique=alone, validate_constraints=alone)
    except ValidationError as error:
        fields = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise BadInput(fields=fields) from error
    return user


def edit_account(user: User, *, by: User, **fields: Any) -> User:
    """Correct name, title or address of a person."""
    with transaction.atomic():
        kept = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        changes = audit.apply(kept, fields)
        checked(kept).save(update_fields=list(fields))
        if "email" in changes:
            renew_address(kept)
        if changes:
            audit.note(kept, by=by, action="accounts.edit", fields=", ".join(sorted(changes)))
        return kept


def renew_password(user: User, *, by: User) -> NewAccount:
    """A new one-time password for somebody who lost theirs; open sessions end."""
    password = one_time_password()
    hashed = make_password(password)
    with transaction.atomic():
        kept = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        kept.password, kept.must_change_password = hashed, True
        kept.save(update_fields=["password", "must_change_password"])
        audit.note(kept, by=by, action="accounts.renew_password")
        end_sessions(kept)
    return NewAccount(kept, password)


def set_active(user: User, active: bool, *, by: User, reason: str = "") -> User:
    """Lock an account, or open it again. A locked one is signed out everywhere."""
    with transaction.atomic():
        kept = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        kept.is_active = active
        kept.save(update_fields=["is_active"])
        action = "accounts.unlock" if active else "accounts.lock"
        audit.note(kept, by=by, action=action, reason=reason)
        if not active:
            end_sessions(kept)
        return kept


def end_sessions(user: User) -> None:
    """Sign a person out of every device."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def password_chosen(user: User, **kwargs: Any) -> None:
    """The person has a password of their own now."""
    if user.must_change_password:
        user.must_change_password = False
        user.save(update_fields=["must_change_password"])
    audit.note(user, by=user, action="accounts.change_password")


def signed_in(user: User, **kwargs: Any) -> None:
    """Somebody came in."""
    audit.note(user, by=user, action="accounts.sign_in")


def signed_out(user: User | None, **kwargs: Any) -> None:
    """Somebody left."""
    if user is not None and user.pk:
        audit.note(user, by=user, action="accounts.sign_out")


def tied(sociallogin: Any, **kwargs: Any) -> None:
    """An officer's account got a second way in."""
    way = sociallogin.account.provider
    audit.note(sociallogin.user, by=sociallogin.user, action="accounts.tie", way=way)


def untied(socialaccount: Any, **kwargs: Any) -> None:
    """It lost it again."""
    user = socialaccount.user
    audit.note(user, by=user, action="accounts.untie", way=socialaccount.provider)


def sign_in_failed(credentials: dict[str, Any], **kwargs: Any) -> None:
    """A wrong password. A name nobody has is not written down: it may be a password itself."""
    name = credentials.get("username") or credentials.get("email") or ""
    user = User.objects.filter(username=name).first() or User.objects.filter(email=name).first()
    someone = user or User(pk=0, full_name="Tên đăng nhập không có trong hệ thống")
    audit.note(someone, by=None, action="accounts.sign_in_failed")
