"""What a procedure states from a day on. Once published it is replaced, never edited."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from congvu.core.models import Record
from congvu.legal.models import Basis
from congvu.organizations.policies import is_staff
from congvu.procedures.models.procedure import Procedure
from congvu.procedures.models.process import Process
from congvu.procedures.states import (
    FEE_STATE_LABELS,
    FIXED,
    SUPPLEMENT_EFFECT_LABELS,
    VERSION_STATE_LABELS,
    VersionState,
)


class ProcedureVersionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProcedureVersionQuerySet":
        """Every officer with a seat reads all; everybody else what was published."""
        return self.all() if is_staff(user) else self.fixed()

    def fixed(self) -> "ProcedureVersionQuerySet":
        """Those published at some time."""
        return self.filter(state__in=FIXED)

    def in_force(self, on: dt.date) -> "ProcedureVersionQuerySet":
        """Those by which dossiers are taken in on a day."""
        not_over = Q(effective_to__isnull=True) | Q(effective_to__gte=on)
        stopped = Q(state=VersionState.SUSPENDED, suspended_from__lte=on)
        return self.fixed().filter(not_over, effective_from__lte=on).exclude(stopped)

    def running(self) -> "ProcedureVersionQuerySet":
        """Published and not yet replaced or repealed."""
        return self.filter(state__in=[VersionState.PUBLISHED, VersionState.SUSPENDED])

    def with_gaps(self) -> "ProcedureVersionQuerySet":
        """With ``lacks_…`` for the four parts an inspection asks for (see rules.missing_parts)."""
        return self.annotate(
            lacks_components=~Exists(self._parts("components")),
            lacks_limit=~Exists(self._parts("limits")),
            lacks_process=~Exists(self._parts("process__steps")),
            lacks_sets=Q(sets__isnull=True),
        )

    def _parts(self, name: str) -> models.QuerySet:
        there = {"pk": OuterRef("pk"), f"{name}__isnull": False}
        return ProcedureVersion.objects.filter(**there)

    def incomplete(self) -> "ProcedureVersionQuerySet":
        """Those that lack one of the four parts."""
        lacking = Q(lacks_components=True) | Q(lacks_limit=True) | Q(lacks_process=True)
        return self.with_gaps().filter(lacking | Q(sets__isnull=True))

    def with_parts(self) -> "ProcedureVersionQuerySet":
        """With all that a page of it shows, in constant queries."""
        related = ("procedure__field", "procedure__owner", "procedure__resolving_unit",
                   "process", "decision")  # fmt: skip
        parts = ("limits", "components__file", "fees", "bases__basis", "process__steps__unit",
                 "form_fields")  # fmt: skip
        return self.select_related(*related).prefetch_related(*parts)


class ProcedureVersion(Record):
    """One version. Empty means not known: shown as missing, never made up."""

    unlogged = frozenset({"edits"})  # only counts the saves, which are logged themselves

    procedure = models.ForeignKey(
        Procedure, models.PROTECT, related_name="versions", verbose_name="thủ tục"
    )
    number = models.PositiveIntegerField("bản số")
    state = models.CharField(
        "trạng thái",
        max_length=20,
        choices=VERSION_STATE_LABELS.items(),
        default=VersionState.DRAFT,
    )
    name = models.CharField("tên thủ tục", max_length=500)
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    effective_to = models.DateField("hết hiệu lực sau ngày", null=True, blank=True)
    suspended_from = models.DateField("tạm ngừng từ", null=True, blank=True)
    # the decision that publishes it, and what its legal limits are measured by
    decision_number = models.CharField("số quyết định công bố", max_length=100, blank=True)
    decision_on = models.DateField("ngày ký quyết định công bố", null=True, blank=True)
    decision_issuer = models.CharField("cơ quan công bố", max_length=200, blank=True)
    decision = models.ForeignKey(
        Basis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="quyết định công bố trong danh mục căn cứ",
    )
    law_effective_on = models.DateField(
        "ngày văn bản quy định thủ tục có hiệu lực", null=True, blank=True
    )
    law_signed_on = models.DateField("ngày ký văn bản đó", null=True, blank=True)
    shortened = models.BooleanField("văn bản ban hành theo trình tự rút gọn", default=False)
    entered_on = models.DateField("ngày nhập Cơ sở dữ liệu quốc gia về TTHC", null=True, blank=True)
    # the contents
    sequence = models.TextField("trình tự thực hiện", blank=True)
    ways = models.JSONField("cách thức thực hiện", default=list, blank=True)  # codes of Way
    ways_note = models.TextField("địa điểm, cách nộp cụ thể", blank=True)
    sets = models.PositiveSmallIntegerField("số lượng hồ sơ (bộ)", null=True, blank=True)
    audience_kinds = models.JSONField("nhóm đối tượng", default=list, blank=True)  # of Audience
    audience = models.TextField("đối tượng thực hiện", blank=True)
    decides = models.CharField("cơ quan giải quyết", max_length=300, blank=True)
    result = models.TextField("kết quả", blank=True)
    requirements = models.TextField("yêu cầu, điều kiện", blank=True)
    fee_state = models.CharField(
        "phí, lệ phí", max_length=20, choices=FEE_STATE_LABELS.items(), blank=True
    )
    fee_note = models.TextField("ghi chú về phí, lệ phí", blank=True)
    supplement_effect = models.CharField(
        "khi yêu cầu bổ sung hồ sơ",
        max_length=20,
        choices=SUPPLEMENT_EFFECT_LABELS.items(),
        blank=True,
        help_text="Để trống: theo căn cứ pháp lý đang áp dụng.",
    )
    supplement_rounds = models.PositiveSmallIntegerField(
        "số lần được yêu cầu bổ sung",
        null=True,
        blank=True,
        help_text="Để trống: nhiều nhất theo căn cứ pháp lý đang áp dụng.",
    )
    contact_post = models.CharField("hỏi ai", max_length=200, blank=True)
    contact_phone = models.CharField("điện thoại", max_length=60, blank=True)
    contact_hours = models.CharField("giờ trả lời", max_length=200, blank=True)
    process = models.ForeignKey(
        Process,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name="quy trình giải quyết",
    )
    source_note = models.CharField("nguồn của nội dung", max_length=300, blank=True)
    # every save counts, one of parts alone too, so that two editors never overwrite each other
    edits = models.PositiveIntegerField("số lần sửa", default=0, editable=False)
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người công bố",
    )

    objects = ProcedureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "bản của thủ tục"
        verbose_name_plural = "bản của thủ tục"
        ordering = ["procedure", "-number"]
        indexes = [
            models.Index(fields=["procedure", "effective_from"], name="procedure_version_dates"),
            models.Index(fields=["state"], name="procedure_version_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"],
                name="procedure_version_number",
                violation_error_message="Thủ tục đã có bản mang số này.",
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state__in=[VersionState.DRAFT, VersionState.SUBMITTED]),
                name="procedure_one_draft",
                violation_error_message="Thủ tục đang có một bản dự thảo.",
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(state__in=[VersionState.PUBLISHED, VersionState.SUSPENDED]),
                name="procedure_one_running",
                violation_error_message="Thủ tục đã có một bản đang áp dụng.",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="procedure_version_period",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VersionState.DRAFT, VersionState.SUBMITTED])
                | Q(effective_from__isnull=False),
                name="procedure_version_dated",
                violation_error_message="Bản đã công bố phải có ngày hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.number})"

    def get_absolute_url(self) -> str:
        return reverse("procedures:version_detail", args=[self.pk])

    @property
    def is_fixed(self) -> bool:
        """Published at some time: nothing of it changes any more."""
        return self.state in FIXED

    @property
    def is_draft(self) -> bool:
        """Still being written."""
        return self.state == VersionState.DRAFT
