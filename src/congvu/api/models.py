"""Tokens of outside programs, and the first answers that are given again for a repeated key."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models

from congvu.core import clock
from congvu.core.models import Record

KEEP = dt.timedelta(hours=48)


class TokenQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "TokenQuerySet":
        """A person's own; nobody sees another's."""
        return self.filter(user=user.pk)

    def live(self) -> "TokenQuerySet":
        """Not revoked."""
        return self.filter(revoked_at__isnull=True)


class Token(Record):
    """Lets a program act as its user. Only the hash of the secret is kept."""

    unlogged = frozenset({"digest", "last_used_at"})  # a fingerprint, and what using it writes

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người dùng"
    )
    name = models.CharField("dùng cho", max_length=100)
    digest = models.CharField("mã băm", max_length=64, unique=True)
    last_used_at = models.DateTimeField("dùng lần cuối", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = "mã truy cập"
        verbose_name_plural = "mã truy cập"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """Plumbing, not a record: the answer a creation gave, for a program that asks again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người dùng"
    )
    key = models.CharField("khóa", max_length=200)
    fingerprint = models.CharField("mã băm yêu cầu", max_length=64)
    status = models.PositiveSmallIntegerField("mã trả lời", default=0)
    body = models.TextField("nội dung trả lời", blank=True)
    etag = models.CharField("thẻ phiên bản", max_length=30, blank=True)
    created_at = models.DateTimeField("tạo lúc", default=clock.now)

    class Meta:
        verbose_name = "khóa chống gửi lặp"
        verbose_name_plural = "khóa chống gửi lặp"
        indexes = [models.Index(fields=["created_at"], name="idempotency_created")]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class WebhookQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "WebhookQuerySet":
        """A person's own."""
        return self.filter(user=user.pk)

    def live(self) -> "WebhookQuerySet":
        """Not stopped, and whoever made it may still sign in."""
        return self.filter(stopped_at__isnull=True, user__is_active=True)

    def due(self, now: dt.datetime) -> "WebhookQuerySet":
        """Those to be told now: not waiting after a failure, not in another worker's hands."""
        waiting = models.Q(next_at__gt=now) | models.Q(claimed_until__gt=now)
        return self.live().exclude(waiting)


class Webhook(Record):
    """An address that is told what changed: everything its user may see, in the log's order.

    ``position`` and ``told`` say how far: that many seals of the log whole, and so many rows of
    the next. They move only when the receiver said it has them, so an outage loses nothing.
    """

    unlogged = frozenset(
        {"secret", "position", "told", "failing_since", "failures", "next_at", "claimed_until",
         "last_error", "delivered_at"}
    )  # fmt: skip

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người dùng"
    )
    name = models.CharField("dùng cho", max_length=100)
    address = models.URLField("địa chỉ nhận", max_length=500)
    kinds = models.JSONField("loại nội dung", default=list, blank=True)  # empty: all
    secret = models.BinaryField("khóa ký (đã mã hóa)")
    stopped_at = models.DateTimeField("ngừng lúc", null=True, blank=True)
    position = models.PositiveBigIntegerField("đã báo đến lần xác thực", default=0)
    told = models.PositiveIntegerField("số dòng đã báo của lần sau", default=0)
    failing_since = models.DateTimeField("không gửi được từ", null=True, blank=True)
    failures = models.PositiveIntegerField("số lần không gửi được", default=0)
    next_at = models.DateTimeField("gửi lại lúc", null=True, blank=True)
    claimed_until = models.DateTimeField("đang gửi đến", null=True, blank=True)
    last_error = models.CharField("lỗi gần nhất", max_length=300, blank=True)
    delivered_at = models.DateTimeField("gửi được gần nhất lúc", null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = "địa chỉ nhận sự kiện"
        verbose_name_plural = "địa chỉ nhận sự kiện"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
