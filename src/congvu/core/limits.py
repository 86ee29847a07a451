"""What slows guessing down: counts shared by all processes, kept in a fixed number of places.

A million invented values fill no table; who shares a place cannot be foreseen. A step is one
statement of the database, so that of a hundred at the same moment a hundred are counted.
"""

import ipaddress
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from congvu.core.models import LimitCount

PLACES = 4096
TABLE = LimitCount._meta.db_table
STEP = f"""
INSERT INTO {TABLE} AS known (name, place, stretch, count) VALUES (%s, %s, %s, 1)
ON CONFLICT (name, place) DO UPDATE SET stretch = excluded.stretch,
  count = CASE WHEN known.stretch = excluded.stretch THEN known.count + 1 ELSE 1 END
RETURNING count
"""  # noqa: S608 our own name


@dataclass(frozen=True)
class Limit:
    """So many times in a stretch of time, per value."""

    name: str
    most: int
    window: int  # seconds

    def reached(self, value: str) -> bool:
        """Whether ``value`` has used up this stretch."""
        rows = LimitCount.objects.filter(name=self.name, place=place(self.name, value))
        return rows.filter(stretch=stretch(self.window), count__gte=self.most).exists()

    def count(self, value: str) -> None:
        """Once more."""
        step(self.name, str(place(self.name, value)), self.window)

    @property
    def wait(self) -> int:
        """Seconds until the stretch is over."""
        return left(self.window)


def step(name: str, where: str, window: int) -> int:
    """Count one more in this stretch; how many it are now."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:  # waits its turn
        cursor.execute(STEP, [name, where, stretch(window)])
        return cursor.fetchone()[0]


def stretch(window: int) -> int:
    """The number of the stretch that runs now."""
    return int(time.time()) // window


def left(window: int) -> int:
    """Seconds until the running stretch is over."""
    return window - int(time.time()) % window


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
