"""A statement into credits and problems; no row is left out unsaid, no amount is guessed."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from congvu.core.imports import Column, Grid, ImportRefused, Limits, Problem, check
from congvu.core.imports.grid import Cell, Doubt, PreviewRow
from congvu.core.imports.parsing import date, raw, short_text, text
from congvu.dossiers.rules import fingerprint

LIMITS = Limits(rows=5_000)
CLOCK = re.compile(r"[ T,]+\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?$", re.IGNORECASE)
GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+([.,]0{1,2})?")
PLAIN = re.compile(r"\d+([.,]0{1,2})?")
MOST_SHOWN = 200


class Credit(NamedTuple):
    """Money that came in, as the bank tells it."""

    number: int
    day: dt.date
    amount: Decimal
    memo: str
    reference: str
    fingerprint: str


@dataclass
class Statement:
    """A statement as read."""

    credits: list[Credit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether all may be taken in; else nothing is."""
        return bool(self.credits) and not self.problems


def day(cell: Cell) -> dt.date | None:
    """A day, with or without the bank's clock behind it."""
    if isinstance(cell, dt.datetime | dt.date):
        return date(cell)
    return date(CLOCK.sub("", raw(cell)))


def amount(cell: Cell) -> Decimal | None:
    """Whole đồng: 1.250.000, 1,250,000.00, +50 000 VND; a bare 12,5 is doubted."""
    if cell is None or raw(cell) in ("", "-"):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = Decimal(str(cell))
        if value != value.to_integral_value():
            raise Doubt(f"{raw(cell)!r} không phải số đồng nguyên.")
        return value
    words = re.sub(r"(?i)\s|\u00a0|vnd|đồng|đ$", "", raw(cell))
    sign = -1 if words.startswith("-") or words.startswith("(") else 1
    bare = words.strip("+-()")
    if GROUPED.fullmatch(bare):
        whole = re.sub(r"[.,]0{1,2}$", "", bare) if re.search(r"[.,]0{1,2}$", bare) else bare
        return sign * Decimal(re.sub(r"[.,]", "", whole))
    if PLAIN.fullmatch(bare):
        return sign * Decimal(re.split(r"[.,]", bare)[0])
    raise Doubt(f"{raw(cell)!r} không phải là số tiền.", re.sub(r"\D", "", bare))


COLUMNS = [
    Column("day", "Ngày giao dịch", day,
           aliases=("ngày", "ngày gd", "ngày hiệu lực", "ngày hạch toán", "ngày ghi sổ",
                    "transaction date", "date")),
    Column("credit", "Ghi có", amount,
           aliases=("số tiền ghi có", "phát sinh có", "ps có", "có", "tiền vào", "credit")),
    Column("debit", "Ghi nợ", amount,
           aliases=("số tiền ghi nợ", "phát sinh nợ", "ps nợ", "nợ", "tiền ra", "debit")),
    Column("amount", "Số tiền", amount, aliases=("số tiền gd", "số tiền giao dịch", "amount")),
    Column("memo", "Nội dung", text,
           aliases=("nội dung giao dịch", "diễn giải", "mô tả", "nội dung chi tiết", "description",
                    "nội dung chuyển khoản", "details")),
    Column("reference", "Mã giao dịch", short_text(100),
           aliases=("số tham chiếu", "số ct", "số chứng từ", "số bút toán", "mã tham chiếu",
                    "transaction no", "reference", "số giao dịch", "số ref")),
    Column("balance", "Số dư", text, aliases=("số dư cuối", "số dư sau gd", "balance")),
]  # fmt: skip
LABELS = {column.name: column.label for column in COLUMNS}


def understand(grid: Grid) -> Statement:
    """Every row: a credit, money that went out, no transaction at all, or a problem."""
    preview = check(grid, COLUMNS)
    known = {name for row in preview.rows[:1] for name, cell in row.cells.items()}
    titles = {name for row in preview.rows for name, cell in row.cells.items() if cell.raw}
    if known and not titles & {"credit", "amount"}:
        raise ImportRefused("Không thấy cột Ghi có hoặc Số tiền trong sao kê.")
    found = Statement(
        problems=list(preview.problems), skipped=list(preview.skipped), ignored=preview.ignored
    )
    turns: dict[tuple, int] = {}
    for row in preview.rows:
        if row.good:
            found.credits += credit_of(row, found, turns)
    found.problems.sort(key=lambda one: one.row)
    return found


def credit_of(row: PreviewRow, found: Statement, turns: dict[tuple, int]) -> Iterator[Credit]:
    """The credit of a row, if it is one."""
    values = row.values
    money = values["credit"] or values["amount"] or Decimal(0)
    if money <= 0:
        out = values["debit"] or money < 0
        why = "Tiền ra, không nhập." if out else "Dòng không phải giao dịch."
        found.skipped.append((row.number, why))
        return
    if values["day"] is None:
        found.problems.append(Problem(row.number, "day", "Thiếu ngày giao dịch."))
        return
    memo, reference = (values["memo"] or "")[:500], values["reference"] or ""
    same = (values["day"], money, memo, values["balance"] or "")
    turn = turns[same] = turns.get(same, -1) + 1
    mark = fingerprint(reference, values["day"], money, memo, values["balance"] or "", turn)
    yield Credit(row.number, values["day"], money, memo, reference, mark)
