"""Legal documents other things rest on."""

from django.db import models

from congvu.core.models import Record


class BasisQuerySet(models.QuerySet):
    def in_force(self, on) -> "BasisQuerySet":
        """Those that apply on the day ``on``."""
        begun = models.Q(effective_from__isnull=True) | models.Q(effective_from__lte=on)
        not_over = models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=on)
        return self.filter(begun & not_over)


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
        ordering = ["number"]
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
        return f"/can-cu/{self.pk}/"
