"""Where a procedure is made public, and the sheets on the notice board."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core.models import Record
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff
from congvu.procedures.models.procedure import Procedure
from congvu.procedures.models.version import ProcedureVersion
from congvu.procedures.rules import short_code
from congvu.procedures.states import CHANNEL_LABELS


class Disclosure(Record):
    """A procedure on one channel of one unit: where, which version, when last looked at."""

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="disclosures", verbose_name="thủ tục"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="disclosures", verbose_name="đơn vị công khai"
    )
    channel = models.CharField("hình thức", max_length=20, choices=CHANNEL_LABELS.items())
    place = models.CharField("nơi công khai", max_length=300, blank=True)
    shown = models.ForeignKey(
        ProcedureVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bản đang công khai",
    )
    last_checked_on = models.DateField("kiểm tra lần cuối", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kiểm tra",
    )

    class Meta:
        verbose_name = "công khai thủ tục"
        verbose_name_plural = "công khai thủ tục"
        ordering = ["unit", "procedure", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "unit", "channel"],
                name="disclosure_once",
                violation_error_message="Hình thức công khai này đã được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} · {self.get_channel_display()}"


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PostingQuerySet":
        """Every officer with a seat reads which sheets hang where."""
        return self.all() if is_staff(user) else self.none()

    def kept(self) -> "PostingQuerySet":
        """Printed and not taken down, whether somebody hung it or not."""
        return self.filter(taken_down_on__isnull=True)

    def hanging(self) -> "PostingQuerySet":
        """Seen on the board, and not taken down since."""
        return self.kept().filter(seen_on__isnull=False)


class Posting(Record):
    """One printed sheet (bản niêm yết); its mark is the QR on it. It hangs once it was seen."""

    mark = models.UUIDField("mã trên bản niêm yết", default=uuid.uuid4, unique=True, editable=False)
    procedure_version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="postings", verbose_name="bản"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="postings", verbose_name="đơn vị niêm yết"
    )
    place = models.CharField("nơi niêm yết", max_length=300, blank=True)
    printed_at = models.DateTimeField("in lúc")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người in"
    )
    seen_on = models.DateField("thấy trên bảng ngày", null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thấy",
    )
    taken_down_on = models.DateField("gỡ ngày", null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "bản niêm yết"
        verbose_name_plural = "bản niêm yết"
        ordering = ["unit", "-printed_at", "-pk"]
        indexes = [models.Index(fields=["unit", "taken_down_on"], name="posting_unit")]

    def __str__(self) -> str:
        return f"{self.procedure_version} · {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("procedures:posting_scan", args=[self.mark])

    @property
    def code(self) -> str:
        """The short code below the QR, to be typed where no camera reads: K7QD-2M4X."""
        return short_code(self.mark)
