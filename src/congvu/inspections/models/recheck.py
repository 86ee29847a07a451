"""Phúc tra: what a follow-up campaign found of each recommendation it was opened for."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core.models import Record
from congvu.inspections.models.follow_up import Recommendation
from congvu.inspections.models.visit import Visit
from congvu.inspections.states import RECHECK_LABELS


class RecheckQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "RecheckQuerySet":
        """Who may know both the recommendation and the visit that looks at it."""
        asked = Recommendation.objects.visible_to(user)
        return self.filter(recommendation__in=asked, visit__in=Visit.objects.visible_to(user))

    def recorded(self) -> "RecheckQuerySet":
        """Those with a result, the oldest first."""
        return self.exclude(result="").order_by("checked_on", "pk")


class Recheck(Record):
    """One recommendation looked at again at one visit; without a result until the team says so."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="rechecks", verbose_name="kiến nghị"
    )
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="rechecks", verbose_name="buổi làm việc"
    )
    result = models.CharField("kết quả", max_length=20, choices=RECHECK_LABELS.items(), blank=True)
    note = models.TextField("ghi chú", blank=True)
    checked_on = models.DateField("ngày kiểm tra lại", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )

    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = "kiểm tra lại kiến nghị"
        verbose_name_plural = "kiểm tra lại kiến nghị"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "visit"],
                name="recheck_once_a_visit",
                violation_error_message="Kiến nghị này đã có trong buổi kiểm tra lại.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kiểm tra lại: {self.recommendation}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:recheck_detail", args=[self.pk])
