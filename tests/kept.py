"""What many tests of a module begin with, made once.

``keeping(make)`` in a fixture of the module makes it, in a transaction around the module's tests,
each of which ends in a savepoint rolled back; ``copied()`` is the test's own copy of what ``make``
returned. Such a fixture is called ``…_kept``. Tests that ask for it run first: before one that does
not, and before one that empties its tables itself, the rows are gone.
"""

import copy
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

STANDING: list["Kept"] = []  # innermost last


class Kept:
    """A transaction, and what was made in it."""

    def __init__(self, make: Callable[[], Any], blocker: Any) -> None:
        self.blocker, self.block = blocker, transaction.atomic()
        with blocker.unblock():
            self.block.__enter__()
            STANDING.append(self)
            try:
                self.made = make()
            except BaseException:
                self.drop()
                raise

    def copied(self) -> Any:
        """For one test."""
        assert self in STANDING, "it is gone: a test that does not ask for it came between"
        return copy.deepcopy(self.made)

    def drop(self) -> None:
        """Back to before it, and to before what was made later."""
        while self in STANDING:
            last = STANDING.pop()
            with last.blocker.unblock():
                transaction.set_rollback(True)
                last.block.__exit__(None, None, None)


def asks(item: pytest.Item) -> bool:
    """Whether a test begins with something kept."""
    names = getattr(item, "fixturenames", ())
    return any(name.endswith("_kept") for name in names) and not transactional(item)


def transactional(item: pytest.Item) -> bool:
    """Whether a test empties its tables afterwards, and commits what it writes."""
    mark = item.get_closest_marker("django_db")
    names = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(names or (mark and mark.kwargs.get("transaction")))


def first_those_who_ask(items: list[pytest.Item]) -> None:
    """In each module, without another change of their order."""
    groups = itertools.groupby(items, lambda item: getattr(item, "module", None))
    items[:] = [item for _, group in groups for item in sorted(group, key=lambda i: not asks(i))]


def clear_for(item: pytest.Item) -> None:
    """Nothing is left of it for a test that does not ask."""
    if STANDING and not asks(item):
        STANDING[0].drop()
