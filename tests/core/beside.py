"""Processes beside the test that write to the same database at the same moment."""

import os
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection


def beside(folder: Path) -> tuple[dict[str, str], str]:
    """Their environment, and where they write: "" for this PostgreSQL, or a file with a copy of
    this SQLite."""
    url, file = address(folder)
    return os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "congvu.config.settings.test",
        "CONGVU_SECRET_KEY": settings.SECRET_KEY,
        "CONGVU_HOME": str(settings.HOME),
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }, file


def address(folder: Path) -> tuple[str, str]:
    """Address of the database, and its file."""
    if connection.vendor == "postgresql":
        known = connection.settings_dict
        host = str(known["HOST"]).replace("/", "%2F")
        return f"postgres://{known['USER']}@{host}/{known['NAME']}", ""
    file = folder / "beside.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
        # as an installation's is; two at once cannot turn it
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    return f"sqlite:///{file}", str(file)
