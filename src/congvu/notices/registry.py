"""Who has reminders to give: asked once a day, early in the morning."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

Provider = Callable[[dt.date], Iterable[Any]]  # yields congvu.notices.rules.Draft

_providers: list[Provider] = []


def register_reminders(provider: Provider) -> Provider:
    """Ask ``provider(today)`` every morning. Give each draft a ``key``: it is told only once."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def reminders(today: dt.date) -> list[Any]:
    """Everything to remind of today."""
    return [draft for provider in _providers for draft in provider(today)]
