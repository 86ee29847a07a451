"""The working calendar and office hours, as an office keeps them."""

from django.db import models

from congvu.core import formats, workdays
from congvu.core.models import Record
from congvu.legal.models import Basis
from congvu.organizations.models.seat import PeriodQuerySet
from congvu.organizations.models.unit import Unit
from congvu.organizations.states import (
    DAY_KIND_LABELS,
    DAY_STATUS_LABELS,
    SWAPS,
    DayKind,
    DayStatus,
)


class CalendarDayQuerySet(models.QuerySet):
    def in_year(self, year: int) -> "CalendarDayQuerySet":
        """Days of one year."""
        return self.filter(date__year=year)

    def holding_for(self, unit: Unit | None) -> "CalendarDayQuerySet":
        """National days, and the unit's own."""
        return self.filter(models.Q(unit__isnull=True) | models.Q(unit=unit))

    def unannounced(self) -> "CalendarDayQuerySet":
        """Days that wait for their paper."""
        return self.filter(status__in=[DayStatus.PROVISIONAL, DayStatus.PENDING])


class CalendarDay(Record):
    """A day that differs from the weekly rule. No unit: the whole country."""

    date = models.DateField("ngày")
    kind = models.CharField("loại", max_length=20, choices=DAY_KIND_LABELS.items())
    name = models.CharField("tên", max_length=200)
    status = models.CharField("tình trạng", max_length=20, choices=DAY_STATUS_LABELS.items())
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="riêng cho"
    )
    pair = models.DateField("hoán đổi với ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    basis = models.ForeignKey(
        Basis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="căn cứ"
    )
    announced_on = models.DateField("công bố ngày", null=True, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày trong lịch"
        verbose_name_plural = "lịch làm việc"
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["date"],
                condition=models.Q(unit__isnull=True),
                name="calendar_day_national_once",
                violation_error_message="Ngày này đã có trong lịch.",
            ),
            models.UniqueConstraint(
                fields=["date", "unit"],
                name="calendar_day_unit_once",
                violation_error_message="Ngày này đã có trong lịch của đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"

    def other_half(self) -> "CalendarDay | None":
        """The other day of a swap, made of this one; none where nothing is swapped."""
        other = SWAPS.get(DayKind(self.kind))
        if other is None or self.pair is None:
            return None
        words = DAY_KIND_LABELS[other]
        if other == DayKind.SWAP_WORK:
            words += f" ngày {formats.date(self.date)}"
        same = ("status", "unit", "source", "basis", "announced_on")
        kept = {name: getattr(self, name) for name in same}
        return CalendarDay(date=self.pair, kind=other, name=words, pair=self.date, **kept)

    def swapped_for(self) -> "CalendarDay | None":
        """The other day of a swap as it stands in the calendar; none where it does not."""
        other = self.other_half()
        if other is None:
            return None
        rows = CalendarDay.objects.filter(date=other.date, kind=other.kind, pair=self.date)
        return rows.filter(unit=self.unit_id).first()

    @property
    def is_loose(self) -> bool:
        """Still waits for its paper."""
        return self.status != DayStatus.CONFIRMED

    @property
    def is_firm(self) -> bool:
        """Confirmed by a paper for everybody: nobody drops it."""
        return self.status == DayStatus.CONFIRMED and self.unit_id is None

    def as_rule(self) -> workdays.CalendarRow:
        """As the engine of working time knows it."""
        return workdays.CalendarRow(
            date=self.date,
            kind=workdays.Kind(self.kind),
            name=self.name,
            status=workdays.Status(self.status),
            source=self.source,
            scope=str(self.unit_id or "national"),
            pair=self.pair,
        )


class OfficeHours(Record):
    """Sessions of a week for a unit (none: the whole Department), with a period of validity."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    # {"mon": ["07:00-11:00", "13:00-17:00"], …}; a weekday left out is a rest day
    sessions = models.JSONField("giờ làm việc", default=dict)
    # weekdays that count towards time limits, when fewer than those open (Saturday mornings)
    counted = models.JSONField("thứ tính vào thời hạn", default=list, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=200, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "giờ làm việc"
        verbose_name_plural = "giờ làm việc"
        ordering = ["valid_from", "pk"]

    def __str__(self) -> str:
        return f"Giờ làm việc từ {self.valid_from:%d/%m/%Y}"

    def as_rule(self) -> workdays.OfficeHours:
        """As the engine of working time knows it."""
        return workdays.OfficeHours.parse(
            self.sessions,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            counted=frozenset(self.counted) if self.counted else None,
            name=str(self),
        )
