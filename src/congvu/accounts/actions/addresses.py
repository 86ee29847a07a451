"""Addresses of officers: entered by their office, which vouches for them; one is one person's.

By its address a forgotten password is renewed and single sign-on finds the officer: shared by two,
it would open the account of either.
"""

from collections.abc import Iterable, Sequence

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from congvu.accounts.models import User
from congvu.core.errors import BadInput


def enter_addresses(users: Sequence[User]) -> None:
    """The addresses of new accounts, in constant queries; BadInput names one that is taken."""
    rows = [row for row in map(address_of, users) if row]
    refuse_taken(rows)
    EmailAddress.objects.bulk_create(rows)


def renew_address(user: User) -> None:
    """The address of an account is another one now, or none."""
    EmailAddress.objects.filter(user=user).delete()
    enter_addresses([user])


def vouch(user: User, address: str) -> None:
    """An officer entered without allauth's row for the address: it takes the password of those."""
    EmailAddress.objects.update_or_create(user=user, email=address, defaults={"verified": True})


def address_of(user: User) -> EmailAddress | None:
    """Verified from the beginning: single sign-on finds the officer by it."""
    if not user.email:
        return None
    return EmailAddress(user=user, email=user.email.lower(), verified=True, primary=True)


def refuse_taken(rows: Iterable[EmailAddress]) -> None:
    """An address that another officer has, entered by the office or confirmed; or that two have."""
    owners: dict[str, int] = {}
    for row in rows:
        if row.email in owners:
            raise taken(row.email, row.user)
        owners[row.email] = row.user_id
    entered = User.objects.filter(kind=User.Kind.OFFICER).annotate(low=Lower("email"))
    confirmed = EmailAddress.objects.filter(verified=True).annotate(low=Lower("email"))
    held = [(user.email, user) for user in entered.filter(low__in=owners)]
    found = confirmed.filter(low__in=owners).select_related("user")
    for address, user in held + [(row.email, row.user) for row in found]:
        if user.pk != owners[address.lower()]:
            raise taken(address, user)


def taken(address: str, by: User) -> BadInput:
    """Whose it is: whoever enters people may know."""
    text = f"Địa chỉ {address} đã là của tài khoản {by.username}. Mỗi người một địa chỉ riêng."
    return BadInput(fields={"email": text})
