"""Doors for packages above: who may judge or read a sheet. No entry, nobody."""

from collections.abc import Callable, Iterable
from typing import Any

# (user, sheet ids) -> ids of the sheets that user may judge / read
SheetRule = Callable[[Any, Iterable[int]], set[int]]

_judges: list[SheetRule] = []
_readers: list[SheetRule] = []


def register_judges(rule: SheetRule) -> None:
    """Let ``rule`` say which sheets a user may judge."""
    _judges.append(rule)


def register_readers(rule: SheetRule) -> None:
    """Let ``rule`` say which sheets a user may read, judged values included."""
    _readers.append(rule)


def judgeable(user: Any, sheet_ids: Iterable[int]) -> set[int]:
    """Ids out of ``sheet_ids`` that some package above lets ``user`` judge."""
    ids = list(sheet_ids)
    return set().union(*(rule(user, ids) for rule in _judges)) if ids else set()


def readable(user: Any, sheet_ids: Iterable[int]) -> set[int]:
    """Ids out of ``sheet_ids`` that some package above lets ``user`` read."""
    ids = list(sheet_ids)
    return set().union(*(rule(user, ids) for rule in _readers)) if ids else set()
