"""The campaign and its team."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.assessments.states import SCORING_LABELS, Scoring
from congvu.core.models import Record
from congvu.criteria.models import LibraryVersion
from congvu.inspections.models.plan import OVERSIGHT, Plan
from congvu.inspections.states import (
    AHEAD,
    AMENDMENT_LABELS,
    INSPECTION_KIND_LABELS,
    INSPECTION_LABELS,
    TEAM_ROLE_LABELS,
    AmendmentKind,
    InspectionKind,
    InspectionState,
    VisitState,
)
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of, views_department
from congvu.organizations.states import Role


class InspectionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "InspectionQuerySet":
        """Oversight: all. Team: their campaigns. A unit: campaigns that visit it, once notified.

        A viewer of the Department: every campaign, from the day its units know of it.
        """
        rights = rights_of(user)
        if rights.has(*OVERSIGHT, Role.RECORDS_CLERK):
            return self
        if not rights.staff:
            return self.none()
        told = told_to_units() if views_department(user) else told_to_units(rights.units())
        return self.filter(models.Q(team__user=user) | told).distinct()

    def known_to_units(self, user: Any) -> "InspectionQuerySet":
        """Those the units of ``user`` were told of; for a viewer of the Department, any unit."""
        if views_department(user):
            return self.filter(told_to_units())
        return self.filter(told_to_units(rights_of(user).units()))

    def running(self) -> "InspectionQuerySet":
        """Neither closed nor cancelled."""
        return self.exclude(state__in=[InspectionState.CLOSED, InspectionState.CANCELLED])

    def before(self, year: int) -> "InspectionQuerySet":
        """Campaigns of earlier years that were held; what was given up is nobody's last year."""
        return self.filter(year__lt=year).exclude(state=InspectionState.CANCELLED)


# before units are notified, or the first visit begins without notice, nobody there knows
HIDDEN_FROM_UNITS = frozenset(
    {InspectionState.PREPARING, InspectionState.DECIDED, InspectionState.CANCELLED}
)


def told_to_units(units: Iterable[int] | None = None) -> models.Q:
    """Campaigns that visit one of ``units`` (any, when none is named) and which it knows of.

    Nobody is told of an unannounced visit: a unit learns of it when the team comes to it.
    """
    told = models.Q(state__in=[s for s in InspectionState if s not in HIDDEN_FROM_UNITS])
    if units is None:
        return told
    come = ~models.Q(kind=InspectionKind.UNANNOUNCED) | models.Q(visits__state__in=COME)
    return told & models.Q(visits__unit_id__in=units) & come


COME = [state for state in VisitState if state not in (*AHEAD, VisitState.CANCELLED)]


class Inspection(Record):
    """Đợt kiểm tra: from the plan to the last closed recommendation."""

    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name="kế hoạch",
    )
    year = models.PositiveIntegerField("năm")
    title = models.CharField("tên đợt kiểm tra", max_length=300)
    kind = models.CharField(
        "loại",
        max_length=20,
        choices=INSPECTION_KIND_LABELS.items(),
        default=InspectionKind.PERIODIC,
    )
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=INSPECTION_LABELS.items(),
        default=InspectionState.PREPARING,
    )
    library_version = models.ForeignKey(
        LibraryVersion, models.PROTECT, related_name="+", verbose_name="bộ tiêu chí"
    )
    area_codes = models.JSONField("nội dung kiểm tra", default=list)
    scoring = models.CharField(
        "cách đánh giá", max_length=20, choices=SCORING_LABELS.items(), default=Scoring.POINTS
    )
    period_from = models.DateField("kỳ kiểm tra từ")
    period_to = models.DateField("kỳ kiểm tra đến")
    parameters = models.JSONField("thời hạn", default=dict)
    # the decision-maker leads: the report stays an internal draft, the conclusion is signed once
    led_by_decision_maker = models.BooleanField(
        "người ra quyết định trực tiếp làm trưởng đoàn", default=False
    )
    decision_number = models.CharField("số quyết định", max_length=100, blank=True)
    decision_on = models.DateField("ngày quyết định", null=True, blank=True)
    conclusion_number = models.CharField("số thông báo kết luận", max_length=100, blank=True)
    concluded_on = models.DateField("ngày kết luận", null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name="đợt trước",
    )
    # what the head ticked at issuing: {"article": bool, "remarks": [ids], "name_units": bool, …}
    disclosure = models.JSONField("nội dung công khai", default=dict, blank=True)
    note = models.TextField("ghi chú", blank=True)  # "invented for the demo" and the like
    search_text = models.TextField(editable=False, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt kiểm tra"
        verbose_name_plural = "đợt kiểm tra"
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["year", "state"], name="inspection_year_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="inspection_period",
                violation_error_message="Kỳ kiểm tra: ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection_detail", args=[self.pk])


class TeamQuerySet(models.QuerySet):
    def present(self) -> "TeamQuerySet":
        """Who is of the team now."""
        return self.filter(left_on__isnull=True)


class TeamMember(Record):
    """A person in the team. Nobody judges their own unit."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="team", verbose_name="đợt kiểm tra"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="team_memberships",
        verbose_name="tài khoản",
    )
    name = models.CharField("họ và tên", max_length=200)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị công tác",
    )
    role = models.CharField("nhiệm vụ trong đoàn", max_length=20, choices=TEAM_ROLE_LABELS.items())
    area_codes = models.JSONField("nội dung phụ trách", default=list, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    # who left after visits keeps the name there, and no account: no right is left with it
    left_on = models.DateField("thôi tham gia từ", null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên đoàn"
        verbose_name_plural = "thành viên đoàn"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "user"],
                condition=models.Q(user__isnull=False),
                name="team_member_once",
                violation_error_message="Người này đã có trong đoàn.",
            ),
            models.UniqueConstraint(
                fields=["inspection"],
                condition=models.Q(role="head", left_on__isnull=True),
                name="team_one_head",
                violation_error_message="Đoàn chỉ có một trưởng đoàn.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Postponement(Record):
    """One act that one amending decision says: visits moved or given up, the team changed."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="postponements", verbose_name="đợt kiểm tra"
    )
    kind = models.CharField(
        "loại",
        max_length=20,
        choices=AMENDMENT_LABELS.items(),
        default=AmendmentKind.SCHEDULE,
    )
    reason = models.TextField("lý do")
    decided_on = models.DateField("ngày")
    effective_on = models.DateField("áp dụng từ", null=True, blank=True)
    # visits: [{"visit", "unit", "from_day", "from_session", "to_day", "to_session"}];
    # team: [{"verb": "leaves" or "comes", "name", "title", "role", "areas"}]
    moves = models.JSONField("các thay đổi", default=list)

    class Meta:
        verbose_name = "điều chỉnh lịch"
        verbose_name_plural = "điều chỉnh lịch"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ngày {self.decided_on:%d/%m/%Y}"
