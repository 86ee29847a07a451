"""Who has reminders to give, asked once a day; who acts when a batch goes out."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

Provider = Callable[[dt.date], Iterable[Any]]  # yields congvu.notices.rules.Draft

Sender = Callable[[Any, Any], None]  # the batch, and who sends it

_providers: list[Provider] = []
_senders: list[Sender] = []


def register_reminders(provider: Provider) -> Provider:
    """Ask ``provider(today)`` every morning. Give each draft a ``key``: it is told only once."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def reminders(today: dt.date) -> list[Any]:
    """Everything to remind of today."""
    return [draft for provider in _providers for draft in provider(today)]


def on_sending(sender: Sender) -> Sender:
    """Call ``sender(batch, by)`` inside the transaction that sends a batch; it may refuse."""
    if sender not in _senders:
        _senders.append(sender)
    return sender


def before_sending(batch: Any, by: Any) -> None:
    """Tell everybody who registered that this batch goes out now."""
    for sender in _senders:
        sender(batch, by)
