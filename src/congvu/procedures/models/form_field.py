"""What an applicant fills in when filing online: the fields of a version's form."""

from django.db import models

from congvu.core.models import Record
from congvu.procedures.models.version import ProcedureVersion
from congvu.procedures.states import FIELD_KIND_LABELS, FieldKind


class FormField(Record):
    """One field; fixed with its version. ``name`` is what an answer is kept under."""

    procedure_version = models.ForeignKey(
        ProcedureVersion, models.CASCADE, related_name="form_fields", verbose_name="bản"
    )
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("mã ô", max_length=60)
    label = models.CharField("tên ô", max_length=300)
    kind = models.CharField(
        "loại", max_length=20, choices=FIELD_KIND_LABELS.items(), default=FieldKind.TEXT
    )
    required = models.BooleanField("bắt buộc", default=True)
    help = models.CharField("hướng dẫn điền", max_length=500, blank=True)
    choices = models.JSONField("các lựa chọn", default=list, blank=True)

    class Meta:
        verbose_name = "ô của biểu mẫu"
        verbose_name_plural = "các ô của biểu mẫu"
        ordering = ["procedure_version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure_version", "order"], name="form_field_order"),
        ]

    def __str__(self) -> str:
        return self.label[:200]
