"""Legal documents other things rest on."""

import datetime as dt
from typing import Any

from django.db import models
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core.models import Record
from congvu.core.search import containing, fold
from congvu.legal.states import Standing


class BasisQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "BasisQuerySet":
        """Every officer reads the law; a citizen reads it elsewhere."""
        officer = user.is_active and user.is_authenticated and user.kind == User.Kind.OFFICER
        return self.all() if officer else self.none()

    def search(self, words: str) -> "BasisQuerySet":
        """Those that hold every word, tone marks and Đ/D ignored."""
        return containing(self, words)

    def in_force(self, on: dt.date) -> "BasisQuerySet":
        """Those that apply on the day ``on``."""
        begun = models.Q(effective_from__isnull=True) | models.Q(effective_from__lte=on)
        not_over = models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=on)
        replaced = models.Q(effective_to__isnull=True, replaced_by__effective_from__lte=on)
        return self.filter(begun & not_over).exclude(replaced)


class Basis(Record):
    """One legal document: number, issuer, subject, when it applies and what replaced it."""

    number = models.CharField("số, ký hiệu", max_length=100)
    kind = models.CharField("loại văn bản", max_length=50, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    subject = models.CharField("trích yếu", max_length=500)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_from = models.DateField("hiệu lực từ", null=True, blank=True)
    effective_to = models.DateField("hiệu lực đến", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="được thay bằng",
    )
    confirmed = models.BooleanField("đã đối chiếu bản gốc", default=False)
    note = models.TextField("ghi chú", blank=True)
    search_text = models.TextField(editable=False, blank=True)

    objects = BasisQuerySet.as_manager()

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["number", "issuer"]
        constraints = [
            models.UniqueConstraint(fields=["number", "issuer"], name="basis_number_issuer"),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_from__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from")),
                name="basis_period",
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("legal:basis_detail", args=[self.pk])

    def folded(self) -> str:
        """What search looks into."""
        return fold(f"{self.kind} {self.number} {self.issuer} {self.subject}")

    def holds_on(self, on: dt.date) -> bool:
        """Whether it applies on a day, as far as its dates are known."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.last_day is None or on <= self.last_day)

    @property
    def last_day(self) -> dt.date | None:
        """Its last day, from its own date or from the day its replacement took effect."""
        if self.effective_to or self.replaced_by is None:
            return self.effective_to
        newer = self.replaced_by.effective_from
        return newer - dt.timedelta(days=1) if newer else None

    def standing(self, on: dt.date) -> Standing:
        """What can be said of it on a day."""
        if not self.holds_on(on):
            later = self.effective_from is not None and self.effective_from > on
            return Standing.NOT_YET if later else Standing.OVER
        unclear = self.replaced_by is not None and self.last_day is None
        return Standing.UNCLEAR if unclear else Standing.IN_FORCE
