"""Doors for packages above: who works on what an applicant filed, what holds their data."""

from collections.abc import Callable
from typing import Any

Readable = Callable[[Any], Any]  # user -> queryset of applicant ids
Held = Callable[[Any], str]  # applicant -> why the data must stay; empty when nothing holds it

_readable: list[Readable] = []
_held: list[Held] = []
_kept: list[Held] = []
_belongings: list[Callable[[Any], Any]] = []


def register_readers(offer: Readable) -> None:
    """Let ``offer(user)`` name the applicants whose matters this person works on."""
    if offer not in _readable:
        _readable.append(offer)


def register_holds(rule: Held) -> None:
    """Let ``rule(applicant)`` say why the data may not be erased yet."""
    if rule not in _held:
        _held.append(rule)


def register_keeps(rule: Held) -> None:
    """Let ``rule(applicant)`` say why only the office may decide to erase the data."""
    if rule not in _kept:
        _kept.append(rule)


def register_belongings(rows: Callable[[Any], Any]) -> None:
    """Let ``rows(applicant)`` name records whose personal data is erased with the applicant."""
    if rows not in _belongings:
        _belongings.append(rows)


def belongings(applicant: Any) -> list[Any]:
    """Records with data of this applicant under keys of their own."""
    return [row for offer in _belongings for row in offer(applicant)]


def readable(user: Any) -> list[Any]:
    """Querysets of applicant ids, one from each package above."""
    return [offer(user) for offer in _readable]


def held(applicant: Any) -> str:
    """The first reason to keep the data; empty when there is none."""
    return next((why for rule in _held if (why := rule(applicant))), "")


def kept_for(applicant: Any) -> str:
    """The first reason why the office decides; empty when the person may."""
    return next((why for rule in _kept if (why := rule(applicant))), "")
