"""The clock everybody asks: a demo may live on its own day, a test may hold time still."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_held: ContextVar[dt.datetime | None] = ContextVar("held", default=None)


def now() -> dt.datetime:
    """The present moment, aware. Shifted to ``CONGVU_TODAY`` in a demo; held inside :func:`at`."""
    held = _held.get()
    if held is not None:
        return held
    real = timezone.now()
    if settings.DEMO and settings.DEMO_TODAY:
        day = dt.date.fromisoformat(settings.DEMO_TODAY)
        return timezone.localtime(real).replace(year=day.year, month=day.month, day=day.day)
    return real


def today() -> dt.date:
    """The present day in the office's time zone."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` (aware). For the demo's story and for imports of the past."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
