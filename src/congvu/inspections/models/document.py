"""Official documents of a campaign, from draft to file. Numbers come from the office's own book."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core.models import Record
from congvu.inspections.models.inspection import Inspection, Postponement
from congvu.inspections.models.plan import OVERSIGHT, Plan
from congvu.inspections.models.visit import Visit
from congvu.inspections.states import (
    AFTER_ISSUING,
    AHEAD,
    DOCUMENT_KIND_LABELS,
    DOCUMENT_LABELS,
    OUT,
    DocumentKind,
    DocumentState,
    InspectionKind,
)
from congvu.organizations.policies import rights_of, views_department
from congvu.organizations.states import Role


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Oversight, văn thư and team: all. Units: issued plans, and what is issued of campaigns
        that visit them; of minutes only their own, of reports none. A viewer of the Department:
        what is issued of any campaign, minutes once it is concluded, reports none."""
        rights = rights_of(user)
        if rights.has(*OVERSIGHT, Role.RECORDS_CLERK):
            return self
        if not rights.staff:
            return self.none()
        team = models.Q(inspection__in=Inspection.objects.filter(team__user=user))
        visited = Inspection.objects.known_to_units(user)
        issued = models.Q(state__in=OUT)
        told = issued & models.Q(inspection__in=visited) & ~models.Q(kind=DocumentKind.REPORT)
        # papers of an unannounced inspection name the units it has not come to yet
        ahead = Visit.objects.filter(inspection__kind=InspectionKind.UNANNOUNCED, state__in=AHEAD)
        told &= ~models.Q(inspection__in=ahead.order_by().values("inspection"))
        mine = models.Q(visit__isnull=True) | models.Q(visit__unit_id__in=rights.units())
        if views_department(user):
            mine |= models.Q(inspection__state__in=AFTER_ISSUING)
        plans = issued & models.Q(kind=DocumentKind.PLAN)
        return self.filter(team | plans | (told & mine))

    def listed(self) -> "DocumentQuerySet":
        """For lists: without the frozen text, which is large."""
        return self.defer("frozen")

    def listed_with_grounds(self) -> "DocumentQuerySet":
        """The same, with the căn cứ of the frozen text as ``frozen_grounds``."""
        return self.listed().annotate(frozen_grounds=models.F("frozen__grounds"))

    def live(self) -> "DocumentQuerySet":
        """In the order they were begun, with what their pages need."""
        return self.select_related("inspection", "plan", "visit__unit", "submitted_by")


class OfficialDocument(Record):
    """One paper: draft → initialled → submitted → signed → numbered → issued → filed."""

    unlogged = frozenset({"frozen"})  # large; its hash is logged
    frozen_grounds: list[str] | None  # of rows from listed_with_grounds()

    kind = models.CharField("loại", max_length=30, choices=DOCUMENT_KIND_LABELS.items())
    plan = models.ForeignKey(
        Plan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="kế hoạch",
    )
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="đợt kiểm tra",
    )
    visit = models.ForeignKey(
        Visit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="buổi làm việc",
    )
    # the act an amending decision is written from
    postponement = models.ForeignKey(
        Postponement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="điều chỉnh lịch",
    )
    state = models.CharField(
        "trạng thái", max_length=20, choices=DOCUMENT_LABELS.items(), default=DocumentState.DRAFT
    )
    internal = models.BooleanField("lưu hành nội bộ", default=False)  # a report the head leads
    type_code = models.CharField("ký hiệu loại văn bản", max_length=10)  # KH, QĐ, TB, BC, BB
    subject = models.CharField("trích yếu", max_length=500)
    # the officer's wording where it differs from what the data say: {tag: text}
    wording = models.JSONField("lời văn đã sửa", default=dict, blank=True)
    # the officer's own căn cứ, line by line; None follows the data
    grounds = models.JSONField("căn cứ", null=True, blank=True)
    # differences kept on purpose: [{tag, fact, value, reason, by, at}]; value is what the data said
    kept = models.JSONField("khác biệt được giữ", default=list, blank=True)
    initials = models.JSONField("ký nháy", default=list, blank=True)  # [{name, title, at}]
    frozen = models.JSONField("nội dung đã chốt", null=True, blank=True)
    frozen_sha256 = models.CharField("mã băm", max_length=64, blank=True)
    submitted_at = models.DateTimeField("trình ký lúc", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người trình",
    )
    authority = models.CharField("thẩm quyền ký", max_length=100, blank=True)  # KT. GIÁM ĐỐC
    signer_title = models.CharField("chức vụ người ký", max_length=200, blank=True)
    signer_name = models.CharField("người ký", max_length=200, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    number = models.CharField("số", max_length=20, blank=True)
    symbol = models.CharField("ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True, blank=True)
    issued_on = models.DateField("ngày phát hành", null=True, blank=True)
    recipients = models.JSONField("nơi nhận", default=list, blank=True)
    # sha256 of the signed scan or PDF put in, and what its signatures say
    signed_file = models.JSONField("bản ký", null=True, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["pk"]
        indexes = [models.Index(fields=["inspection", "kind"], name="document_inspection")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dated_on__isnull=True)
                | models.Q(signed_on__isnull=True)
                | models.Q(dated_on__gte=models.F("signed_on")),
                name="document_dated_after_signing",
                violation_error_message="Ngày văn bản không được trước ngày ký.",
            ),
        ]

    def __str__(self) -> str:
        return self.code or f"{self.get_kind_display()} (dự thảo)"

    def get_absolute_url(self) -> str:
        return reverse("inspections:document_detail", args=[self.pk])

    def search_words(self) -> str:
        """What search looks in; written whenever the row is."""
        return f"{self.code} {self.get_kind_display()} {self.subject}"

    @property
    def code(self) -> str:
        """Number and symbol as printed, e.g. ``12826/QĐ-LĐTBXH``; empty before numbering."""
        return f"{self.number}/{self.symbol}" if self.number else ""


class BookEntry(Record):
    """A number taken from the office's book: once per type, year and number."""

    year = models.PositiveIntegerField("năm")
    type_code = models.CharField("loại văn bản", max_length=10)
    number = models.CharField("số", max_length=20)
    symbol = models.CharField("ký hiệu", max_length=60)
    document = models.OneToOneField(
        OfficialDocument, models.PROTECT, related_name="book_entry", verbose_name="văn bản"
    )

    class Meta:
        verbose_name = "số văn bản"
        verbose_name_plural = "sổ văn bản"
        ordering = ["year", "type_code", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "type_code", "number"],
                name="book_number_once",
                violation_error_message="Số này đã cấp cho văn bản khác cùng loại trong năm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class Conclusion(Record):
    """What an issued conclusion rests on, frozen, with its hash."""

    unlogged = frozenset({"content"})  # large; its hash is logged

    inspection = models.OneToOneField(
        Inspection, models.PROTECT, related_name="conclusion", verbose_name="đợt kiểm tra"
    )
    document = models.OneToOneField(
        OfficialDocument, models.PROTECT, related_name="conclusion", verbose_name="văn bản"
    )
    content = models.JSONField("nội dung đã chốt")
    sha256 = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"

    def __str__(self) -> str:
        return f"Kết luận {self.inspection}"


class CampaignArchive(Record):
    """Hồ sơ đợt kiểm tra as one ZIP, made for the archives; made again, it is another one."""

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="archives", verbose_name="đợt kiểm tra"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    stored_name = models.CharField("tên lưu trữ", max_length=200)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("dung lượng")
    # names of the files inside, in order
    contents = models.JSONField("mục lục", default=list)

    class Meta:
        verbose_name = "hồ sơ nộp lưu"
        verbose_name_plural = "hồ sơ nộp lưu"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Hồ sơ nộp lưu {self.inspection_id} ({self.created_at:%d/%m/%Y})"

    def get_absolute_url(self) -> str:
        return reverse("inspections:archive_file", args=[self.pk])
