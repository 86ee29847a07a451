"""What a list may say of a dossier, under which headings, and how its cells are read."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from congvu.core.imports import Column
from congvu.core.imports.grid import Cell, Doubt
from congvu.core.imports.parsing import decimal, raw, real_date, short_text
from congvu.core.workdays import ZONE
from congvu.dossiers.models import SourceSystem

TIME = r"(\d{1,2})[:hg](\d{2})(?::\d{2})?"
DAY = r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})"
DAY_FIRST = re.compile(rf"{DAY}(?:[ ,\-]+{TIME})?")
TIME_FIRST = re.compile(rf"{TIME}[ ,\-]+{DAY}")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?")
# also as lists mask them: ******5678, 09xx xxx 678 says too little
PHONE = re.compile(r"[0-9xX*•#]{4,11}([0-9]{4})")

ALIASES = {
    "code": "Mã hồ sơ; Số hồ sơ; Số biên nhận; Mã số hồ sơ; Mã biên nhận",
    "procedure_code": "Mã thủ tục; Mã TTHC; Mã thủ tục hành chính",
    "procedure_name": "Tên thủ tục; Thủ tục; Tên TTHC; Tên thủ tục hành chính; Thủ tục hành chính",
    "applicant": "Người nộp; Người nộp hồ sơ; Chủ hồ sơ; Tên tổ chức, cá nhân; Họ và tên;"
    " Tổ chức, cá nhân; Người đăng ký; Tên công dân",
    "phone": "Số điện thoại; Điện thoại; SĐT; Số ĐT; Điện thoại liên hệ; Di động;"
    " Số điện thoại liên hệ; Điện thoại người nộp; Số điện thoại người nộp; Điện thoại chủ hồ sơ",
    "received_at": "Ngày tiếp nhận; Ngày nhận; Tiếp nhận; Thời gian tiếp nhận; Ngày nhận hồ sơ;"
    " Ngày tiếp nhận hồ sơ; Thời điểm tiếp nhận",
    "due_at": "Ngày hẹn trả; Hẹn trả; Hạn trả; Hạn xử lý; Ngày hẹn trả kết quả;"
    " Hạn giải quyết; Thời hạn trả kết quả; Ngày hẹn",
    "finished_at": "Ngày có kết quả; Có kết quả; Ngày kết thúc; Ngày hoàn thành;"
    " Ngày giải quyết; Ngày kết thúc xử lý; Ngày xử lý xong; Ngày ký",
    "returned_at": "Ngày trả; Ngày trả kết quả; Trả kết quả; Thời gian trả kết quả;"
    " Ngày trả thực tế",
    "state": "Trạng thái; Tình trạng; Tình trạng hồ sơ; Trạng thái hồ sơ; Tình trạng xử lý",
    "channel": "Hình thức nộp; Hình thức; Hình thức tiếp nhận; Kênh tiếp nhận; Cách nộp; Kênh nộp",
    "point": "Nơi tiếp nhận; Đơn vị tiếp nhận; Bộ phận tiếp nhận; Điểm tiếp nhận",
    "unit": "Đơn vị giải quyết; Cơ quan giải quyết; Đơn vị xử lý; Phòng giải quyết;"
    " Phòng chuyên môn; Đơn vị thụ lý; Đơn vị",
    "fee": "Phí, lệ phí; Phí; Lệ phí; Tổng phí; Số tiền",
}
LABELS = {name: words.split(";")[0] for name, words in ALIASES.items()}
REQUIRED = frozenset({"code", "received_at"})
NOT_USED = ""  # remembered of a field whose column is not to be read, whatever its heading


def columns_for(source: SourceSystem | None) -> list[Column]:
    """The columns expected; headings remembered of this system go before the usual ones."""
    known = source.columns if source else {}
    return [
        Column(
            name,
            LABELS[name],
            PARSERS[name],
            required=name in REQUIRED,
            aliases=aliases(name),
            remembered=known.get(name) or "",
        )
        for name in ALIASES
        if known.get(name, " ") != NOT_USED
    ]


def aliases(name: str) -> tuple[str, ...]:
    """Headings under which a field is usually found."""
    return tuple(word.strip() for word in ALIASES[name].split(";"))


def moment(cell: Cell) -> dt.datetime | None:
    """A moment on the office's clock; midnight where the list gives only the day."""
    if isinstance(cell, dt.datetime):
        return cell.replace(microsecond=0, tzinfo=ZONE) if cell.tzinfo is None else cell
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day, tzinfo=ZONE)
    words = raw(cell)
    if not words:
        return None
    day, month, year, hour, minute = parts(words)
    date = real_date(words, year, month, day)
    if hour > 23 or minute > 59:
        raise Doubt(f"Không có giờ {hour}:{minute:02}.")
    return dt.datetime(date.year, date.month, date.day, hour, minute, tzinfo=ZONE)


def parts(words: str) -> tuple[int, int, int, int, int]:
    """Day, month, year, hour, minute of a text."""
    if found := DAY_FIRST.fullmatch(words):
        day, month, year, hour, minute = found.groups()
    elif found := TIME_FIRST.fullmatch(words):
        hour, minute, day, month, year = found.groups()
    elif found := ISO.fullmatch(words):
        year, month, day, hour, minute = found.groups()
    else:
        raise Doubt(f"{words!r} không phải là ngày. Hãy ghi như 05/3/2020 hoặc 05/3/2020 08:30.")
    return int(day), int(month), int(year), int(hour or 0), int(minute or 0)


def amount(cell: Cell) -> Decimal | None:
    """Money in whole đồng; the word for none is none."""
    words = raw(cell)
    if words.casefold().rstrip("g.") in ("", "khôn", "không thu", "miễn phí", "-"):
        return None
    found = decimal(re.sub(r"(?i)\s*(đồng|đ|vnđ|vnd)\.?$", "", words) if words != cell else cell)
    return found.quantize(Decimal(1)) if found is not None else None


def last_four(cell: Cell) -> str | None:
    """The last four digits of the first phone: nothing else of it is read. None: no phone.

    Empty where nobody could tell them; a list is never refused for a phone.
    """
    words = raw(cell)
    for one in re.split(r"[;,/|]", words):
        if found := PHONE.fullmatch(re.sub(r"[\s.\-()+]", "", one)):
            return found[1]
    return "" if words else None


def memo(parse: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """``parse`` for a long list: the same text is read once."""
    seen: dict[Any, Any] = {}

    def read(cell: Cell) -> Any:
        if not isinstance(cell, str):
            return parse(cell)
        if cell not in seen:
            if len(seen) > 50_000:
                seen.clear()
            seen[cell] = parse(cell)
        return seen[cell]

    return read


PARSERS: Mapping[str, Callable[[Cell], Any]] = {
    "code": short_text(80),
    "procedure_code": short_text(60),
    "procedure_name": short_text(500),
    "applicant": short_text(200),
    "phone": last_four,
    "received_at": moment,
    "due_at": moment,
    "finished_at": moment,
    "returned_at": moment,
    "state": short_text(100),
    "channel": short_text(100),
    "point": short_text(200),
    "unit": short_text(200),
    "fee": amount,
}
