"""What proves what: an item attached to any number of things, over years."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.lookups import IsNull

from congvu.core import clock
from congvu.core.models import Record
from congvu.evidence.models.item import Item, know_types, put_in_by, type_of
from congvu.evidence.models.version import Version
from congvu.evidence.registry import Entry, entries, entry_for

KNOWN = 300  # keys that are handed to the database again
FEW = 5_000  # whoever may read more finds some soon among the newest


class AttachmentQuerySet(models.QuerySet):
    def live(self) -> "AttachmentQuerySet":
        """Those not taken off."""
        return self.filter(detached_at__isnull=True)

    def of(self, *objs: models.Model) -> "AttachmentQuerySet":
        """Those of some objects, of one model or of several."""
        keys: dict[str, list[int]] = {}
        for one in objs:
            keys.setdefault(one._meta.label_lower, []).append(one.pk)
        told = models.Q(pk__in=[])
        for label, found in keys.items():
            told |= models.Q(content_type=type_of(label), object_id__in=found)
        return self.filter(told)

    def readable_through(self, entry: Entry, rows: Any, user: Any) -> "AttachmentQuerySet":
        """Those on things of one registered kind that ``user`` may read, the things first.

        ``rows`` is what :func:`readable_rows` says of the kind.
        """
        mine = self.filter(content_type=type_of(entry.label))
        if rows is None:
            return mine.filter(object_id__in=read_by_rule(mine, entry, user))
        if entry.few and not combined(rows):  # else the database would list every finding there is
            rows = rows.filter(pk__in=mine.order_by().values("object_id"))
        return mine.filter(object_id__in=rows)

    def on_readable(self, kinds: dict[Entry, Any], user: Any) -> "AttachmentQuerySet":
        """Those on anything ``user`` may read, each attachment looked at by itself."""
        told = models.Q(pk__in=[])
        for entry, rows in kinds.items():
            kind = models.Q(content_type=type_of(entry.label))
            if rows is None:
                ids = read_by_rule(self.filter(kind), entry, user)
                told |= kind & models.Q(object_id__in=ids)
            elif combined(rows):
                told |= kind & models.Q(object_id__in=rows)
            else:
                told |= kind & is_there(rows.filter(pk=models.OuterRef("object_id")))
        return self.filter(told)

    def shows_items(self, user: Any, *, few: bool = False) -> models.Q:
        """The condition on items: attached to something ``user`` may read, or theirs and loose.

        Who may read few is led from these to the items, who may read many, or asks of ``few``,
        from the items of the page to what they hang on: either way the database looks at few rows.
        """
        know_types()
        kinds = readable_rows(user)
        if not few and not any(e.sees_most is not None and e.sees_most(user) for e in kinds):
            led = self.led_from(kinds, user)
            found = first_keys(led, FEW + 1)
            if len(found) <= KNOWN:
                return models.Q(pk__in=found)  # looked for once
            if len(found) <= FEW:
                return models.Q(pk__in=led)
        on = self.on_readable(kinds, user).filter(item=models.OuterRef("pk")).order_by()
        return (models.Q(attached=False) & put_in_by(user)) | is_there(on)

    def led_from(self, kinds: dict[Entry, Any], user: Any) -> models.QuerySet:
        """Keys of the items ``user`` sees, from what they hang on."""
        parts = [
            self.readable_through(e, rows, user).values("item_id") for e, rows in kinds.items()
        ]
        loose = Item._base_manager.filter(put_in_by(user), attached=False).values("pk")
        return loose.order_by().union(*(part.order_by() for part in parts), all=True)

    def visible_to(self, user: Any) -> "AttachmentQuerySet":
        """Those of the items ``user`` may read."""
        return self.filter(item__in=Item.objects.visible_to(user))

    def with_files(self) -> "AttachmentQuerySet":
        """With item, versions and person at hand: two queries however many rows."""
        return self.select_related(
            "item__issuing_unit", "pinned", "attached_by", "content_type"
        ).prefetch_related("item__versions")


class Attachment(Record):
    """Item × thing, with what for. Pinned: stays with one version; else shows the newest."""

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="attachments", verbose_name="tài liệu"
    )
    pinned = models.ForeignKey(
        Version,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="giữ nguyên bản",
    )
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, related_name="+", verbose_name="loại đối tượng"
    )
    object_id = models.PositiveBigIntegerField("mã đối tượng")
    target = GenericForeignKey("content_type", "object_id", for_concrete_model=False)
    purpose = models.CharField("chứng minh cho", max_length=200, blank=True)
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người gắn",
    )
    attached_at = models.DateTimeField("gắn lúc", default=clock.now, editable=False)
    detached_at = models.DateTimeField("gỡ lúc", null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "gắn minh chứng"
        verbose_name_plural = "gắn minh chứng"
        ordering = ["id"]
        indexes = [
            # with all that the list of items asks, so that it looks at no row of this table
            models.Index(
                fields=["content_type", "object_id", "detached_at", "item"],
                name="evidence_attachment_target",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "content_type", "object_id"],
                condition=models.Q(detached_at__isnull=True),
                name="evidence_attachment_once",
                violation_error_message="Tài liệu này đã được gắn ở đây.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.content_type_id}:{self.object_id}"

    @property
    def shown(self) -> Version | None:
        """The version this attachment shows."""
        return self.pinned or self.item.current


def first_keys(rows: models.QuerySet, most: int) -> list[int]:
    """The first keys of a query of keys, as the driver brings them: thousands, only counted."""
    try:
        sql, params = rows[:most].query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return [key for (key,) in cursor.fetchall()]


def is_there(rows: models.QuerySet) -> models.Q:
    """Whether the row outside has any of ``rows``.

    By its key and not by EXISTS: of that PostgreSQL makes a list of all such rows first.
    """
    return models.Q(IsNull(models.Subquery(rows.values("pk")[:1]), False))


def readable_rows(user: Any) -> dict[Entry, Any]:
    """Every registered kind with what ``user`` may read of it: a query of keys, or these
    themselves; None where only its rule knows."""
    found: dict[Entry, Any] = {}
    for entry in entries():
        rows = entry.readable(user) if entry.readable else None
        found[entry] = rows.order_by().values("pk") if hasattr(rows, "order_by") else rows
    return found


def combined(rows: Any) -> bool:
    """Whether ``rows`` cannot be narrowed any further: a union, or keys told one by one."""
    return not hasattr(rows, "query") or bool(rows.query.combinator)


def read_by_rule(rows: AttachmentQuerySet, entry: Entry, user: Any) -> set[int]:
    """What ``rows`` hang on, as far as a rule that speaks of keys lets ``user`` read it."""
    ids = list(rows.order_by().values_list("object_id", flat=True).distinct())
    return entry.may_read(user, ids) if ids else set()


def key_of(obj: models.Model) -> str:
    """The text by which forms name a target, e.g. ``assessments.answer:12``."""
    return f"{obj._meta.label_lower}:{obj.pk}"


def attachments_by_object(
    objs: Iterable[models.Model], user: Any | None = None
) -> dict[int, list[Attachment]]:
    """Live attachments of many objects of one model, by object id, in constant queries.

    With ``user`` given, only those of objects that user may read by the registry.
    """
    objs = list(objs)
    found: dict[int, list[Attachment]] = {o.pk: [] for o in objs}
    if objs and user is not None:
        entry = entry_for(objs[0]._meta.label)
        allowed = entry.may_read(user, list(found)) if entry else set()
        objs = [o for o in objs if o.pk in allowed]
    for attachment in Attachment.objects.live().of(*objs).with_files():
        found[attachment.object_id].append(attachment)
    return found


def items_by_object(model: type[models.Model], ids: Iterable[int]) -> dict[int, list[int]]:
    """Ids of the items attached to objects of one model, by object id; those without are left out.

    Nothing is asked about rights: the caller shows these beside objects the reader may see.
    """
    found: dict[int, list[int]] = {}
    kind = type_of(model._meta.label_lower)
    rows = Attachment.objects.live().filter(content_type=kind, object_id__in=list(ids))
    for pk, item in rows.values_list("object_id", "item_id"):
        found.setdefault(pk, []).append(item)
    return found
