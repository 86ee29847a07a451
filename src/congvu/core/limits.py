"""What slows guessing down: counts shared by all processes, kept in a fixed number of places.

A million invented values fill no table; who shares a place cannot be foreseen.
"""

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PLACES = 4096


@dataclass(frozen=True)
class Limit:
    """So many times in a stretch of time, per value."""

    name: str
    most: int
    window: int  # seconds

    def reached(self, value: str) -> bool:
        """Whether ``value`` has used up this stretch."""
        return cache.get(self.key(value), 0) >= self.most

    def count(self, value: str) -> None:
        """Once more. Two processes at the same moment may miss a step of each other."""
        key = self.key(value)
        cache.set(key, cache.get(key, 0) + 1, self.window * 2)

    @property
    def wait(self) -> int:
        """Seconds until the stretch is over."""
        return self.window - int(time.time()) % self.window

    def key(self, value: str) -> str:
        """Where it is counted now."""
        return f"{self.name}:{place(self.name, value)}:{int(time.time()) // self.window}"


def place(name: str, value: str) -> int:
    """One of the places, by a secret of this installation."""
    digest = salted_hmac(f"core.limits.{name}", value, algorithm="sha256").digest()
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
