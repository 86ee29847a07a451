"""The base of records, and the action log that every change is written to."""

from django.conf import settings
from django.db import models

from congvu.core import clock


class Record(models.Model):
    """What every editable thing carries: a version for If-Match, and when it last changed."""

    # field names never written to the action log (derived, or too large to repeat)
    unlogged: frozenset[str] = frozenset()

    version = models.PositiveIntegerField("phiên bản", default=1, editable=False)
    created_at = models.DateTimeField("tạo lúc", default=clock.now, editable=False)
    updated_at = models.DateTimeField("sửa lúc", default=clock.now, editable=False)

    class Meta:
        abstract = True


class LogEntry(models.Model):
    """One change of one object: who, what, when, before → after, why. Never changed."""

    at = models.DateTimeField("lúc", default=clock.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người"
    )
    actor_name = models.CharField("tên người", max_length=200, blank=True)
    action = models.CharField("thao tác", max_length=100)
    kind = models.CharField("loại", max_length=100)  # "inspections.finding"
    object_id = models.CharField("mã đối tượng", max_length=64)
    label = models.CharField("tên đối tượng", max_length=300, blank=True)
    changes = models.JSONField("thay đổi", default=dict)  # {field: [before, after]}
    reason = models.TextField("lý do", blank=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [models.Index(fields=["kind", "object_id", "id"], name="log_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.kind}:{self.object_id}"
