"""A consistent copy of the database as one file, by the means of each kind of database."""

import io
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from congvu.core.errors import ActionError

SQLITE, POSTGRESQL = "database.sqlite3", "database.pgdump"


class ToolMissing(ActionError):
    """Thiếu chương trình pg_dump, pg_restore (gói postgresql-client)."""


class ToolFailed(ActionError):
    """Chương trình sao lưu của PostgreSQL báo lỗi."""


def reader(data: bytes) -> io.BytesIO:
    """Bytes as a file."""
    return io.BytesIO(data)


def dump(connection: Any, folder: Path) -> Path:
    """A copy of the database as it was at one moment, in ``folder``; writers go on."""
    if connection.vendor == "sqlite":
        return dump_sqlite(connection, folder / SQLITE)
    target = folder / POSTGRESQL
    tool(connection, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")
    return target


def dump_sqlite(connection: Any, target: Path) -> Path:
    """SQLite's own online backup, in one step and hence of one moment."""
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
    return target


def load(connection: Any, folder: Path) -> None:
    """The copy in ``folder`` becomes the database."""
    if connection.vendor == "sqlite":
        connection.close()
        database = Path(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        shutil.move(folder / SQLITE, database)
        return
    source = str(folder / POSTGRESQL)
    tool(connection, "pg_restore", "--no-owner", "--no-acl", "--single-transaction", source)


def has_tables(connection: Any) -> bool:
    """Whether anything is in the database already."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return bool(connection.introspection.table_names())


def tool(connection: Any, name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL against this database; the password goes by environment."""
    given = connection.get_connection_params()
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    extra = {names[key]: str(given[key]) for key in names if given.get(key)}
    if name == "pg_restore":
        arguments = (f"--dbname={given['dbname']}", *arguments)
    extra["PGDATABASE"] = given["dbname"]
    done = subprocess.run(  # noqa: S603
        [program(name), *arguments],
        env={**os.environ, **extra},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ToolFailed(f"{name}: {done.stderr.strip()[-500:]}")


def program(name: str) -> str:
    """Where a program of PostgreSQL is; the newest of Debian's, else from the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=release)
    found = str(debian[-1]) if debian else shutil.which(name)
    if not found:
        raise ToolMissing()
    return found


def release(path: Path) -> float:
    """The PostgreSQL release a path belongs to."""
    return float(path.parent.parent.name)
