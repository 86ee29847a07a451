"""An office's templates by kind, unit and date; settings per kind; the page layout of a date."""

import datetime as dt
import uuid
from dataclasses import fields, replace

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse

from congvu.core.models import Record
from congvu.documents.layouts import LAYOUTS, Layout
from congvu.legal.models import Basis
from congvu.organizations.models import Unit
from congvu.stationery.rules import DEFAULT_FORMAT, number_text
from congvu.stationery.states import (
    DOCUMENT_KIND_LABELS,
    TEMPLATE_KINDS,
    TEMPLATE_STATE_LABELS,
    TemplateState,
)

MEASURES = frozenset(f.name for f in fields(Layout)) - {"code", "basis", "paper_mm"}


class DatedQuerySet(models.QuerySet):
    def in_force(self, on: dt.date) -> "DatedQuerySet":
        """Those that apply to papers of the day ``on``."""
        begun = models.Q(effective_from__isnull=True) | models.Q(effective_from__lte=on)
        not_over = models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=on)
        return self.filter(begun & not_over)


class TemplateQuerySet(DatedQuerySet):
    def accepted(self) -> "TemplateQuerySet":
        """Those that were let into use."""
        return self.filter(state=TemplateState.ACCEPTED)

    def fitting(self, kind: str, unit: Unit | models.QuerySet | None) -> "TemplateQuerySet":
        """Those of a kind, for the unit itself or for the whole office."""
        own = models.Q(unit__isnull=True) | models.Q(unit=unit)
        return self.filter(own, kind=kind)


def period_check(name: str) -> models.CheckConstraint:
    """A period does not end before it begins."""
    return models.CheckConstraint(
        condition=models.Q(effective_to__isnull=True)
        | models.Q(effective_from__isnull=True)
        | models.Q(effective_to__gte=models.F("effective_from")),
        name=name,
        violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
    )


class Template(Record):
    """An office's own Word file with placeholders, for papers dated in its period."""

    kind = models.CharField("loại văn bản", max_length=30, choices=TEMPLATE_KINDS)
    name = models.CharField("tên mẫu", max_length=200)
    basis = models.ForeignKey(
        Basis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="căn cứ",
        help_text="Mẫu phiếu một cửa có căn cứ chỉ dùng cho phiếu lập theo đúng căn cứ đó.",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="riêng cho"
    )
    effective_from = models.DateField("dùng cho văn bản từ ngày")
    effective_to = models.DateField("đến ngày", null=True, blank=True)
    state = models.CharField(
        "tình trạng",
        max_length=20,
        choices=TEMPLATE_STATE_LABELS.items(),
        default=TemplateState.DRAFT,
    )
    uuid = models.UUIDField("mã tệp", default=uuid.uuid4, unique=True, editable=False)
    stored_name = models.CharField("tên lưu trữ", max_length=200)
    original_name = models.CharField("tên tệp gốc", max_length=255)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    size = models.PositiveIntegerField("dung lượng")
    # [{"kind", "placeholder", "where", "message"}], as documents.template found them
    lint = models.JSONField("lỗi tìm thấy", default=list, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu văn bản"
        verbose_name_plural = "mẫu văn bản"
        ordering = ["kind", "-effective_from", "-id"]
        indexes = [models.Index(fields=["kind", "state"], name="stationery_template_kind")]
        constraints = [
            period_check("stationery_template_period"),
            models.CheckConstraint(
                condition=~models.Q(sha256=""),
                name="stationery_template_hash",
                violation_error_message="Thiếu mã băm của tệp.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("stationery:template_detail", args=[self.pk])

    def read(self) -> bytes:
        """The Word file itself."""
        with default_storage.open(self.stored_name, "rb") as file:
            return file.read()


class DocumentType(Record):
    """How the office names and numbers one kind of document."""

    kind = models.CharField(
        "loại văn bản", max_length=30, choices=DOCUMENT_KIND_LABELS.items(), unique=True
    )
    abbreviation = models.CharField("chữ viết tắt", max_length=10, blank=True)
    title_words = models.CharField("tên loại in trên văn bản", max_length=100)
    draws_number = models.BooleanField(
        "lấy số trong phần mềm",
        default=False,
        help_text="Mặc định: văn thư cấp số từ sổ của cơ quan rồi nhập vào.",
    )
    number_format = models.CharField("dạng số, ký hiệu", max_length=100, default=DEFAULT_FORMAT)

    class Meta:
        verbose_name = "thiết lập loại văn bản"
        verbose_name_plural = "thiết lập loại văn bản"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def number_for(self, number: int | str, agency: str, year: int) -> str:
        """A number and symbol of this kind."""
        return number_text(self.number_format, number, self.abbreviation, agency, year)

    @property
    def number_sample(self) -> str:
        """How a number looks, in words: "số/QĐ-cơ quan"; a paper without one carries none."""
        if not self.abbreviation:
            return "không đánh số"
        return self.number_format.format(
            number="số", abbreviation=self.abbreviation, agency="cơ quan", year="năm"
        )


class LayoutRule(Record):
    """Which legal layout applies to papers of which days, and where the office departs from it."""

    code = models.CharField("mã", max_length=30)
    name = models.CharField("tên", max_length=200)
    effective_from = models.DateField("từ ngày", null=True, blank=True)
    effective_to = models.DateField("đến ngày", null=True, blank=True)
    basis = models.ForeignKey(
        Basis, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="căn cứ"
    )
    measures = models.JSONField("kích thước riêng của cơ quan", default=dict, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "thể thức văn bản"
        verbose_name_plural = "thể thức văn bản"
        ordering = ["-effective_from", "-id"]
        constraints = [
            period_check("stationery_layout_period"),
            models.UniqueConstraint(
                fields=["code"],
                name="stationery_layout_code",
                violation_error_message="Mã thể thức này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def layout(self) -> Layout:
        """The legal layout with the office's own measures."""
        return replace(LAYOUTS[self.code], **self.measures)


def template_for(
    kind: str, unit: Unit | models.QuerySet | None, on: dt.date, basis: str = ""
) -> Template | None:
    """The office's template for a paper of that kind and day; the unit's own goes first.

    ``basis``: the number of the law the paper is made by. A template that names another law does
    not serve it.
    """
    found = Template.objects.accepted().in_force(on).fitting(kind, unit)
    if basis:
        found = found.filter(models.Q(basis__isnull=True) | models.Q(basis__number=basis))
    own_first = models.F("unit").desc(nulls_last=True)
    return found.order_by(own_first, "-effective_from", "-id").first()


def layout_on(on: dt.date) -> Layout:
    """The page layout of a paper's day: Thông tư 01/2011 before 05/3/2020, NĐ 30/2020 from then."""
    rule = LayoutRule.objects.in_force(on).order_by(
        models.F("effective_from").desc(nulls_last=True), "-id"
    )
    found = rule.first()
    if found is None:
        raise LookupError(f"no page layout for {on:%d/%m/%Y}: run congvu load-stationery")
    return found.layout


def document_type(kind: str) -> DocumentType:
    """The office's settings of one kind."""
    return DocumentType.objects.get(kind=kind)
