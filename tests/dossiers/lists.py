"""Lists as provincial systems export them."""

import datetime as dt
import io
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook

HEADINGS = (
    "STT", "Mã hồ sơ", "Mã TTHC", "Tên thủ tục", "Chủ hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả",
    "Ngày có kết quả", "Ngày trả kết quả", "Trạng thái", "Hình thức nộp", "Đơn vị tiếp nhận",
    "Đơn vị giải quyết", "Lệ phí",
)  # fmt: skip


def row(number: int, **fields) -> list:
    """One finished dossier, three working days."""
    known = {
        "code": f"000.00.15.H33-200908-{number:04d}",
        "procedure": "1.001",
        "name": "Cấp giấy xác nhận",
        "applicant": "Nguyễn Văn An",
        "received": "08/09/2020 08:30",
        "due": "22/09/2020 17:00",
        "finished": "21/09/2020 10:05",
        "returned": "22/09/2020 09:00",
        "state": "Đã trả kết quả",
        "channel": "Trực tuyến",
        "point": "Một cửa",
        "unit": "",
        "fee": "0",
    }
    return [number, *(known | fields).values()]


def workbook(rows: Sequence[Sequence], *, two_headers: bool = True, total: bool = True) -> bytes:
    """A workbook with letterhead, two header rows with merged cells, a group row and totals."""
    book = Workbook()
    sheet = book.active
    sheet.append(["UBND TỈNH KIÊN GIANG"])
    sheet.append(["DANH SÁCH HỒ SƠ"])
    sheet.append([])
    if two_headers:
        upper = [*HEADINGS]
        upper[5:9] = ["Thời gian", None, None, None]
        lower = [None] * len(HEADINGS)
        lower[5:9] = ["Tiếp nhận", "Hẹn trả", "Có kết quả", "Trả kết quả"]
        sheet.append(upper)
        sheet.append(lower)
        sheet.merge_cells("F4:I4")
        for letter in "ABCDEJKLMN":
            sheet.merge_cells(f"{letter}4:{letter}5")
    else:
        sheet.append(HEADINGS)
    sheet.append([f"({n})" for n in range(1, len(HEADINGS) + 1)])
    sheet.append(["Lĩnh vực: Người có công"])
    for one in rows:
        sheet.append(list(one))
    if total:
        sheet.append(["Tổng cộng", None, None, None, f"{len(rows)} hồ sơ"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def real_dates(number: int) -> list:
    """A row whose dates are dates, not text."""
    moment = dt.datetime(2020, 9, 8, 8, 30)
    return row(number, received=moment, due=dt.datetime(2020, 9, 22), finished=moment)


def renamed(data: bytes, old: str, new: str | None) -> bytes:
    """The same list with another heading; None: with none over that column."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    [cell] = [one for line in sheet.iter_rows() for one in line if one.value == old]
    cell.value = new
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
