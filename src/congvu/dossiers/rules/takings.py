"""Money of a period: what was taken, taken back and charged; every figure a sum of rows.

Taken less taken back is what came in, by cash or without. What was charged is relieved, let go,
paid, or still to be paid.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Taking(StrEnum):
    """Figures of money; the first is a number of times, the others are đồng."""

    TIMES = "times"
    FEE = "fee"
    CHARGE = "charge"
    TAKEN = "taken"
    TAKEN_BACK = "taken_back"
    CASH = "cash"
    CASHLESS = "cashless"
    NET = "net"
    CHARGED = "charged"
    RELIEVED = "relieved"
    LET_GO = "let_go"
    PAID = "paid"
    LEFT = "left"


T = Taking
TAKING_LABELS = {
    T.TIMES: "Số lần thu",
    T.FEE: "Phí đã thu",
    T.CHARGE: "Lệ phí đã thu",
    T.TAKEN: "Phí, lệ phí đã thu",
    T.TAKEN_BACK: "Đã hủy, hoàn lại",
    T.CASH: "Thực thu bằng tiền mặt",
    T.CASHLESS: "Thực thu không dùng tiền mặt",
    T.NET: "Thực thu",
    T.CHARGED: "Ghi phải thu theo mức thu",
    T.RELIEVED: "Miễn, giảm",
    T.LET_GO: "Khoản đã bỏ",
    T.PAID: "Đã nộp",
    T.LEFT: "Còn phải nộp",
}


class OfDetail(StrEnum):
    """Sums only the detailed list ends with, counter entries subtracted."""

    NET_FEE = "net_fee"
    NET_CHARGE = "net_charge"


KEPT_LABELS = {
    **TAKING_LABELS,
    OfDetail.NET_FEE: "Thực thu phí",
    OfDetail.NET_CHARGE: "Thực thu lệ phí",
}
OF_DUES = (T.CHARGED, T.RELIEVED, T.LET_GO, T.PAID, T.LEFT)
OF_PAYMENTS = tuple(one for one in T if one not in OF_DUES)
KEPT_OF_PAYMENTS = (*OF_PAYMENTS, *OfDetail)
ZERO = Decimal(0)


@dataclass
class Takings:
    """Figures of money by name; what is not there is 0."""

    numbers: dict[str, Decimal] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Decimal:
        return self.numbers.get(name, ZERO)

    def enter(self, name: str, number: Decimal | int | None) -> None:
        """So much more of one figure."""
        self.numbers[name] = self[name] + (number or 0)

    def add(self, other: "Takings") -> None:
        """Another row on top."""
        for name, number in other.numbers.items():
            self.enter(name, number)

    @property
    def empty(self) -> bool:
        """Nothing arose; taken and taken back on one day is something."""
        return not any(self.numbers.values())

    @property
    def balanced(self) -> bool:
        """Whether every đồng has its place."""
        taken = self[T.TAKEN] == self[T.FEE] + self[T.CHARGE]
        came = self[T.NET] == self[T.TAKEN] - self[T.TAKEN_BACK] == self[T.CASH] + self[T.CASHLESS]
        ends = (T.RELIEVED, T.LET_GO, T.PAID, T.LEFT)
        return taken and came and self[T.CHARGED] == sum(self[name] for name in ends)


def whole_takings(parts: Iterable[Takings]) -> Takings:
    """All rows together."""
    whole = Takings()
    for one in parts:
        whole.add(one)
    return whole
