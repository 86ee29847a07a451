"""Warnings given before a due date, and the apology drafted when it has passed."""

from django.db import models

from congvu.core import clock
from congvu.dossiers.models.dossier import Dossier


class DeadlineWarning(models.Model):
    """A share of its time a dossier was warned at, once."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, db_index=False, related_name="warnings", verbose_name="hồ sơ"
    )
    percent = models.PositiveSmallIntegerField("đã dùng (phần trăm thời gian)")
    at = models.DateTimeField("lúc", default=clock.now)

    class Meta:
        verbose_name = "lần nhắc hạn hồ sơ"
        verbose_name_plural = "các lần nhắc hạn hồ sơ"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "percent"],
                name="deadline_warning_once",
                violation_error_message="Đã nhắc mức này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"


class ApologyDraft(models.Model):
    """What an apology would say, for the officer to correct and send; nobody has sent it."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="apology_draft", verbose_name="hồ sơ"
    )
    at = models.DateTimeField("soạn lúc", default=clock.now)
    new_date = models.DateTimeField("đề xuất hẹn lại")
    reason = models.TextField("lý do đề xuất")

    class Meta:
        verbose_name = "dự thảo phiếu xin lỗi"
        verbose_name_plural = "dự thảo phiếu xin lỗi"

    def __str__(self) -> str:
        return f"Dự thảo xin lỗi {self.dossier_id}"
