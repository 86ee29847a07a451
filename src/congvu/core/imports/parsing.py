"""Cells into values: numbers, dates and words as officials type them."""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from congvu.core.imports.grid import Cell, Doubt, Parse
from congvu.core.search import fold

DATE = re.compile(r"^(?:ngay )?(\d{1,2})(?:[/.\-]| thang )(\d{1,2})(?:[/.\-]| nam )(\d{4}|\d{2})$")
ISO_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00)?)?$")
YES, NO = {"co", "x", "dung", "1", "yes", "true"}, {"", "khong", "0", "no", "false"}


def raw(cell: Cell) -> str:
    """A cell as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, dt.datetime):
        cell = cell.date() if cell.time() == dt.time() else cell
    if isinstance(cell, dt.datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def text(cell: Cell) -> str:
    """Words, white space made single."""
    return raw(cell)


def lines(cell: Cell) -> str:
    """Words line by line, white space made single within each."""
    if not isinstance(cell, str):
        return raw(cell)
    return "\n".join(raw(line) for line in cell.splitlines()).strip("\n")


def short_text(limit: int) -> Parse:
    """Words of at most ``limit`` characters."""

    def parse(cell: Cell) -> str:
        words = raw(cell)
        if len(words) > limit:
            raise Doubt(f"Dài {len(words)} ký tự, nhiều nhất {limit}.", words[:limit])
        return words

    return parse


def whole(cell: Cell) -> int | None:
    """A whole number, thousands set apart by dots or spaces."""
    number = decimal(cell)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise Doubt(f"{raw(cell)!r} không phải số nguyên.", str(int(number)))
    return int(number)


def decimal(cell: Cell) -> Decimal | None:
    """A number as written here: 1.234,5. Also 1234.5 of a numeric cell."""
    if cell is None or raw(cell) == "":
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(str(cell))
    words = raw(cell).replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", words):
        words = words.replace(".", "")
    try:
        return Decimal(words.replace(",", "."))
    except InvalidOperation:
        digits = re.sub(r"[^\d,]", "", words)
        raise Doubt(f"{raw(cell)!r} không phải là số.", digits) from None


def date(cell: Cell) -> dt.date | None:
    """A date: a real one, or text such as 05/3/2020, ngày 5 tháng 3 năm 2020, 2020-03-05."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    words = fold(raw(cell)).rstrip(".")
    if not words:
        return None
    if found := ISO_DATE.match(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := DATE.match(words):
        day, month, year = (int(part) for part in found.groups())
        if len(found[3]) == 2:
            raise Doubt(
                f"Năm của {raw(cell)!r} chỉ có hai chữ số.", f"{day:02}/{month}/20{found[3]}"
            )
    else:
        raise Doubt(f"{raw(cell)!r} không phải là ngày. Hãy ghi như 05/3/2020.")
    return real_date(raw(cell), year, month, day)


def real_date(words: str, year: int, month: int, day: int) -> dt.date:
    """The day, if the calendar has it; a swapped month and day is proposed."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        swapped = f"{month:02}/{day}/{year}" if month > 12 >= day else ""
        raise Doubt(f"Không có ngày {words} trong lịch.", swapped) from None


def yes_no(cell: Cell) -> bool:
    """A cross or a word for yes; empty is no."""
    word = fold(raw(cell))
    if word in YES or word in NO:
        return word in YES
    raise Doubt(f"{raw(cell)!r} không phải là có hay không. Đánh x nếu có, để trống nếu không.")


def choice(values: Mapping[str, Any], *, what: str = "giá trị") -> Parse:
    """One of the words of ``values``, case and tone marks ignored; the nearest is proposed."""
    known = {fold(word): (word, value) for word, value in values.items()}

    def parse(cell: Cell) -> Any:
        word = fold(raw(cell))
        if not word:
            return None
        if word in known:
            return known[word][1]
        near = difflib.get_close_matches(word, known, n=1)
        proposal = known[near[0]][0] if near else ""
        raise Doubt(f"Không có {what} {raw(cell)!r}.{listed(values)}", proposal)

    return parse


def listed(words: Iterable[str]) -> str:
    """The words one may choose from, when they are few."""
    few = list(words)
    return f" Chọn một trong: {', '.join(few)}." if len(few) <= 8 else ""


def email(cell: Cell) -> str:
    """An e-mail address, or nothing."""
    words = raw(cell).replace(" ", "").lower()
    if words and not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+", words):
        raise Doubt(f"{raw(cell)!r} không phải là địa chỉ thư điện tử.", words.replace(",", "."))
    return words
