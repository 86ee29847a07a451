"""Seats: the only source of rights. A user sits in a unit, with a role, for a period."""

import datetime as dt

from django.conf import settings
from django.db import models

from congvu.core.models import Record
from congvu.organizations.models.unit import Unit
from congvu.organizations.states import ROLE_LABELS


def holds_on(on: dt.date, at: str = "") -> models.Q:
    """What holds on the day ``on``; ``at`` leads to it from another model: ``seats__``."""
    not_over = models.Q(**{f"{at}valid_to__isnull": True}) | models.Q(**{f"{at}valid_to__gte": on})
    return models.Q(**{f"{at}valid_from__lte": on}) & not_over


class PeriodQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "PeriodQuerySet":
        """Those that hold on the day ``on``."""
        return self.filter(holds_on(on))

    def outlasting(self, on: dt.date) -> "PeriodQuerySet":
        """Those that hold, or begin, after the day ``on``."""
        return self.filter(models.Q(valid_to__isnull=True) | models.Q(valid_to__gt=on))


class Seat(Record):
    """User × unit × role × period."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name="người"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=30, choices=ROLE_LABELS.items())
    title = models.CharField("chức vụ ghi trên văn bản", max_length=200, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "vị trí"
        verbose_name_plural = "vị trí"
        indexes = [models.Index(fields=["user", "valid_from"], name="seat_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role", "valid_from"],
                name="seat_once",
                violation_error_message="Người này đã giữ vai trò đó ở đơn vị từ ngày này.",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="seat_period",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"


class Delegation(Record):
    """For a written, limited time one person acts for another seat (TUQ., nghỉ phép)."""

    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="delegations", verbose_name="vị trí"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người được giao"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày")
    document = models.CharField("văn bản ủy quyền", max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "ủy quyền"
        verbose_name_plural = "ủy quyền"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="delegation_period",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} → {self.to}"
