"""One answer per criterion that concerns the unit: self, measured, judged side by side."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum
from django.urls import reverse

from congvu.assessments.models.sheet import Sheet
from congvu.core.models import Record
from congvu.criteria.models import Criterion

# answered in words: no points at stake although nothing was left out
WORDS = Q(max_points=0, not_applicable=False, nothing_arose=False)


class AnswerQuerySet(models.QuerySet):
    def judged(self) -> "AnswerQuerySet":
        """Those an inspector has answered, or declared not applicable."""
        return self.filter(judged_at__isnull=False)

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Answers of the sheets ``user`` may open."""
        held = Sheet.objects.filter(pk__in=self.order_by().values("sheet_id"))
        return self.filter(sheet_id__in=held.visible_ids(user))

    def in_order(self) -> "AnswerQuerySet":
        """In the order of the sheet."""
        return self.order_by("criterion__area__order", "criterion__order", "pk")

    def with_criteria(self) -> "AnswerQuerySet":
        """In the order of the sheet, with criterion, area and judge at hand."""
        return self.in_order().select_related("criterion__area", "judged_by")

    def applicable(self) -> "AnswerQuerySet":
        """Those that count towards a level: not text, not marked not applicable."""
        return self.filter(max_points__gt=0)

    def area_totals(self) -> "AnswerQuerySet":
        """Per sheet and area: points, max, judged and applicable counts. One query."""
        counts = Q(max_points__gt=0)
        return (
            self.order_by()
            .values("sheet_id", "criterion__area_id")
            .annotate(
                points_sum=Sum("points", filter=counts),
                max_sum=Sum("max_points", filter=counts),
                applicable_count=Count("pk", filter=counts),
                judged_count=Count("pk", filter=counts & Q(judged_at__isnull=False)),
                total=Count("pk"),
                answered=Count("pk", filter=Q(judged_at__isnull=False)),
                in_words=Count("pk", filter=WORDS),
                words_judged=Count("pk", filter=WORDS & Q(judged_at__isnull=False)),
            )
        )


class Answer(Record):
    """One criterion on one sheet: self, measured, judged side by side."""

    sheet = models.ForeignKey(
        Sheet, models.PROTECT, related_name="answers", verbose_name="phiếu đánh giá"
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="answers", verbose_name="tiêu chí"
    )
    added_reason = models.TextField("lý do bổ sung", blank=True)  # outside the unit's kind

    self_value = models.DecimalField(
        "đơn vị tự khai", max_digits=14, decimal_places=4, null=True, blank=True
    )
    self_points = models.DecimalField(
        "điểm tự chấm", max_digits=7, decimal_places=2, null=True, blank=True
    )
    self_nothing_arose = models.BooleanField("tự khai không phát sinh", default=False)
    self_note = models.TextField("thuyết minh của đơn vị", blank=True)

    measured_value = models.DecimalField(
        "số liệu hệ thống", max_digits=14, decimal_places=4, null=True, blank=True
    )
    measured_text = models.CharField("diễn giải số liệu", max_length=300, blank=True)

    judged_value = models.DecimalField(
        "đoàn xác định", max_digits=14, decimal_places=4, null=True, blank=True
    )
    judged_level = models.CharField("mức đoàn chọn", max_length=20, blank=True)
    judged_note = models.TextField("nhận xét của đoàn", blank=True)
    nothing_arose = models.BooleanField("không phát sinh", default=False)
    not_applicable = models.BooleanField("không áp dụng", default=False)
    not_applicable_reason = models.TextField("lý do không áp dụng", blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người chấm",
    )
    judged_at = models.DateTimeField("chấm lúc", null=True, blank=True)
    # what counts: points out of max_points, after "not applicable" and "nothing arose"
    points = models.DecimalField("điểm", max_digits=7, decimal_places=2, null=True, blank=True)
    max_points = models.DecimalField("điểm tối đa", max_digits=7, decimal_places=2, default=0)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "câu trả lời"
        verbose_name_plural = "câu trả lời"
        ordering = ["sheet", "criterion__area__order", "criterion__order", "pk"]
        constraints: list[Any] = [
            models.UniqueConstraint(
                fields=["sheet", "criterion"],
                name="answer_once",
                violation_error_message="Phiếu đã có tiêu chí này.",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True)
                | Q(points__gte=0, points__lte=models.F("max_points")),
                name="answer_points_in_range",
                violation_error_message="Điểm phải từ 0 đến điểm tối đa của tiêu chí.",
            ),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | ~Q(not_applicable_reason=""),
                name="answer_not_applicable_reason",
                violation_error_message="Đánh dấu không áp dụng thì phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}/{self.sheet_id}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:answer_detail", args=[self.pk])

    @property
    def judged(self) -> bool:
        """Whether the team has answered."""
        return self.judged_at is not None
