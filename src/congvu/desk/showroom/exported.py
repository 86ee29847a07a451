"""A list as a province's system exports it, to be taken in by hand by a visitor of the showroom.

Invented, fixed by its seed, and as untidy as such lists are: letterhead, two header rows with
merged cells, rows of groups, dates as text in several spellings, states in capitals, a state and
a unit nobody here knows, a total at the end. Some promised days forget the holiday of 02/9/2020.
"""

import datetime as dt
import io
import random
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from congvu.core import workdays
from congvu.desk.showroom.provincial import limited, row
from congvu.desk.showroom.stage import story
from congvu.organizations.models import calendar_of

NAME = "ho-so-he-thong-tinh-2020.xlsx"
SEED = 902
FIRST, LAST = dt.date(2020, 8, 17), dt.date(2020, 10, 9)
LETTERHEAD = ("ỦY BAN NHÂN DÂN TỈNH", "DANH SÁCH HỒ SƠ MỘT CỬA (SỐ LIỆU GIẢ ĐỊNH)",
              "Từ ngày 17/8/2020 đến ngày 09/10/2020")  # fmt: skip
UPPER = ("STT", "Mã hồ sơ", "Tên thủ tục", "Chủ hồ sơ", "Thời gian", None, None, None,
         "Trạng thái", "Hình thức nộp", "Đơn vị tiếp nhận", "Đơn vị giải quyết",
         "Lệ phí", "Số điện thoại")  # fmt: skip
LOWER = ("Tiếp nhận", "Hẹn trả", "Có kết quả", "Trả kết quả")
WIDTHS = (6, 24, 46, 26, 18, 18, 18, 18, 20, 16, 30, 40, 12, 16)
TIMES = slice(4, 8)
# words of that system: what is written here on the left, there on the right
SPELT = {
    "Đã trả kết quả": ("Đã trả kết quả", "ĐÃ TRẢ KẾT QUẢ", "Đã trả công dân"),
    "Có kết quả": ("Đã có kết quả", "Đã giải quyết"),
    "Đang xử lý": ("Đang xử lý", "ĐANG XỬ LÝ", "Luân chuyển nội bộ"),
}
SHORTENED = {"Phòng Lao động, Việc làm và Giáo dục nghề nghiệp": "P.LĐVL-GDNN"}
Line = list[str | int | None]


def exported_list() -> bytes:
    """The list as a workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "DanhSach"
    for words in LETTERHEAD:
        sheet.append([words])
    sheet.append([])
    sheet.append(UPPER)
    sheet.append([None] * TIMES.start + list(LOWER))
    merge(sheet)
    sheet.append([f"({number})" for number in range(1, len(UPPER) + 1)])
    found = list(lines())
    for group in sorted({field for field, _ in found}):
        sheet.append([f"Lĩnh vực: {group}"])
        for line in (line for field, line in found if field == group):
            sheet.append(line)
    sheet.append(["Tổng cộng", None, None, f"{len(found)} hồ sơ"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def merge(sheet: object) -> None:
    """Merged cells of the two header rows, and widths one can read."""
    top = len(LETTERHEAD) + 2
    sheet.merge_cells(start_row=top, end_row=top, start_column=5, end_column=8)  # type: ignore[attr-defined]
    for column, width in enumerate(WIDTHS, 1):
        letter = chr(64 + column)
        sheet.column_dimensions[letter].width = width  # type: ignore[attr-defined]
        if UPPER[column - 1] and column != TIMES.start + 1:
            sheet.merge_cells(f"{letter}{top}:{letter}{top + 1}")  # type: ignore[attr-defined]
    for row_number in (2, top, top + 1):
        for cell in sheet[row_number]:  # type: ignore[index]
            cell.font = Font(bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def lines() -> Iterator[tuple[str, Line]]:
    """Each dossier with its field, in the order of days."""
    dice = random.Random(SEED)  # noqa: S311 - a story, no secret
    calendar, versions, today = calendar_of(None), limited(), story("office")["today"]
    day, number = FIRST, 0
    while day <= LAST:
        if workdays.is_working_day(day, calendar, calendar.hours):
            for _ in range(dice.choice((1, 2, 2, 3))):
                number += 1
                version = dice.choice(versions)
                told = row(dice, calendar, version, day, number, today)
                yield version.procedure.field.name, line(dice, number, told)
        day += dt.timedelta(days=1)


def line(dice: random.Random, number: int, told: Sequence[str]) -> Line:
    """A dossier in the words and spellings of that system."""
    _, name, received, due, done, back, state, channel, point, unit = told
    times = [spelt(dice, moment) for moment in (received, due, done, back)]
    code = f"KGG-1CUA-{number:05d}"
    fee = dice.choice(("0", "0", "400.000", ""))
    return [number, code, name, f"Công ty giả định số {number:03d}", *times,
            dice.choice(SPELT[state]), channel, point, SHORTENED.get(unit, unit), fee,
            phone(number)]  # fmt: skip


def phone(number: int) -> str | int | None:
    """Invented, ends in the number of the dossier; some as a number, masked, or missing."""
    if number % 9 == 0:
        return None
    if number % 7 == 0:
        return f"******{number:04d}"
    return 900_000_000 + number if number % 5 == 0 else f"0900 {number // 1000:03d} {number:03d}"


def spelt(dice: random.Random, moment: str) -> str:
    """A moment in one of the ways people and programs type it."""
    if not moment:
        return ""
    day, time = moment.split()
    plain = "/".join(str(int(part)) for part in day.split("/"))
    dashed = day.replace("/", "-")
    ways = (moment, moment, f"{time} {day}", f"{plain} {time}", f"{dashed} {time}")
    return dice.choice(ways)
