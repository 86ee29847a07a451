"""Long files of procedures, taken in by the background."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core import clock
from congvu.core.models import JobRun, Record
from congvu.procedures.states import IMPORT_STATE_LABELS, ImportState


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ImportRunQuerySet":
        """One's own; everybody else looks at the procedures."""
        return self.filter(by=user)


class ImportRun(Record):
    """One long file: what it told waits here until all of it is taken in, or nothing."""

    unlogged = frozenset({"job"})  # forgotten after a while

    state = models.CharField(
        "tình trạng", max_length=20, choices=IMPORT_STATE_LABELS.items(),
        default=ImportState.WAITING,
    )  # fmt: skip
    source = models.CharField("tệp", max_length=300, blank=True)
    # kept only while it waits
    file = models.FileField("nội dung chờ nhập", upload_to="procedure-lists", blank=True)
    rows = models.PositiveIntegerField("số thủ tục")
    refusal = models.CharField("vì sao không nhập", max_length=500, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    job = models.ForeignKey(
        JobRun, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="công việc nền đang nhập",
    )  # fmt: skip

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập thủ tục"
        verbose_name_plural = "các lần nhập thủ tục"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.source or f"Tệp {self.rows} thủ tục"

    def get_absolute_url(self) -> str:
        return reverse("procedures:import_run", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """Neither taken in nor refused so far."""
        return self.state == ImportState.WAITING
