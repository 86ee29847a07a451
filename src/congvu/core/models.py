"""The base of records, the action log with its seals, checks of it, keys of personal data."""

import uuid

from django.conf import settings
from django.db import models

from congvu.core import clock
from congvu.core.jobs.models import JobRun, JobSlot, Worker
from congvu.core.outbox.models import OutboxMail
from congvu.core.watermark import CurrentTransaction


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
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người",
    )
    actor_name = models.CharField("tên người", max_length=200, blank=True)
    action = models.CharField("thao tác", max_length=100)
    kind = models.CharField("loại", max_length=100)  # "inspections.finding"
    object_id = models.CharField("mã đối tượng", max_length=64)
    label = models.CharField("tên đối tượng", max_length=300, blank=True)
    changes = models.JSONField("thay đổi", default=dict)  # {field: [before, after]}
    reason = models.TextField("lý do", blank=True)
    # the writing transaction (PostgreSQL), so that a seal never passes one that still runs
    xid = models.BigIntegerField("giao dịch", db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="log_object"),
            models.Index(fields=["xid", "id"], name="log_xid", condition=models.Q(xid__gt=0)),
            models.Index(fields=["action", "id"], name="log_action"),
            models.Index(fields=["at"], name="log_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.kind}:{self.object_id}"


class Seal(models.Model):
    """A Merkle root over a stretch of the log, chained to the seal before. Never changed.

    The stretch: ``floor_id < id <= ceiling_id`` and ``xid >= xid_from`` (or ``id > free_id``, in
    the first seal of a cluster) and ``xid < xid_to``; see the decision record on watermarks.
    """

    position = models.PositiveBigIntegerField("số thứ tự", unique=True)
    made_at = models.DateTimeField("lúc", default=clock.now)
    cluster = models.CharField("cụm dữ liệu", max_length=32)
    floor_id = models.BigIntegerField("sau dòng")
    ceiling_id = models.BigIntegerField("đến dòng")
    free_id = models.BigIntegerField("dòng tự do từ", null=True)
    xid_from = models.BigIntegerField("từ giao dịch")
    xid_to = models.BigIntegerField("trước giao dịch", null=True)
    first_id = models.BigIntegerField("dòng đầu")
    last_id = models.BigIntegerField("dòng cuối")
    count = models.PositiveBigIntegerField("số dòng")
    merkle_root = models.CharField("gốc Merkle", max_length=64)
    # 8 bytes of id and 8 of the leaf's hash per row: lets a broken seal name the row
    leaves = models.BinaryField("dấu từng dòng", default=b"")
    previous_hash = models.CharField("mã lần trước", max_length=64, unique=True)
    hash = models.CharField("mã", max_length=64, unique=True)

    class Meta:
        verbose_name = "lần xác thực nhật ký"
        verbose_name_plural = "các lần xác thực nhật ký"

    def __str__(self) -> str:
        return self.short_code

    @property
    def short_code(self) -> str:
        """The *mã xác thực* people compare: ``7F3A-C91E``."""
        return f"{self.hash[:4]}-{self.hash[4:8]}".upper()


class VerifyRun(models.Model):
    """One run of the whole check, and what it found."""

    started_at = models.DateTimeField("bắt đầu lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người yêu cầu",
    )
    finished_at = models.DateTimeField("xong lúc", null=True)
    rows = models.PositiveBigIntegerField("số dòng nhật ký", default=0)
    values = models.PositiveBigIntegerField("số giá trị đối chiếu", default=0)
    files = models.PositiveBigIntegerField("số tệp", default=0)
    fault_count = models.PositiveIntegerField("số sai lệch", default=0)
    first_fault = models.TextField("sai lệch đầu tiên", blank=True)
    faults = models.JSONField("sai lệch", default=list)

    class Meta:
        verbose_name = "lần kiểm tra toàn bộ"
        verbose_name_plural = "các lần kiểm tra toàn bộ"

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y %H:%M}"

    @property
    def outcome(self) -> str:
        """What came of it, in a few words."""
        if self.finished_at is None:
            return "đang chạy hoặc bị ngắt giữa chừng"
        return f"có {self.fault_count} sai lệch" if self.fault_count else "không có sai lệch"

    @property
    def tone(self) -> str:
        """How the outcome is coloured."""
        if self.finished_at is None:
            return "warn"
        return "late" if self.fault_count else "ok"


class PersonalKey(models.Model):
    """The key of one person's personal fields, wrapped by the master key; destroyed = erased."""

    subject = models.UUIDField("chủ thể", primary_key=True, default=uuid.uuid4)
    wrapped = models.BinaryField("khóa đã bọc", blank=True)
    created_at = models.DateTimeField("tạo lúc", default=clock.now)
    destroyed_at = models.DateTimeField("hủy lúc", null=True)

    class Meta:
        verbose_name = "khóa dữ liệu cá nhân"
        verbose_name_plural = "khóa dữ liệu cá nhân"

    def __str__(self) -> str:
        return str(self.subject)


class LimitCount(models.Model):
    """How often something was done in a stretch of time: one row a place, written over."""

    name = models.CharField("giới hạn", max_length=40)
    place = models.CharField("chỗ đếm", max_length=40)
    stretch = models.BigIntegerField("quãng")  # seconds of the epoch / length of a stretch
    count = models.PositiveBigIntegerField("số lần")

    class Meta:
        verbose_name = "số lần của một giới hạn"
        verbose_name_plural = "số lần của các giới hạn"
        constraints = [models.UniqueConstraint(fields=["name", "place"], name="limit_place")]

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"


__all__ = [
    "JobRun",
    "JobSlot",
    "LimitCount",
    "LogEntry",
    "OutboxMail",
    "PersonalKey",
    "Record",
    "Seal",
    "VerifyRun",
    "Worker",
]
