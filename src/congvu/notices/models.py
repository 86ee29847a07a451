"""Notices to people, and batches of them that somebody looks through before they go out."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from congvu.core import clock
from congvu.core.models import Record
from congvu.notices.states import (
    BATCH_LABELS,
    KIND_LABELS,
    MAIL_LABELS,
    TEXT_LIMIT,
    BatchState,
    Mail,
)


class Batch(Record):
    """Notices prepared together; nothing reaches anybody before it is sent."""

    title = models.CharField("nội dung", max_length=200)
    state = models.CharField(
        "tình trạng", max_length=20, choices=BATCH_LABELS.items(), default=BatchState.PREPARED
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chuẩn bị"
    )
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "đợt thông báo"
        verbose_name_plural = "đợt thông báo"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """What has been told to ``user``."""
        return self.filter(recipient_id=user.pk, released_at__isnull=False)

    def unread(self) -> "NoticeQuerySet":
        """Not yet read."""
        return self.filter(read_at__isnull=True)

    def to_mail(self) -> "NoticeQuerySet":
        """Told, not read yet, waiting for its e-mail, to people who may be written to."""
        return (
            self.unread()
            .filter(released_at__isnull=False, mail=Mail.WAITING, recipient__is_active=True)
            .exclude(recipient__email="")
        )


class Notice(models.Model):
    """One thing told to one person. Derived from logged actions, so not logged itself."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="notices",
        verbose_name="người nhận",
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, related_name="notices", verbose_name="đợt"
    )
    kind = models.CharField("loại", max_length=20, choices=KIND_LABELS.items())
    title = models.CharField("tiêu đề", max_length=200)
    text = models.CharField("tin nhắn", max_length=TEXT_LIMIT)
    path = models.CharField("trang", max_length=300, blank=True)
    about_kind = models.CharField("loại đối tượng", max_length=100, blank=True)
    about_id = models.CharField("mã đối tượng", max_length=64, blank=True)
    key = models.CharField("khóa", max_length=200, blank=True)
    urgent = models.BooleanField("gửi thư ngay", default=False)
    created_at = models.DateTimeField("tạo lúc", default=clock.now)
    released_at = models.DateTimeField("báo lúc", null=True, blank=True)
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    mail = models.CharField(
        "thư điện tử", max_length=20, choices=MAIL_LABELS.items(), default=Mail.WAITING
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["recipient"],
                condition=models.Q(read_at__isnull=True, released_at__isnull=False),
                name="notice_unread",
            ),
            models.Index(
                fields=["recipient"], condition=models.Q(mail=Mail.WAITING), name="notice_to_mail"
            ),
            models.Index(fields=["about_kind", "about_id"], name="notice_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "key"],
                condition=~models.Q(key=""),
                name="notice_told_once",
                violation_error_message="Người này đã nhận thông báo đó.",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), TEXT_LIMIT),
                name="notice_fits_a_message",
                violation_error_message="Tin nhắn dài quá 300 ký tự.",
            ),
            models.CheckConstraint(
                condition=models.Q(path="") | models.Q(path__startswith="/"),
                name="notice_path_is_ours",
                violation_error_message="Trang phải thuộc hệ thống này.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
