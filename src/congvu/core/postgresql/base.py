"""PostgreSQL for statements that are asked at every request: planned once, not each time.

Django puts values into the text of a statement, and the server reads, checks and plans it anew:
that costs more than to run it. Through :meth:`DatabaseWrapper.planned_cursor` the values travel
apart, and what is asked a few times keeps its plan as long as the connection lives.
"""

from typing import Any

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which does not look for values that travel apart."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> Any:
        """The statement with its values, for whoever counts statements."""
        if isinstance(cursor, base.ServerBindingCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with one more kind of cursor."""

    ops_class = DatabaseOperations

    def planned_cursor(self) -> Any:
        """A cursor for statements of few shapes: those that ``core`` puts together itself."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        line = self.connection
        usual, line.cursor_factory = line.cursor_factory, base.ServerBindingCursor
        try:
            return self.cursor()
        finally:
            line.cursor_factory = usual
