"""What somebody who got a result thinks of the way it was given: once per dossier."""

from typing import Any

from django.conf import settings
from django.db import models

from congvu.core import clock
from congvu.core.models import Record
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.rules.ratings import level_choices, reason_words
from congvu.dossiers.states import RATED_BY_LABELS


class RatingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "RatingQuerySet":
        """As the dossier."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class Rating(Record):
    """One rating. ``satisfied`` is fixed when it is given: a later scale changes no figure."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, db_index=False, related_name="ratings", verbose_name="hồ sơ"
    )
    at = models.DateTimeField("đánh giá lúc", default=clock.now, db_index=True)
    level = models.CharField("mức hài lòng", max_length=40, choices=level_choices)
    satisfied = models.BooleanField("tính là hài lòng")
    reasons = models.JSONField("lý do", default=list, blank=True)
    comment = models.TextField("ý kiến", blank=True)
    basis = models.CharField("thang đánh giá theo", max_length=200)
    way = models.CharField("cách đánh giá", max_length=20, choices=RATED_BY_LABELS.items())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người mời đánh giá",
    )

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá của người nộp"
        verbose_name_plural = "đánh giá của người nộp"
        constraints = [
            models.UniqueConstraint(fields=["dossier"], name="rating_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} · hồ sơ {self.dossier}"

    def log_label(self) -> str:
        """What the log calls it."""
        return f"Đánh giá hồ sơ {self.dossier}"

    @property
    def reason_words(self) -> list[str]:
        """Reasons as they were offered."""
        return reason_words(self.reasons)
