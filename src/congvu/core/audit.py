"""The one way to write: save a record and its log row together, for one or for many.

Every action of every package ends in one of these calls, inside its own transaction.
"""

import datetime as dt
import decimal
import uuid
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models, transaction

from congvu.core import clock
from congvu.core.errors import StaleSave
from congvu.core.models import LogEntry, Record

R = TypeVar("R", bound=Record)
Changes = dict[str, list[Any]]
ALWAYS_UNLOGGED = frozenset({"id", "version", "created_at", "updated_at", "search_text"})


def plain(value: Any) -> Any:
    """``value`` as JSON can hold it; records become their key."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value


def logged_fields(model: type[models.Model]) -> list[models.Field]:
    """Concrete fields of ``model`` whose values go into the log."""
    skip = ALWAYS_UNLOGGED | getattr(model, "unlogged", frozenset())
    return [f for f in model._meta.concrete_fields if f.name not in skip]


def kind_of(model: type[models.Model] | models.Model) -> str:
    """The name under which the log knows a model, e.g. ``inspections.finding``."""
    return model._meta.label_lower


def entry(obj: models.Model, action: str, by: Any, changes: Changes, reason: str = "") -> LogEntry:
    """An unsaved log row about ``obj``; ``by`` is a user, or None for the system itself."""
    return LogEntry(
        at=clock.now(),
        actor_id=getattr(by, "pk", None),
        actor_name=str(by) if by else "",
        action=action,
        kind=kind_of(obj),
        object_id=str(obj.pk),
        label=str(obj)[:300],
        changes=changes,
        reason=reason,
    )


def lock(queryset: models.QuerySet[R], pk: Any, expected: int | None = None) -> R:
    """Fetch one row for changing, locked; StaleSave when its version is not ``expected``."""
    obj = queryset.select_for_update(of=("self",)).get(pk=pk)
    if expected is not None and obj.version != expected:
        raise StaleSave(current=obj)
    return obj


def create(obj: R, *, by: Any, action: str, reason: str = "") -> R:
    """Insert ``obj`` and its log row."""
    return create_many([obj], by=by, action=action, reason=reason)[0]


def create_many(objs: Sequence[R], *, by: Any, action: str, reason: str = "") -> list[R]:
    """Insert many objects of one model and one log row each, in constant queries."""
    objs = list(objs)
    if not objs:
        return objs
    model = type(objs[0])
    fields = logged_fields(model)
    with transaction.atomic():
        model._base_manager.bulk_create(objs)
        rows = []
        for obj in objs:
            changes = {f.name: [None, plain(getattr(obj, f.attname))] for f in fields}
            rows.append(entry(obj, action, by, changes, reason))
        LogEntry.objects.bulk_create(rows)
    return objs


def change(obj: R, *, by: Any, action: str, reason: str = "", **fields: Any) -> R:
    """Set ``fields`` on ``obj``, save and log them. Nothing differs: nothing is written."""
    return change_many([(obj, fields)], by=by, action=action, reason=reason)[0]


def change_many(
    pairs: Iterable[tuple[R, dict[str, Any]]], *, by: Any, action: str, reason: str = ""
) -> list[R]:
    """Change many objects of one model, one log row each, in constant queries."""
    moment, touched, names, rows, everyone = clock.now(), [], set(), [], []
    for obj, fields in pairs:
        everyone.append(obj)
        changes = apply(obj, fields)
        if not changes:
            continue
        obj.version += 1
        obj.updated_at = moment
        names.update(fields)
        touched.append(obj)
        skip = ALWAYS_UNLOGGED | obj.unlogged
        logged = {k: v for k, v in changes.items() if k not in skip}
        rows.append(entry(obj, action, by, logged, reason))
    if touched:
        with transaction.atomic():
            save_changed(touched, [*sorted(names), "version", "updated_at"])
            LogEntry.objects.bulk_create(rows)
    return everyone


def apply(obj: models.Model, fields: dict[str, Any]) -> Changes:
    """Set ``fields`` on ``obj`` and return what differs, as the log writes it."""
    changes: Changes = {}
    for name, value in fields.items():
        field = obj._meta.get_field(name)
        before = plain(getattr(obj, field.attname))
        setattr(obj, name, value)
        after = plain(getattr(obj, field.attname))
        if before != after:
            changes[name] = [before, after]
    return changes


def save_changed(objs: Sequence[models.Model], names: list[str]) -> None:
    """Write the named fields of ``objs``: one UPDATE for one, a bulk update for many."""
    if len(objs) == 1:
        objs[0].save(update_fields=names)
    else:
        type(objs[0])._base_manager.bulk_update(objs, names, batch_size=500)


def remove(obj: Record, *, by: Any, action: str, reason: str = "") -> None:
    """Delete ``obj``; its last values stay in the log row. Only for what was a draft or a part."""
    changes = {f.name: [plain(getattr(obj, f.attname)), None] for f in logged_fields(type(obj))}
    row = entry(obj, action, by, changes, reason)
    with transaction.atomic():
        obj.delete()
        row.save()


def note(obj: models.Model, *, by: Any, action: str, reason: str = "", **facts: Any) -> LogEntry:
    """A log row for something that happened to ``obj`` without changing a field of it."""
    changes = {f"+{k}": [None, plain(v)] for k, v in facts.items()}
    row = entry(obj, action, by, changes, reason)
    row.save()
    return row
