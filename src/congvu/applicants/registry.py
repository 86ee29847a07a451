"""Doors for packages above: who works on what an applicant filed, what holds their data."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

Readable = Callable[[Any], Any]  # user -> queryset of applicant ids
Held = Callable[[Any], str]  # applicant -> why the data must stay; empty when nothing holds it
Others = Callable[[Any], Iterable[Model]]  # applicant -> rows with personal data of others

_readable: list[Readable] = []
_held: list[Held] = []
_kept: list[Held] = []
_others: list[Others] = []


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


def register_others(offer: Others) -> None:
    """Let ``offer(applicant)`` name rows whose personal data, of somebody else, goes as well."""
    if offer not in _others:
        _others.append(offer)


def others(applicant: Any) -> list[Model]:
    """Rows that keep somebody else's data only for the sake of this applicant's papers."""
    return [row for offer in _others for row in offer(applicant)]


def readable(user: Any) -> list[Any]:
    """Querysets of applicant ids, one from each package above."""
    return [offer(user) for offer in _readable]


def held(applicant: Any) -> str:
    """The first reason to keep the data; empty when there is none."""
    return next((why for rule in _held if (why := rule(applicant))), "")


def kept_for(applicant: Any) -> str:
    """The first reason why the office decides; empty when the person may."""
    return next((why for rule in _kept if (why := rule(applicant))), "")
