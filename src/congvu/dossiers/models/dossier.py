"""A dossier: a fact of another system, or taken in and resolved here."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from congvu.accounts.policies import is_citizen
from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.models import Record
from congvu.core.search import containing
from congvu.dossiers.models.following import follow_mark
from congvu.dossiers.models.point import ReceivingPoint
from congvu.dossiers.models.source import Difference, ImportRun, SourceSystem
from congvu.dossiers.models.substitutes import DESKS, on_desk_of
from congvu.dossiers.rules import scanned_code
from congvu.dossiers.states import (
    BEFORE_ACCEPTANCE,
    CAUSE_LABELS,
    CHANNEL_LABELS,
    LATENESS_LABELS,
    OPEN,
    RESOLVED,
    STATE_LABELS,
    WAITING_FOR_APPLICANT,
    WHY_NOT_ONLINE_LABELS,
    Channel,
    DossierState,
)
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role
from congvu.procedures.models import Procedure, ProcedureVersion, TimeLimit

IS_OPEN = Q(closed_at__isnull=True)  # no more: SQLite knows no condition of several values again
IS_OVER = Q(closed_at__isnull=False)
READERS = (Role.HEAD, Role.DEPUTY, Role.SECRETARY)
TO_CHECK = BEFORE_ACCEPTANCE - {DossierState.DRAFT}
# what somebody still writes at home is nobody else's; at the counter a draft is the counter's
HANDED_IN = Q(filed_by__isnull=True) | ~Q(state=DossierState.DRAFT)


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "DossierQuerySet":
        """Whoever works on them: the counter, who holds or held them, heads of unit and office."""
        rights = rights_of(user)
        if rights.has(*READERS):
            return self.filter(HANDED_IN)
        if not rights.staff:
            return self.none()
        headed, counters = rights.units(Role.UNIT_HEAD), rights.units(Role.ONE_STOP_OFFICER)
        seen = Q(unit__in=headed)
        if counters:
            points = ReceivingPoint.objects.filter(unit__in=counters)
            seen |= Q(point__in=list(points.values_list("pk", flat=True)))
        if rights.has(*DESKS):
            seen |= self.in_hand_of(user, alone=not headed and not counters)
        return self.filter(seen)

    def in_hand_of(self, user: Any, *, alone: bool) -> Q:
        """On the desk of ``user`` now or once; ``alone``: they see nothing else.

        Then one list of keys, which are few: an OR would look at every dossier.
        """
        movement = self.model._meta.get_field("movements").related_model
        handed = movement.objects.filter(handed_to=user).order_by().values("dossier")
        if not alone:
            return on_desk_of(user) | Q(pk__in=handed)
        desk = self.model.objects.filter(on_desk_of(user)).order_by().values("pk")
        return Q(pk__in=desk.union(handed))

    def on_desk_of(self, user: Any) -> "DossierQuerySet":
        """What lies on the desk of ``user``, of what they see.

        Who has a desk sees all that lies on it: nobody asks for what was handed to them once.
        """
        rights = rights_of(user)
        sees_all = rights.has(*DESKS) and not rights.has(*READERS)
        seen = self if sees_all else self.visible_to(user)
        return seen.filter(on_desk_of(user))

    def filed_from(self, user: Any) -> "DossierQuerySet":
        """What an account without a seat filed online, drafts among them; nothing for officers."""
        return self.filter(filed_by=user.pk) if is_citizen(user) else self.none()

    def readable_by(self, user: Any) -> "DossierQuerySet":
        """Whoever works on them, and who filed them once they are handed in."""
        own = self.filed_from(user)
        return self.visible_to(user) if own.query.is_empty() else own.filter(HANDED_IN)

    def to_check(self) -> "DossierQuerySet":
        """Filed and not yet taken in."""
        return self.filter(accepted_at__isnull=True, source__isnull=True, state__in=TO_CHECK)

    def without_due(self) -> "DossierQuerySet":
        """Refused or withdrawn before acceptance, drafts, imported facts without a due date."""
        waiting = Q(accepted_at__isnull=True, source__isnull=True, state__in=TO_CHECK)
        return self.filter(~(waiting & Q(submitted_at__isnull=False)), due_at__isnull=True)

    def open(self) -> "DossierQuerySet":
        """Accepted and not yet signed: the clock runs, or waits."""
        return self.filter(state__in=OPEN, closed_at__isnull=True)

    def running(self) -> "DossierQuerySet":
        """Open and not paused."""
        return self.open().filter(paused=False)

    def overdue(self, on: dt.datetime) -> "DossierQuerySet":
        """Not yet signed although the due date has passed, and nothing stops the clock."""
        return self.running().filter(due_at__lt=on)

    def resolved(self) -> "DossierQuerySet":
        """With a signed result."""
        return self.filter(state__in=RESOLVED)

    def imported(self) -> "DossierQuerySet":
        """Facts of another system."""
        return self.filter(source__isnull=False)

    def disputed(self) -> "DossierQuerySet":
        """Imported, with a due date unlike the one computed here, or none to compare."""
        return self.imported().exclude(difference=Difference.NONE)

    def followed_by(self, code: str, last_four: str) -> "DossierQuerySet":
        """Facts whose list names a phone that ends so, the one heard of last first."""
        mark = follow_mark(code, last_four)
        found = self.filter(follow_mark=mark).exclude(follow_mark="")  # as the index says it
        return found.order_by("-run__at", "-pk")

    def matching(self, text: str) -> "DossierQuerySet":
        """By code, applicant or procedure, tone marks ignored."""
        return containing(self, scanned_code(text))

    def for_list(self) -> "DossierQuerySet":
        """With what a row of a list shows."""
        return self.select_related("procedure", "unit", "point", "holder", "source")


class Dossier(Record):
    """One dossier. ``source`` set: a fact that is never edited here."""

    unlogged = frozenset({"follow_mark"})  # what a phone was made of can't be taken out of the log

    code = models.CharField("mã hồ sơ", max_length=80, blank=True)
    point = models.ForeignKey(
        ReceivingPoint,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # covered by the indexes below
        related_name="dossiers",
        verbose_name="nơi tiếp nhận",
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # covered by the indexes below
        related_name="dossiers",
        verbose_name="đơn vị giải quyết",
    )
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="thủ tục",
    )
    procedure_version = models.ForeignKey(
        ProcedureVersion,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # nobody asks for those of a version, only for those of a procedure
        related_name="dossiers",
        verbose_name="bản của thủ tục khi tiếp nhận",
    )
    limit = models.ForeignKey(
        TimeLimit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="thời hạn áp dụng",
    )
    applicant = models.ForeignKey(
        Applicant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dossiers",
        verbose_name="người nộp",
    )
    applicant_label = models.CharField("người nộp (rút gọn)", max_length=200, blank=True)
    # components brought along: [{"order", "title", "originals", …}]
    papers = models.JSONField("giấy tờ đã nhận", default=list, blank=True)
    sets = models.PositiveSmallIntegerField("số bộ", default=1)
    note = models.TextField("ghi chú", blank=True)

    channel = models.CharField(
        "hình thức nộp", max_length=30, choices=CHANNEL_LABELS.items(), default=Channel.DIRECT
    )
    why_not_online = models.CharField(
        "vì sao không nộp trực tuyến",
        max_length=20,
        choices=WHY_NOT_ONLINE_LABELS.items(),
        blank=True,
    )
    state = models.CharField(
        "trạng thái", max_length=30, choices=STATE_LABELS.items(), default=DossierState.DRAFT
    )
    paused = models.BooleanField("đang tạm dừng", default=False)

    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True)
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    due_at = models.DateTimeField("hạn trả kết quả", null=True, blank=True)
    original_due_at = models.DateTimeField("hạn trả khi tiếp nhận", null=True, blank=True)
    provisional = models.BooleanField("hạn tạm tính", default=False)
    promised_at = models.DateTimeField("hẹn lại, gia hạn đến", null=True, blank=True)
    finished_at = models.DateTimeField("ký kết quả lúc", null=True, blank=True)
    returned_at = models.DateTimeField("trả kết quả lúc", null=True, blank=True)
    # signed, refused after assessment, stopped or withdrawn: the end every figure counts by
    closed_at = models.DateTimeField("kết thúc giải quyết lúc", null=True, blank=True)

    lateness = models.CharField(
        "tiến độ", max_length=10, choices=LATENESS_LABELS.items(), blank=True
    )
    late_minutes = models.PositiveIntegerField("trễ (phút)", default=0)
    promise_kept = models.BooleanField("đúng ngày hẹn lại", null=True, blank=True)
    cause = models.CharField(
        "nguyên nhân trễ", max_length=30, choices=CAUSE_LABELS.items(), blank=True
    )
    cause_note = models.CharField("nói rõ nguyên nhân", max_length=500, blank=True)

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # covered by the indexes below
        related_name="held_dossiers",
        verbose_name="người đang giữ",
    )
    step = models.PositiveSmallIntegerField("bước", null=True, blank=True)

    # an imported fact
    source = models.ForeignKey(
        SourceSystem,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # covered by the indexes below
        related_name="dossiers",
        verbose_name="hệ thống nguồn",
    )
    run = models.ForeignKey(
        ImportRun,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="dossiers",
        verbose_name="lần nhập gần nhất",
    )
    source_due_at = models.DateTimeField("hạn trả theo nguồn", null=True, blank=True)
    source_words = models.JSONField("ghi ở nguồn", default=dict, blank=True)
    difference = models.CharField(
        "so với hạn của nguồn", max_length=20, choices=Difference.choices, blank=True
    )
    fee = models.DecimalField(
        "phí, lệ phí (đồng)", max_digits=14, decimal_places=0, null=True, blank=True
    )
    # of code and phone, where the list names one: whoever knows both follows it
    follow_mark = models.CharField("dấu tra cứu", max_length=32, blank=True, editable=False)
    # the account that files online; empty for what came over the counter
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # covered by the index of the few that have one
        related_name="filed_dossiers",
        verbose_name="tài khoản nộp",
    )
    search_text = models.TextField(editable=False, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        indexes = [
            models.Index(fields=["unit", "state", "due_at"], name="dossier_unit_due"),
            models.Index(fields=["holder", "state", "due_at"], name="dossier_holder_due"),
            models.Index(fields=["point", "accepted_at"], name="dossier_point_accepted"),
            models.Index(fields=["state", "due_at"], name="dossier_state_due"),
            models.Index(fields=["unit", "accepted_at"], name="dossier_unit_accepted"),
            models.Index(fields=["accepted_at"], name="dossier_accepted"),
            # of what is over only: an open one that moves is written into every index it is in
            models.Index(
                fields=["unit", "closed_at"], name="dossier_unit_closed", condition=IS_OVER
            ),
            models.Index(
                fields=["closed_at", "accepted_at", "id"], name="dossier_closed", condition=IS_OVER
            ),
            # lists by due date: all of them, the open ones, those of a counter
            models.Index(fields=["due_at", "id"], name="dossier_due"),
            models.Index(fields=["due_at", "id"], name="dossier_open_due", condition=IS_OPEN),
            models.Index(
                fields=["point", "due_at", "id"], name="dossier_open_point", condition=IS_OPEN
            ),
            models.Index(
                fields=["returned_at"],
                name="dossier_returned",
                condition=Q(returned_at__isnull=False),
            ),
            models.Index(
                fields=["lateness", "closed_at", "due_at", "accepted_at", "id"],
                name="dossier_closed_late",
                condition=IS_OVER,
            ),
            models.Index(fields=["run"], name="dossier_run", condition=Q(run__isnull=False)),
            models.Index(
                fields=["filed_by", "state"],
                name="dossier_filed_by",
                condition=Q(filed_by__isnull=False),
            ),
            models.Index(
                fields=["point", "state", "submitted_at"],
                name="dossier_to_check",
                condition=Q(accepted_at__isnull=True),
            ),
            models.Index(
                fields=["follow_mark"], name="dossier_follow", condition=~Q(follow_mark="")
            ),
            models.Index(
                fields=["difference"],
                name="dossier_difference",
                condition=~Q(difference__in=["", "none"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(source__isnull=True) & ~Q(code=""),
                name="dossier_code_once",
            ),
            models.UniqueConstraint(
                fields=["source", "code"],
                condition=Q(source__isnull=False),
                name="dossier_source_code_once",
            ),
            models.UniqueConstraint(
                fields=["filed_by", "procedure"],
                condition=Q(state=DossierState.DRAFT, filed_by__isnull=False),
                name="dossier_one_open_draft",
                violation_error_message="Bạn đang có một hồ sơ nháp của thủ tục này.",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(accepted_at__isnull=True) | ~Q(code=""),
                name="dossier_accepted_has_code",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True)
                | Q(source__isnull=False)
                | Q(returned_at__gte=F("finished_at")),
                name="dossier_returned_after_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.code or "Hồ sơ chưa có mã"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:dossier_detail", args=[self.pk])

    def search_words(self) -> str:
        """What search looks in; the procedure is found through its own table."""
        return f"{self.code} {self.applicant_label}"

    @property
    def is_imported(self) -> bool:
        """A fact of another system."""
        return self.source_id is not None

    @property
    def is_waiting(self) -> bool:
        """Whether the clock stands still."""
        return self.paused or self.state in WAITING_FOR_APPLICANT

    def is_overdue(self, on: dt.datetime | None = None) -> bool:
        """Not signed although due, and nothing stops the clock."""
        moment = on or clock.now()
        running = self.state in OPEN and not self.is_waiting
        return bool(running and self.due_at and self.due_at < moment)

    @property
    def procedure_words(self) -> str:
        """The procedure's name, or as the source writes it."""
        if self.procedure_id:
            return str(self.procedure)
        return self.source_words.get("procedure_name") or self.source_words.get(
            "procedure_code", ""
        )

    @property
    def point_words(self) -> str:
        """Where it came in, or as the source writes it."""
        return str(self.point) if self.point_id else self.source_words.get("point", "")

    @property
    def unit_words(self) -> str:
        """Who resolves it, or as the source writes it."""
        return str(self.unit) if self.unit_id else self.source_words.get("unit", "")
