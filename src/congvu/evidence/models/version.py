"""One file of an item. Never edited: a better file is a new version."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core import clock
from congvu.core.fingerprinted import FingerprintedField
from congvu.core.models import Record
from congvu.evidence.models.item import Item
from congvu.evidence.rules import SHOWN, kind_words, size_words
from congvu.evidence.states import SCAN_LABELS, SERVED, Scan


class VersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "VersionQuerySet":
        """Versions of the items ``user`` may read."""
        return self.filter(item__in=Item.objects.visible_to(user))

    def unscanned(self) -> "VersionQuerySet":
        """Versions that arrived while the scanner did not answer."""
        return self.filter(scan=Scan.PENDING)


class Version(Record):
    """The bytes, by hash; when we got them, and what is said of when and where they were made."""

    unlogged = frozenset({"exif"})

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions", verbose_name="tài liệu")
    number = models.PositiveIntegerField("bản số", default=1)
    uuid = models.UUIDField("mã tệp", default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("dung lượng")
    media_type = models.CharField("kiểu tệp", max_length=100)  # by content, not by name
    original_name = FingerprintedField("tên tệp gốc", max_length=255)  # people name files
    stored_name = models.CharField("tên lưu trữ", max_length=200, unique=True)
    received_at = models.DateTimeField("nhận lúc", default=clock.now, editable=False)
    taken_at = models.DateTimeField("chụp, lập lúc (chưa kiểm chứng)", null=True, blank=True)
    taken_place = models.CharField("nơi chụp, lập (chưa kiểm chứng)", max_length=200, blank=True)
    exif = models.JSONField("dữ liệu kèm ảnh (chưa kiểm chứng)", default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người tải lên",
    )
    scan = models.CharField(
        "quét vi-rút", max_length=20, choices=SCAN_LABELS.items(), default=Scan.OFF
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản tệp"
        verbose_name_plural = "bản tệp"
        ordering = ["item", "-number"]
        indexes = [models.Index(fields=["sha256"], name="evidence_version_sha256")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"],
                name="evidence_version_number",
                violation_error_message="Bản này đã có.",
            ),
            models.CheckConstraint(
                condition=~models.Q(sha256=""),
                name="evidence_version_hash",
                violation_error_message="Thiếu mã băm của tệp.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.original_name} (bản {self.number})"

    def log_label(self) -> str:
        """Without the name of the file, which may be somebody's."""
        return f"Bản {self.number} của tài liệu số {self.item_id}"

    def get_absolute_url(self) -> str:
        return reverse("evidence:file", args=[self.uuid])

    @property
    def served(self) -> bool:
        """Whether the scan lets it be opened."""
        return self.scan in SERVED

    @property
    def kind(self) -> str:
        """ "Word", "ảnh JPG": what kind of file, in a word an official uses."""
        return kind_words(self.media_type)

    @property
    def size_text(self) -> str:
        """ "340 KB"."""
        return size_words(self.size)

    @property
    def shown_inline(self) -> bool:
        """Whether a browser may show it on our page instead of saving it."""
        return self.media_type in SHOWN

    @property
    def is_image(self) -> bool:
        """Whether a thumbnail can be shown."""
        return self.media_type.startswith("image/") and self.media_type != "image/svg+xml"
