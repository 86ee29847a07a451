"""What somebody filled in and uploaded when filing online. Their data lies encrypted."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from congvu.core import clock
from congvu.core.encrypted import EncryptedField, Hidden
from congvu.core.models import Record
from congvu.dossiers import rules
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.models.point import ReceivingPoint
from congvu.dossiers.rules import DraftTerm
from congvu.dossiers.states import DossierState
from congvu.evidence.models import Item
from congvu.procedures.models import ProcedureVersion


class OnlineFormQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "OnlineFormQuerySet":
        """As the dossier, once it was handed in."""
        return self.filter(dossier__in=Dossier.objects.readable_by(user))

    def drafts(self) -> "OnlineFormQuerySet":
        """Those not handed in yet, with when a file was last added."""
        own = self.filter(dossier__state=DossierState.DRAFT, dossier__filed_by__isnull=False)
        return own.annotate(last_paper=Max("papers__at"))


class OnlineForm(Record):
    """The applicant as typed, and the answers to the fields of a version's form."""

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, related_name="online", verbose_name="hồ sơ"
    )
    procedure_version = models.ForeignKey(
        ProcedureVersion, models.PROTECT, related_name="+", verbose_name="bản có biểu mẫu"
    )
    person = EncryptedField("người nộp đã khai", blank=True)  # an object in JSON
    answers = EncryptedField("nội dung đã khai", blank=True)  # name of field -> text, in JSON
    # where it shall go, of several; the dossier itself has it once it is there
    point = models.ForeignKey(
        ReceivingPoint,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nơi tiếp nhận đã chọn",
    )
    # whether the applicant must show who they are at the counter: the number is somebody else's
    doubtful = models.BooleanField("số định danh cần đối chiếu", default=False)

    objects = OnlineFormQuerySet.as_manager()

    class Meta:
        verbose_name = "tờ khai trực tuyến"
        verbose_name_plural = "tờ khai trực tuyến"

    def __str__(self) -> str:
        return f"Tờ khai trực tuyến {self.dossier_id}"

    def goes_to(self, points: Sequence[ReceivingPoint]) -> ReceivingPoint | None:
        """Of what takes it in today, the only one or the one chosen; None: still to be chosen."""
        if len(points) == 1:
            return points[0]
        return next((one for one in points if one.pk == self.point_id), None)

    @property
    def touched_on(self) -> dt.date:
        """The day of the last change, of the form or of its files; of what ``drafts`` found."""
        moments = (self.updated_at, getattr(self, "last_paper", None))
        return timezone.localdate(max(filter(None, moments)))

    @property
    def kept_until(self) -> dt.date:
        """The last day a draft is there, if nobody touches it."""
        return draft_term().last_day(self.touched_on)

    @property
    def told_person(self) -> dict[str, str]:
        """Who files, in clear; empty once erased."""
        return opened(self.person)

    @property
    def told_answers(self) -> dict[str, str]:
        """What was answered, in clear; empty once erased."""
        return opened(self.answers)


def draft_term() -> DraftTerm:
    """How long drafts are kept here."""
    return rules.draft_term(settings.DRAFT_DAYS)


def opened(value: Any) -> dict[str, str]:
    """An encrypted object."""
    text = value.clear if isinstance(value, Hidden) else value
    return json.loads(text) if text else {}


def packed(values: dict[str, str]) -> str:
    """An object as the text that is encrypted."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


class OnlinePaper(Record):
    """One file the applicant uploaded: nobody else's before it is handed in."""

    form = models.ForeignKey(
        OnlineForm, models.CASCADE, related_name="papers", verbose_name="tờ khai"
    )
    # 0: with the dossier itself; else the round of supplement it answers
    round = models.PositiveSmallIntegerField("lần bổ sung", default=0)
    order = models.PositiveSmallIntegerField("giấy tờ số", default=0)  # 0: none of the list
    title = models.CharField("tên giấy tờ", max_length=1000)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="tài liệu")
    at = models.DateTimeField("tải lên lúc", default=clock.now)
    sent_at = models.DateTimeField("nộp lúc", null=True, blank=True)

    class Meta:
        verbose_name = "giấy tờ nộp trực tuyến"
        verbose_name_plural = "giấy tờ nộp trực tuyến"
        ordering = ["form", "round", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "item"], name="online_paper_once"),
            models.CheckConstraint(
                condition=Q(round=0) | Q(order=0), name="online_paper_of_a_round_has_no_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title[:200]
