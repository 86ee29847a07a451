"""Triggers by which the database itself refuses to change the action log and its seals.

SQLite drops them silently when a migration remakes a table; they are put back after every
``migrate`` and a system check names those that are missing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, models, transaction

from congvu.core.models import LogEntry, Seal

GUARDED: tuple[type[models.Model], ...] = (LogEntry, Seal)
REFUSAL = "Nhật ký và niêm phong không được sửa, không được xóa."
FUNCTION = f"""
CREATE OR REPLACE FUNCTION congvu_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
SQLITE = {
    "update": "CREATE TRIGGER {name} BEFORE UPDATE ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "delete": "CREATE TRIGGER {name} BEFORE DELETE ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
}
POSTGRESQL = {
    "change": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION congvu_refuse()",
    "truncate": "CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION congvu_refuse()",
}


def wanted(using: str = "default") -> dict[str, tuple[str, str]]:
    """Trigger name -> (table, statement that creates it), for the tables that exist."""
    connection = connections[using]
    texts = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    there = set(connection.introspection.table_names())
    tables = [model._meta.db_table for model in GUARDED if model._meta.db_table in there]
    return {
        (name := f"guard_{table}_{event}"): (table, text.format(name=name, table=table))
        for table in tables
        for event, text in texts.items()
    }


def present(using: str = "default") -> dict[str, str]:
    """Trigger name -> its statement, of the triggers that stand and are switched on."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, 'congvu_refuse' FROM pg_trigger WHERE tgenabled = 'A'"
                " AND NOT tgisinternal AND tgfoid = to_regproc('congvu_refuse')"
                " AND tgrelid IN (SELECT to_regclass(t) FROM unnest(%s::text[]) t)",
                [[model._meta.db_table for model in GUARDED]],
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def missing(using: str = "default") -> list[str]:
    """Names of triggers that should stand and do not, or stand with another text."""
    there = present(using)
    exact = connections[using].vendor != "postgresql"
    return [
        name
        for name, (_, statement) in wanted(using).items()
        if name not in there or (exact and there[name] != statement)
    ]


def install(using: str = "default") -> list[str]:
    """Put back what is missing; returns the names of what was put back."""
    connection = connections[using]
    lost, plan = missing(using), wanted(using)
    if not lost:
        return lost
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in lost:
            table, statement = plan[name]
            drop(cursor, name, table)
            cursor.execute(statement)
            if connection.vendor == "postgresql":  # also where replication switches triggers off
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    return lost


def drop(cursor: Any, name: str, table: str) -> None:
    """Drop one trigger if it stands."""
    on = f" ON {table}" if cursor.db.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """For tests only: the tables may be emptied or tampered with inside."""
    with connections[using].cursor() as cursor:
        for name, (table, _) in wanted(using).items():
            drop(cursor, name, table)
    try:
        yield
    finally:
        install(using)


def after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``."""
    install(using)
