"""Guessing of codes and digits is slowed down: wrong answers count, by visitor and by code."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from congvu.core.limits import Limit, visitor
from congvu.petitions.rules import files_limit
from congvu.portal.errors import TooManySent, TooManyTries

WINDOW = 15 * 60  # seconds
HOUR = 3600


def check_sending(request: HttpRequest) -> None:
    """Refuse another petition of a visitor who sent many within the hour; count this one."""
    limit = Limit("petitions:sent", settings.PETITIONS_PER_HOUR, HOUR)
    if limit.reached(visitor(request)):
        raise TooManySent(retry_after=limit.wait)
    limit.count(visitor(request))


def check_keeping(request: HttpRequest, count: int) -> None:
    """Refuse files of a visitor who sent many within the hour; count these."""
    most, _ = files_limit()
    limit = Limit("petitions:kept", settings.PETITIONS_PER_HOUR * most, HOUR)
    for _ in range(count):
        if limit.reached(visitor(request)):
            raise TooManySent(retry_after=limit.wait)
        limit.count(visitor(request))


def check(request: HttpRequest, code: str) -> None:
    """Refuse to answer while there were too many wrong answers; the same for every code."""
    for limit, value in counted(request, code):
        if limit.reached(value):
            raise TooManyTries(retry_after=limit.wait)


def count(request: HttpRequest, code: str) -> None:
    """One more wrong answer; both counts with one writing to the disk."""
    with transaction.atomic():
        for limit, value in counted(request, code):
            limit.count(value)


def counted(request: HttpRequest, code: str) -> list[tuple[Limit, str]]:
    """By what wrong answers are counted, and how many there may be."""
    tries = settings.TRACKING_WRONG_TRIES
    wanted = "".join(code.split()).upper()
    return [
        (Limit("track:visitor", tries, WINDOW), visitor(request)),
        (Limit("track:code", tries, WINDOW), wanted),
    ]
