"""Accounts of units, statements of their banks, and each credit in them, counted once."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from congvu.core import clock
from congvu.core.models import Record
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.models.fees import BOOK_KEEPERS, MONEY_READERS, Payment, money
from congvu.dossiers.models.point import ReceivingPoint
from congvu.dossiers.states import OUTCOME_LABELS, RUN_STATE_LABELS, TO_BE_LOOKED_AT
from congvu.organizations.models import Unit
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role


def counters_above(user: Any) -> set[int]:
    """The units of this person's counters and those right above them, who own the accounts."""
    served = ReceivingPoint.objects.served_by(user).select_related("unit")
    return {key for one in served for key in (one.unit_id, one.unit.parent_id) if key}


class BankAccountQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "BankAccountQuerySet":
        """Who keeps them, who answers for the money, and the counters that are paid into them."""
        rights = rights_of(user)
        if rights.has(*BOOK_KEEPERS, *MONEY_READERS):
            return self.all()
        return self.filter(unit__in=counters_above(user))

    def reconciled_by(self, user: Any) -> "BankAccountQuerySet":
        """Those whose statements this person takes in."""
        if rights_of(user).has(Role.SECRETARY):
            return self.all()
        return self.filter(unit__in=counters_above(user))


class BankAccount(Record):
    """An account fees are transferred to."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="bank_accounts", verbose_name="đơn vị"
    )
    bank_bin = models.CharField(
        "mã BIN ngân hàng",
        max_length=6,
        validators=[RegexValidator(r"^\d{6}$", "Mã BIN có đúng 6 chữ số, ví dụ 970436.")],
        help_text="Sáu chữ số Napas cấp cho ngân hàng.",
    )
    bank_name = models.CharField("ngân hàng", max_length=150)
    number = models.CharField(
        "số tài khoản",
        max_length=19,
        validators=[RegexValidator(r"^[0-9A-Za-z]+$", "Số tài khoản chỉ gồm chữ số, chữ cái.")],
    )
    holder = models.CharField("tên tài khoản", max_length=150)
    active = models.BooleanField("đang dùng", default=True)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "tài khoản thu phí, lệ phí"
        verbose_name_plural = "các tài khoản thu phí, lệ phí"
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bank_bin", "number"],
                name="bank_account_number",
                violation_error_message="Tài khoản này đã có.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(active=True),
                name="bank_account_one_active",
                violation_error_message="Đơn vị đang dùng một tài khoản khác; ngừng dùng nó trước.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.bank_name}"


class BankStatement(Record):
    """A statement file read, and taken in or thrown away."""

    unlogged = frozenset({"findings"})  # cells of the file, names of people among them

    account = models.ForeignKey(
        BankAccount, models.PROTECT, related_name="statements", verbose_name="tài khoản"
    )
    state = models.CharField("kết quả", max_length=20, choices=RUN_STATE_LABELS.items())
    # kept only while it waits to be taken in: it holds names of people
    file = models.FileField("tệp chờ nhập", upload_to="bank-statements", blank=True)
    findings = models.JSONField("kết quả đọc", default=dict, blank=True)
    file_name = models.CharField("tệp", max_length=300, blank=True)
    sha256 = models.CharField("mã băm của tệp", max_length=64, blank=True)
    at = models.DateTimeField("lúc", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="người nhập",
    )  # fmt: skip
    created = models.PositiveIntegerField("giao dịch mới", default=0)
    known = models.PositiveIntegerField("đã nhập trước đó", default=0)
    skipped = models.PositiveIntegerField("dòng bỏ qua", default=0)

    class Meta:
        verbose_name = "sao kê ngân hàng"
        verbose_name_plural = "các sao kê ngân hàng"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Sao kê {self.account} {self.file_name}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:statement_detail", args=[self.pk])


class BankEntryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "BankEntryQuerySet":
        """As the account."""
        return self.filter(account__in=BankAccount.objects.visible_to(user))

    def to_look_at(self) -> "BankEntryQuerySet":
        """Those somebody must still decide about."""
        return self.filter(outcome__in=TO_BE_LOOKED_AT)


class BankEntry(Record):
    """One credit. ``fingerprint`` is what makes it this one, in whichever file it comes again."""

    unlogged = frozenset({"memo"})  # names of people

    account = models.ForeignKey(
        BankAccount, models.PROTECT, db_index=False, related_name="entries",
        verbose_name="tài khoản",
    )  # fmt: skip
    statement = models.ForeignKey(
        BankStatement, models.PROTECT, related_name="entries", verbose_name="sao kê"
    )
    row = models.PositiveIntegerField("dòng")
    day = models.DateField("ngày giao dịch")
    amount = money("số tiền (đồng)")
    memo = models.CharField("nội dung", max_length=500, blank=True)
    reference = models.CharField("mã giao dịch", max_length=100, blank=True)
    fingerprint = models.CharField("dấu nhận biết", max_length=64)
    outcome = models.CharField("kết quả", max_length=20, choices=OUTCOME_LABELS.items())
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="bank_entries",
        verbose_name="hồ sơ",
    )  # fmt: skip
    owed = money("còn phải thu khi đối chiếu (đồng)", null=True, blank=True)
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, related_name="bank_entry",
        verbose_name="lần thu",
    )  # fmt: skip
    note = models.CharField("cách xử lý", max_length=500, blank=True)

    objects = BankEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "giao dịch báo có"
        verbose_name_plural = "các giao dịch báo có"
        ordering = ["day", "pk"]
        indexes = [models.Index(fields=["account", "outcome", "day"], name="bank_entry_outcome")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "fingerprint"],
                name="bank_entry_once",
                violation_error_message="Giao dịch này đã nhập.",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="bank_entry_credit"),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.amount} đồng ngày {self.day:%d/%m/%Y}"
