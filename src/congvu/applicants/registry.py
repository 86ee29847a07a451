"""Doors for packages above: who works on something an applicant filed, what still holds them."""

from collections.abc import Callable
from typing import Any

Readable = Callable[[Any], Any]  # user -> queryset of applicant ids
Held = Callable[[Any], str]  # applicant -> why the data must stay; empty when nothing holds it

_readable: list[Readable] = []
_held: list[Held] = []


def register_readers(offer: Readable) -> None:
    """Let ``offer(user)`` name the applicants whose matters this person works on."""
    if offer not in _readable:
        _readable.append(offer)


def register_holds(rule: Held) -> None:
    """Let ``rule(applicant)`` say why the data may not be erased yet."""
    if rule not in _held:
        _held.append(rule)


def readable(user: Any) -> list[Any]:
    """Querysets of applicant ids, one from each package above."""
    return [offer(user) for offer in _readable]


def held(applicant: Any) -> str:
    """The first reason to keep the data; empty when there is none."""
    return next((why for rule in _held if (why := rule(applicant))), "")
