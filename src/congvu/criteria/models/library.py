"""A library, and its versions over time."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from congvu.core.models import Record
from congvu.criteria.states import (
    PURPOSE_LABELS,
    USABLE,
    VERSION_STATE_LABELS,
    Purpose,
    VersionState,
)
from congvu.legal.models import Basis
from congvu.organizations.policies import is_staff


class LibraryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "LibraryQuerySet":
        """Every officer with a seat reads the criteria; nobody else does."""
        return self.all() if is_staff(user) else self.none()


class Library(Record):
    """A set of criteria under one name, whatever its versions."""

    code = models.CharField("mã", max_length=50, unique=True)
    title = models.CharField("tên bộ tiêu chí", max_length=300)
    purpose = models.CharField(
        "mục đích", max_length=20, choices=PURPOSE_LABELS.items(), default=Purpose.INSPECTION
    )

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ tiêu chí"
        verbose_name_plural = "bộ tiêu chí"
        ordering = ["purpose", "code"]

    def __str__(self) -> str:
        return self.title


class LibraryVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "LibraryVersionQuerySet":
        """Every officer with a seat reads the criteria; nobody else does."""
        return self.all() if is_staff(user) else self.none()

    def usable(self) -> "LibraryVersionQuerySet":
        """Those a campaign may be opened on."""
        return self.filter(state__in=USABLE)

    def begun(self, on: dt.date) -> "LibraryVersionQuerySet":
        """Usable ones in effect on a day, an older one beside its successor included."""
        not_over = Q(effective_to__isnull=True) | Q(effective_to__gte=on)
        return self.usable().filter(not_over, effective_from__lte=on)

    def current(self, on: dt.date) -> "LibraryVersionQuerySet":
        """Per library the one that applies on a day: of those begun, the newest."""
        newer = Q(effective_from__gt=OuterRef("effective_from")) | Q(
            effective_from=OuterRef("effective_from"), number__gt=OuterRef("number")
        )
        others = LibraryVersion.objects.begun(on).filter(newer, library=OuterRef("library"))
        return self.begun(on).filter(~Exists(others))

    def for_inspection(self) -> "LibraryVersionQuerySet":
        """Those of libraries made for inspections."""
        return self.filter(library__purpose=Purpose.INSPECTION)


class LibraryVersion(Record):
    """One version: its text as uploaded, and from acceptance on its rows. Used, it is fixed."""

    unlogged = frozenset({"source_text"})  # its hash is logged

    library = models.ForeignKey(
        Library, models.PROTECT, related_name="versions", verbose_name="bộ tiêu chí"
    )
    number = models.PositiveIntegerField("phiên bản số")
    title = models.CharField("tên", max_length=300)
    legal_basis = models.ForeignKey(
        Basis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="library_versions",
        verbose_name="căn cứ pháp lý",
    )
    basis_note = models.TextField("nguồn, ghi chú", blank=True)
    effective_from = models.DateField("áp dụng từ")
    effective_to = models.DateField("áp dụng đến", null=True, blank=True)
    point_step = models.DecimalField(
        "bước điểm", max_digits=4, decimal_places=2, default=Decimal("0.5")
    )
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=VERSION_STATE_LABELS.items(),
        default=VersionState.DRAFT,
    )
    source_sha256 = models.CharField("mã băm SHA-256", max_length=64)
    source_text = models.TextField("nội dung YAML")
    accepted_at = models.DateTimeField("chấp nhận lúc", null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người chấp nhận",
    )
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)

    objects = LibraryVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản bộ tiêu chí"
        verbose_name_plural = "phiên bản bộ tiêu chí"
        ordering = ["library", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "number"],
                name="library_version_number",
                violation_error_message="Bộ tiêu chí đã có phiên bản mang số này.",
            ),
            models.UniqueConstraint(
                fields=["library", "source_sha256"],
                name="library_version_source",
                violation_error_message="Nội dung này đã được tải lên trước đó.",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="library_version_period",
                violation_error_message="Ngày hết áp dụng phải sau ngày bắt đầu áp dụng.",
            ),
            models.CheckConstraint(
                condition=Q(point_step__gt=0),
                name="library_version_point_step",
                violation_error_message="Bước điểm phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (phiên bản {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("criteria:version_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Only text so far, no rows."""
        return self.state == VersionState.DRAFT

    @property
    def is_frozen(self) -> bool:
        """Something was judged by it: nothing of it changes any more."""
        return self.state == VersionState.FROZEN
