"""System checks of the database: its settings, and the triggers that guard the log."""

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from congvu.core import guards

PRAGMAS = {  # what the connection must answer, and what to say otherwise
    "journal_mode": ({"wal"}, "WAL"),
    "synchronous": ({"2", "3"}, "FULL"),
    "foreign_keys": ({"1"}, "ON"),
}
LEAST_TIMEOUT = 20
LOG = "core_logentry"
LEAST_POSTGRESQL = 150_000


def database_settings(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An acknowledged write must survive a power cut, and writers must wait, not fail."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        check = check_sqlite if connection.vendor == "sqlite" else check_postgresql
        found += check(connection)
    return found


def check_sqlite(connection: Any) -> list[CheckMessage]:
    """WAL, FULL, IMMEDIATE, a patient timeout, foreign keys."""
    options = connection.settings_dict.get("OPTIONS", {})
    found: list[CheckMessage] = []
    if str(options.get("transaction_mode", "")).upper() != "IMMEDIATE":
        found.append(Error("SQLite: transaction_mode phải là IMMEDIATE.", id="core.E001"))
    if float(options.get("timeout", 5)) < LEAST_TIMEOUT:
        text = f"SQLite: timeout phải từ {LEAST_TIMEOUT} giây trở lên."
        found.append(Error(text, id="core.E002"))
    with connection.cursor() as cursor:
        for name, (good, wanted) in PRAGMAS.items():
            if name == "journal_mode" and connection.is_in_memory_db():
                continue  # a test database in memory has no journal file
            value = str(cursor.execute(f"PRAGMA {name}").fetchone()[0]).lower()
            if value not in good:
                text = f"SQLite: {name} phải là {wanted}, đang là {value}."
                found.append(Error(text, id="core.E003"))
    return found


def check_postgresql(connection: Any) -> list[CheckMessage]:
    """PostgreSQL 15 or newer."""
    if connection.vendor != "postgresql":
        return [Error("Chỉ dùng SQLite hoặc PostgreSQL.", id="core.E004")]
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        if int(cursor.fetchone()[0]) < LEAST_POSTGRESQL:
            return [Error("Cần PostgreSQL từ bản 15 trở lên.", id="core.E004")]
    return []


def log_guards(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every trigger that refuses changes of log and seals must stand, once there is a log."""
    return [
        Error(
            f"Thiếu trigger bảo vệ nhật ký: {', '.join(lost)}.",
            hint="Chạy lại: congvu migrate",
            id="core.E005",
        )
        for alias in databases or []
        if LOG in connections[alias].introspection.table_names() and (lost := guards.missing(alias))
    ]
