"""Every logged field of every record against its last log row. One pass per model."""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from congvu.core import rawlog
from congvu.core.audit import kind_of
from congvu.core.encrypted import encrypted_fields, preload
from congvu.core.models import LogEntry, Record
from congvu.core.registry import Fault, Tally
from congvu.core.values import Column, columns

BATCH = 500
READ = ("object_id", "id", rawlog.CHANGES)
TRIES = 3
ERASED = {"erased": True}
SHOWN = 80


class Story(NamedTuple):
    """What the log says of one object: field -> last value, and the rows that say so."""

    object_id: str
    last: dict[str, Any]
    rows: list[tuple[int, dict[str, Any]]]

    @property
    def gone(self) -> bool:
        """Whether the log tells of its removal: every field ended in nothing."""
        return all(value is None for name, value in self.last.items() if name[0] != "+")

    def row_of(self, name: str) -> int:
        """The log row that last set a field."""
        return next(pk for pk, changes in reversed(self.rows) if name in changes)


def value_faults(tally: Tally) -> Iterator[Fault]:
    """All models that write to the log."""
    logged = set(LogEntry.objects.order_by().values_list("kind", flat=True).distinct())
    for model in apps.get_models():
        strict = issubclass(model, Record)
        if model._meta.managed and (strict or kind_of(model) in logged):
            yield from model_faults(model, strict, tally)
            tally.report(tally, str(model._meta.verbose_name))


def model_faults(model: type[models.Model], strict: bool, tally: Tally) -> Iterator[Fault]:
    """One model; a record (``strict``) must also have been created through the log."""
    rows = LogEntry.objects.filter(kind=kind_of(model)).order_by("object_id", "id")
    stories = told(rows.values_list(*READ).iterator(chunk_size=5_000))
    known = 0
    while batch := list(islice(stories, BATCH)):
        present = present_values(model, [story.object_id for story in batch])
        known += len(present)
        for story in batch:
            if any(differences(model, story, present.get(story.object_id), tally)):
                yield from confirmed(model, story.object_id, tally)
    if strict and known < model._base_manager.count():
        yield from unlogged_faults(model)


def told(rows: Iterable[tuple[str, int, str]]) -> Iterator[Story]:
    """Log rows of one kind, sorted by object, as one story per object."""
    decode = rawlog.decode
    for object_id, group in groupby(rows, key=itemgetter(0)):
        lines = [(pk, decode(text)) for _, pk, text in group]
        yield Story(object_id, {n: p[1] for _, c in lines for n, p in c.items()}, lines)


def present_values(model: type[models.Model], object_ids: list[str]) -> dict[str, tuple]:
    """Object id -> what its logged columns hold now, as Python sees it, in their order."""
    attnames = [col.attname for col in columns(model).values()]
    keys = [key for object_id in object_ids if (key := key_of(model, object_id)) is not None]
    rows = model._base_manager.filter(pk__in=keys).values_list("pk", *attnames)
    found = {str(row[0]): row[1:] for row in rows}
    if encrypted_fields(model):
        preload(value for values in found.values() for value in values)
    return found


def key_of(model: type[models.Model], object_id: str) -> Any:
    """The key an object id stands for; None when it can be none of this model."""
    try:
        return model._meta.pk.to_python(object_id)
    except (ValidationError, ValueError):
        return None


def differences(
    model: type[models.Model], story: Story, now: tuple | None, tally: Tally
) -> Iterator[tuple[Column | None, Any]]:
    """Columns whose stored value is not the last logged one; None when the object is gone."""
    if now is None:
        if story.last and not story.gone:
            yield None, None
        return
    last = story.last
    for col, value in zip(columns(model).values(), now, strict=True):
        name, _, ready, convert = col
        if name in last:  # as Column.write, without the call: this line runs millions of times
            stored = value if value is None or type(value) is ready else convert(value)
            if stored != last[name] and stored != ERASED and not clear(value, stored, last[name]):
                yield col, stored
    tally.values += len(last)


def clear(value: Any, stored: Any, last: Any) -> bool:
    """Whether the log has a value in clear that it keeps a fingerprint of since."""
    return isinstance(stored, dict) and isinstance(value, str) and value == last


def confirmed(model: type[models.Model], object_id: str, tally: Tally) -> Iterator[Fault]:
    """Look again, since somebody may be at work: only what stays different is a fault."""
    rows = LogEntry.objects.filter(kind=kind_of(model), object_id=object_id).order_by("id")
    for _ in range(TRIES):
        story = next(told(rows.values_list(*READ)), None)
        now = present_values(model, [object_id]).get(object_id)
        again = next(told(rows.values_list(*READ)), None)
        if story and again and story.rows == again.rows:
            break
    else:
        return
    for col, stored in differences(model, story, now, Tally()):
        yield described(model, story, col, stored)


def described(model: type[models.Model], story: Story, col: Column | None, stored: Any) -> Fault:
    """One sentence that names the object, the field and the log row."""
    kind, about = kind_of(model), f"{model._meta.verbose_name} số {story.object_id}"
    if col is None:
        text = f"{kind} {story.object_id} ({about}) đã mất, nhật ký không có dòng xóa nào."
        return Fault(kind, story.object_id, text, log_row=story.rows[-1][0])
    value, row = story.last[col.name], story.row_of(col.name)
    text = (
        f"{kind} {story.object_id} ({about}), trường {col.name}: giá trị hiện tại {short(stored)} "
        f"khác giá trị {short(value)} ở dòng nhật ký số {row}."
    )
    return Fault(kind, story.object_id, text, col.name, row)


def short(value: Any) -> str:
    """A value in a sentence."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def unlogged_faults(model: type[models.Model]) -> Iterator[Fault]:
    """Records that no log row tells of."""
    kind = kind_of(model)
    keys = model._base_manager.order_by("pk").values_list("pk", flat=True).iterator()
    while batch := [str(key) for key in islice(keys, BATCH)]:
        rows = LogEntry.objects.filter(kind=kind, object_id__in=batch)
        known = set(rows.order_by().values_list("object_id", flat=True).distinct())
        for object_id in batch:
            if object_id not in known:
                text = f"{kind} {object_id} ({model._meta.verbose_name}) không có trong nhật ký."
                yield Fault(kind, object_id, text)
