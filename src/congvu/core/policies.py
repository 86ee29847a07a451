"""Guards that actions call first."""

from typing import Any

from congvu.core import registry
from congvu.core.errors import NotAllowed, WrongState
from congvu.core.states import Table, allowed_verbs


def require(allowed: bool, message: str = "") -> None:
    """Raise NotAllowed unless ``allowed``."""
    if not allowed:
        raise NotAllowed(message)


def next_state(table: Table, state: str, verb: str) -> str:
    """The state ``verb`` leads to from ``state``; else WrongState with the allowed verbs."""
    sources, target = table[verb]
    if state not in sources:
        raise WrongState(allowed=allowed_verbs(table, state))
    return target


def may_administer(user: Any) -> bool:
    """Whether ``user`` looks after the installation: background work, mail."""
    return registry.is_administrator(user)
