"""What happened to a dossier. Written by the verbs, never changed by hand.

A movement and the dossier's row in the log say the same event: the log proves it, the movement
is what slips, registers and figures are made of.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.core import clock
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.rules import Stop, Supplemented
from congvu.dossiers.states import (
    CAUSE_LABELS,
    PAUSE_LABELS,
    STATE_LABELS,
    VERB_LABELS,
)
from congvu.procedures.states import SUPPLEMENT_EFFECT_LABELS, SupplementEffect


class Movement(models.Model):
    """One verb: who, when, from where to where, whose desk now, due before and after."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, db_index=False, related_name="movements", verbose_name="hồ sơ"
    )
    at = models.DateTimeField("lúc", default=clock.now)
    verb = models.CharField("việc", max_length=30, choices=VERB_LABELS.items())
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # nobody asks what one did; every movement would pay for it
        related_name="+",
        verbose_name="người làm",
    )
    from_state = models.CharField("từ trạng thái", max_length=30, choices=STATE_LABELS.items())
    to_state = models.CharField("đến trạng thái", max_length=30, choices=STATE_LABELS.items())
    from_step = models.PositiveSmallIntegerField("từ bước", null=True, blank=True)
    to_step = models.PositiveSmallIntegerField("đến bước", null=True, blank=True)
    handed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="giao cho",
    )
    # the desk it lies on from now: a person for officers, an office for the citizen
    desk = models.CharField("nằm ở", max_length=200, blank=True)
    office = models.CharField("cơ quan đang giữ", max_length=200, blank=True)
    waits_for = models.CharField("chờ", max_length=200, blank=True)
    due_before = models.DateTimeField("hạn trước", null=True, blank=True)
    due_after = models.DateTimeField("hạn sau", null=True, blank=True)
    note = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "diễn biến hồ sơ"
        verbose_name_plural = "diễn biến hồ sơ"
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["dossier", "at"], name="movement_dossier"),
            models.Index(
                fields=["handed_to", "dossier"],
                name="movement_handed",
                condition=Q(handed_to__isnull=False),  # most are not handed to anybody
            ),
            # what was done in one stroke, and what a month did
            models.Index(fields=["verb", "at"], name="movement_verb_at"),
        ]

    def __str__(self) -> str:
        return self.get_verb_display()


class Pause(models.Model):
    """An interval in which the limit stands still, from the notice on."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="pauses", verbose_name="hồ sơ"
    )
    start = models.DateTimeField("từ")
    end = models.DateTimeField("đến", null=True, blank=True)
    reason = models.CharField("lý do", max_length=20, choices=PAUSE_LABELS.items())
    paper = models.CharField("văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "lần tạm dừng"
        verbose_name_plural = "các lần tạm dừng"
        ordering = ["start", "pk"]
        indexes = [models.Index(fields=["end", "start", "dossier"], name="pause_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(end__isnull=True), name="pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="pause_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} từ {self.start:%d/%m/%Y}"

    def as_rule(self) -> Stop:
        """As the rules know it."""
        return Stop(self.start, self.end, self.reason)


class Supplement(models.Model):
    """One round in which papers were asked for, with reasons (form 02)."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="supplements", verbose_name="hồ sơ"
    )
    number = models.PositiveSmallIntegerField("lần")
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    reasons = models.TextField("lý do, giấy tờ cần bổ sung")
    answer_by = models.DateField("bổ sung trước ngày", null=True, blank=True)
    answered_at = models.DateTimeField("nhận đủ lúc", null=True, blank=True)
    # what held when it was asked for, so that no later change of law moves a day promised
    effect = models.CharField(
        "đối với thời hạn", max_length=20, choices=SUPPLEMENT_EFFECT_LABELS.items(),
        default=SupplementEffect.PAUSE,
    )  # fmt: skip
    source = models.CharField("theo căn cứ", max_length=400, blank=True)

    class Meta:
        verbose_name = "lần yêu cầu bổ sung"
        verbose_name_plural = "các lần yêu cầu bổ sung"
        ordering = ["number", "pk"]
        indexes = [
            models.Index(fields=["answered_at", "asked_at", "dossier"], name="supplement_answered")
        ]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="supplement_number"),
        ]

    def __str__(self) -> str:
        return f"Yêu cầu bổ sung lần {self.number}"

    def as_rule(self) -> Supplemented:
        """As the rules know it."""
        return Supplemented(self.asked_at, self.answered_at, self.effect, self.source)


class Extension(models.Model):
    """A limit prolonged by a paper. The due date stays, the promise is another one."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="extensions", verbose_name="hồ sơ"
    )
    at = models.DateTimeField("lúc", default=clock.now)
    until = models.DateTimeField("gia hạn đến")
    paper = models.CharField("văn bản", max_length=200)
    reason = models.TextField("lý do")

    class Meta:
        verbose_name = "lần gia hạn"
        verbose_name_plural = "các lần gia hạn"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Gia hạn đến {self.until:%d/%m/%Y}"


class Apology(models.Model):
    """An apology with a new day (form 04); the cause is one of the closed list."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="apologies", verbose_name="hồ sơ"
    )
    at = models.DateTimeField("gửi lúc", default=clock.now)
    new_date = models.DateTimeField("hẹn lại")
    cause = models.CharField("nguyên nhân", max_length=30, choices=CAUSE_LABELS.items())
    reason = models.TextField("lý do ghi trên phiếu")

    class Meta:
        verbose_name = "lần xin lỗi, hẹn lại"
        verbose_name_plural = "các lần xin lỗi, hẹn lại"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Hẹn lại {self.new_date:%d/%m/%Y}"
