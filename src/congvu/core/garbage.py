"""Python's search for cycles, kept away from what cannot be garbage.

A loaded product is some hundred thousand objects that live as long as the process. Every full
search walks them all; while a request makes thousands of rows that costs more than the rows.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

BETWEEN = (20_000, 10, 10)  # of a serving process: young objects before a search, then every tenth


def settle() -> None:
    """Call once when all is loaded (and before forking): what is there now is searched no more."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*BETWEEN)


@contextmanager
def few_searches() -> Iterator[None]:
    """Millions of short-lived lists make Python look for cycles a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
