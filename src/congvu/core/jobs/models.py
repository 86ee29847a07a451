"""What we keep beside django-tasks' own rows: progress, who is alive, which slot has run.

Times here are the machine's, not the demo's: a heartbeat must not stand still.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

FINISHED = ("SUCCESSFUL", "FAILED")
STATES = {
    "READY": ("Đang chờ", "muted"),
    "RUNNING": ("Đang chạy", "action"),
    "SUCCESSFUL": ("Đã xong", "ok"),
    "FAILED": ("Không xong", "late"),
}


class JobRun(models.Model):
    """The visible side of one piece of background work."""

    task = models.OneToOneField(
        DBTaskResult, models.CASCADE, related_name="run", verbose_name="việc trong hàng đợi"
    )
    name = models.CharField("mã việc", max_length=100)
    title = models.CharField("công việc", max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người yêu cầu",
    )
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    text = models.CharField("đang làm", max_length=300, blank=True)
    error = models.CharField("lỗi", max_length=500, blank=True)
    result_url = models.CharField("nơi xem kết quả", max_length=300, blank=True)

    class Meta:
        verbose_name = "công việc nền"
        verbose_name_plural = "công việc nền"
        indexes = [models.Index(fields=["name"], name="jobrun_name")]

    def __str__(self) -> str:
        return self.title

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.task.status in FINISHED

    @property
    def failed(self) -> bool:
        """Whether it was given up."""
        return self.task.status == "FAILED"

    @property
    def attempts(self) -> int:
        """How often it was begun."""
        return len(self.task.worker_ids)

    @property
    def state(self) -> str:
        """State in words."""
        return STATES[self.task.status][0]

    @property
    def tone(self) -> str:
        """Tone of the state's badge."""
        return STATES[self.task.status][1]

    @property
    def url(self) -> str:
        """Where its progress is asked for."""
        return reverse("core:job_progress", args=[self.pk])


class Worker(models.Model):
    """A worker process and its last sign of life."""

    id = models.CharField("mã", max_length=64, primary_key=True)
    host = models.CharField("máy", max_length=200)
    pid = models.PositiveIntegerField("số tiến trình")
    started_at = models.DateTimeField("bắt đầu lúc", default=timezone.now)
    beat_at = models.DateTimeField("còn chạy lúc", default=timezone.now)

    class Meta:
        verbose_name = "tiến trình nền"
        verbose_name_plural = "tiến trình nền"

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}"


class JobSlot(models.Model):
    """A slot of the schedule that somebody has taken."""

    name = models.CharField("mã việc", max_length=100)
    starts_at = models.DateTimeField("ca bắt đầu lúc")
    taken_at = models.DateTimeField("nhận lúc", default=timezone.now)

    class Meta:
        verbose_name = "ca chạy định kỳ"
        verbose_name_plural = "ca chạy định kỳ"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "starts_at"],
                name="jobslot_once",
                violation_error_message="Ca này đã có tiến trình khác nhận.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts_at:%d/%m/%Y %H:%M}"
