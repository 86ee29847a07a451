"""Changing very many records at once, column by column: no object is built.

The same rows as by :func:`congvu.core.audit.change_many`: version and moment of the record, one
log row each with what was and what is. Only for fields that nothing else of the record rests on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from django.db import models, transaction

from congvu.core import audit, bulk, clock, encrypted
from congvu.core.errors import StaleSave
from congvu.core.values import columns


@dataclass
class Columns:
    """Records of one model, each of which changes: key, version and label, values by field."""

    model: type[models.Model]
    keys: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    before: dict[str, list[Any]] = field(default_factory=dict)
    after: dict[str, list[Any]] = field(default_factory=dict)


def change(news: Columns, *, by: Any, action: str, reason: str = "") -> None:
    """Save and log them; StaleSave, and nothing written, when one has another version by now."""
    refuse_unfit(news)
    if not news.keys:
        return
    try:
        with transaction.atomic():
            if saved(news) < len(news.keys):
                raise StaleSave
            write(news, by=by, action=action, reason=reason)
    except StaleSave:
        raise StaleSave(current=stale(news)) from None


def write(news: Columns, *, by: Any, action: str, reason: str) -> None:
    """Their log rows."""
    kind, labels = audit.kind_of(news.model), [label[:300] for label in news.labels]
    texts = changes_of(news)
    audit.write_columns(kind, news.keys, labels, texts, by=by, action=action, reason=reason)


def refuse_unfit(news: Columns) -> None:
    """What lies encrypted is only changed through objects."""
    if encrypted.encrypted_fields(news.model) or not audit.has_version(news.model):
        raise TypeError(f"{news.model.__name__}: change_many is the way")


def saved(news: Columns) -> int:
    """How many rows still had their version."""
    meta, moment, size = news.model._meta, clock.now(), len(news.keys)
    names = [*news.after, "version", "updated_at"]
    fields: list[Any] = [meta.get_field(name) for name in names]
    values = [
        *news.after.values(),
        [version + 1 for version in news.versions],
        [moment] * size,
        news.keys,
        news.versions,
    ]
    keys: list[Any] = [meta.pk, meta.get_field("version")]
    return bulk.update_columns(news.model, fields, keys, values)


def changes_of(news: Columns) -> Iterator[str]:
    """What the log says of each, as JSON text: the fields that differ, before and after."""
    pieces = []
    for name, after in news.after.items():
        column = columns(news.model).get(name)
        if column is not None:
            pairs = zip(news.before[name], after, strict=True)
            pieces.append(bulk.memoised(lambda pair, one=column: piece(one, *pair), [*pairs]))
    for row in zip(*pieces, strict=True) if pieces else repeat((), len(news.keys)):
        yield f"{{{', '.join(filter(None, row))}}}"


def piece(column: Any, before: Any, after: Any) -> str:
    """One field in the log's words; empty where nothing differs."""
    was, now = column.write(before), column.write(after)
    if was == now:
        return ""
    return f"{audit.ENCODE(column.name)}: {audit.ENCODE([was, now])}"


def stale(news: Columns) -> models.Model | None:
    """The present row of the first that somebody else has saved, or removed."""
    rows: dict[Any, Any] = news.model._base_manager.in_bulk(news.keys)
    for key, version in zip(news.keys, news.versions, strict=True):
        now = rows.get(key)
        if now is None or now.version != version:
            return now
    return None
