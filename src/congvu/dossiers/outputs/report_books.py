"""Reports as Excel: sums with their total, listings row by row."""

from collections.abc import Iterable, Sequence

from congvu.documents.xlsx import Cell, Sheet, SheetColumn, Workbook
from congvu.dossiers.outputs.report_columns import Entry
from congvu.dossiers.outputs.reports import RATE, Listing, Row, Summary
from congvu.dossiers.rules import Figures


def sum_book(spec: Summary, heading: str, rows: Sequence[Row], whole: Figures) -> Workbook:
    """Figures as numbers, the share as percent, the total last."""
    label = "Lĩnh vực" if spec.by == "field" else "Thủ tục hành chính"
    columns = [SheetColumn("TT", 6, "integer"), SheetColumn(label, 44)]
    if spec.by == "procedure":
        columns.append(SheetColumn("Lĩnh vực", 24))
    for column in spec.columns:
        kind = "percent" if column.name == RATE else "integer"
        columns.append(SheetColumn(column.whole_title, 12, kind))  # type: ignore[arg-type]
    cells: list[list[Cell]] = []
    for number, row in enumerate(rows, start=1):
        under = [row.under] if spec.by == "procedure" else []
        cells.append([number, row.label, *under, *figures(spec, row.sums)])
    blank = [""] if spec.by == "procedure" else []
    cells.append([None, "Tổng cộng", *blank, *figures(spec, whole)])
    sheet = Sheet(spec.title, tuple(columns), cells, heading=heading, freeze=(1, 2))
    return Workbook((sheet,), title=spec.title)


def figures(spec: Summary, sums: Figures) -> list[Cell]:
    """The figures of one row; the share as part of one."""
    found: list[Cell] = []
    for column in spec.columns:
        if column.name == RATE:
            share = sums.on_time_share
            found.append(None if share is None else share / 100)
        else:
            found.append(sums[column.name])
    return found


def list_book(spec: Listing, heading: str, entries: Iterable[Entry]) -> Workbook:
    """One row a dossier."""
    columns = tuple(SheetColumn(one.title, one.width, one.kind) for one in spec.columns)
    rows = (
        [number, *(column.of(one) for column in spec.columns)]
        for number, one in enumerate(entries, start=1)
    )
    sheet = Sheet(
        spec.title, (SheetColumn("TT", 7, "integer"), *columns), rows, heading=heading,
        freeze=(1, 2),
    )  # fmt: skip
    return Workbook((sheet,), title=spec.title)
