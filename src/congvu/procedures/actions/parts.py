"""Rows that are parts of something: kept, changed, added and removed by their order."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from congvu.core import audit


def sync(
    model: type[models.Model],
    parent: dict[str, models.Model],
    rows: Sequence[dict[str, Any]],
    *,
    by: Any,
    action: str,
) -> bool:
    """Make the parts of ``parent`` those of ``rows``, one after the other; whether any differed."""
    there = list(model._default_manager.filter(**parent).order_by("order"))
    before = [(one.pk, one.version) for one in there]
    kept = audit.change_many(list(zip(there, rows, strict=False)), by=by, action=action)
    for surplus in there[len(rows) :]:
        audit.remove(surplus, by=by, action=action)
    fresh = [model(**parent, **row) for row in rows[len(there) :]]
    audit.create_many(fresh, by=by, action=action)
    changed = [(one.pk, one.version) for one in kept] != before[: len(kept)]
    return changed or bool(fresh) or len(there) > len(rows)
