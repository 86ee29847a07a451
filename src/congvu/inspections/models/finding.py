"""What the team found: strengths and limitations, and the remarks that condense them."""

from typing import Any

from django.db import models
from django.urls import reverse

from congvu.assessments.models import Answer
from congvu.core.models import Record
from congvu.criteria.models import Area, Criterion
from congvu.inspections.models.inspection import Inspection
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.models.visit import Visit
from congvu.inspections.states import (
    AFTER_ISSUING,
    CAUSE_LABELS,
    OPEN_VISITS,
    POLARITY_LABELS,
    REPEAT_LABELS,
    SEVERITY_LABELS,
    Cause,
    Polarity,
    RepeatState,
    Severity,
)
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of, views_department


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "RemarkQuerySet":
        """Who condenses the findings: the secretary and the leaders."""
        return self if rights_of(user).has("secretary", "head", "deputy") else self.none()


class GeneralRemark(Record):
    """One sentence for the findings of several units. Units and counts stay bound to data."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="remarks", verbose_name="đợt kiểm tra"
    )
    polarity = models.CharField("loại", max_length=20, choices=POLARITY_LABELS.items())
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nội dung"
    )
    # the officer's wording; {số đơn vị} and {đơn vị} are filled from the findings
    text = models.TextField("câu nhận xét")
    cause = models.CharField("nguyên nhân", max_length=500, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "nhận xét chung"
        verbose_name_plural = "nhận xét chung"
        ordering = ["polarity", "order", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class FindingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "FindingQuerySet":
        """Oversight and team: all. A unit: its own, once the draft was sent or minutes signed.

        Members of the team do not see the draft on their own unit before that either. A viewer of
        the Department: what a concluded campaign found.
        """
        rights = rights_of(user)
        own_units = rights.units()
        if rights.has(*(r for r in OVERSIGHT if r != "secretary")):
            return self
        # by keys, not by joins: a campaign's findings are then counted in one index
        over = Inspection.objects.filter(state__in=AFTER_ISSUING)
        told = models.Q(visit__in=Visit.objects.told()) | models.Q(inspection__in=over.values("pk"))
        mine = models.Q(unit_id__in=own_units) & told
        if views_department(user):
            mine |= models.Q(inspection__in=over.values("pk"))
        if rights.has("secretary"):
            return self.filter(~models.Q(unit_id__in=own_units) | mine)
        if not rights.staff:
            return self.none()
        team = models.Q(inspection__in=Inspection.objects.filter(team__user=user))
        return self.filter((team & ~models.Q(unit_id__in=own_units)) | mine)

    def of_campaign(self, inspection: Inspection, user: Any) -> "FindingQuerySet":
        """Those of one campaign that ``user`` may see.

        Who looks at it whole and whose own unit has nothing that must wait sees all: none of the
        rows is then asked for it.
        """
        rows = self.filter(inspection=inspection)
        rights = rights_of(user)
        if not rights.has("secretary") and not inspection.team.filter(user=user.pk).exists():
            return rows.visible_to(user)
        own = rows.filter(unit_id__in=rights.units())
        waits = own.exclude(pk__in=own.visible_to(user).order_by().values("pk"))
        return rows.visible_to(user) if not rights.staff or waits.exists() else rows

    def limitations(self) -> "FindingQuerySet":
        """The negative ones."""
        return self.filter(polarity=Polarity.LIMITATION)

    def strengths(self) -> "FindingQuerySet":
        """The positive ones."""
        return self.filter(polarity=Polarity.STRENGTH)

    def unplaced(self) -> "FindingQuerySet":
        """In no general remark and not marked "chỉ nêu trong biên bản"."""
        return self.filter(remark__isnull=True, minutes_only=False)

    def repeated(self) -> "FindingQuerySet":
        """Confirmed as a repeat of an earlier year's."""
        return self.filter(repeat_state=RepeatState.CONFIRMED)


class StandingFindings(models.Manager.from_queryset(FindingQuerySet)):
    """Findings that stand: what was taken back for an explanation counts nowhere."""

    def get_queryset(self) -> FindingQuerySet:
        """Without those taken back."""
        return super().get_queryset().filter(withdrawn_for__isnull=True)


class Finding(Record):
    """A strength or a limitation of one unit, raised from an answer."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="findings", verbose_name="đợt kiểm tra"
    )
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="buổi làm việc",
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name="đơn vị")
    answer = models.ForeignKey(
        Answer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="câu trả lời",
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="nội dung")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tiêu chí"
    )
    polarity = models.CharField("loại", max_length=20, choices=POLARITY_LABELS.items())
    text = models.TextField("nội dung")
    basis_text = models.TextField("căn cứ, minh chứng", blank=True)
    cause_kind = models.CharField(
        "loại nguyên nhân",
        max_length=20,
        choices=CAUSE_LABELS.items(),
        default=Cause.NONE,
        blank=True,
    )
    cause = models.CharField("nguyên nhân", max_length=500, blank=True)
    severity = models.CharField(
        "mức độ", max_length=20, choices=SEVERITY_LABELS.items(), default=Severity.NORMAL
    )
    repeat_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name="lặp lại của",
    )
    repeat_state = models.CharField(
        "lặp lại",
        max_length=20,
        choices=REPEAT_LABELS.items(),
        default=RepeatState.NONE,
        blank=True,
    )
    minutes_only = models.BooleanField("chỉ nêu trong biên bản", default=False)
    remark = models.ForeignKey(
        GeneralRemark,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="nhận xét chung",
    )
    # the explanation it was taken back for, after the minutes were signed
    withdrawn_for = models.ForeignKey(
        "inspections.Explanation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrew",
        verbose_name="rút theo giải trình",
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = StandingFindings()
    every = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "phát hiện"
        verbose_name_plural = "phát hiện"
        ordering = ["unit__order", "area__order", "pk"]
        indexes = [
            # everything a campaign's counts ask of its findings
            models.Index(
                fields=[
                    "inspection",
                    "unit",
                    "area",
                    "polarity",
                    "repeat_state",
                    "minutes_only",
                    "remark",
                    "visit",
                    "withdrawn_for",
                ],
                name="finding_counts",
            ),
            models.Index(fields=["repeat_state"], name="finding_repeat"),
            models.Index(fields=["unit", "criterion"], name="finding_unit_criterion"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="finding_text",
                violation_error_message="Phải ghi nội dung ưu điểm hoặc hạn chế.",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("inspections:finding_detail", args=[self.pk])


class SampleQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "SampleQuerySet":
        """The team at work there: at any time; whoever sees the visit: once nothing changes."""
        visits = Visit.objects.visible_to(user)
        mine = Inspection.objects.filter(team__user=user.pk)
        work = models.Q(inspection__in=mine) & ~models.Q(unit_id__in=rights_of(user).units())
        settled = ~models.Q(state__in=OPEN_VISITS)
        return self.filter(visit__in=visits.filter(work | settled).order_by())


class Sample(Record):
    """Dossiers drawn at random, with the seed written down so that anyone can draw them again."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="samples", verbose_name="buổi làm việc"
    )
    answer = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="câu trả lời"
    )
    source = models.CharField("danh sách hồ sơ", max_length=300)
    population = models.PositiveIntegerField("tổng số hồ sơ")
    size = models.PositiveIntegerField("số hồ sơ chọn")
    seed = models.CharField("mã chọn mẫu", max_length=40)
    # drawn positions (1-based) or codes, in the order drawn
    drawn = models.JSONField("hồ sơ được chọn", default=list)
    # {position or code: what is wrong}
    errors_found = models.JSONField("sai sót", default=dict, blank=True)
    checked_at = models.DateTimeField("kiểm tra xong lúc", null=True, blank=True)

    objects = SampleQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu hồ sơ"
        verbose_name_plural = "mẫu hồ sơ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__lte=models.F("population"), size__gte=1),
                name="sample_size",
                violation_error_message="Số hồ sơ chọn phải từ 1 đến tổng số hồ sơ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size}/{self.population} hồ sơ (mã chọn mẫu {self.seed})"
