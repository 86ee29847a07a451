"""What is asked of a unit after the inspection, and what it did."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from congvu.core.models import Record
from congvu.inspections.models.finding import Finding, GeneralRemark
from congvu.inspections.models.inspection import Inspection
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.models.visit import Visit
from congvu.inspections.states import (
    OUTCOME_LABELS,
    RECOMMENDATION_LABELS,
    ExplanationOutcome,
    RecommendationState,
)
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of, views_department

OPEN_STATES = (
    RecommendationState.OPEN,
    RecommendationState.SUBMITTED,
    RecommendationState.RETURNED,
)
NO_DAY = dt.date(9999, 12, 31)  # sorts what has no due day behind what has


class Stage(models.IntegerChoices):
    """By what is to be done now: the order of the list, kept by the database from the state."""

    OPEN = 0, "phải khắc phục"
    DRAFT = 1, "dự thảo"
    DONE = 2, "đã xong"


STAGE = models.Case(
    models.When(state__in=[state.value for state in OPEN_STATES], then=Stage.OPEN.value),
    models.When(state=RecommendationState.DRAFT.value, then=Stage.DRAFT.value),
    default=Stage.DONE.value,
)


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user: Any, *, in_teams: bool = True) -> "RecommendationQuerySet":
        """Oversight and team: all, but drafts on their own unit wait until it knows the findings.

        A unit: its own, once issued; a viewer of the Department: all that are issued. ``in_teams``
        False, of somebody known to be in no team, lets the database go to the unit's rows alone.
        """
        rights = rights_of(user)
        if rights.has(*(r for r in OVERSIGHT if r != "secretary")):
            return self
        if not rights.staff:
            return self.none()
        units = rights.units()
        untold = Visit.objects.untold().filter(unit_id__in=units)
        # of columns that the indexes of the list have
        early = models.Q(
            state=RecommendationState.DRAFT,
            unit_id__in=units,
            inspection__in=untold.values("inspection"),
        )
        if rights.has("secretary"):
            return self.filter(~early)
        own = ~models.Q(state=RecommendationState.DRAFT)
        if not views_department(user):
            own &= models.Q(unit_id__in=units)
        if not in_teams:
            return self.filter(own)
        team = models.Q(inspection__in=Inspection.objects.filter(team__user=user))
        return self.filter(team | own).filter(~early)

    def open(self) -> "RecommendationQuerySet":
        """Issued and not closed."""
        return self.filter(stage=Stage.OPEN)

    def overdue(self, on: dt.date) -> "RecommendationQuerySet":
        """Open past their due date."""
        return self.open().filter(due_order__lt=on)


class Recommendation(Record):
    """Kiến nghị: what, one responsible head, one doer, due in working days."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="recommendations", verbose_name="đợt kiểm tra"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="recommendations", verbose_name="đơn vị"
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name="hạn chế",
    )
    # the sentence of the conclusion this one comes from, where it was asked of several units
    remark = models.ForeignKey(
        GeneralRemark,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name="nhận xét chung",
    )
    group = models.CharField("nhóm kiến nghị chung", max_length=40, blank=True)
    text = models.TextField("nội dung kiến nghị")
    responsible_head = models.CharField("người chịu trách nhiệm", max_length=200)
    doer = models.CharField("người thực hiện", max_length=200)
    due_working_days = models.PositiveIntegerField("thời hạn (ngày làm việc)", default=30)
    due_on = models.DateField("hạn khắc phục", null=True, blank=True)
    original_due_on = models.DateField("hạn ban đầu", null=True, blank=True)
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=RECOMMENDATION_LABELS.items(),
        default=RecommendationState.DRAFT,
    )
    closed_on = models.DateField("ngày hoàn thành", null=True, blank=True)
    carried_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name="tiếp tục từ",
    )
    search_text = models.TextField(editable=False, blank=True)
    # of the database's own making, so that an index has the order of the list
    stage = models.GeneratedField(
        expression=STAGE,
        output_field=models.SmallIntegerField(),
        db_persist=True,
        verbose_name="việc phải làm",
    )
    due_order = models.GeneratedField(
        expression=Coalesce("due_on", models.Value(NO_DAY)),
        output_field=models.DateField(),
        db_persist=True,
        verbose_name="hạn để xếp thứ tự",
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["unit__order", "pk"]
        indexes = [
            # with all that rights ask, so that nobody's counts look at the rows
            models.Index(
                fields=["state", "due_on", "unit", "inspection", "finding", "carried_from"],
                name="recommendation_due",
            ),
            models.Index(
                fields=["unit", "state", "due_on", "inspection"], name="recommendation_unit"
            ),
            models.Index(
                fields=["stage", "due_order", "unit", "id", "inspection", "state"],
                name="recommendation_order",
            ),
            models.Index(fields=["inspection", "group"], name="recommendation_group"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="recommendation_text",
                violation_error_message="Phải ghi nội dung kiến nghị.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("inspections:recommendation_detail", args=[self.pk])


class RemedyQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "RemedyQuerySet":
        """Those of the recommendations the user may see."""
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user))


class Remedy(Record):
    """One report of a unit that a recommendation was carried out."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="remedies", verbose_name="kiến nghị"
    )
    text = models.TextField("biện pháp, kết quả")
    done_on = models.DateField("ngày hoàn thành")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người báo cáo"
    )
    submitted_at = models.DateTimeField("báo cáo lúc")
    accepted = models.BooleanField("được chấp nhận", null=True, blank=True)
    review_reason = models.TextField("ý kiến xác nhận", blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xác nhận",
    )
    reviewed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = "khắc phục"
        verbose_name_plural = "khắc phục"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted__isnull=True)
                | models.Q(accepted=True)
                | ~models.Q(review_reason=""),
                name="remedy_return_reason",
                violation_error_message="Trả lại thì phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ExplanationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ExplanationQuerySet":
        """Of visits the user may see: on the whole, or on a finding the user may see."""
        findings = models.Q(finding__isnull=True)
        findings |= models.Q(finding__in=Finding.every.visible_to(user).order_by().values("pk"))
        return self.filter(findings, visit__in=Visit.objects.visible_to(user).order_by())


class Explanation(Record):
    """A unit's written answer to the draft, within its own clock."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="explanations", verbose_name="buổi làm việc"
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="explanations",
        verbose_name="phát hiện",
    )
    text = models.TextField("nội dung giải trình")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    submitted_at = models.DateTimeField("gửi lúc")
    answer_text = models.TextField("ý kiến của đoàn", blank=True)
    accepted = models.BooleanField("tiếp thu", null=True, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    late = models.BooleanField("gửi sau hạn", default=False)
    outcome = models.CharField(
        "đã làm gì",
        max_length=20,
        choices=OUTCOME_LABELS.items(),
        default=ExplanationOutcome.NONE,
        blank=True,
    )

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = "giải trình"
        verbose_name_plural = "giải trình"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
