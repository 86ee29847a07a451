"""The cursor for statements that are asked at every request."""

from typing import Any


def planned_cursor(connection: Any) -> Any:
    """On PostgreSQL one whose statements keep their plan; SQLite keeps it anyway."""
    return getattr(connection, "planned_cursor", connection.cursor)()
