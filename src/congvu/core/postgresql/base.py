"""PostgreSQL for statements that are asked at every request: planned once, not each time.

Django puts values into the text of a statement, and the server reads, checks and plans it anew:
that costs more than to run it. Through :meth:`DatabaseWrapper.planned_cursor` the values travel
apart, and what is asked a few times keeps its plan as long as the connection lives.
"""

import re
from functools import lru_cache
from itertools import count
from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import RawCursor

from congvu.core.postgresql.moments import with_moments


class PlannedCursor(base.CursorMixin, RawCursor):  # type: ignore[misc]
    """Takes the places of values as everybody writes them, and numbers them once a statement.

    The driver does so for short ones only; with fifty values it takes them apart every time.
    """

    def execute(  # type: ignore[override]
        self, query: str, params: Any = None, **options: Any
    ) -> Any:
        """Ask it."""
        text = query if params is None else numbered(query)
        return super().execute(text, params, **options)


@lru_cache(maxsize=512)
def numbered(sql: str) -> str:
    """``%s`` as ``$1``, ``$2`` …, and ``%%`` as ``%``."""
    numbers = count(1)
    return re.sub("%[%s]", lambda m: "%" if m[0] == "%%" else f"${next(numbers)}", sql)


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which does not look for values that travel apart."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> Any:
        """The statement with its values, for whoever counts statements."""
        if isinstance(cursor, PlannedCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with one more kind of cursor."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with moments read quickly."""
        return with_moments(super().get_connection_params(), self.timezone)

    def planned_cursor(self) -> Any:
        """A cursor for statements of few shapes: those that ``core`` puts together itself."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        line = self.connection
        usual, line.cursor_factory = line.cursor_factory, PlannedCursor
        try:
            return self.cursor()
        finally:
            line.cursor_factory = usual
