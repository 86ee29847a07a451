"""The result of a dossier as signed, how it was given out, and papers used a second time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from congvu.core import clock
from congvu.core.encrypted import ERASED, EncryptedField
from congvu.core.models import Record
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.rules import masked_name
from congvu.dossiers.states import RESOLVED, RETURN_WAY_LABELS, DossierState
from congvu.evidence.models import Item

ANSWERED = RESOLVED | {DossierState.REFUSED_AFTER_ASSESSMENT}


class OfDossierQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "OfDossierQuerySet":
        """As the dossier."""
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


class ResultQuerySet(OfDossierQuerySet):
    def readable_by(self, user: Any) -> "ResultQuerySet":
        """As the dossier; for who filed it online what stands, once the answer is out."""
        own = Dossier.objects.filed_from(user)
        if own.query.is_empty():
            return self.visible_to(user)
        return self.filter(dossier__in=own.filter(state__in=ANSWERED), withdrawn_at=None)


class Result(Record):
    """One signed file that answers the dossier; taken back with a reason, never removed."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="results", verbose_name="hồ sơ"
    )
    title = models.CharField("tên kết quả", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=100)
    signed_on = models.DateField("ngày ký")
    valid_to = models.DateField("có giá trị đến ngày", null=True, blank=True)
    # version, sha256, name and media type of the file as put in
    file = models.JSONField("tệp", default=dict)
    # what each signature in it was worth when it was put in
    signatures = models.JSONField("chữ ký số", default=list, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="tài liệu")
    at = models.DateTimeField("đưa vào lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đưa vào"
    )
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    withdrawn_reason = models.CharField("lý do thu hồi", max_length=500, blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả giải quyết"
        verbose_name_plural = "các kết quả giải quyết"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="result_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} số {self.number}"


class ResultReturn(Record):
    """Who took the result, and how."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, related_name="result_return", verbose_name="hồ sơ"
    )
    way = models.CharField("cách nhận", max_length=20, choices=RETURN_WAY_LABELS.items())
    # somebody else than the applicant: name and paper of authority; a key of its own
    taker = EncryptedField("người nhận", blank=True)
    authority = models.CharField("giấy ủy quyền, vận đơn", max_length=200, blank=True)
    at = models.DateTimeField("nhận lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người trả"
    )

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trả kết quả"
        verbose_name_plural = "các lần trả kết quả"

    def __str__(self) -> str:
        return self.get_way_display()

    @property
    def taker_label(self) -> str:
        """Who took it, shortened as names are in lists."""
        return masked_name(self.taker.clear or ERASED) if self.taker else ""


class Reuse(Record):
    """A paper or result given earlier, used again because the applicant agreed."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, db_index=False, related_name="reuses", verbose_name="hồ sơ"
    )
    source = models.ForeignKey(
        Dossier, models.PROTECT, related_name="+", verbose_name="hồ sơ trước"
    )
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="tài liệu")
    title = models.CharField("tên giấy tờ", max_length=300)
    consented_at = models.DateTimeField("người nộp đồng ý lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi nhận"
    )

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ dùng lại"
        verbose_name_plural = "các giấy tờ dùng lại"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "item"],
                name="reuse_once",
                violation_error_message="Giấy tờ này đã dùng lại cho hồ sơ.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
