"""Log rows of many things that happened at different moments, by different people, at once.

For what is entered with its whole past; a change made now is written through ``core.audit``.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection, models

from congvu.core import bulk
from congvu.core.audit import ENCODE, LOG_NAMES, kind_of
from congvu.core.models import LogEntry


class Happened(NamedTuple):
    """One log row to be: of which object, when, by whom, what changed (as JSON text)."""

    at: dt.datetime
    by: Any
    action: str
    obj: models.Model
    label: str
    changes: str
    reason: str = ""


def write_happened(rows: Sequence[Happened]) -> None:
    """Write them in the order of their moments."""
    if not rows:
        return
    rows = sorted(rows, key=lambda row: row.at)
    fields = [LogEntry._meta.get_field(name) for name in LOG_NAMES]
    names = {id(row.by): str(row.by)[:200] if row.by else "" for row in rows}
    columns = [
        bulk.adapted(fields[0], [row.at.astimezone(dt.UTC) for row in rows], connection),
        [getattr(row.by, "pk", None) for row in rows],
        [names[id(row.by)] for row in rows],
        [row.action for row in rows],
        [kind_of(row.obj) for row in rows],
        [str(row.obj.pk) for row in rows],
        [row.label for row in rows],
        [row.changes for row in rows],
        [row.reason for row in rows],
    ]
    bulk.insert_columns(LogEntry, fields, columns)


def encoded(changes: dict[str, Any]) -> str:
    """What changed, as the log writes it."""
    return ENCODE(changes)
