"""SQLite for several writers at once: whoever waits for the write lock waits evenly.

SQLite's own waiting sleeps longer the longer one has waited, so that those who come last go first
and some wait for seconds. Here one thread of each process asks, every fraction of a millisecond;
the others of the process queue behind it. So the lock is taken soon after it is free, by few who
ask, and no process has a better chance than another.
"""

import random
import sqlite3
import threading
import time
from typing import Any

from django.db.backends.sqlite3 import base

from congvu.core.search import HAS_WORDS, has_words

SHORTEST, LONGEST = 0.0002, 0.001  # seconds between two tries
# another connection holds the lock; of a database in memory, of this process too
TAKEN = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
ASKING = threading.Lock()  # held while asking, never while writing


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, but for the beginning of a transaction, and a function for search."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """With the rule of search for single rows."""
        made = super().get_new_connection(conn_params)
        made.create_function(HAS_WORDS, 2, has_words, deterministic=True)
        return made

    def _start_transaction_under_autocommit(self) -> None:
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        end = time.monotonic() + patience
        mine = ASKING.acquire(timeout=patience)
        try:
            self._wait_inside(0)
            while not self._begun():
                if time.monotonic() >= end:
                    super()._start_transaction_under_autocommit()  # it, or why not
                    return
                time.sleep(random.uniform(SHORTEST, LONGEST))  # noqa: S311
        finally:
            if mine:
                ASKING.release()
            self._wait_inside(patience)

    def _begun(self) -> bool:
        """Whether the transaction could begin; asked so often that it must cost little."""
        with self.wrap_database_errors:
            try:
                self.connection.execute(f"BEGIN {self.transaction_mode or ''}")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF not in TAKEN:
                    raise
                return False
        return True

    def _wait_inside(self, seconds: float) -> None:
        """How long SQLite itself waits; not a query, so not counted as one."""
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
