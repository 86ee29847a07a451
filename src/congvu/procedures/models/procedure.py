"""A procedure under one name, whatever its versions, in its field."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from congvu.core.models import Record
from congvu.core.search import containing
from congvu.organizations.models import Unit
from congvu.organizations.policies import is_staff
from congvu.organizations.states import OWN_SEAL
from congvu.procedures.states import COMPETENCE_LABELS, FIXED, Competence


class Field(Record):
    """A field of work (lĩnh vực) that procedures are grouped by."""

    code = models.SlugField("mã", max_length=50)
    name = models.CharField("tên lĩnh vực", max_length=200)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="procedure_field_code",
                violation_error_message="Mã lĩnh vực này đã có.",
            ),
            models.UniqueConstraint(
                fields=["name"],
                name="procedure_field_name",
                violation_error_message="Lĩnh vực này đã có.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProcedureQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ProcedureQuerySet":
        """Every officer with a seat reads all; everybody else what was published."""
        if is_staff(user):
            return self.all()
        published = Procedure.objects.filter(versions__state__in=FIXED)
        return self.filter(pk__in=published.values("pk"))

    def matching(self, text: str) -> "ProcedureQuerySet":
        """Those whose name, code or field hold every word, tone marks ignored."""
        return containing(self, text)

    def of_unit(self, unit: Unit | int) -> "ProcedureQuerySet":
        """Those on a unit's list: it decides them or resolves them."""
        key = unit.pk if isinstance(unit, Unit) else unit
        return self.filter(Q(owner=key) | Q(resolving_unit=key))


class Procedure(Record):
    """One administrative procedure; what it states is in its versions."""

    # as the national database or the office writes it; a school's own may have none
    code = models.CharField("mã thủ tục", max_length=60, blank=True)
    name = models.CharField("tên thủ tục", max_length=500)
    field = models.ForeignKey(
        Field, models.PROTECT, related_name="procedures", verbose_name="lĩnh vực"
    )
    competence = models.CharField("cấp thực hiện", max_length=30, choices=COMPETENCE_LABELS.items())
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="procedures", verbose_name="đơn vị quyết định"
    )
    resolving_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resolved_procedures",
        verbose_name="đơn vị giải quyết",
    )
    national = models.BooleanField("có trong Cơ sở dữ liệu quốc gia về TTHC", default=False)
    notes = models.TextField("ghi chú", blank=True)
    search_text = models.TextField(editable=False, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục"
        verbose_name_plural = "thủ tục"
        ordering = ["field__order", "name", "pk"]
        indexes = [
            models.Index(fields=["owner", "field"], name="procedure_owner"),
            models.Index(fields=["resolving_unit"], name="procedure_resolving"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="procedure_code",
                violation_error_message="Mã thủ tục này đã có.",
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="procedure_name_of_owner",
                violation_error_message="Đơn vị đã có thủ tục mang tên này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("procedures:procedure_detail", args=[self.pk])

    def search_words(self) -> str:
        """What search looks in."""
        return f"{self.code} {self.name} {self.field.name}"

    @property
    def resolver(self) -> Unit:
        """The unit that works on its dossiers."""
        return self.resolving_unit or self.owner

    @property
    def is_shared(self) -> bool:
        """Whether each school and centre resolves it by itself: published once for all of them."""
        theirs = self.competence == Competence.PUBLIC_SERVICE_UNIT
        return theirs and self.resolving_unit_id is None and self.owner.kind not in OWN_SEAL
