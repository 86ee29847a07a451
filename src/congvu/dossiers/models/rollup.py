"""Monthly totals of dossiers and of money (cộng dồn theo tháng), and which of them hold.

Derived from the rows and never a source: a month that was touched afterwards is marked in the
transaction that touched it, counts live from then on, and is counted anew in the background.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core import clock
from congvu.core.models import Record
from congvu.dossiers.models.point import ReceivingPoint
from congvu.dossiers.rules import FIGURE_LABELS, TOTALS_LABELS, Totals
from congvu.dossiers.rules.takings import KEPT_LABELS
from congvu.dossiers.states import CHANNEL_LABELS
from congvu.organizations.models import Unit
from congvu.procedures.models import Procedure


class MonthTotal(models.Model):
    """Something of a month, by unit, counter and procedure."""

    month = models.DateField("tháng")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="đơn vị"
    )
    point = models.ForeignKey(
        ReceivingPoint, models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name="nơi tiếp nhận",
    )  # fmt: skip
    procedure = models.ForeignKey(
        Procedure, models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name="thủ tục",
    )  # fmt: skip

    class Meta:
        abstract = True


class RollUp(MonthTotal):
    """How often one figure arose in a month, also by channel."""

    figure = models.CharField("chỉ tiêu", max_length=20, choices=FIGURE_LABELS.items())
    channel = models.CharField("hình thức nộp", max_length=30, choices=CHANNEL_LABELS.items())
    imported = models.BooleanField("nhập từ hệ thống khác")
    count = models.PositiveIntegerField("số lượng")

    class Meta:
        verbose_name = "số cộng dồn theo tháng"
        verbose_name_plural = "số cộng dồn theo tháng"
        indexes = [
            models.Index(
                fields=["figure", "month", "procedure", "unit", "point", "channel", "imported",
                        "count"],
                name="rollup_figure_month",
            ),
            models.Index(fields=["month"], name="rollup_month"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_figure_display()} {self.month:%m/%Y}: {self.count}"


class TakingTotal(MonthTotal):
    """How many rows make one figure of money in a month, and what they come to."""

    figure = models.CharField("chỉ tiêu", max_length=20, choices=KEPT_LABELS.items())
    count = models.PositiveIntegerField("số lượng")
    amount = models.DecimalField("số tiền (đồng)", max_digits=20, decimal_places=0)

    class Meta:
        verbose_name = "số tiền cộng dồn theo tháng"
        verbose_name_plural = "số tiền cộng dồn theo tháng"
        indexes = [models.Index(fields=["month", "figure"], name="taking_total_month")]

    def __str__(self) -> str:
        return f"{self.get_figure_display()} {self.month:%m/%Y}: {self.amount}"


def of_totals() -> models.CharField:
    """Whose month it is."""
    return models.CharField(
        "số liệu", max_length=20, choices=TOTALS_LABELS.items(), default=Totals.DOSSIERS
    )


class RolledMonth(models.Model):
    """A month whose totals are kept."""

    of = of_totals()
    month = models.DateField("tháng")
    counted_at = models.DateTimeField("cộng lúc", default=clock.now)

    class Meta:
        verbose_name = "tháng đã cộng dồn"
        verbose_name_plural = "các tháng đã cộng dồn"
        ordering = ["of", "month"]
        constraints = [
            models.UniqueConstraint(fields=["of", "month"], name="rolled_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_of_display()}, tháng {self.month:%m/%Y}"


class StaleMonth(models.Model):
    """A mark that a month was touched; only ever added, so that nobody waits for it."""

    of = of_totals()
    month = models.DateField("tháng")

    class Meta:
        verbose_name = "tháng phải cộng lại"
        verbose_name_plural = "các tháng phải cộng lại"

    def __str__(self) -> str:
        return f"{self.get_of_display()}, tháng {self.month:%m/%Y} phải cộng lại"


class ReportFileQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReportFileQuerySet":
        """Whoever asked for it, nobody else: it holds what that person may read."""
        return self.filter(made_by=user) if user.is_authenticated else self.none()


class ReportFile(Record):
    """A long report or register book that was made as Excel in the background."""

    title = models.CharField("tên báo cáo, sổ", max_length=300)
    slug = models.CharField("mã báo cáo", max_length=50)
    asked = models.CharField("phạm vi", max_length=300, blank=True)  # the query string
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    stored_name = models.CharField("tệp", max_length=300)
    rows = models.PositiveIntegerField("số dòng")
    size = models.PositiveBigIntegerField("dung lượng")

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp báo cáo"
        verbose_name_plural = "tệp báo cáo"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossiers:report_file", args=[self.pk])
