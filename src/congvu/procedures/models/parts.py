"""Parts of a version: time limits, components of the dossier, fees, legal bases."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from congvu.core.models import Record
from congvu.evidence.models import Version as FileVersion
from congvu.legal.models import Basis
from congvu.procedures.models.version import ProcedureVersion
from congvu.procedures.states import FEE_KIND_LABELS, LIMIT_UNIT_LABELS, LimitUnit


class TimeLimit(Record):
    """How long resolving may take; the first is the normal one, the others are its variants."""

    procedure_version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="limits", verbose_name="bản"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    label = models.CharField("trường hợp", max_length=200, default="Thông thường")
    amount = models.DecimalField("thời hạn", max_digits=7, decimal_places=2, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=20, choices=LIMIT_UNIT_LABELS.items())
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "thời hạn giải quyết"
        verbose_name_plural = "thời hạn giải quyết"
        ordering = ["procedure_version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "order"], name="time_limit_order"),
            models.CheckConstraint(
                condition=Q(unit=LimitUnit.SAME_DAY, amount__isnull=True)
                | (~Q(unit=LimitUnit.SAME_DAY) & Q(amount__gt=Decimal(0))),
                name="time_limit_amount",
                violation_error_message="Thời hạn phải là số lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Component(Record):
    """One paper of the dossier, with how many of each form."""

    procedure_version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="components", verbose_name="bản"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên giấy tờ", max_length=1000)
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    certified_copies = models.PositiveSmallIntegerField("bản sao chứng thực", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    template = models.CharField("mẫu đơn, tờ khai", max_length=300, blank=True)
    condition = models.CharField("khi nào phải nộp", max_length=500, blank=True)
    required = models.BooleanField("bắt buộc", default=True)
    # the form to fill in; the next version of the procedure begins with the same file
    file = models.ForeignKey(
        FileVersion, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="tệp mẫu",
    )  # fmt: skip

    class Meta:
        verbose_name = "thành phần hồ sơ"
        verbose_name_plural = "thành phần hồ sơ"
        ordering = ["procedure_version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "order"], name="component_order"),
        ]

    def __str__(self) -> str:
        return self.title[:200]


class FeeRule(Record):
    """One amount to be paid, and when."""

    procedure_version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="fees", verbose_name="bản"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    kind = models.CharField("loại", max_length=20, choices=FEE_KIND_LABELS.items())
    label = models.CharField("khoản thu", max_length=300)
    # empty: written as "theo quy định của …" in the condition
    amount = models.DecimalField(
        "mức thu (đồng)", max_digits=14, decimal_places=0, null=True, blank=True
    )
    condition = models.CharField("trường hợp áp dụng", max_length=500, blank=True)

    class Meta:
        verbose_name = "mức phí, lệ phí"
        verbose_name_plural = "mức phí, lệ phí"
        ordering = ["procedure_version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "order"], name="fee_rule_order"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=Decimal(0)),
                name="fee_rule_amount",
                violation_error_message="Mức thu không được âm.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class VersionBasis(Record):
    """A legal basis the version rests on."""

    procedure_version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="bases", verbose_name="bản"
    )
    basis = models.ForeignKey(
        Basis, models.PROTECT, related_name="procedure_versions", verbose_name="căn cứ"
    )
    note = models.CharField("điều, khoản", max_length=300, blank=True)

    class Meta:
        verbose_name = "căn cứ của bản"
        verbose_name_plural = "căn cứ của bản"
        ordering = ["procedure_version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_version", "basis"],
                name="version_basis_once",
                violation_error_message="Căn cứ này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.note}".strip()
