"""Bảng kê thu phí, lệ phí of a counter and a day: every entry, sums by kind and by way."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from congvu.core import formats
from congvu.core.workdays import ZONE
from congvu.documents.xlsx import Cell, Sheet, SheetColumn, Workbook
from congvu.dossiers.models import Payment, ReceivingPoint
from congvu.dossiers.rules import money_words
from congvu.dossiers.states import PAYMENT_METHOD_LABELS, PaymentMethod

COLUMNS = (
    SheetColumn("STT", 6, "integer"),
    SheetColumn("Giờ", 9),
    SheetColumn("Biên lai", 20),
    SheetColumn("Mã hồ sơ", 28),
    SheetColumn("Thủ tục", 40),
    SheetColumn("Người nộp", 26),
    SheetColumn("Hình thức", 16),
    SheetColumn("Phí", 14, "integer"),
    SheetColumn("Lệ phí", 14, "integer"),
    SheetColumn("Cộng", 14, "integer"),
    SheetColumn("Người thu", 24),
    SheetColumn("Ghi chú", 30),
)


@dataclass(frozen=True)
class DaySheet:
    """One counter on one day."""

    point: ReceivingPoint
    day: dt.date
    rows: list[Payment]

    @property
    def fee(self) -> Decimal:
        """Phí."""
        return sum((one.fee_amount for one in self.rows), Decimal(0))

    @property
    def charge(self) -> Decimal:
        """Lệ phí."""
        return sum((one.charge_amount for one in self.rows), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Both."""
        return self.fee + self.charge

    @property
    def total_words(self) -> str:
        """As money is written in words."""
        return money_words(self.total)

    @property
    def by_method(self) -> list[tuple[str, Decimal]]:
        """Cash is counted in the drawer, transfers on the statement."""
        found: dict[str, Decimal] = {}
        for one in self.rows:
            found[one.method] = found.get(one.method, Decimal(0)) + one.amount
        return [(PAYMENT_METHOD_LABELS[way], found[way]) for way in PaymentMethod if way in found]

    @property
    def title(self) -> str:
        """Bảng kê thu phí, lệ phí ngày 08/9/2020."""
        return f"Bảng kê thu phí, lệ phí ngày {formats.date(self.day)}"


def sheet_of(point: ReceivingPoint, day: dt.date) -> DaySheet:
    """All entries of the day, in the order they were written; one query."""
    start = dt.datetime.combine(day, dt.time(), ZONE)
    rows = point.payments.filter(at__gte=start, at__lt=start + dt.timedelta(days=1))
    return DaySheet(point, day, list(rows.for_sheet()))


def remark(row: Payment) -> str:
    """What a line adds in words: which entry it takes back and why, the bank's own number."""
    if row.is_reversal:
        undone = getattr(row.reverses, "receipt", None)
        told = f"Hủy biên lai {undone}" if undone else f"Hủy lần thu {row.reverses_id}"
        return f"{told}: {row.reason}"
    return "; ".join(filter(None, (row.reference, row.note)))


def receipt_of(row: Payment) -> str:
    """The receipt's words; empty where none was written."""
    receipt = getattr(row, "receipt", None)
    return str(receipt) if receipt else ""


def workbook(sheet: DaySheet) -> Workbook:
    """The sheet as Excel, sums in the last row."""
    heading = f"{sheet.title} · {sheet.point}"
    return Workbook((Sheet("Bảng kê", COLUMNS, cells(sheet), heading=heading),), title=heading)


def cells(sheet: DaySheet) -> Iterator[tuple[Cell, ...]]:
    """Line by line."""
    for number, row in enumerate(sheet.rows, 1):
        yield (
            number,
            f"{timezone.localtime(row.at):%H:%M}",
            receipt_of(row),
            row.dossier.code,
            row.dossier.procedure_words,
            row.dossier.applicant_label,
            row.get_method_display(),
            row.fee_amount,
            row.charge_amount,
            row.amount,
            str(row.by or "Hệ thống"),
            remark(row),
        )
    empty: list[Cell] = [None] * 5
    yield (*empty, "Cộng", None, sheet.fee, sheet.charge, sheet.total, None, None)
