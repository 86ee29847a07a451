"""The year's plan: what is inspected, why each unit was chosen, how much must be covered."""

from typing import Any

from django.db import models
from django.urls import reverse

from congvu.assessments.states import SCORING_LABELS, Scoring
from congvu.core.models import Record
from congvu.criteria.models import LibraryVersion
from congvu.inspections.states import PLAN_LABELS, VISIT_FORM_LABELS, PlanState, VisitForm
from congvu.legal.models import Basis
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role

OVERSIGHT = (Role.ADMINISTRATOR, Role.HEAD, Role.DEPUTY, Role.SECRETARY)

# every deadline is a parameter of the campaign: no national act fixes them (inspection.md, head)
DEFAULT_PARAMETERS = {
    "notice_working_days": 5,  # notice before the visit
    "self_report_working_days": 3,  # self-report before the visit
    "report_working_days": 10,  # report after the last visit
    "conclusion_working_days": 15,  # TT 02/2017/TT-VPCP Đ46
    "explanation_working_days": 5,  # a unit's answer to the draft
    "remedy_working_days": 30,  # remedies after the conclusion
    "minutes_copies": 2,  # TT 26/2014/TT-BKHCN Đ37
    "sample_size": 30,
    "retention_years": 20,  # hồ sơ kiểm tra, TT 09/2011/TT-BNV; unconfirmed, an office changes it
}


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PlanQuerySet":
        """Oversight and inspectors see all; other officers what is issued; strangers nothing."""
        rights = rights_of(user)
        if rights.has(*OVERSIGHT, Role.INSPECTOR):
            return self
        return self.filter(state=PlanState.APPROVED) if rights.staff else self.none()


class Plan(Record):
    """Kế hoạch kiểm tra of a year."""

    year = models.PositiveIntegerField("năm")
    title = models.CharField("tên kế hoạch", max_length=300)
    state = models.CharField(
        "trạng thái", max_length=20, choices=PLAN_LABELS.items(), default=PlanState.DRAFT
    )
    basis = models.ForeignKey(
        Basis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="căn cứ"
    )
    grounds = models.JSONField("các căn cứ", default=list, blank=True)  # printed lines
    period_from = models.DateField("kỳ kiểm tra từ")
    period_to = models.DateField("kỳ kiểm tra đến")
    library_version = models.ForeignKey(
        LibraryVersion, models.PROTECT, related_name="+", verbose_name="bộ tiêu chí"
    )
    area_codes = models.JSONField("nội dung kiểm tra", default=list)  # codes of areas, in order
    scoring = models.CharField(
        "cách đánh giá", max_length=20, choices=SCORING_LABELS.items(), default=Scoring.POINTS
    )
    purpose = models.TextField("mục đích", blank=True)
    requirements = models.TextField("yêu cầu", blank=True)
    organisation = models.TextField("tổ chức thực hiện", blank=True)
    funding = models.TextField("kinh phí", blank=True)
    coverage_target_percent = models.PositiveIntegerField("chỉ tiêu bao phủ (%)", default=30)
    parameters = models.JSONField("thời hạn", default=dict)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nhân bản từ"
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch kiểm tra"
        verbose_name_plural = "kế hoạch kiểm tra"
        ordering = ["-year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="plan_period",
                violation_error_message="Kỳ kiểm tra: ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=models.Q(coverage_target_percent__lte=100),
                name="plan_coverage",
                violation_error_message="Chỉ tiêu bao phủ không quá 100%.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:plan_detail", args=[self.pk])


class PlanUnit(Record):
    """One unit of the plan, and the reason it was chosen."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="units", verbose_name="kế hoạch")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    reason = models.CharField("lý do chọn", max_length=300)
    form = models.CharField(
        "hình thức", max_length=20, choices=VISIT_FORM_LABELS.items(), default=VisitForm.ON_SITE
    )
    month = models.PositiveSmallIntegerField("tháng dự kiến", null=True, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "đơn vị trong kế hoạch"
        verbose_name_plural = "đơn vị trong kế hoạch"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "unit"],
                name="plan_unit_once",
                violation_error_message="Đơn vị này đã có trong kế hoạch.",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="plan_unit_reason",
                violation_error_message="Phải ghi lý do chọn đơn vị.",
            ),
            models.CheckConstraint(
                condition=models.Q(month__isnull=True) | models.Q(month__gte=1, month__lte=12),
                name="plan_unit_month",
                violation_error_message="Tháng phải từ 1 đến 12.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} trong kế hoạch {self.plan_id}"
