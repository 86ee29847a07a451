"""Tables as officials have them: read, mapped, doubted, taken whole or not at all."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.template.loader import render_to_string

from congvu.core.imports import Column, ImportRefused, Limits, check, parsing, read
from congvu.core.imports.grid import Doubt, Grid

UNITS = [
    Column("name", "Tên đơn vị", parsing.short_text(40), required=True, aliases=("Đơn vị",)),
    Column("symbol", "Ký hiệu", parsing.text, unique=True),
    Column("since", "Ngày thành lập", parsing.date),
    Column("staff", "Biên chế", parsing.whole),
    Column("kind", "Loại", parsing.choice({"Phòng": "division", "Trường": "school"}, what="loại")),
]


def excel(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def preview(*rows):
    return check(Grid([list(row) for row in rows]), UNITS)


def test_an_excel_file_becomes_values():
    data = excel(
        ["SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"],
        ["Danh sách đơn vị"],
        ["STT", "TEN DON VI", "Ký hiệu", "Ngày thành lập", "Biên chế (người)", "Loại", "Ghi chú"],
        [1, "Phòng  Người có công", "NCC", dt.datetime(2010, 3, 5), 12, "phong", "x"],
        [None, None],
        [2, "Trường Trung cấp nghề", "TCN", "05/3/2012", "1.250", "Trường"],
        ["Tổng cộng", None, None, None, 1262],
    )
    found = check(read(data, "don-vi.xlsx"), UNITS)
    assert found.problems == []
    assert found.values() == [
        {
            "name": "Phòng Người có công",
            "symbol": "NCC",
            "since": dt.date(2010, 3, 5),
            "staff": 12,
            "kind": "division",
        },
        {
            "name": "Trường Trung cấp nghề",
            "symbol": "TCN",
            "since": dt.date(2012, 3, 5),
            "staff": 1250,
            "kind": "school",
        },
    ]
    assert [row.number for row in found.rows] == [4, 6]
    assert found.skipped == [(7, "Dòng tổng cộng, không nhập.")]
    assert found.ignored == ["Ghi chú"]


@pytest.mark.parametrize(
    "pasted",
    [
        "Đơn vị\tKý hiệu\nPhòng A\tPA\n",
        "Ký hiệu;Đơn vị\nPA;Phòng A",
        '\ufeffđơn vị,ký hiệu\n"Phòng A",PA',
        "<meta><table><tr><th>Đơn<br>vị</th><th>Ký hiệu</th></tr>"
        "<tr><td><p>Phòng A</p></td><td>PA</td></tr></table>",
    ],
)
def test_pasted_tables_are_read(pasted):
    (row,) = check(read(pasted), UNITS).rows
    assert (row.values["name"], row.values["symbol"]) == ("Phòng A", "PA")


def test_two_heading_rows_are_joined():
    columns = [
        Column("name", "Đơn vị", parsing.text, required=True),
        Column("given", "Biên chế giao", parsing.whole),
        Column("present", "Biên chế có mặt", parsing.whole),
    ]
    grid = Grid(
        [
            ["TT", "Đơn vị", "Biên chế", None],
            [None, None, "Giao", "Có mặt"],
            ["(1)", "(2)", "(3)", "(4)"],
            [1, "Phòng A", 10, 9],
        ]
    )
    found = check(grid, columns)
    assert found.values() == [{"name": "Phòng A", "given": 10, "present": 9}]
    assert found.skipped == [(3, "Dòng đánh số cột, không nhập.")]


def test_merged_cells_of_html_keep_columns_in_line():
    grid = read(
        "<table><tr><td rowspan=2>Đơn vị</td><td colspan=2>Biên chế</td></tr>"
        "<tr><td>Giao</td><td>Có mặt</td></tr><tr><td>A</td><td>1</td><td>2</td></tr></table>"
    )
    assert grid.rows == [["Đơn vị", "Biên chế"], ["", "Giao", "Có mặt"], ["A", "1", "2"]]


def test_a_doubtful_cell_stops_everything_and_says_why():
    found = preview(
        ["Tên đơn vị", "Ký hiệu", "Ngày thành lập", "Biên chế", "Loại"],
        ["Phòng A", "PA", "31/02/2020", "mười", "Phongg"],
        ["", "PA", "03/13/2020", "1,5", "Trường"],
        ["Phòng C", "PC", "#N/A", "", ""],
    )
    assert not found.good
    assert [(p.row, p.column, p.message, p.proposal) for p in found.problems] == [
        (2, "since", "Không có ngày 31/02/2020 trong lịch.", ""),
        (2, "staff", "'mười' không phải là số.", ""),
        (2, "kind", "Không có loại 'Phongg'. Chọn một trong: Phòng, Trường.", "Phòng"),
        (3, "name", "Thiếu tên đơn vị.", ""),
        (3, "symbol", "Trùng với dòng 2.", ""),
        (3, "since", "Không có ngày 03/13/2020 trong lịch.", "13/3/2020"),
        (3, "staff", "'1,5' không phải số nguyên.", "1"),
        (4, "since", "Ô là lỗi công thức của Excel (#N/A).", ""),
    ]
    with pytest.raises(ValueError, match="problems"):
        found.values()


def test_a_missing_required_heading_is_named():
    with pytest.raises(ImportRefused, match="Không thấy cột: Tên đơn vị"):
        preview(["Ký hiệu", "Loại"], ["PA", "Phòng"])


def test_a_unit_whose_name_begins_like_a_total_is_kept():
    found = preview(["Tên đơn vị", "Ký hiệu"], ["Tổng hợp", "TH"], ["Cộng", None])
    assert [row.values["name"] for row in found.rows] == ["Tổng hợp"]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("05/3/2020", dt.date(2020, 3, 5)),
        ("5-3-2020", dt.date(2020, 3, 5)),
        ("05.03.2020", dt.date(2020, 3, 5)),
        ("ngày 05 tháng 3 năm 2020", dt.date(2020, 3, 5)),
        ("2020-03-05 00:00:00", dt.date(2020, 3, 5)),
        (dt.datetime(2020, 3, 5, 7), dt.date(2020, 3, 5)),
        (dt.date(2020, 3, 5), dt.date(2020, 3, 5)),
        ("  ", None),
        (None, None),
    ],
)
def test_dates_are_read_as_they_are_written_here(cell, value):
    assert parsing.date(cell) == value


@pytest.mark.parametrize(
    ("cell", "proposal"), [("5/3/20", "05/3/2020"), ("hôm qua", ""), ("13/13/2020", ""), (12, "")]
)
def test_doubtful_dates_are_refused(cell, proposal):
    with pytest.raises(Doubt) as doubt:
        parsing.date(cell)
    assert doubt.value.proposal == proposal


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("12,5", "12.5"),
        ("-3", "-3"),
        (12.5, "12.5"),
        ("1 234", "1234"),
        ("1.234.567", "1234567"),
        ("0.5", "0.5"),
    ],
)
def test_numbers_are_read_as_they_are_written_here(cell, value):
    assert parsing.decimal(cell) == Decimal(value)


@pytest.mark.parametrize(("cell", "value"), [("X", True), ("Có", True), ("", False), (True, True)])
def test_a_cross_is_a_yes(cell, value):
    assert parsing.yes_no(cell) is value


@pytest.mark.parametrize(
    ("parse", "cell", "proposal"),
    [
        (parsing.yes_no, "có thể", ""),
        (parsing.email, "an@so,vn", "an@so.vn"),
        (parsing.whole, "12 người", "12"),
        (parsing.short_text(3), "abcd", "abc"),
    ],
)
def test_what_cannot_be_taken_is_said(parse, cell, proposal):
    with pytest.raises(Doubt) as doubt:
        parse(cell)
    assert doubt.value.proposal == proposal


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (5 * 2**20))
    return out.getvalue()


def plain_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "a")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04broken", "hỏng"),
        (bomb(), "phình ra"),
        (plain_zip(), "không phải bảng tính"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls"),
        (b"\xff\xfe\x00\x01", "Chỉ nhận"),
        ("", "Chưa có dòng nào"),
        (excel(), "không có dòng nào"),
    ],
)
def test_strange_sources_are_refused_with_a_sentence(data, words):
    with pytest.raises(ImportRefused, match=words):
        read(data)


def test_limits_hold():
    with pytest.raises(ImportRefused, match="hơn 3 dòng"):
        read("a\n" * 5, limits=Limits(rows=3))
    with pytest.raises(ImportRefused, match="hơn 100 cột"):
        read("a\t" * 100 + "a")
    with pytest.raises(ImportRefused, match="dài hơn"):
        read("a" * 10_001)
    with pytest.raises(ImportRefused, match="lớn hơn"):
        read(b"a" * 11, limits=Limits(file=10))


def test_the_preview_shows_every_row_and_marks_the_doubtful_cell():
    found = preview(["Tên đơn vị", "Loại"], ["Phòng A", "Phongg"], ["<b>B</b>", "Phòng"])
    page = render_to_string("core/_import_preview.html", {"preview": found})
    assert page.count('<tr id="import-row-') == 2
    assert page.count('class="has-error"') == 1
    assert "Có phải: <b>Phòng</b>?" in page
    assert "&lt;b&gt;B" in page
    assert "Chưa nhập dòng nào" in page
