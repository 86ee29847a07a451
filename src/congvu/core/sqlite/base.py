"""SQLite for several writers at once: whoever waits for the write lock waits evenly.

SQLite's own waiting sleeps longer the longer one has waited, so that those who come last go first
and some wait for seconds. Here everybody asks again after the same few milliseconds.
"""

import random
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

SHORTEST, LONGEST = 0.001, 0.005  # seconds between two tries


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but for the beginning of a transaction."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        end, broken = time.monotonic() + patience, self.errors_occurred
        self._wait_inside(0)
        try:
            while not self._begun(last=time.monotonic() >= end):
                time.sleep(random.uniform(SHORTEST, LONGEST))  # noqa: S311
        finally:
            self._wait_inside(patience)
        self.errors_occurred = broken

    def _begun(self, *, last: bool) -> bool:
        """Whether the transaction could begin; the last try says why it could not."""
        try:
            super()._start_transaction_under_autocommit()
        except OperationalError as error:
            if last or "locked" not in str(error):
                raise
            return False
        return True

    def _wait_inside(self, seconds: float) -> None:
        """How long SQLite itself waits; not a query, so not counted as one."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
