"""Helpers for closed lists of states and their tables of allowed transitions. No Django."""

from collections.abc import Mapping
from enum import StrEnum

# verb -> (states it may start from, state it leads to)
Table = Mapping[str, tuple[frozenset, StrEnum]]


def allowed_verbs(table: Table, state: str) -> list[str]:
    """Verbs that ``state`` allows, in the order of the table."""
    return [verb for verb, (sources, _) in table.items() if state in sources]
