"""Which log rows belong to transactions that are surely over: the base of sealing."""

from typing import Any

from django.db import connections
from django.db.models import BigIntegerField, Func

SINGLE_WRITER = "sqlite"  # one writer at a time: ids follow the order of commits


class CurrentTransaction(Func):
    """Number of the running transaction as a column default; 0 where there is only one writer."""

    template = "0"
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """The 64-bit transaction id, which never wraps around."""
        return self.as_sql(
            compiler, connection, template="(pg_current_xact_id()::text::bigint)", **context
        )


def cluster(using: str = "default") -> str:
    """Identity of the database cluster; transaction numbers mean something only within it."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return SINGLE_WRITER
    with connection.cursor() as cursor:
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        return str(cursor.fetchone()[0])


def watermark(using: str = "default") -> int | None:
    """Every transaction with a lower number is over. None: the newest id will do."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return cursor.fetchone()[0]


def wait_for_writers(table: str, using: str = "default") -> None:
    """Inside a transaction: return once nobody else is writing to ``table``. Once per cluster."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            name = connection.ops.quote_name(table)
            cursor.execute(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE")
