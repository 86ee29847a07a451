"""Other systems whose lists are taken in, and each time that was done."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from congvu.core import clock
from congvu.core.models import JobRun, Record
from congvu.dossiers.rules import moment_words
from congvu.dossiers.states import RUN_STATE_LABELS, RunState
from congvu.organizations.policies import has_role
from congvu.organizations.states import Role

IMPORTERS = (Role.HEAD, Role.DEPUTY, Role.SECRETARY, Role.ONE_STOP_OFFICER)


class SourceQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SourceQuerySet":
        """Those who take lists in, and who answer for them."""
        return self.all() if has_role(user, *IMPORTERS) else self.none()

    def updated(self) -> "SourceQuerySet":
        """Systems whose figures are here, with ``told_at``: when the last list was taken in."""
        taken = models.Q(runs__state=RunState.TAKEN_IN)
        told = self.annotate(told_at=models.Max("runs__at", filter=taken))
        return told.filter(told_at__isnull=False).order_by("name")


class SourceSystem(Record):
    """A provincial or national system; which of its headings and words mean what is kept."""

    name = models.CharField("tên hệ thống", max_length=150)
    # field -> heading, as found or corrected the last time
    columns = models.JSONField("cột của danh sách", default=dict, blank=True)
    # folded word of that system -> state here
    words = models.JSONField("trạng thái trong danh sách", default=dict, blank=True)
    # folded word of that system -> channel here
    channels = models.JSONField("hình thức nộp trong danh sách", default=dict, blank=True)
    # folded name of a unit there -> id of a unit here
    units = models.JSONField("tên đơn vị trong danh sách", default=dict, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "hệ thống nguồn"
        verbose_name_plural = "hệ thống nguồn"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="source_system_name",
                violation_error_message="Hệ thống này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def updates_words() -> str:
    """Một cửa điện tử của tỉnh, cập nhật 09:41 ngày 08/9/2020; empty where no list came."""
    rows = SourceSystem.objects.updated().values_list("name", "told_at")
    return "; ".join(f"{name}, cập nhật {moment_words(at)}" for name, at in rows)


class ImportRun(Record):
    """One list taken in: which file, by whom, how many rows became what."""

    # cells of the file, names of people among them; the job is forgotten after a while
    unlogged = frozenset({"findings", "job"})

    source = models.ForeignKey(
        SourceSystem, models.PROTECT, related_name="runs", verbose_name="hệ thống nguồn"
    )
    state = models.CharField("kết quả", max_length=20, choices=RUN_STATE_LABELS.items())
    # kept only while the list waits to be taken in: it holds names of people
    file = models.FileField("tệp chờ nhập", upload_to="dossier-lists", blank=True)
    # what was found in it: problems, words and units nobody knows yet
    findings = models.JSONField("kết quả đọc", default=dict, blank=True)
    file_name = models.CharField("tệp", max_length=300, blank=True)
    sha256 = models.CharField("mã băm của tệp", max_length=64, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nhập",
    )
    # a long list is taken in by the background
    job = models.ForeignKey(
        JobRun,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="công việc nền đang nhập",
    )
    created = models.PositiveIntegerField("hồ sơ mới", default=0)
    updated = models.PositiveIntegerField("hồ sơ cập nhật", default=0)
    unchanged = models.PositiveIntegerField("không đổi", default=0)
    skipped = models.PositiveIntegerField("dòng bỏ qua", default=0)
    different = models.PositiveIntegerField("khác hạn trả", default=0)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập danh sách hồ sơ"
        verbose_name_plural = "các lần nhập danh sách hồ sơ"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Lần nhập {timezone.localtime(self.at):%H:%M %d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:run_detail", args=[self.pk])

    @property
    def has_news(self) -> bool:
        """Whether anything was written."""
        return self.state == RunState.TAKEN_IN

    @property
    def under_way(self) -> bool:
        """Whether the background takes it in just now."""
        return self.job is not None and not self.job.finished

    @property
    def is_waiting(self) -> bool:
        """Read, and not yet taken in."""
        return self.state == RunState.WAITING


class Difference(models.TextChoices):
    """How the due date of the source and ours compare; stored, so that it can be listed."""

    NONE = "none", "Khớp"
    OURS_EARLIER = "ours_earlier", "Hạn tính ở đây sớm hơn"
    OURS_LATER = "ours_later", "Hạn tính ở đây muộn hơn"
    UNKNOWN_PROCEDURE = "unknown_procedure", "Thủ tục chưa có trong danh mục"
    UNKNOWN_LIMIT = "unknown_limit", "Danh mục chưa có thời hạn vào ngày đó"
    UNKNOWN_CALENDAR = "unknown_calendar", "Chưa có lịch làm việc của thời gian đó"
    NO_SOURCE_DATE = "no_source_date", "Danh sách không ghi hạn trả"
