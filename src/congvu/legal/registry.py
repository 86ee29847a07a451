"""Doors for packages above: what rests on a legal basis, and who may keep the list."""

from collections.abc import Callable, Iterable
from typing import Any

Dependants = Callable[[Any], Iterable[tuple[str, str]]]  # basis -> (label, path)
Keeper = Callable[[Any], bool]

_dependants: list[Dependants] = []
_keepers: list[Keeper] = []


def register_dependants(offer: Dependants) -> None:
    """Let ``offer(basis)`` name what rests on a basis, each with the path of its page."""
    if offer not in _dependants:
        _dependants.append(offer)


def register_keepers(rule: Keeper) -> None:
    """Let ``rule(user)`` say who keeps the list. No rule, nobody."""
    if rule not in _keepers:
        _keepers.append(rule)


def dependants(basis: Any) -> list[tuple[str, str]]:
    """Everything known to rest on ``basis``."""
    return [pair for offer in _dependants for pair in offer(basis)]


def is_keeper(user: Any) -> bool:
    """Whether some package above lets ``user`` keep the list."""
    return any(rule(user) for rule in _keepers)
