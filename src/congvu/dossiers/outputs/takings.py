"""Reports of fees: by field, by procedure, in detail, and the rows behind each figure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from congvu.documents.xlsx import Cell, CellKind, Sheet, SheetColumn, Workbook
from congvu.dossiers.models import FeeDue, Payment
from congvu.dossiers.outputs.day_sheet import receipt_of, remark
from congvu.dossiers.outputs.reports import UNKNOWN, SumColumn, known_of, names_of
from congvu.dossiers.rules import relief_label
from congvu.dossiers.rules.takings import (
    OF_DUES,
    TAKING_LABELS,
    OfDetail,
    Taking,
    Takings,
)
from congvu.dossiers.takings import worth
from congvu.procedures.models import Procedure

T = Taking
PREFIX = "khoan-"
TAKEN, CAME, DUE = "Đã thu", "Thực thu", "Ghi phải thu trong kỳ"
COLUMNS = (
    SumColumn("Số lần", T.TIMES, TAKEN),
    SumColumn("Phí", T.FEE, TAKEN),
    SumColumn("Lệ phí", T.CHARGE, TAKEN),
    SumColumn("Cộng", T.TAKEN, TAKEN),
    SumColumn("Đã hủy, hoàn lại", T.TAKEN_BACK),
    SumColumn("Tiền mặt", T.CASH, CAME),
    SumColumn("Không tiền mặt", T.CASHLESS, CAME),
    SumColumn("Cộng", T.NET, CAME),
    SumColumn("Theo mức thu", T.CHARGED, DUE),
    SumColumn("Miễn, giảm", T.RELIEVED, DUE),
    SumColumn("Đã bỏ", T.LET_GO, DUE),
    SumColumn("Đã nộp", T.PAID, DUE),
    SumColumn("Còn phải nộp", T.LEFT, DUE),
)


@dataclass(frozen=True)
class TakingColumn:
    """A heading, and the cell below for a payment or an amount charged."""

    title: str
    of: Callable[[Any], Cell]
    width: float = 16.0
    kind: CellKind = "text"
    total: str = ""  # the figure that stands in the last row


@dataclass(frozen=True)
class TakingSums:
    """A table of figures by field or by procedure."""

    slug: str
    title: str
    about: str
    by: str  # "field" or "procedure"
    columns: tuple[SumColumn, ...] = COLUMNS


@dataclass(frozen=True)
class TakingList:
    """Payments, or amounts charged, one by one."""

    slug: str
    title: str
    about: str
    name: Taking
    columns: tuple[TakingColumn, ...]
    order: str  # the field of the moment


TakingReport = TakingSums | TakingList
CODE = TakingColumn("Mã hồ sơ", lambda row: str(row.dossier), 27)
PERSON = (
    TakingColumn("Tên thủ tục hành chính", lambda row: row.dossier.procedure_words, 44),
    TakingColumn("Người nộp", lambda row: row.dossier.applicant_label, 26),
)


def figure(name: Taking, title: str = "") -> TakingColumn:
    """What a row adds to a figure, as a column."""
    heading = title or TAKING_LABELS[name]
    return TakingColumn(heading, lambda row: worth(name, row), 15, "integer", name)


def time_of(row: Any) -> Any:
    """When it was taken, or charged, on the office's clock."""
    return timezone.localtime(row.at if isinstance(row, Payment) else row.created_at)


def due_remark(row: FeeDue) -> str:
    """The case of relief with its paper; why it was let go."""
    told = [relief_label(row.relief), row.relief_note] if row.relief else []
    return "; ".join(filter(None, [*told, row.drop_reason]))


PAYMENT = (
    CODE,
    TakingColumn("Thời gian", time_of, 17, "datetime"),
    TakingColumn("Biên lai", receipt_of, 20),
    *PERSON,
    TakingColumn("Hình thức", lambda row: row.get_method_display(), 15),
)
PAYMENT_END = (
    TakingColumn("Nơi thu", lambda row: str(row.point), 26),
    TakingColumn("Người thu", lambda row: str(row.by or "Hệ thống"), 22),
    TakingColumn("Ghi chú", remark, 30),
)
CHARGED = (
    CODE,
    TakingColumn("Thời gian", time_of, 17, "datetime"),
    *PERSON,
    TakingColumn("Khoản thu", lambda row: row.words, 34),
)
CHARGED_END = (TakingColumn("Miễn, giảm, lý do bỏ", due_remark, 36),)


def detail_amount(name: str, title: str, total: str) -> TakingColumn:
    """An amount as written, a counter entry with its minus."""
    return TakingColumn(title, lambda row: getattr(row, name), 14, "integer", total)


AMOUNTS = (
    detail_amount("fee_amount", "Phí", OfDetail.NET_FEE),
    detail_amount("charge_amount", "Lệ phí", OfDetail.NET_CHARGE),
    detail_amount("amount", "Cộng", T.NET),
)
DETAIL = TakingList(
    "phi-chi-tiet", "Báo cáo chi tiết thu phí, lệ phí",
    "Từng lần thu và hủy, với biên lai, người nộp, người thu", T.NET,
    (*PAYMENT, *AMOUNTS, *PAYMENT_END), "at",
)  # fmt: skip
ABOUT = "Đã thu, đã hủy, miễn, giảm, còn phải nộp của từng"
TAKINGS: dict[str, TakingReport] = {
    one.slug: one
    for one in (
        TakingSums("phi-linh-vuc", "Báo cáo thu phí, lệ phí theo lĩnh vực", f"{ABOUT} lĩnh vực",
                   "field"),
        TakingSums("phi-thu-tuc", "Báo cáo thu phí, lệ phí theo thủ tục", f"{ABOUT} thủ tục",
                   "procedure"),
        DETAIL,
    )
}  # fmt: skip


def taking_report(slug: str) -> TakingReport | None:
    """A report of fees by its name, or the rows of a figure."""
    name = slug.removeprefix(PREFIX)
    if slug == f"{PREFIX}{name}" and name in set(Taking):
        return behind(Taking(name))
    return TAKINGS.get(slug)


def behind(name: Taking) -> TakingList:
    """The rows of one figure; the last row is the figure."""
    due = name in OF_DUES
    start, end = (CHARGED, CHARGED_END) if due else (PAYMENT, PAYMENT_END)
    shown = figure(name, "Số lần" if name == T.TIMES else "Số tiền (đồng)")
    order = "created_at" if due else "at"
    columns = (*start, shown, *end)
    return TakingList(f"{PREFIX}{name}", TAKING_LABELS[name], "", name, columns, order)


@dataclass(frozen=True)
class TakingRow:
    """One row of a table; ``asked`` narrows the lists behind its figures."""

    label: str
    sums: Takings
    under: str = ""
    asked: dict[str, Any] = field(default_factory=dict)


def taking_rows(by: str, sums: Mapping[int | None, Takings]) -> list[TakingRow]:
    """Rows from sums by procedure; what did not arise is left out, what has no name is last."""
    arisen = {key: one for key, one in sums.items() if not one.empty}
    known = known_of(arisen)
    names = names_of(known)
    rows: dict[tuple, TakingRow] = {}
    for key, one in arisen.items():
        place, row = placed(by, known.get(key) if key else None, names)
        rows.setdefault(place, row).sums.add(one)
    return [rows[place] for place in sorted(rows)]


def placed(by: str, found: Procedure | None, names: Mapping[int, str]) -> tuple[tuple, TakingRow]:
    """The row a procedure's money goes to, and where it stands."""
    if found is None:
        return (1, 0, "", "", 0), TakingRow(UNKNOWN, Takings(), asked={"thu_tuc": 0})
    area = found.field
    if by == "field":
        place = (0, area.order, area.name, "", area.pk)
        return place, TakingRow(area.name, Takings(), asked={"linh_vuc": area.pk})
    row = TakingRow(names[found.pk], Takings(), area.name, {"thu_tuc": found.pk})
    return (0, area.order, area.name, found.name, found.pk), row


def sums_book(
    spec: TakingSums, heading: str, rows: Sequence[TakingRow], whole: Takings
) -> Workbook:
    """A table as Excel, the total last."""
    wide = spec.by == "procedure"
    label = "Thủ tục hành chính" if wide else "Lĩnh vực"
    columns = [SheetColumn("TT", 6, "integer"), SheetColumn(label, 44)]
    columns += [SheetColumn("Lĩnh vực", 24)] if wide else []
    columns += [SheetColumn(one.whole_title, 15, "integer") for one in spec.columns]
    cells: list[list[Cell]] = []
    for number, row in enumerate([*rows, TakingRow("Tổng cộng", whole)], start=1):
        start: list[Cell] = [number if number <= len(rows) else None, row.label]
        start += [row.under] if wide else []
        cells.append([*start, *(row.sums[one.name] for one in spec.columns)])
    sheet = Sheet(spec.title, tuple(columns), cells, heading=heading, freeze=(1, 2))
    return Workbook((sheet,), title=spec.title)


def list_book(
    spec: TakingList, heading: str, rows: Iterable[Any], total: Sequence[Cell]
) -> Workbook:
    """One row a payment or amount, the total last."""
    columns = tuple(SheetColumn(one.title, one.width, one.kind) for one in spec.columns)

    def cells() -> Iterable[list[Cell]]:
        for number, row in enumerate(rows, start=1):
            yield [number, *(one.of(row) for one in spec.columns)]
        yield [None, *total]

    sheet = Sheet(
        spec.title, (SheetColumn("TT", 7, "integer"), *columns), cells(), heading=heading,
        freeze=(1, 2),
    )  # fmt: skip
    return Workbook((sheet,), title=spec.title)
