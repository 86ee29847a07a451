"""What is due on a dossier, what was paid, and the receipts given for it.

Nothing here is ever deleted: a payment wrongly written is undone by a counter entry, an amount
not owed is let go with its reason.
"""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from congvu.core import clock
from congvu.core.models import Record
from congvu.dossiers.models.dossier import Dossier
from congvu.dossiers.models.point import ReceivingPoint
from congvu.dossiers.rules import Charge, fee_words, receipt_number
from congvu.dossiers.states import PAYMENT_METHOD_LABELS, PaymentMethod
from congvu.organizations.policies import rights_of
from congvu.organizations.states import Role
from congvu.procedures.models import FeeRule
from congvu.procedures.states import FEE_KIND_LABELS

ZERO = Decimal(0)
BOOK_KEEPERS = (Role.ADMINISTRATOR, Role.SECRETARY)
MONEY_READERS = (Role.HEAD, Role.DEPUTY, Role.SECRETARY)


def money(name: str, **kwargs: Any) -> models.DecimalField:
    """An amount in whole đồng."""
    return models.DecimalField(name, max_digits=14, decimal_places=0, **kwargs)


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PaymentQuerySet":
        """The counter that took the money, and who answers for the office."""
        rights = rights_of(user)
        if rights.has(*MONEY_READERS):
            return self.all()
        counters = rights.units(Role.ONE_STOP_OFFICER)
        return self.filter(point__unit__in=counters) if counters else self.none()

    def reversals(self) -> "PaymentQuerySet":
        """Counter entries."""
        return self.filter(reverses__isnull=False)

    def for_sheet(self) -> "PaymentQuerySet":
        """With what a line of a sheet shows, in the order it was written."""
        related = ("dossier__procedure", "receipt__book", "reverses__receipt__book", "by")
        return self.select_related(*related).order_by("at", "pk")


class Payment(Record):
    """Money that came in for one dossier; with ``reverses`` the entry that takes one back."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="payments", verbose_name="hồ sơ"
    )
    point = models.ForeignKey(
        ReceivingPoint,
        models.PROTECT,
        db_index=False,  # covered by the index below
        related_name="payments",
        verbose_name="nơi thu",
    )
    at = models.DateTimeField("thu lúc", default=clock.now)
    method = models.CharField(
        "hình thức", max_length=20, choices=PAYMENT_METHOD_LABELS.items(),
        default=PaymentMethod.CASH,
    )  # fmt: skip
    fee_amount = money("phí (đồng)", default=ZERO)
    charge_amount = money("lệ phí (đồng)", default=ZERO)
    amount = money("số tiền (đồng)")
    # what was paid for, as the receipt says it: [{"due", "kind", "label", "amount"}]
    items = models.JSONField("các khoản", default=list)
    # what the bank or the gateway calls it: one of theirs is never counted twice
    reference = models.CharField("mã giao dịch", max_length=100, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thu",
    )
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversal",
        verbose_name="hủy lần thu",
    )
    reason = models.CharField("lý do hủy", max_length=500, blank=True)
    reversed_at = models.DateTimeField("bị hủy lúc", null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "lần thu phí, lệ phí"
        verbose_name_plural = "các lần thu phí, lệ phí"
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["point", "at"], name="payment_point_at"),
            models.Index(fields=["at"], name="payment_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "reference"],
                condition=~Q(reference="") & Q(reverses__isnull=True, reversed_at__isnull=True),
                name="payment_reference_once",
                violation_error_message="Giao dịch này đã được ghi thu.",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")),
                name="payment_sign",
            ),
            models.CheckConstraint(
                condition=Q(amount=F("fee_amount") + F("charge_amount")), name="payment_sum"
            ),
        ]

    def __str__(self) -> str:
        return f"Thu {self.amount} đồng, {timezone.localtime(self.at):%H:%M %d/%m/%Y}"

    @property
    def is_reversal(self) -> bool:
        """A counter entry."""
        return self.reverses_id is not None


class FeeDue(Record):
    """One amount owed on a dossier, from the rule of its pinned version or typed in."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="dues", verbose_name="hồ sơ")
    rule = models.ForeignKey(
        FeeRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="mức thu của thủ tục",
    )
    kind = models.CharField("loại", max_length=20, choices=FEE_KIND_LABELS.items())
    label = models.CharField("khoản thu", max_length=300)
    rate = money("mức thu (đồng)")
    quantity = models.PositiveSmallIntegerField("số lượng", default=1)
    # exempt or reduced: which case of data/fees.yaml, by how much, shown by which paper
    relief = models.CharField("diện miễn, giảm", max_length=40, blank=True)
    relief_amount = money("số tiền miễn, giảm (đồng)", default=ZERO)
    relief_note = models.CharField("giấy tờ chứng minh", max_length=300, blank=True)
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dues",
        verbose_name="lần thu",
    )
    dropped_at = models.DateTimeField("bỏ lúc", null=True, blank=True)
    drop_reason = models.CharField("lý do bỏ", max_length=500, blank=True)

    class Meta:
        verbose_name = "khoản phải thu"
        verbose_name_plural = "các khoản phải thu"
        ordering = ["pk"]
        indexes = [models.Index(fields=["created_at"], name="fee_due_created")]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "rule"],
                condition=Q(rule__isnull=False, dropped_at__isnull=True),
                name="fee_due_rule_once",
                violation_error_message="Khoản thu này đã ghi cho hồ sơ.",
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=0, quantity__gte=1), name="fee_due_amount"
            ),
            models.CheckConstraint(
                condition=Q(relief_amount__gte=0) & Q(relief_amount__lte=F("rate") * F("quantity")),
                name="fee_due_relief",
            ),
            models.CheckConstraint(
                condition=Q(relief="", relief_amount=0) | (~Q(relief="") & Q(relief_amount__gt=0)),
                name="fee_due_relief_reason",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True)
                | (Q(payment__isnull=True) & ~Q(drop_reason="")),
                name="fee_due_dropped",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def words(self) -> str:
        """With its kind, as sheets and slips say it."""
        return fee_words(self.get_kind_display(), self.label)

    @property
    def charge(self) -> Charge:
        """As the rules know it."""
        return Charge(self.kind, self.rate, self.quantity, self.relief_amount)

    @property
    def owed(self) -> Decimal:
        """What is to be paid after relief."""
        return self.charge.owed

    @property
    def is_open(self) -> bool:
        """Still to be paid."""
        return self.payment_id is None and self.dropped_at is None and self.owed > 0


class ReceiptBook(Record):
    """A book of receipts at a counter; its numbers are typed in, or drawn where it says so."""

    point = models.ForeignKey(
        ReceivingPoint, models.PROTECT, related_name="receipt_books", verbose_name="nơi thu"
    )
    form = models.CharField("mẫu số", max_length=30, help_text="Ví dụ 01BLP2-001.")
    series = models.CharField("ký hiệu", max_length=30, help_text="Ví dụ AA-20T.")
    name = models.CharField("quyển số", max_length=30)
    first = models.PositiveIntegerField("từ số")
    last = models.PositiveIntegerField("đến số")
    width = models.PositiveSmallIntegerField("số chữ số", default=7)
    draws = models.BooleanField(
        "cấp số tại đây",
        default=False,
        help_text="Để trống: gõ số in sẵn trên quyển biên lai của cơ quan.",
    )
    active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "quyển biên lai"
        verbose_name_plural = "các quyển biên lai"
        ordering = ["point", "form", "series", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["form", "series", "name", "point"],
                name="receipt_book_once",
                violation_error_message="Quyển biên lai này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="receipt_book_numbers",
                violation_error_message="Số cuối phải từ số đầu trở lên.",
            ),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=10),
                name="receipt_book_width",
                violation_error_message="Số biên lai có từ 1 đến 10 chữ số.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} quyển {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("dossiers:book_edit", args=[self.pk])

    @property
    def first_digits(self) -> str:
        """The first number as printed: 0000001."""
        return receipt_number(self.first, self.width)

    @property
    def last_digits(self) -> str:
        """The last number as printed."""
        return receipt_number(self.last, self.width)

    @property
    def highest_digits(self) -> str:
        """The highest one written so far, where a list asked for it."""
        highest = getattr(self, "highest", None)
        return "" if highest is None else receipt_number(highest, self.width)


class Receipt(Record):
    """The receipt given for a payment: a number of a book, never given out again."""

    book = models.ForeignKey(
        ReceiptBook, models.PROTECT, db_index=False, related_name="receipts",
        verbose_name="quyển biên lai",
    )  # fmt: skip
    number = models.PositiveIntegerField("số")
    payment = models.OneToOneField(
        Payment, models.PROTECT, related_name="receipt", verbose_name="lần thu"
    )
    cancelled_at = models.DateTimeField("hủy lúc", null=True, blank=True)

    class Meta:
        verbose_name = "biên lai"
        verbose_name_plural = "biên lai"
        ordering = ["book", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="receipt_number_once",
                violation_error_message="Số biên lai này đã dùng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book.series} số {self.digits}"

    @property
    def digits(self) -> str:
        """The number as printed: 0000123."""
        return receipt_number(self.number, self.book.width)
