"""Where dossiers are taken in, and the numbers drawn there."""

from functools import cache, reduce
from operator import or_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from congvu.core.models import Record
from congvu.core.prepared import Prepared, Slot
from congvu.dossiers.rules import code_problem
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff, rights_of
from congvu.organizations.states import OWN_SEAL, Role
from congvu.procedures.models import Procedure


class ReceivingPointQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ReceivingPointQuerySet":
        """Every officer knows where dossiers are taken in."""
        return self.all() if is_staff(user) else self.none()

    def open(self) -> "ReceivingPointQuerySet":
        """Those that take in dossiers."""
        return self.filter(active=True)

    def served_by(self, user: Any) -> "ReceivingPointQuerySet":
        """Those whose counter this person sits at."""
        return self.filter(unit__in=rights_of(user).units(Role.ONE_STOP_OFFICER))


@cache
def of_units(count: int) -> Prepared["ReceivingPoint"]:
    """The open points of so many units, each with its unit."""
    slots = [Slot(f"unit{n}", models.BigAutoField()) for n in range(count)]
    here = reduce(or_, (models.Q(unit=slot) for slot in slots))
    return Prepared(lambda: ReceivingPoint.objects.open().filter(here).select_related("unit"))


def points_served_by(user: Any) -> list["ReceivingPoint"]:
    """The open points whose counter this person sits at, with their units."""
    units = sorted(rights_of(user).units(Role.ONE_STOP_OFFICER))
    if not units:
        return []
    return of_units(len(units)).all(**{f"unit{n}": unit for n, unit in enumerate(units)})


class ReceivingPoint(Record):
    """A counter with its own agency code, format of numbers and rules of time."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="receiving_points", verbose_name="đơn vị tiếp nhận"
    )
    name = models.CharField("tên nơi tiếp nhận", max_length=200)
    agency_code = models.CharField(
        "mã định danh cơ quan", max_length=40, help_text="Ví dụ 000.00.15.H33."
    )
    # printed on every slip; the address of the unit is where its meetings are
    address = models.CharField(
        "địa chỉ", max_length=300, blank=True, help_text="In trên các phiếu. Để trống: dòng chấm."
    )
    phone = models.CharField(
        "số điện thoại", max_length=50, blank=True, help_text="In trên các phiếu, như địa chỉ."
    )
    # format of the number is data: Thông tư 01/2018/TT-VPCP Đ19 by default
    code_pattern = models.CharField(
        "mẫu mã hồ sơ", max_length=100, default="{agency}-{yymmdd}-{seq:04d}"
    )
    cutoff = models.TimeField(
        "giờ chốt nhận",
        null=True,
        blank=True,
        help_text="Nộp sau giờ này tính là nhận ngày làm việc tiếp theo. Để trống nếu không chốt.",
    )
    supplement_within = models.PositiveSmallIntegerField(
        "yêu cầu bổ sung trong (ngày làm việc)", null=True, blank=True
    )
    small = models.BooleanField(
        "một người nhận, một người ký", default=False, help_text="Dành cho trường, trung tâm."
    )
    active = models.BooleanField("đang tiếp nhận", default=True)

    objects = ReceivingPointQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi tiếp nhận hồ sơ"
        verbose_name_plural = "nơi tiếp nhận hồ sơ"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code"],
                name="receiving_point_agency",
                violation_error_message="Mã định danh này đã có nơi tiếp nhận khác dùng.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def resolver_of(self, procedure: Procedure) -> Unit:
        """Who works on a dossier that came in here: the school itself where each has its own."""
        if procedure.is_shared and self.unit.kind in OWN_SEAL:
            return self.unit
        return procedure.resolver

    def clean(self) -> None:
        """The format must give every dossier a number of its own."""
        if problem := code_problem(self.code_pattern, self.agency_code):
            raise ValidationError({"code_pattern": problem})


class CodeCounter(models.Model):
    """The last number drawn at a point on a day; locked while the next is drawn."""

    point = models.ForeignKey(
        ReceivingPoint, models.PROTECT, related_name="counters", verbose_name="nơi tiếp nhận"
    )
    day = models.DateField("ngày")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "bộ đếm mã hồ sơ"
        verbose_name_plural = "bộ đếm mã hồ sơ"
        constraints = [
            models.UniqueConstraint(fields=["point", "day"], name="code_counter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.day:%d/%m/%Y}: {self.last}"
