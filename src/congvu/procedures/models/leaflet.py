"""Leaflets of a procedure that a unit gave out: its promotion plan and answers point to them."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from congvu.core import clock, formats
from congvu.core.models import Record
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff
from congvu.procedures.models.version import ProcedureVersion


class LeafletQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "LeafletQuerySet":
        """Every officer with a seat reads what was given out where."""
        return self.all() if is_staff(user) else self.none()


class Leaflet(Record):
    """One giving out: so many copies of a version, where and when; its mark is the QR on them."""

    mark = models.UUIDField("mã trên tờ rơi", default=uuid.uuid4, unique=True, editable=False)
    procedure_version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="leaflets", verbose_name="bản"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="leaflets", verbose_name="đơn vị phát"
    )
    copies = models.PositiveIntegerField("số tờ")
    place = models.CharField("nơi phát", max_length=300)
    given_on = models.DateField("ngày phát")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    recorded_at = models.DateTimeField("ghi lúc", default=clock.now)

    objects = LeafletQuerySet.as_manager()

    class Meta:
        verbose_name = "lần phát tờ rơi"
        verbose_name_plural = "các lần phát tờ rơi"
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["unit", "given_on"], name="leaflet_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(copies__gt=0),
                name="leaflet_copies",
                violation_error_message="Số tờ phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        day = formats.date(self.given_on)
        return f"Tờ rơi: {self.procedure_version.name}, phát {self.copies} tờ ngày {day}"

    def get_absolute_url(self) -> str:
        return reverse("procedures:posting_scan", args=[self.mark])
