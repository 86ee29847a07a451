"""Excel: typed cells, a header in style, and text that never becomes a formula."""

import io
import time
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from congvu.documents.xlsx import Sheet, SheetColumn, Workbook, render_xlsx, tables_of
from tests.documents import factories


def opened(source: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(source))


def one_sheet(*rows: tuple[object, ...], columns: tuple[SheetColumn, ...]) -> Workbook:
    return Workbook((Sheet("Bảng", columns, rows),), title="Bảng", author="Sở")  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["=1+1", "+84", "-1", "@SUM(A1)", '=HYPERLINK("http://a")'])
def test_text_never_becomes_a_formula(words):
    book = opened(render_xlsx(one_sheet((words,), columns=(SheetColumn("Tên"),))))
    cell = book.active["A2"]
    assert cell.value == words
    assert cell.data_type == "s"


def test_addresses_do_not_become_links():
    book = opened(render_xlsx(one_sheet(("https://a.vn",), columns=(SheetColumn("Tên"),))))
    assert book.active["A2"].hyperlink is None


def test_cells_keep_their_type():
    columns = (
        SheetColumn("Ngày", kind="date"),
        SheetColumn("Số", kind="integer"),
        SheetColumn("Điểm", kind="number"),
        SheetColumn("Tỷ lệ", kind="percent"),
        SheetColumn("Lúc", kind="datetime"),
        SheetColumn("Có"),
    )
    row = (date(2020, 9, 21), 7, Decimal("1.5"), 0.25, datetime(2020, 9, 21, 8, 30), True)
    sheet = opened(render_xlsx(one_sheet(row, columns=columns))).active
    values = [cell.value for cell in sheet[2]]
    assert values == [datetime(2020, 9, 21), 7, 1.5, 0.25, datetime(2020, 9, 21, 8, 30), "Có"]
    assert sheet["A2"].number_format == "dd/mm/yyyy"
    assert sheet["D2"].number_format == "0.0%"


def test_header_is_bold_and_frozen():
    sheet = opened(render_xlsx(one_sheet(("a",), columns=(SheetColumn("Tên", 30),)))).active
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)


def test_sheet_names_are_made_acceptable_and_distinct():
    names = ["Phụ lục: I/II " + "x" * 40, "Phụ lục: I/II " + "x" * 40, ""]
    sheets = tuple(Sheet(name, (SheetColumn("A"),), ()) for name in names)
    made = opened(render_xlsx(Workbook(sheets))).sheetnames
    assert len({name.casefold() for name in made}) == 3
    assert all(0 < len(name) <= 31 for name in made)


def test_too_long_text_is_cut_with_an_ellipsis():
    book = opened(render_xlsx(one_sheet(("x" * 40_000,), columns=(SheetColumn("Tên"),))))
    assert book.active["A2"].value.endswith("…")


def test_tables_of_a_document_become_sheets():
    book = opened(render_xlsx(tables_of(factories.conclusion())))
    assert len(book.sheetnames) == len(factories.UNITS)
    sheet = book.worksheets[0]
    assert sheet["B2"].value == "Hạn chế"
    assert sheet["A3"].value == "01"
    assert sheet["E3"].value == "30/10/2020"


def test_the_same_content_gives_the_same_bytes():
    first = render_xlsx(tables_of(factories.conclusion()))
    time.sleep(2.1)
    assert render_xlsx(tables_of(factories.conclusion())) == first
