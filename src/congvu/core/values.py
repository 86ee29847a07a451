"""Values as the log writes them: the same before saving as after loading, on both databases."""

import datetime as dt
import decimal
import hashlib
import json
import uuid
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

ALWAYS_UNLOGGED = frozenset({"version", "created_at", "updated_at", "search_text"})


class Column(NamedTuple):
    """One logged field: its name, where its value lies, and how the log writes it."""

    name: str
    attname: str
    ready: type | None  # values of exactly this type are written as they are
    convert: Callable[[Any], Any]

    def of(self, obj: models.Model) -> Any:
        """The value ``obj`` has now, as the log writes it."""
        return self.write(getattr(obj, self.attname))

    def write(self, value: Any) -> Any:
        """``value`` as the log writes it."""
        if value is None or type(value) is self.ready:
            return value
        return self.convert(value)


def plain(value: Any) -> Any:
    """Any value as JSON can hold it; records become their key, moments are told in UTC."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, dt.timedelta):
        return value // dt.timedelta(microseconds=1)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    return value


def moment(value: dt.datetime) -> str:
    """An aware moment, told in UTC."""
    if value.tzinfo is None:
        value = timezone.make_aware(value)
    return value.astimezone(dt.UTC).isoformat()


def converter(field: models.Field) -> Callable[[Any], Any]:
    """How values of ``field`` that are not ready become what the log writes."""
    own = getattr(field, "logged", None)
    if own is not None:
        return own
    if isinstance(field, models.ForeignKey):
        return converter(field.target_field)
    if isinstance(field, models.DecimalField):
        return lambda v: f"{field.to_python(v):.{field.decimal_places}f}"
    if isinstance(field, models.JSONField):
        return lambda v: json.loads(json.dumps(v, cls=field.encoder))
    if isinstance(field, models.FileField):
        return lambda v: getattr(v, "name", v) or ""
    if isinstance(field, models.BinaryField):
        return plain
    return lambda v: plain(field.to_python(v))


def ready_type(field: models.Field) -> type | None:
    """The Python type whose values need no conversion for ``field``."""
    if isinstance(field, models.ForeignKey):
        return ready_type(field.target_field)
    if isinstance(field, models.FileField) or hasattr(field, "logged"):
        return None
    if isinstance(field, models.CharField | models.TextField):
        return str
    if isinstance(field, models.IntegerField | models.AutoField):
        return int
    if isinstance(field, models.BooleanField):
        return bool
    return float if isinstance(field, models.FloatField) else None


def logged_fields(model: type[models.Model]) -> list[models.Field]:
    """Concrete fields of ``model`` whose values go into the log."""
    skip = ALWAYS_UNLOGGED | getattr(model, "unlogged", frozenset())
    return [
        f
        for f in model._meta.concrete_fields
        if f.name not in skip and not f.primary_key and not f.generated
    ]


@cache
def columns(model: type[models.Model]) -> dict[str, Column]:
    """Logged fields of ``model`` by name, each with its way of being written."""
    return {
        f.name: Column(f.name, f.attname, ready_type(f), converter(f)) for f in logged_fields(model)
    }


@cache
def column(field: models.Field) -> Column:
    """The column of one field, logged or not."""
    return Column(field.name, field.attname, ready_type(field), converter(field))
