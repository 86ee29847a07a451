"""What an accepted version consists of: a scale, areas and criteria. Never edited by hand."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from congvu.core.models import Record
from congvu.criteria import rules
from congvu.criteria.models.library import LibraryVersion
from congvu.criteria.states import (
    ANSWER_KIND_LABELS,
    COMPUTABILITY_LABELS,
    NOTHING_AROSE_LABELS,
    STATUS_LABELS,
    AnswerKind,
    Computability,
    NothingArose,
    Status,
)
from congvu.organizations.policies import is_staff


def wording_on(text: str, older: list[dict[str, str]], on: dt.date) -> str:
    """The wording of a day: the oldest whose last day is not past, else today's ``text``."""
    for row in sorted(older, key=lambda row: row["until"]):
        if on <= dt.date.fromisoformat(row["until"]):
            return row["text"]
    return text


class Scale(Record):
    """Ordered half-open levels of a version."""

    library_version = models.OneToOneField(
        LibraryVersion, models.PROTECT, related_name="scale", verbose_name="phiên bản"
    )
    code = models.CharField("mã", max_length=50)
    note = models.TextField("nguồn, ghi chú", blank=True)
    levels = models.JSONField("các mức")  # [{code, name, short, from, points_percent}]

    class Meta:
        verbose_name = "thang xếp loại"
        verbose_name_plural = "thang xếp loại"

    def __str__(self) -> str:
        return self.code

    def as_rule(self) -> rules.Scale:
        """As the pure rules know it."""
        return rules.scale_from(self.code, self.levels)


class Area(Record):
    """A content area of a version, a column of the matrix."""

    library_version = models.ForeignKey(
        LibraryVersion, models.PROTECT, related_name="areas", verbose_name="phiên bản"
    )
    code = models.CharField("mã", max_length=20)
    title = models.CharField("tên nội dung", max_length=300)
    short_title = models.CharField("tên ngắn", max_length=60)
    wording_by_date = models.JSONField("tên cũ theo ngày", default=list, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự")
    max_points = models.DecimalField("điểm tối đa", max_digits=7, decimal_places=2)
    source = models.TextField("nguồn", blank=True)

    class Meta:
        verbose_name = "nội dung"
        verbose_name_plural = "nội dung"
        ordering = ["library_version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library_version", "code"],
                name="area_code",
                violation_error_message="Phiên bản đã có nội dung mang mã này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    def wording(self, on: dt.date) -> str:
        """Its title as it read on a day."""
        return wording_on(self.title, self.wording_by_date, on)


class CriterionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "CriterionQuerySet":
        """Every officer with a seat reads the criteria; nobody else does."""
        return self.all() if is_staff(user) else self.none()

    def of_version(self, version: LibraryVersion) -> "CriterionQuerySet":
        """Of one version, in order, with their areas."""
        return self.filter(area__library_version=version).select_related("area")


class Criterion(Record):
    """One question or criterion: whom it concerns, and how a value becomes points."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="criteria", verbose_name="nội dung")
    code = models.CharField("mã", max_length=20)
    order = models.PositiveSmallIntegerField("thứ tự")
    text = models.TextField("tiêu chí")
    wording_by_date = models.JSONField("câu chữ cũ theo ngày", default=list, blank=True)
    answer_kind = models.CharField(
        "cách trả lời", max_length=20, choices=ANSWER_KIND_LABELS.items()
    )
    applies_to = models.JSONField("loại đơn vị áp dụng")  # codes of organizations.UnitKind
    max_points = models.DecimalField("điểm tối đa", max_digits=7, decimal_places=2, default=0)
    rule = models.JSONField("cách tính điểm")
    when_nothing_arose = models.CharField(
        "khi không phát sinh",
        max_length=20,
        choices=NOTHING_AROSE_LABELS.items(),
        default=NothingArose.NOT_APPLICABLE,
    )
    evidence_asked = models.JSONField("tài liệu minh chứng", default=list, blank=True)
    guidance = models.TextField("hướng dẫn", blank=True)
    measure_code = models.CharField("mã số liệu", max_length=60, blank=True)
    computability = models.CharField(
        "khả năng tính",
        max_length=20,
        choices=COMPUTABILITY_LABELS.items(),
        default=Computability.MANUAL,
    )
    sampling = models.JSONField("chọn mẫu", default=dict, blank=True)  # {"of": …, "size": …}
    source = models.TextField("nguồn", blank=True)
    status = models.CharField(
        "tình trạng", max_length=20, choices=STATUS_LABELS.items(), default=Status.FILLED
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["area__library_version", "area__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code"],
                name="criterion_code",
                violation_error_message="Nội dung đã có tiêu chí mang mã này.",
            ),
            models.CheckConstraint(
                condition=Q(max_points__gte=0),
                name="criterion_max_points",
                violation_error_message="Điểm tối đa không được âm.",
            ),
            models.CheckConstraint(
                condition=~Q(answer_kind=AnswerKind.TEXT) | Q(max_points=0),
                name="criterion_text_without_points",
                violation_error_message="Tiêu chí trả lời bằng lời thì không có điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.text}"

    def wording(self, on: dt.date) -> str:
        """The question as it read on a day."""
        return wording_on(self.text, self.wording_by_date, on)

    def concerns(self, unit_kind: str) -> bool:
        """Whether units of that kind are asked."""
        return unit_kind in self.applies_to

    def point_rule(self) -> rules.Points:
        """As the pure rules know it."""
        return rules.rule_from(self.rule, self.max_points)

    def propose(self, value: Decimal | None) -> Decimal | None:
        """Points that a measured or given value earns."""
        return rules.propose_points(self.point_rule(), value)

    def explanation(self) -> str:
        """Its point rule as a sentence."""
        unit = "" if self.answer_kind == AnswerKind.COUNT else "%"
        return rules.explain(self.point_rule(), unit)
