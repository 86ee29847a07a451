"""How a dossier is resolved, step by step: the ISO 9001 process, one for many procedures."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congvu.core.models import Record
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff
from congvu.organizations.states import ROLE_LABELS
from congvu.procedures.states import PROCESS_STATE_LABELS, ProcessState


class ProcessQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProcessQuerySet":
        """Every officer with a seat reads the processes."""
        return self.all() if is_staff(user) else self.none()

    def usable(self) -> "ProcessQuerySet":
        """Those a version may be given."""
        return self.exclude(state=ProcessState.RETIRED)


class Process(Record):
    """Steps by role, with hours; never changed once a published version goes by it."""

    unlogged = frozenset({"edits"})  # only counts the saves, which are logged themselves

    code = models.CharField("mã quy trình", max_length=60)
    number = models.PositiveSmallIntegerField("lần ban hành", default=1)
    title = models.CharField("tên quy trình", max_length=300)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="processes", verbose_name="đơn vị ban hành"
    )
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=PROCESS_STATE_LABELS.items(),
        default=ProcessState.DRAFT,
    )
    edits = models.PositiveIntegerField("số lần sửa", default=0, editable=False)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = "quy trình giải quyết"
        verbose_name_plural = "quy trình giải quyết"
        ordering = ["unit", "code", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "number"],
                name="process_code",
                violation_error_message="Đơn vị đã có quy trình mang mã này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} (lần {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("procedures:process_detail", args=[self.pk])

    @property
    def is_fixed(self) -> bool:
        """A published version goes by it, or did."""
        return self.state != ProcessState.DRAFT


class Step(Record):
    """One step: who does what in how many working hours, with which papers."""

    process = models.ForeignKey(
        Process, models.CASCADE, related_name="steps", verbose_name="quy trình"
    )
    order = models.PositiveSmallIntegerField("bước")
    name = models.CharField("việc làm", max_length=300)
    # the lane as printed: "Bộ phận Một cửa", "Lãnh đạo phòng"
    role = models.CharField("người, bộ phận thực hiện", max_length=150)
    # which seats may hold a dossier at this step; empty: anybody of the unit
    seat_role = models.CharField(
        "vai trò trong hệ thống", max_length=30, choices=ROLE_LABELS.items(), blank=True
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị thực hiện",
    )
    hours = models.DecimalField(
        "thời gian (giờ làm việc)", max_digits=7, decimal_places=2, null=True, blank=True
    )
    inputs = models.CharField("đầu vào", max_length=500, blank=True)
    records = models.CharField("hồ sơ, kết quả của bước", max_length=500, blank=True)
    forms = models.CharField("biểu mẫu", max_length=300, blank=True)
    # order numbers of the steps that may follow; empty: the next one; 0: the end
    next_orders = models.JSONField("bước tiếp theo", default=list, blank=True)

    class Meta:
        verbose_name = "bước giải quyết"
        verbose_name_plural = "bước giải quyết"
        ordering = ["process", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "order"],
                name="step_order",
                violation_error_message="Quy trình đã có bước mang số này.",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=Decimal(0)),
                name="step_hours",
                violation_error_message="Thời gian của bước không được âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"
