"""Citizens sign in by a code sent to their address; the account is made the first time.

Whoever asks gets the same page in the same time, whether the address has an account, has none, or
is an officer's: in each case the same queries are made and one mail goes out. Codes lie in the
database as fingerprints, one per address, so that tries are counted exactly by all processes.
"""

import datetime as dt
from smtplib import SMTPException

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from congvu.accounts.actions.citizens import NAME, accounts_of, make_citizen
from congvu.accounts.errors import CodeNotSent, TooManyCodes, WrongCode
from congvu.accounts.models import SignInCode, User
from congvu.accounts.registry import Sender
from congvu.accounts.rules import CODE_MINUTES, CODE_TRIES, CODES_AN_HOUR, one_time_code
from congvu.core import audit

HOUR = dt.timedelta(hours=1)
KEPT = dt.timedelta(days=1)


def send_code(sender: Sender, address: str) -> None:
    """A fresh code to an address; the one before is dead."""
    code, now = one_time_code(), timezone.now()
    refusal = refused(accounts_of(sender, address))
    mark = fingerprint(sender, address)
    with transaction.atomic():
        SignInCode.objects.filter(sent_at__lt=now - KEPT).delete()
        SignInCode.objects.get_or_create(address=mark, defaults={"sent_at": now, "hour_began": now})
        row = SignInCode.objects.select_for_update().get(address=mark)
        if now - row.hour_began >= HOUR:
            row.hour_began, row.in_hour = now, 0
        if row.in_hour >= CODES_AN_HOUR:
            raise TooManyCodes(retry_after=int((row.hour_began + HOUR - now).total_seconds()) + 1)
        row.in_hour += 1
        row.sent_at, row.wrong = now, 0
        row.digest = "" if refusal else digest(mark, code)
        row.save()
    facts = {
        "code": code,
        "refusal": refusal,
        "minutes": CODE_MINUTES,
        "office_name": settings.OFFICE_NAME,
    }
    subject = render_to_string("accounts/email/code.subject.txt", facts)
    text = render_to_string("accounts/email/code.body.txt", facts)
    try:
        sender.send(address, " ".join(subject.split()), text)
    except (SMTPException, OSError) as error:
        raise CodeNotSent from error


def use_code(sender: Sender, address: str, code: str) -> User:
    """Whom this code lets in; their account is made when it is the first time."""
    mark = fingerprint(sender, address)
    with transaction.atomic():
        row = SignInCode.objects.select_for_update().filter(address=mark).first()
        people = accounts_of(sender, address)
        if row is not None and fits(row, code) and not refused(people):
            SignInCode.objects.filter(pk=row.pk).update(digest="")  # hours go on counting
            known = people.get(User.Kind.CITIZEN)
            return known or make_citizen(sender.name, **{sender.field: address})
        if row is not None and row.wrong < CODE_TRIES:
            SignInCode.objects.filter(pk=row.pk).update(wrong=row.wrong + 1)
        someone = people.get(User.Kind.CITIZEN) or User(pk=0, full_name=NAME)
        audit.note(someone, by=None, action="accounts.code_failed")
    raise WrongCode


def refused(people: dict[str, User]) -> str:
    """Why no code goes to an address: officers sign in otherwise, locked accounts not at all."""
    if User.Kind.OFFICER in people:
        return "officer"
    citizen = people.get(User.Kind.CITIZEN)
    return "locked" if citizen is not None and not citizen.is_active else ""


def fits(row: SignInCode, code: str) -> bool:
    """Whether this is the code, in time, after few enough wrong ones."""
    alive = timezone.now() - row.sent_at <= dt.timedelta(minutes=CODE_MINUTES)
    same = constant_time_compare(row.digest, digest(row.address, code))
    return alive and row.wrong < CODE_TRIES and bool(row.digest) and same


def fingerprint(sender: Sender, address: str) -> str:
    """What an address is known by here."""
    told = f"{sender.name}:{address}"
    return salted_hmac("accounts.codes.address", told, algorithm="sha256").hexdigest()


def digest(mark: str, code: str) -> str:
    """What a code is known by: bound to its address."""
    return salted_hmac("accounts.codes", f"{mark}:{code}", algorithm="sha256").hexdigest()
