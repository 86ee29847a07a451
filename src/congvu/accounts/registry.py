"""Ways to reach whoever signs in by a code. E-mail comes with the product; an SMS gateway of the
province registers itself here, and the sign-in page then takes phone numbers too."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sender:
    """One way: which addresses are its own, and how a short text gets there."""

    name: str  # "email"
    label: str  # what the page asks for
    field: str  # the field of an account that holds the address: "email" or "phone"
    normal: Callable[[str], str]  # the one spelling of an address; empty for what is none
    send: Callable[[str, str, str], None]  # address, subject, text; raises OSError


_senders: dict[str, Sender] = {}


def register_sender(sender: Sender) -> None:
    """Offer one more way."""
    _senders[sender.name] = sender


def senders() -> list[Sender]:
    """All ways, in the order they came."""
    return list(_senders.values())


def sender_for(typed: str) -> tuple[Sender, str] | None:
    """The first way that knows an address like this, and its one spelling."""
    found = ((one, one.normal(typed)) for one in _senders.values())
    return next(((one, address) for one, address in found if address), None)
