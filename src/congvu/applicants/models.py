"""People and organisations who file. What identifies them lies encrypted."""

from typing import Any

from django.conf import settings
from django.db import models

from congvu.accounts.policies import is_citizen
from congvu.applicants.registry import readable
from congvu.applicants.rules import bare, short_name
from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core.encrypted import blind
from congvu.core.models import Record
from congvu.core.personal import ERASED, BlindIndex, EncryptedField, Hidden, find_by
from congvu.core.prepared import Prepared, Slot
from congvu.core.search import containing
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role


class ApplicantQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ApplicantQuerySet":
        """Whose matters ``user`` works on, who was registered at the user's counter, oneself."""
        counters = rights_of(user).units(Role.ONE_STOP_OFFICER)
        seen = models.Q(registered_at__in=counters)
        if user is not None and is_citizen(user):
            seen |= models.Q(account=user)
        for keys in readable(user):
            seen |= models.Q(pk__in=keys)
        return self.filter(seen)

    def living(self) -> "ApplicantQuerySet":
        """Those whose data was not erased."""
        return self.filter(forgotten_at=None)

    def search(self, words: str) -> "ApplicantQuerySet":
        """By name, tone marks and Đ/D ignored."""
        return containing(self, words)


class Applicant(Record):
    """Who files. The name is encrypted too: erasing the key erases the person."""

    unlogged = frozenset(
        {"label", "identity_number_index", "phone_index", "last_four_index", "last_four"}
    )

    kind = models.CharField(
        "loại", max_length=20, choices=KIND_LABELS.items(), default=ApplicantKind.PERSON
    )
    name = EncryptedField("họ tên, tên tổ chức")
    label = models.CharField("tên rút gọn", max_length=200, blank=True, editable=False)
    identity_number = EncryptedField("số định danh, mã số doanh nghiệp", blank=True)
    identity_number_index = BlindIndex("identity_number", verbose_name="dấu tìm số định danh")
    phone = EncryptedField("điện thoại", blank=True)
    phone_index = BlindIndex("phone", verbose_name="dấu tìm điện thoại")
    # kept in step by the actions: what a tracking page may ask for without opening the number
    last_four = EncryptedField("bốn số cuối điện thoại", blank=True, editable=False)
    last_four_index = BlindIndex("last_four", verbose_name="dấu tìm bốn số cuối")
    email = EncryptedField("thư điện tử", blank=True)
    address = EncryptedField("địa chỉ", blank=True)
    birth_date = EncryptedField("ngày sinh", blank=True)
    registered_at = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nơi đăng ký",
    )
    # who keeps this row without an officer; the identity number in it is a claim, seen by nobody
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applicants",
        verbose_name="tài khoản",
    )
    erasure_asked_at = models.DateTimeField("xin xóa dữ liệu lúc", null=True, blank=True)
    forgotten_at = models.DateTimeField("xóa dữ liệu lúc", null=True, blank=True, editable=False)
    search_text = models.TextField(editable=False, blank=True)

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = "người nộp hồ sơ"
        verbose_name_plural = "người nộp hồ sơ"
        constraints = [
            # one living row per identity number that a counter has seen
            models.UniqueConstraint(
                fields=["identity_number_index"],
                condition=~models.Q(identity_number_index="") & models.Q(account__isnull=True),
                name="applicant_identity_once",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(forgotten_at__isnull=True),
                name="applicant_account_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label or ERASED

    def log_label(self) -> str:
        """The log never knows a name: it can't be taken out of it again."""
        return "Người nộp hồ sơ"

    @property
    def full_name(self) -> str:
        """The name in clear, for whoever works on the matter."""
        return clear(self.name)

    def search_words(self) -> str:
        """What search looks in."""
        return "" if self.forgotten_at else clear(self.name)

    def derived(self) -> dict[str, str]:
        """Fields that follow from the name and the phone."""
        phone = clear(self.phone) if self.phone else ""
        digits = bare(phone)
        return {
            "label": short_name(self.kind, clear(self.name)),
            "last_four": digits[-4:] if len(digits) >= 4 else "",
        }


def clear(value: Any) -> str:
    """A personal value in clear; the word for erased ones."""
    if isinstance(value, Hidden):
        return ERASED if value.clear is None else value.clear
    return value or ""


def by_number(text: str) -> ApplicantQuerySet:
    """Those a counter has registered whose identity number or phone is ``text``, however spelt."""
    found = find_by(Applicant, "identity_number", text) | find_by(Applicant, "phone", text)
    return found.filter(forgotten_at=None, account=None)


OF_NUMBER: Prepared[Applicant] = Prepared(
    lambda: Applicant.objects.living().filter(
        models.Q(identity_number_index=Slot("identity", models.CharField()))
        | models.Q(phone_index=Slot("phone", models.CharField())),
        pk=Slot("pk", models.BigAutoField()),
        account=None,
    )
)


def one_by_number(pk: int, text: str) -> Applicant | None:
    """As :func:`by_number`, of those found the one with this key."""
    indexes = {"identity": blind("identity_number", text), "phone": blind("phone", text)}
    return OF_NUMBER.first(pk=pk, **indexes)


def own_applicant(user: Any) -> Applicant | None:
    """The row an account keeps about its holder; None before anything was filled in."""
    return Applicant.objects.living().filter(account=user).first()
