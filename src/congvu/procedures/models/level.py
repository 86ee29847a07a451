"""Which level of online service was declared, in the words of its time."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from congvu.core.models import Record
from congvu.legal.models import Basis
from congvu.procedures.models.procedure import Procedure
from congvu.procedures.states import LEVEL_LABELS


class LevelQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "LevelQuerySet":
        """Declarations that hold on a day."""
        not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        return self.filter(not_over, valid_from__lte=on)


class LevelDeclaration(Record):
    """A level declared by a decision; a later one ends it, no word is converted into another."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="levels", verbose_name="thủ tục"
    )
    level = models.CharField("mức độ trực tuyến", max_length=20, choices=LEVEL_LABELS.items())
    decision = models.CharField("quyết định", max_length=200, blank=True)
    basis = models.ForeignKey(
        Basis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="căn cứ"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    objects = LevelQuerySet.as_manager()

    class Meta:
        verbose_name = "mức độ dịch vụ công trực tuyến"
        verbose_name_plural = "mức độ dịch vụ công trực tuyến"
        ordering = ["procedure", "-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "valid_from"],
                name="level_once_a_day",
                violation_error_message="Thủ tục đã có mức độ khai từ ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="level_period",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_level_display()
