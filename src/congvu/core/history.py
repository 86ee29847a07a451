"""The log as people read it: what was done, by whom, from what to what."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from congvu.core import formats, registry
from congvu.core.audit import kind_of
from congvu.core.encrypted import EncryptedField
from congvu.core.models import LogEntry

LIMIT = 50
SHOWN = 200  # characters of a value
Names = dict[type[models.Model], dict[str, str]]


@dataclass(frozen=True)
class Detail:
    """One field of one change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One log row, ready for ``core/_history.html``."""

    pk: int
    title: str
    actor_name: str
    at: dt.datetime
    reason: str
    kind: str
    label: str
    details: list[Detail]


def rows_of(obj: models.Model, limit: int = LIMIT) -> list[Entry]:
    """The history of one object, newest first; names of what it points to in constant queries."""
    rows = LogEntry.objects.filter(kind=kind_of(obj), object_id=str(obj.pk))
    return entries_of(rows.order_by("-id")[:limit])


def entries_of(rows: Iterable[LogEntry]) -> list[Entry]:
    """Log rows as entries; one query per model that is pointed to."""
    rows = list(rows)
    names = names_for(rows)
    return [
        Entry(
            row.pk,
            title_of(row),
            row.actor_name,
            row.at,
            row.reason,
            kind_title(row.kind),
            row.label,
            details_of(row, names),
        )  # fmt: skip
        for row in rows
    ]


@cache
def model_of(kind: str) -> type[models.Model] | None:
    """The model the log calls ``kind``; None when the product no longer has it."""
    try:
        return apps.get_model(kind)
    except LookupError:
        return None


def kind_title(kind: str) -> str:
    """What a kind is called on screen."""
    model = model_of(kind)
    return str(model._meta.verbose_name) if model else kind


def title_of(row: LogEntry) -> str:
    """The registered words of the action, or what the changes tell."""
    known = registry.action_title(row.action)
    if known:
        return known
    pairs = [pair for name, pair in row.changes.items() if name[0] != "+"]
    if not pairs:
        verb = "Ghi nhận việc về"
    elif all(before is None for before, _ in pairs) and len(pairs) > 2:
        verb = "Thêm"
    else:
        verb = "Xóa" if all(after is None for _, after in pairs) else "Sửa"
    return f"{verb} {kind_title(row.kind)}"


def field_of(kind: str, name: str) -> models.Field | None:
    """The field a change is about, if it still exists."""
    model = model_of(kind)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def names_for(rows: list[LogEntry]) -> Names:
    """Names of all objects that foreign keys in ``rows`` point to."""
    wanted: dict[type[models.Model], set] = defaultdict(set)
    for row in rows:
        for name, pair in row.changes.items():
            field = field_of(row.kind, name)
            if isinstance(field, models.ForeignKey):
                wanted[field.related_model] |= {value for value in pair if value is not None}
    return {
        model: {str(pk): str(obj) for pk, obj in model._base_manager.in_bulk(keys).items()}
        for model, keys in wanted.items()
    }


def details_of(row: LogEntry, names: Names) -> list[Detail]:
    """Changed fields with their Vietnamese names; empty ones of a new object are left out."""
    found = []
    for name, (before, after) in row.changes.items():
        if before in (None, "", [], {}) and after in (None, "", [], {}):
            continue
        field = field_of(row.kind, name)
        label = str(field.verbose_name) if field is not None else name.lstrip("+")
        found.append(Detail(label, shown(field, before, names), shown(field, after, names)))
    return found


def shown(field: models.Field | None, value: Any, names: Names) -> str:
    """A logged value in the user's words. Personal values are never in the log."""
    if value is None or value == "":
        return ""
    if isinstance(field, EncryptedField):
        return "(không hiển thị)"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(field, models.ForeignKey):
        return names.get(field.related_model, {}).get(str(value), f"số {value}")
    if field is not None and field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = timezone.localtime(dt.datetime.fromisoformat(value))
        return f"{moment:%H:%M} · {formats.date(moment.date())}"
    if isinstance(field, models.DateField):
        return formats.date(dt.date.fromisoformat(value))
    if isinstance(value, list | dict):
        value = f"{len(value)} mục"
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
