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
