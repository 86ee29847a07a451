"""Bringing files in: first hash, scan and storage, then one short transaction for the records."""

import datetime as dt
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.evidence.actions.attachments import attachment_for
from congvu.evidence.errors import Infected
from congvu.evidence.intake import Prepared, Readable, keep, prepare
from congvu.evidence.models import Item, Version
from congvu.evidence.policies import may_attach, may_edit_item, may_send, owner_unit_id
from congvu.evidence.registry import entry_for
from congvu.evidence.rules import propose_title
from congvu.evidence.states import Source

FIELDS = frozenset(
    {"title", "document_number", "kind", "effective_from", "effective_to", "issuing_unit"}
    | {"issuer", "source", "note", "owner_unit"}
)


@dataclass(frozen=True)
class NewItem:
    """One file let in, what is said of it, and what it is attached to."""

    prepared: Prepared
    fields: dict[str, Any] = field(default_factory=dict)  # of Item
    taken_at: dt.datetime | None = None  # typed; else what the camera wrote
    taken_place: str = ""
    target: models.Model | None = None
    purpose: str = ""
    also: tuple[models.Model, ...] = ()  # one paper proves several things

    @property
    def targets(self) -> list[models.Model]:
        """Everything it is attached to, each once."""
        named = [self.target, *self.also] if self.target is not None else list(self.also)
        return list({(one._meta.label, one.pk): one for one in named}.values())


def add_items(rows: Sequence[NewItem], *, by: Any) -> list[Version]:
    """Record many files as new items with their first version, attached or not: all or none."""
    require(may_send(by))
    targets = {(t._meta.label, t.pk): t for row in rows for t in row.targets}
    for target in targets.values():
        require(may_attach(by, target))
    return record_items(rows, by=by, unit_id=owner_unit_id(by))


def record_items(rows: Sequence[NewItem], *, by: Any, unit_id: int | None = None) -> list[Version]:
    """Items, versions and attachments of files whose right was asked for."""
    with transaction.atomic():
        items = [_new_item(row, by, unit_id) for row in rows]
        audit.create_many(items, by=by, action="evidence.add_item")
        pairs = zip(items, rows, strict=True)
        versions = [_new_version(item, row, by) for item, row in pairs]
        audit.create_many(versions, by=by, action="evidence.add_version")
        attached = [
            attachment_for(item, target, by, row.purpose)
            for item, row in zip(items, rows, strict=True)
            for target in row.targets
        ]
        audit.create_many(attached, by=by, action="evidence.attach")
    return versions


def add_item(row: NewItem, *, by: Any) -> Version:
    """Record one file as a new item."""
    return add_items([row], by=by)[0]


def _new_item(row: NewItem, by: Any, unit_id: int | None) -> Item:
    """The item of a row, unsaved."""
    refuse_unknown(row.fields)
    told = {"source": Source.GALLERY, **row.fields}
    told["title"] = told.get("title") or title_for(row)
    item = Item(created_by=by, attached=bool(row.targets), **told)
    if item.owner_unit_id is None:
        item.owner_unit_id = unit_id
    check_period(item)
    item.search_text = item.fold_search(row.prepared.original_name)
    return item


def title_for(row: NewItem) -> str:
    """A missing title is made of the file name; of a citizen's file, of what it comes with."""
    entry = entry_for(row.target._meta.label) if row.target is not None else None
    if entry is not None and entry.personal:
        return f"Tệp kèm {entry.describe(row.target)}"[:300]
    return propose_title(row.prepared.original_name)


def _new_version(item: Item, row: NewItem, by: Any, number: int = 1) -> Version:
    """A version of ``item``, unsaved."""
    file = row.prepared
    return Version(
        item=item,
        number=number,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        original_name=file.original_name,
        stored_name=file.stored_name,
        exif=file.exif,
        taken_at=row.taken_at or camera_time(file.exif),
        taken_place=row.taken_place,
        uploaded_by=by,
        scan=file.scan,
    )


def camera_time(exif: dict[str, Any]) -> dt.datetime | None:
    """When the camera says the photo was made, in the office's zone when it names none."""
    if not exif.get("made_at"):
        return None
    moment = dt.datetime.fromisoformat(exif["made_at"])
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def add_version(
    item: Item, row: NewItem, *, by: Any, reason: str = "", expected: int | None = None
) -> Version:
    """Put a better file in place of the present one; the old version stays."""
    require(may_edit_item(by, item))
    with transaction.atomic():
        held = audit.lock(Item.objects, item.pk, expected)
        last = Version.objects.filter(item=held).aggregate(last=Max("number"))["last"] or 0
        version = _new_version(held, row, by, last + 1)
        audit.create(version, by=by, action="evidence.add_version", reason=reason)
        search_text = held.fold_search(version.original_name)
        audit.change(held, by=by, action="evidence.replace", search_text=search_text)
    return version


def change_item(item: Item, *, by: Any, expected: int | None = None, **fields: Any) -> Item:
    """Correct what is said of an item; its files stay as they are."""
    require(may_edit_item(by, item))
    refuse_unknown(fields)
    with transaction.atomic():
        held = audit.lock(Item.objects.with_files(), item.pk, expected)
        changed = {k: v for k, v in fields.items() if getattr(held, k) != v}
        for name, value in changed.items():
            setattr(held, name, value)
        check_period(held)
        current = held.current
        text = held.fold_search(current.original_name if current else "")
        held.refresh_from_db(fields=list(changed))
        return audit.change(held, by=by, action="evidence.edit", search_text=text, **changed)


def store_version(
    stream: Readable,
    name: str,
    *,
    by: Any,
    item: Item | None = None,
    attach_to: models.Model | None = None,
    also: tuple[models.Model, ...] = (),
    purpose: str = "",
    reason: str = "",
    **fields: Any,
) -> Version:
    """Let one stream in and record it: a new item, or the next version of ``item``.

    ``taken_at``, ``taken_place`` and the fields of Item may be given.
    """
    require(may_send(by))
    taken = {k: fields.pop(k) for k in ("taken_at", "taken_place") if k in fields}
    file = admitted(stream, name, by)
    row = NewItem(file, fields, target=attach_to, also=also, purpose=purpose, **taken)
    with kept_or_dropped(file):
        if item is not None:
            return add_version(item, row, by=by, reason=reason)
        return add_item(row, by=by)


def admitted(stream: Readable, name: str, by: Any, about: models.Model | None = None) -> Prepared:
    """Let a stream in; a virus is refused and written down, of no account on ``about``."""
    try:
        return prepare(stream, name)
    except Infected as error:
        facts = {"file": name, "why": error.message}
        audit.note(by or about, by=by, action="evidence.refuse_infected", **facts)
        raise


@contextmanager
def kept_or_dropped(*files: Prepared) -> Any:
    """Take the bytes out of storage again when recording them fails."""
    try:
        yield
    except BaseException:
        keep.drop(*(file.stored_name for file in files))
        raise


def check_period(item: Item) -> None:
    """The sentence the database would only shout."""
    start, end = item.effective_from, item.effective_to
    if start and end and end < start:
        raise BadInput(fields={"effective_to": "Ngày hết giá trị phải sau ngày có giá trị."})
    if not item.title.strip():
        raise BadInput(fields={"title": "Cần có tên tài liệu."})


def refuse_unknown(fields: dict[str, Any]) -> None:
    """A field evidence does not have is a mistake of the caller."""
    if unknown := set(fields) - FIELDS:
        raise TypeError(f"unknown fields: {sorted(unknown)}")
