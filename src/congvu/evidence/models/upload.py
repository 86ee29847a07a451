"""Bytes on their way in: a resumable upload, or a file of a folder waiting to be matched."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models

from congvu.core import clock
from congvu.evidence.rules import size_words
from congvu.evidence.states import UPLOAD_STATE_LABELS, UploadState

KEEP = dt.timedelta(days=2)


def expiry() -> dt.datetime:
    """Until when an unfinished upload is kept."""
    return clock.now() + KEEP


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "UploadQuerySet":
        """A person's own; nobody sees another's, a visitor nothing."""
        return self.filter(user=user.pk) if user.pk else self.none()

    def kept_with(self, form: uuid.UUID, user: Any) -> "UploadQuerySet":
        """Files kept with a form that is not taken yet; of a visitor (None) those of nobody."""
        return self.in_batch(form).filter(user=user, state=UploadState.READY)

    def coming_with(self, form: uuid.UUID, user: Any) -> "UploadQuerySet":
        """The same, and what is still on its way."""
        on_its_way = (UploadState.OPEN, UploadState.READY)
        return self.in_batch(form).filter(user=user, state__in=on_its_way)

    def sent_by(self, user: Any) -> "UploadQuerySet":
        """Files of forms that one account sent; of a visitor (None) those of nobody."""
        return self.filter(user=user, batch__isnull=False)

    def expired(self) -> "UploadQuerySet":
        """Those past their time."""
        return self.filter(expires_at__lte=clock.now())

    def in_batch(self, batch: uuid.UUID) -> "UploadQuerySet":
        """Files of one folder or ZIP, in the order they were listed."""
        return self.filter(batch=batch).order_by("id")


class Upload(models.Model):
    """Plumbing, not a record: dropped after two days, never logged; what it becomes is logged."""

    uuid = models.UUIDField("mã", default=uuid.uuid4, unique=True, editable=False)
    # nobody: sent with a form by a visitor without an account, found by the mark of the form alone
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người tải lên",
    )
    name = models.CharField("tên tệp", max_length=255)
    size = models.PositiveBigIntegerField("dung lượng khai báo")
    offset = models.PositiveBigIntegerField("đã nhận", default=0)
    state = models.CharField(
        "tình trạng", max_length=20, choices=UPLOAD_STATE_LABELS.items(), default=UploadState.OPEN
    )
    parts = models.JSONField("các phần", default=list)  # stored names, in order
    prepared = models.JSONField("kết quả kiểm tra", default=dict)  # intake.Prepared as a dict
    refusal = models.CharField("lý do không nhận", max_length=500, blank=True)
    batch = models.UUIDField("lô", null=True, blank=True, db_index=True)
    version = models.ForeignKey(
        "evidence.Version",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bản tệp",
    )
    created_at = models.DateTimeField("tạo lúc", default=clock.now, editable=False)
    expires_at = models.DateTimeField("giữ đến", default=expiry)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "lần tải lên"
        verbose_name_plural = "lần tải lên"
        indexes = [models.Index(fields=["expires_at"], name="evidence_upload_expires")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("size")),
                name="evidence_upload_offset",
                violation_error_message="Phần đã nhận vượt quá dung lượng khai báo.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """Name and size, as a form lists it."""
        return f"{self.name} ({size_words(self.size)})"
