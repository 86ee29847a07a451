"""An item of evidence: what it proves and for which period. Its files are versions."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone

from congvu.core import clock
from congvu.core.models import Record
from congvu.core.search import containing, fold
from congvu.evidence import registry
from congvu.evidence.rules import validity_words
from congvu.evidence.states import SOURCE_LABELS
from congvu.organizations.models import Unit


def put_in_by(user: Any) -> models.Q:
    """Items of this account. What visitors sent is of nobody, and a visitor has no key either: it
    is none of theirs."""
    return models.Q(created_by=user.pk or 0)


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user: Any, *, few: bool = False) -> "ItemQuerySet":
        """Items attached to something ``user`` may read, and their own not attached yet.

        ``few``: other filters leave few rows, and each is looked at by itself.
        """
        kinds = registry.entries()
        if kinds and all(e.sees_all is not None and e.sees_all(user) for e in kinds):
            return self.filter(models.Q(attached=True) | put_in_by(user))
        attachments = self.model._meta.apps.get_model("evidence", "Attachment").objects
        return self.filter(attachments.live().shows_items(user, few=few))

    def matching(self, text: str) -> "ItemQuerySet":
        """Items that contain every word of ``text``, tone marks ignored."""
        return containing(self, text)

    def effective(self, on: dt.date) -> "ItemQuerySet":
        """Items that speak for the day ``on``."""
        begun = models.Q(effective_from__isnull=True) | models.Q(effective_from__lte=on)
        not_over = models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=on)
        return self.filter(begun & not_over)

    def unattached(self) -> "ItemQuerySet":
        """Items attached to nothing at present."""
        return self.filter(attached=False)

    def with_files(self) -> "ItemQuerySet":
        """With units and versions at hand: two queries however many rows."""
        return self.select_related("issuing_unit", "owner_unit").prefetch_related("versions")


class Item(Record):
    """One document or photo that proves something; two dates: what it proves, when we got it."""

    unlogged = frozenset({"attached"})

    title = models.CharField("tên tài liệu", max_length=300)
    document_number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    kind = models.CharField("loại tài liệu", max_length=100, blank=True)
    effective_from = models.DateField("có giá trị từ ngày", null=True, blank=True)
    effective_to = models.DateField("có giá trị đến ngày", null=True, blank=True)
    issuing_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị ban hành",
    )
    issuer = models.CharField("cơ quan ban hành khác", max_length=200, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=SOURCE_LABELS.items())
    note = models.TextField("ghi chú", blank=True)
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị nộp"
    )
    # none: sent along by somebody without an account
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nộp",
    )
    # whether a live attachment exists: kept by attach and detach, derived, so not logged
    attached = models.BooleanField("đang gắn", default=False, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "tài liệu minh chứng"
        verbose_name_plural = "tài liệu minh chứng"
        ordering = ["-id"]
        indexes = [models.Index(fields=["created_by", "attached"], name="evidence_item_mine")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_from__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from")),
                name="evidence_item_period",
                violation_error_message="Ngày hết giá trị phải sau ngày có giá trị.",
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="evidence_item_title",
                violation_error_message="Cần có tên tài liệu.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:item_detail", args=[self.pk])

    @property
    def current(self) -> Any:
        """The newest version, from what was fetched with :meth:`ItemQuerySet.with_files`."""
        return max(self.versions.all(), key=lambda v: v.number, default=None)

    @property
    def validity(self) -> str:
        """ "đã nộp năm 2019, còn hiệu lực", as of today."""
        first = min(self.versions.all(), key=lambda v: v.number, default=None)
        year = timezone.localtime(first.received_at).year if first else None
        return validity_words(year, self.effective_from, self.effective_to, clock.today())

    def holds_on(self, on: dt.date) -> bool:
        """Whether it still speaks for the day ``on``."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_to is None or on <= self.effective_to)

    def fold_search(self, *more: str) -> str:
        """The text that search looks in."""
        unit = self.issuing_unit.short_name if self.issuing_unit else ""
        words = [self.title, self.document_number, self.kind, self.issuer, unit, self.note, *more]
        return fold(" ".join(words))


def model_of(label: str) -> type[models.Model]:
    """The model a registry entry speaks of."""
    return apps.get_model(label)


def type_of(label: str) -> ContentType:
    """Its content type; Django keeps it after the first look."""
    return ContentType.objects.get_for_model(model_of(label), for_concrete_model=False)


def know_types() -> None:
    """Fetch the content types of all registered kinds at once, where they are not kept yet."""
    kinds = [model_of(entry.label) for entry in registry.entries()]
    ContentType.objects.get_for_models(*kinds, for_concrete_models=False)
