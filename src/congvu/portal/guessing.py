"""Guessing of codes and digits is slowed down; what is counted is shared by all processes.

Only wrong answers count: by visitor, and by code whoever asks. Both are kept in a fixed number of
places, so that a million invented codes fill no table; who shares a place cannot be foreseen.
"""

import ipaddress
import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from congvu.portal.errors import TooManyTries

PLACES = 4096
WINDOW = 15 * 60  # seconds


def check(request: HttpRequest, code: str) -> None:
    """Refuse to answer while there were too many wrong answers; the same for every code."""
    for key, most in keys_of(request, code):
        if cache.get(key, 0) >= most:
            raise TooManyTries(retry_after=WINDOW - int(time.time()) % WINDOW)


def count(request: HttpRequest, code: str) -> None:
    """One more wrong answer."""
    for key, _ in keys_of(request, code):
        cache.set(key, cache.get(key, 0) + 1, WINDOW * 2)


def keys_of(request: HttpRequest, code: str) -> list[tuple[str, int]]:
    """Where wrong answers are counted in this quarter of an hour, and how many there may be."""
    slot = int(time.time()) // WINDOW
    tries = settings.TRACKING_WRONG_TRIES
    wanted = "".join(code.split()).upper()
    pairs = (("visitor", visitor(request), tries), ("code", wanted, tries))
    return [(f"track:{kind}:{place(kind, value)}:{slot}", most) for kind, value, most in pairs]


def place(kind: str, value: str) -> int:
    """One of the places, by a secret of this installation."""
    digest = salted_hmac(f"portal.guessing.{kind}", value, algorithm="sha256").digest()
    return int.from_bytes(digest[:4], "big") % PLACES


def visitor(request: HttpRequest) -> str:
    """The visitor's address as our own proxies tell it; of IPv6 the network of a household."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = request.headers.get("X-Forwarded-For", "").split(",") if proxies else []
    text = told[-proxies] if 0 < proxies <= len(told) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
