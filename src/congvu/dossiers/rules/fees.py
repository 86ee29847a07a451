"""What is owed and paid: sums of phí and lệ phí, relief, numbers of receipts, money in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "data" / "fees.yaml"
FEE = "fee"  # phí; everything else is lệ phí
ZERO = Decimal(0)


@dataclass(frozen=True)
class Charge:
    """One amount as it stands: rate × quantity, less what the applicant is relieved of."""

    kind: str
    rate: Decimal
    quantity: int = 1
    relief: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Before relief."""
        return self.rate * self.quantity

    @property
    def owed(self) -> Decimal:
        """To be paid."""
        return self.total - self.relief


@dataclass(frozen=True)
class Sums:
    """Phí and lệ phí apart: they go to different accounts of the budget."""

    fee: Decimal = ZERO
    charge: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Both."""
        return self.fee + self.charge


def summed(charges: Iterable[Charge]) -> Sums:
    """What some charges come to."""
    fee = charge = ZERO
    for one in charges:
        if one.kind == FEE:
            fee += one.owed
        else:
            charge += one.owed
    return Sums(fee, charge)


def fee_words(kind: str, label: str) -> str:
    """Lệ phí cấp giấy phép, Phí thẩm định: the kind in front, once."""
    said = label.casefold().startswith(kind.casefold())
    return label if said or not kind else f"{kind}: {label}"


@dataclass(frozen=True)
class Relief:
    """A case of exemption or reduction with its legal source."""

    code: str
    label: str
    source: str


@cache
def fee_data() -> dict[str, Any]:
    """The file."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def reliefs(on: dt.date) -> list[Relief]:
    """Cases of relief the law of a day knows."""
    return [
        Relief(row["code"], row["label"], row["source"])
        for row in fee_data()["reliefs"]
        if row.get("from", dt.date.min) <= on <= row.get("until", dt.date.max)
    ]


def relief_label(code: str) -> str:
    """The words of a case, also of one no longer in force."""
    rows = fee_data()["reliefs"]
    return next((row["label"] for row in rows if row["code"] == code), code)


def relief_problem(
    code: str, amount: Decimal, total: Decimal, note: str, on: dt.date
) -> dict[str, str]:
    """What is wrong with a relief, by field; empty when it may stand."""
    if not code:
        return {"relief": "Chọn diện miễn, giảm."} if amount else {}
    problems = {}
    if code not in {one.code for one in reliefs(on)}:
        problems["relief"] = "Không có diện miễn, giảm này."
    if not ZERO < amount <= total:
        problems["relief_amount"] = "Số tiền miễn, giảm phải lớn hơn 0 và không quá mức thu."
    if not note.strip():
        problems["relief_note"] = "Ghi giấy tờ chứng minh được miễn, giảm."
    return problems


def receipt_form(on: dt.date) -> str:
    """The legal basis receipts are kept under on a day."""
    for row in fee_data()["receipts"]:
        if row.get("from", dt.date.min) <= on <= row.get("until", dt.date.max):
            return row["basis"]
    return ""


def receipt_number(number: int, width: int) -> str:
    """As printed: 0000123."""
    return f"{number:0{width}d}"


def receipt_problem(number: int, first: int, last: int, width: int) -> str:
    """Why a number can't be of a book; empty when it can."""
    if first <= number <= last:
        return ""
    low, high = receipt_number(first, width), receipt_number(last, width)
    return f"Quyển biên lai này có số từ {low} đến {high}."


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ("", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ")


def money_words(amount: Decimal | int) -> str:
    """ "Một trăm linh năm nghìn đồng", as a receipt says it."""
    number = int(abs(amount))
    groups, rest = [], number
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    words: list[str] = []
    for place in range(len(groups) - 1, -1, -1):
        if groups[place]:
            first = place == len(groups) - 1
            words += [*hundreds(groups[place], first), SCALES[place]]
    text = " ".join(word for word in words if word) or DIGITS[0]
    told = f"âm {text}" if amount < 0 else text
    return f"{told[0].upper()}{told[1:]} đồng"


def hundreds(group: int, first: bool) -> list[str]:
    """A group of three digits; only the first one leaves out its empty places."""
    hundred, rest = divmod(group, 100)
    ten, one = divmod(rest, 10)
    words = [] if first and not hundred else [DIGITS[hundred], "trăm"]
    if ten == 0:
        if not one:
            return words
        return [*words, *(["linh"] if words else []), DIGITS[one]]
    words += ["mười"] if ten == 1 else [DIGITS[ten], "mươi"]
    if one:
        words.append(unit_word(ten, one))
    return words


def unit_word(ten: int, one: int) -> str:
    """Mốt, tư and lăm after the tens."""
    if one == 5:
        return "lăm"
    if ten > 1 and one == 1:
        return "mốt"
    return "tư" if ten > 1 and one == 4 else DIGITS[one]
