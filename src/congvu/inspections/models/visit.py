"""A visit: one unit, one session, with its sheet, its people and its minutes."""

import datetime as dt
from typing import Any

from django.db import models
from django.urls import reverse

from congvu.assessments.models import Sheet
from congvu.core.models import Record
from congvu.inspections.models.inspection import HIDDEN_FROM_UNITS, Inspection, TeamMember
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.states import (
    AFTER_ISSUING,
    AHEAD,
    SESSION_LABELS,
    VISIT_FORM_LABELS,
    VISIT_LABELS,
    InspectionKind,
    VisitForm,
    VisitState,
)
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of, views_department


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "VisitQuerySet":
        """Oversight and the campaign's team: all its visits. A unit: its own, once notified, or
        when the team comes where nobody is notified (unannounced).
        A viewer of the Department: those of concluded campaigns."""
        rights = rights_of(user)
        if rights.has(*OVERSIGHT):
            return self
        if not rights.staff:
            return self.none()
        own = models.Q(unit_id__in=rights.units()) & ~models.Q(
            inspection__state__in=HIDDEN_FROM_UNITS
        )
        own &= ~models.Q(inspection__kind=InspectionKind.UNANNOUNCED, state__in=AHEAD)
        if views_department(user):
            own |= models.Q(inspection__state__in=AFTER_ISSUING)
        team = models.Q(inspection__in=Inspection.objects.filter(team__user=user))
        return self.filter(team | own)

    def on(self, day: dt.date) -> "VisitQuerySet":
        """Visits of a day."""
        return self.filter(day=day)

    def told(self) -> "VisitQuerySet":
        """Whose unit knows what was found: the draft was sent, or the minutes are signed."""
        signed = models.Q(state=VisitState.MINUTES_SIGNED)
        return self.filter(signed | models.Q(draft_sent_at__isnull=False)).order_by()

    def untold(self) -> "VisitQuerySet":
        """Whose unit does not know yet."""
        waiting = self.exclude(state=VisitState.MINUTES_SIGNED)
        return waiting.filter(draft_sent_at__isnull=True).order_by()

    def live(self) -> "VisitQuerySet":
        """Not cancelled."""
        return self.exclude(state=VisitState.CANCELLED)


class Visit(Record):
    """Buổi làm việc at one unit."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="visits", verbose_name="đợt kiểm tra"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name="đơn vị")
    sheet = models.OneToOneField(
        Sheet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visit",
        verbose_name="phiếu đánh giá",
    )
    form = models.CharField(
        "hình thức", max_length=20, choices=VISIT_FORM_LABELS.items(), default=VisitForm.ON_SITE
    )
    state = models.CharField(
        "trạng thái", max_length=20, choices=VISIT_LABELS.items(), default=VisitState.PLANNED
    )
    day = models.DateField("ngày", null=True, blank=True)
    session = models.CharField("buổi", max_length=20, choices=SESSION_LABELS.items(), blank=True)
    starts_at = models.TimeField("từ", null=True, blank=True)
    ends_at = models.TimeField("đến", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=300, blank=True)
    departs_at = models.TimeField("xuất phát", null=True, blank=True)
    vehicle = models.CharField("xe", max_length=100, blank=True)
    driver = models.CharField("lái xe", max_length=100, blank=True)
    participants = models.TextField("thành phần đơn vị mời dự", blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    # who acts as secretary here, where the team's own secretary belongs to this unit
    acting_secretary = models.ForeignKey(
        TeamMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="thư ký buổi làm việc",
    )
    draft_sent_at = models.DateTimeField("gửi dự thảo lúc", null=True, blank=True)
    explanation_due_on = models.DateField("hạn giải trình", null=True, blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "buổi làm việc"
        verbose_name_plural = "buổi làm việc"
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["day"], name="visit_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "unit"],
                condition=~models.Q(state="cancelled"),
                name="visit_unit_once",
                violation_error_message="Đơn vị này đã có buổi làm việc trong đợt.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="visit_times",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.inspection_id}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:visit_detail", args=[self.pk])


class VisitMember(Record):
    """Who of the team covers which areas at this visit."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="members", verbose_name="buổi làm việc"
    )
    member = models.ForeignKey(
        TeamMember, models.PROTECT, related_name="visits", verbose_name="thành viên"
    )
    area_codes = models.JSONField("nội dung phụ trách", default=list, blank=True)
    present = models.BooleanField("có mặt", default=True)
    absence_reason = models.CharField("lý do vắng mặt", max_length=300, blank=True)
    substitute = models.ForeignKey(
        TeamMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người làm thay",
    )

    class Meta:
        verbose_name = "thành viên buổi làm việc"
        verbose_name_plural = "thành viên buổi làm việc"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(present=False)
                | models.Q(absence_reason="", substitute__isnull=True),
                name="visit_member_absence",
                violation_error_message="Người có mặt thì không ghi lý do vắng, người làm thay.",
            ),
            models.UniqueConstraint(fields=["visit", "member"], name="visit_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} · {self.visit_id}"


class TravelTime(Record):
    """Minutes between two places, typed once per pair. From "" means the Department's office."""

    from_place = models.CharField("từ", max_length=300, blank=True)
    to_place = models.CharField("đến", max_length=300)
    minutes = models.PositiveIntegerField("số phút")

    class Meta:
        verbose_name = "thời gian di chuyển"
        verbose_name_plural = "thời gian di chuyển"
        constraints = [
            models.UniqueConstraint(
                fields=["from_place", "to_place"],
                name="travel_pair_once",
                violation_error_message="Quãng đường này đã được nhập.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_place or 'Sở'} → {self.to_place}: {self.minutes} phút"


class Minutes(Record):
    """Biên bản of one visit: written on the spot, signed the same day."""

    visit = models.OneToOneField(
        Visit, models.PROTECT, related_name="minutes", verbose_name="buổi làm việc"
    )
    began_at = models.DateTimeField("bắt đầu lúc", null=True, blank=True)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    place = models.CharField("tại", max_length=300, blank=True)
    unit_participants = models.JSONField("đại diện đơn vị", default=list, blank=True)
    papers_seen = models.JSONField("tài liệu đã xem", default=list, blank=True)
    general_view = models.TextField("đánh giá chung", blank=True)
    unit_opinion = models.TextField("ý kiến của đơn vị", blank=True)
    commitments = models.TextField("cam kết của đơn vị", blank=True)
    copies = models.PositiveSmallIntegerField("số bản", default=2)
    read_aloud = models.BooleanField("đã đọc lại cho mọi người cùng nghe", default=False)
    text_sha256 = models.CharField("mã băm nội dung", max_length=64, blank=True)
    frozen = models.JSONField("nội dung đã chốt", null=True, blank=True)
    signed_on = models.DateField("ký ngày", null=True, blank=True)
    signed_by_unit = models.CharField("người ký phía đơn vị", max_length=200, blank=True)
    refused = models.BooleanField("đơn vị không ký", default=False)
    refusal_reason = models.TextField("lý do không ký", blank=True)
    witness = models.CharField("người chứng kiến", max_length=300, blank=True)

    class Meta:
        verbose_name = "biên bản"
        verbose_name_plural = "biên bản"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refused=False)
                | (~models.Q(refusal_reason="") & ~models.Q(witness="")),
                name="minutes_refusal_witness",
                violation_error_message="Đơn vị không ký thì phải ghi lý do và người chứng kiến.",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(began_at__isnull=True)
                | models.Q(ended_at__gt=models.F("began_at")),
                name="minutes_times",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Biên bản {self.visit}"
