"""The office's own decisions on where one procedure is filed; added to, never changed."""

import datetime as dt

from django.conf import settings
from django.db import models

from congvu.core.models import Record
from congvu.portal.states import DECISION_LABELS
from congvu.procedures.models import Procedure


class FilingDecisionQuerySet(models.QuerySet):
    def since(self, on: dt.date) -> "FilingDecisionQuerySet":
        """Those that had begun by a day, the one that holds first."""
        return self.filter(valid_from__lte=on).order_by("procedure", "-valid_from", "-pk")

    def to_come(self, on: dt.date) -> "FilingDecisionQuerySet":
        """Those that begin after a day."""
        return self.filter(valid_from__gt=on).order_by("valid_from", "pk")


class FilingDecision(Record):
    """From a day on, one procedure is filed otherwise than the rule says, or by the rule again."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="filing_decisions", verbose_name="thủ tục"
    )
    way = models.CharField("nơi nộp", max_length=20, choices=DECISION_LABELS.items())
    valid_from = models.DateField("từ ngày")
    reason = models.CharField("lý do", max_length=500)
    document = models.CharField("văn bản", max_length=300)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    objects = FilingDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định nơi nộp"
        verbose_name_plural = "quyết định nơi nộp"
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["procedure", "valid_from"], name="filing_decision_day")]

    def __str__(self) -> str:
        return f"{self.procedure}: {self.get_way_display()} từ {self.valid_from:%d/%m/%Y}"
