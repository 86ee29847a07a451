"""A petition: who sent it lies encrypted, what is told to everybody is a text of its own."""

import datetime as dt
import hmac
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from congvu.accounts.policies import is_citizen
from congvu.applicants.models import clear
from congvu.applicants.rules import last_four, short_name
from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core import clock
from congvu.core.models import Record
from congvu.core.personal import BlindIndex, EncryptedField
from congvu.core.search import containing
from congvu.core.tickets import Ticket
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role
from congvu.petitions.rules import (
    anonymised,
    kind_choices,
    outcome_choices,
    receiving_kinds,
    refusal_choices,
    short_kind,
)
from congvu.petitions.states import (
    CHANNEL_LABELS,
    LATENESS_LABELS,
    OPEN,
    SATISFACTION_LABELS,
    STATE_LABELS,
    Channel,
    PetitionState,
)
from congvu.procedures.models import Procedure

VEILED = "Người đề nghị giữ kín tên"
READERS = (Role.HEAD, Role.DEPUTY, Role.SECRETARY)
UNIT_SIDE = (Role.UNIT_HEAD, Role.CONTACT)
# who takes petitions in, each at the own unit
RECEIVERS = (Role.ONE_STOP_OFFICER, Role.RECORDS_CLERK, Role.SECRETARY, *UNIT_SIDE)


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PetitionQuerySet":
        """Whoever works on it. The unit complained of does not read it for that reason."""
        rights = rights_of(user)
        if rights.has(*READERS):
            return self.all()
        if not rights.staff:
            return self.none()
        mine = Q(unit__in=rights.units(*UNIT_SIDE)) | Q(holder=user) | Q(received_by=user)
        return self.filter(mine | Q(received_unit__in=rights.units(*RECEIVERS)))

    def sent_from(self, user: Any) -> "PetitionQuerySet":
        """What an account without a seat sent; nothing for officers and visitors."""
        return self.filter(sent_by=user.pk) if is_citizen(user) else self.none()

    def readable_by(self, user: Any) -> "PetitionQuerySet":
        """Whoever works on them, and the account that sent them."""
        own = self.sent_from(user)
        return self.visible_to(user) if own.query.is_empty() else own

    def followed(self, code: str, proof: str) -> "Petition | None":
        """The one with this code, for whoever knows how its sender is reached."""
        there = self.filter(code=code.strip().upper(), fact=False, forgotten_at=None)
        row = there.select_related("received_unit", "unit").first()
        return row if row is not None and row.is_proved_by(proof) else None

    def open(self) -> "PetitionQuerySet":
        """Nothing sent to the sender yet."""
        return self.filter(state__in=OPEN)

    def overdue(self, on: dt.datetime) -> "PetitionQuerySet":
        """Open although the answer was due."""
        return self.open().filter(due_at__lt=on)

    def answered(self) -> "PetitionQuerySet":
        """With an answer."""
        return self.filter(state=PetitionState.ANSWERED)

    def published(self) -> "PetitionQuerySet":
        """What everybody may read: only the texts made for it, the newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")

    def matching(self, text: str) -> "PetitionQuerySet":
        """By code, subject or short name of the sender, tone marks ignored."""
        return containing(self, text)

    def for_list(self) -> "PetitionQuerySet":
        """With what a row of a list shows."""
        return self.select_related("unit", "received_unit", "holder")


class Petition(Record):
    """One petition. ``fact`` set: answered in another system, never edited here."""

    unlogged = frozenset({"sender_label", "sender_phone_index"})

    code = models.CharField("mã phản ánh, kiến nghị", max_length=60, unique=True)
    state = models.CharField(
        "trạng thái",
        max_length=30,
        choices=STATE_LABELS.items(),
        default=PetitionState.RECEIVED,
    )
    channel = models.CharField("hình thức gửi", max_length=20, choices=CHANNEL_LABELS.items())
    kind = models.CharField("nội dung về", max_length=40, choices=kind_choices, blank=True)
    subject = models.CharField("trích yếu", max_length=300)
    content = EncryptedField("nội dung", blank=True)
    sender_kind = models.CharField(
        "người gửi là",
        max_length=20,
        choices=KIND_LABELS.items(),
        default=ApplicantKind.PERSON,
    )
    sender_name = EncryptedField("tên người gửi", blank=True)
    sender_label = models.CharField("người gửi (rút gọn)", max_length=200, blank=True)
    sender_phone = EncryptedField("điện thoại", blank=True)
    sender_phone_index = BlindIndex("sender_phone", verbose_name="dấu tìm điện thoại")
    sender_email = EncryptedField("thư điện tử", blank=True)
    sender_address = EncryptedField("địa chỉ", blank=True)
    # who denounces is protected (Luật Tố cáo 2018, Điều 9): neither who answers nor whoever is
    # complained of learns the name
    sender_hidden = models.BooleanField("đề nghị giữ kín tên", default=False)
    procedure = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="petitions",
        verbose_name="về thủ tục",
    )
    about_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị được phản ánh",
    )
    received_at = models.DateTimeField("tiếp nhận lúc")
    received_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="received_petitions", verbose_name="nơi tiếp nhận"
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người tiếp nhận",
    )
    # the account of a citizen who sent it through the office's own site
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sent_petitions",
        verbose_name="tài khoản gửi",
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # covered by the indexes below
        related_name="petitions",
        verbose_name="đơn vị xử lý",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_petitions",
        verbose_name="người xử lý",
    )
    forward_due_at = models.DateTimeField("hạn phân loại, chuyển")
    limit_days = models.PositiveSmallIntegerField("thời hạn trả lời (ngày làm việc)")
    limit_basis = models.CharField("căn cứ thời hạn", max_length=300)
    due_at = models.DateTimeField("hạn trả lời")
    provisional = models.BooleanField("hạn tạm tính", default=False)
    extended_to = models.DateTimeField("gia hạn đến", null=True, blank=True)
    extension_reason = models.CharField("lý do gia hạn", max_length=500, blank=True)

    answer = models.TextField("nội dung trả lời", blank=True)
    outcome = models.CharField(
        "hình thức xử lý", max_length=40, choices=outcome_choices, blank=True
    )
    answer_number = models.CharField("số văn bản trả lời", max_length=100, blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ký trả lời",
    )
    lateness = models.CharField(
        "đúng hạn", max_length=20, choices=LATENESS_LABELS.items(), blank=True
    )
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    forwarded_to = models.CharField("chuyển đến cơ quan", max_length=300, blank=True)
    forward_paper = models.CharField("văn bản chuyển", max_length=200, blank=True)
    refusal = models.CharField(
        "lý do không tiếp nhận", max_length=40, choices=refusal_choices, blank=True
    )
    closing_note = models.TextField("ghi khi kết thúc", blank=True)

    satisfaction = models.CharField(
        "ý kiến người gửi", max_length=20, choices=SATISFACTION_LABELS.items(), blank=True
    )
    satisfaction_note = models.CharField("người gửi nói gì", max_length=500, blank=True)
    satisfaction_at = models.DateTimeField("hỏi ý kiến lúc", null=True, blank=True)

    public_question = models.TextField("nội dung công khai", blank=True)
    public_answer = models.TextField("trả lời công khai", blank=True)
    published_at = models.DateTimeField("công khai lúc", null=True, blank=True)

    source = models.CharField("hệ thống nguồn", max_length=150, blank=True)
    source_code = models.CharField("mã ở hệ thống nguồn", max_length=80, blank=True)
    fact = models.BooleanField("đã trả lời ở hệ thống nguồn", default=False)
    forgotten_at = models.DateTimeField("xóa dữ liệu lúc", null=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    objects = PetitionQuerySet.as_manager()
    veiled = False  # set by policies.veil for a reader who may not know the sender

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"
        indexes = [
            models.Index(fields=["unit", "state", "due_at"], name="petition_unit_due"),
            models.Index(fields=["state", "due_at"], name="petition_state_due"),
            models.Index(fields=["due_at"], name="petition_due"),
            models.Index(fields=["answered_at"], name="petition_answered"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_code"],
                condition=~Q(source=""),
                name="petition_source_once",
            ),
            models.CheckConstraint(
                condition=Q(fact=False) | ~Q(source=""), name="petition_fact_has_source"
            ),
            models.CheckConstraint(
                condition=~Q(state=PetitionState.ANSWERED) | Q(answered_at__isnull=False),
                name="petition_answered_has_day",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state=PetitionState.ANSWERED),
                name="petition_published_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("petitions:petition_detail", args=[self.pk])

    def search_words(self) -> str:
        """What search looks in: never the whole name, never the text, no hidden sender."""
        label = "" if self.sender_hidden else self.sender_label
        return f"{self.code} {self.source_code} {self.subject} {label}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in OPEN

    @property
    def kind_short(self) -> str:
        """The kind in a few words."""
        return short_kind(self.kind)

    @property
    def full_name(self) -> str:
        """The sender's name in clear, for whoever works on it and may know it."""
        return VEILED if self.veiled else clear(self.sender_name) or "Không ghi tên"

    @property
    def short_label(self) -> str:
        """The sender as lists show it."""
        return VEILED if self.veiled else self.sender_label

    @property
    def masked_phone(self) -> str:
        """The phone as papers show it: they may be lost."""
        return "" if self.veiled else str(self.sender_phone)

    @property
    def full_content(self) -> str:
        """What was sent, in clear, for whoever works on it; without the sender where hidden."""
        text = clear(self.content)
        return anonymised(text, **self.known_words()) if self.veiled else text

    def known_words(self) -> dict[str, list[str]]:
        """What is known of the sender and may not stand where everybody reads."""
        return {"names": [clear(self.sender_name)], "addresses": [clear(self.sender_address)]}

    def is_proved_by(self, proof: str) -> bool:
        """Whether these are the last four digits of the sender's phone, or the e-mail address."""
        given = "".join(proof.split()).casefold().encode()
        known = (last_four(clear(self.sender_phone)), clear(self.sender_email).strip().casefold())
        return any(one and hmac.compare_digest(one.encode(), given) for one in known)

    def is_overdue(self, on: dt.datetime | None = None) -> bool:
        """Open although the answer was due; an extension moves no due day."""
        return self.is_open and self.due_at < (on or clock.now())

    def days_left(self, on: dt.datetime) -> int:
        """Plain days to the due day."""
        return (timezone.localdate(self.due_at) - timezone.localdate(on)).days

    def named(self) -> str:
        """The sender as lists show it."""
        name = clear(self.sender_name)
        return short_name(self.sender_kind, name) if name else "Không ghi tên"


def site_unit() -> Unit | None:
    """The unit that takes in what is sent through the office's own site; None before the set-up."""
    kinds = receiving_kinds()
    found = list(Unit.objects.in_force(clock.today()).filter(kind__in=kinds))
    return min(found, key=lambda unit: (kinds.index(unit.kind), unit.order, unit.pk), default=None)


class PetitionCounter(models.Model):
    """The last number drawn in a year; locked while the next is drawn."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "bộ đếm phản ánh, kiến nghị"
        verbose_name_plural = "bộ đếm phản ánh, kiến nghị"

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class PetitionTicket(Ticket):
    """The mark of the form on the office's own site; ``by`` is nobody for a visitor."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tài khoản gửi",
    )
    petition = models.ForeignKey(
        Petition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="phản ánh, kiến nghị",
    )

    class Meta:
        verbose_name = "phiếu phản ánh, kiến nghị đã gửi"
        verbose_name_plural = "phiếu phản ánh, kiến nghị đã gửi"
        constraints = [
            models.UniqueConstraint(
                fields=["mark"],
                name="petition_ticket_once",
                violation_error_message="Phiếu này đã gửi.",
            ),
        ]


__all__ = ["Channel", "Petition", "PetitionCounter", "PetitionTicket", "site_unit"]
