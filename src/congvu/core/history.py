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
from congvu.core.models import LogEntry

LIMIT = 50
SHOWN = 200  # characters of a value
FACTS, SHORT = 3, 100  # told of a new object at once, and how long each may be
HIDDEN = "(không hiển thị)"
Names = dict[type[models.Model], dict[str, str]]


@dataclass(frozen=True)
class Detail:
    """One field of one change."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        """In a line of text."""
        was = f"{self.before} → " if self.before else ""
        return f"{self.label}: {was}{self.after or 'để trống'}"


@dataclass(frozen=True)
class Entry:
    """One log row, ready for ``core/_history.html``.

    Of a new object (``begins``) the details that say most come first, and only they are told at
    once: everything it began with would be as long as its page.
    """

    pk: int
    title: str
    actor_name: str
    at: dt.datetime
    reason: str
    kind: str
    label: str
    details: list[Detail]
    actor_id: int | None = None
    begins: bool = False

    @property
    def folds(self) -> bool:
        """Whether something is left for whoever unfolds it."""
        return self.begins and len(self.details) > FACTS + 1

    @property
    def lead(self) -> list[Detail]:
        """What is told at once."""
        return self.details[:FACTS] if self.folds else self.details

    @property
    def rest(self) -> list[Detail]:
        """What is unfolded."""
        return self.details[FACTS:] if self.folds else []


def rows_of(obj: models.Model, limit: int = LIMIT) -> list[Entry]:
    """The history of one object, newest first; names of what it points to in constant queries."""
    rows = LogEntry.objects.filter(kind=kind_of(obj), object_id=str(obj.pk))
    return entries_of(rows.order_by("-id")[:limit], known=at_hand(obj))


def at_hand(obj: models.Model) -> list[models.Model]:
    """What ``obj`` points to and was fetched with it: mostly what its history points to."""
    fields = [f for f in obj._meta.concrete_fields if f.is_relation and f.is_cached(obj)]
    return [other for f in fields if (other := f.get_cached_value(obj)) is not None]


def entries_of(rows: Iterable[LogEntry], known: Iterable[models.Model] = ()) -> list[Entry]:
    """Log rows as entries, in constant queries; ``known`` are named without one."""
    rows = list(rows)
    names = names_for(rows, known)
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
            row.actor_id,
            begins(row),
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
    elif begins(row):
        verb = "Tạo"
    else:
        verb = "Xóa" if all(after is None for _, after in pairs) else "Sửa"
    return f"{verb} {kind_title(row.kind)}"


def begins(row: LogEntry) -> bool:
    """Whether a row tells of a new object: from nothing, also what is never empty later."""
    pairs = {name: pair for name, pair in row.changes.items() if name[0] != "+"}
    if len(pairs) < 3 or any(before is not None for before, _ in pairs.values()):
        return False
    fields = [field_of(row.kind, name) for name in pairs]
    return not all(fields) or any(not field.null for field in fields if field)


def field_of(kind: str, name: str) -> models.Field | None:
    """The field a change is about, if it still exists."""
    model = model_of(kind)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def names_for(rows: list[LogEntry], known: Iterable[models.Model] = ()) -> Names:
    """Names of all objects that foreign keys in ``rows`` point to, as the log last called them.

    ``known`` are at hand; what the log never told of is fetched, one query per model.
    """
    wanted: dict[type[models.Model], set] = defaultdict(set)
    names: Names = defaultdict(dict)
    for obj in known:
        names[type(obj)][str(obj.pk)] = str(obj)
    for row in rows:
        for name, pair in row.changes.items():
            field = field_of(row.kind, name)
            if isinstance(field, models.ForeignKey):
                wanted[field.related_model] |= {value for value in pair if value is not None}
    for model, keys in wanted.items():
        keys -= {key for key in keys if str(key) in names[model]}
    models_by_kind = {kind_of(model): model for model in wanted}
    for kind, object_id, label in last_labels(wanted):
        names[models_by_kind[kind]][object_id] = label
    for model, keys in wanted.items():
        missing = [key for key in keys if str(key) not in names[model]]
        found = model._base_manager.in_bulk(missing) if missing else {}
        names[model] |= {str(pk): str(obj) for pk, obj in found.items()}
    return names


def last_labels(wanted: dict[type[models.Model], set]) -> Iterable[tuple[str, str, str]]:
    """Kind, id and what the log last called each object: one query, whatever they are."""
    about = models.Q()
    for model, keys in wanted.items():
        if keys:
            about |= models.Q(kind=kind_of(model), object_id__in=[str(key) for key in keys])
    if not about:
        return []
    newest = LogEntry.objects.filter(about).order_by().values("kind", "object_id")
    newest = newest.annotate(last=models.Max("id")).values("last")
    rows = LogEntry.objects.filter(id__in=newest).exclude(label="").order_by()
    return rows.values_list("kind", "object_id", "label")


def details_of(row: LogEntry, names: Names) -> list[Detail]:
    """Changed fields with their Vietnamese names; empty ones of a new object are left out."""
    found = []
    for name, (before, after) in row.changes.items():
        if before in (None, "", [], {}) and after in (None, "", [], {}):
            continue
        field = field_of(row.kind, name)
        label = str(field.verbose_name) if field is not None else name.lstrip("+")
        told = Detail(label, shown(field, before, names), shown(field, after, names))
        found.append((told, says_much(field, after, told, row.label)))
    if begins(row):
        found.sort(key=lambda one: not one[1])
    return [told for told, _ in found]


def says_much(field: models.Field | None, value: Any, told: Detail, name: str) -> bool:
    """Whether a fact of a new object is news: short, no default, not what it is called anyway."""
    if field is None or told.after == HIDDEN or value == field.default or value is False:
        return False
    return len(told.after) <= SHORT and told.after.casefold() not in name.casefold()


def shown(field: models.Field | None, value: Any, names: Names) -> str:
    """A logged value in the user's words. Personal values are never in the log."""
    if value is None or value == "":
        return ""
    if hasattr(field, "logged"):  # in words of its own: a fingerprint
        return HIDDEN
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
