"""Written time limits: a plain one is taken; several, or bare days, are asked about, not guessed.

Variants of one limit stand behind each other with a bar, each with its case:
``03 ngày làm việc | Trường hợp cần xác minh: 06 ngày làm việc``.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from congvu.core.search import fold
from congvu.procedures.rules.facts import LimitFacts
from congvu.procedures.states import LimitUnit

BAR, LONGEST_CASE = "|", 200
UNITS = {
    r"ngay lam viec": LimitUnit.WORKING_DAYS,
    r"gio lam viec": LimitUnit.WORKING_HOURS,
    r"ngay (?:theo )?lich": LimitUnit.CALENDAR_DAYS,
    r"ngay duong lich": LimitUnit.CALENDAR_DAYS,
    r"ngay,? \(?tinh ca ngay nghi\)?": LimitUnit.CALENDAR_DAYS,
    r"thang": LimitUnit.MONTHS,
    r"gio": LimitUnit.HOURS,
}
WORDS = {
    LimitUnit.WORKING_DAYS: "ngày làm việc",
    LimitUnit.CALENDAR_DAYS: "ngày lịch",
    LimitUnit.MONTHS: "tháng",
    LimitUnit.WORKING_HOURS: "giờ làm việc",
    LimitUnit.HOURS: "giờ",
}
# the most telling words first; "ngay" alone says no unit, "tuan" and the like are not one of ours
MEASURE = "|".join([*UNITS, "ngay", "tuan", "nam", "phut"])
QUANTITY = re.compile(rf"(\d+(?:[.,]\d+)?)\s*(?:\([^()\d]*\)\s*)?({MEASURE})(?!\w)")
SAME_DAY = re.compile(
    r"(tra |giai quyet )?(ket qua )?"
    r"(ngay( trong (ngay|buoi)( lam viec)?)?|trong ngay( lam viec)?)"
)
AT_ONCE = re.compile(r"^ngay\b|\b(?:tra|giai quyet)(?: ket qua)? ngay\b|\btrong (?:ngay|buoi)\b")
DIGITS = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|lăm|trăm"
SPELT = re.compile(rf"\b(?:{DIGITS})\s+(?:ngày|tháng|giờ)\b", re.I)
CASE = re.compile(
    r"\s*[;,.]\s*(?=(?:riêng\s|còn\s|nếu\s)?(?:đối với\s)?(?:các\s)?trường hợp\b)", re.I
)
# between a case and its number
LINKS = re.compile(
    r"(?:[\s,:;–-]|\b(?:thì|là|thời hạn|giải quyết|không quá|tối đa|trong|vòng|chậm nhất)\b)+$",
    re.I,
)


@dataclass(frozen=True)
class LimitDoubt:
    """A limit that is asked about, never guessed; ``proposals`` are what may be meant."""

    message: str
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Quantity:
    """A number with the words behind it; ``unit`` None: bare days, or nothing we measure by."""

    number: str
    words: str
    start: int
    unit: LimitUnit | None

    @property
    def readings(self) -> tuple[str, ...]:
        """What it may mean, written plainly."""
        if self.unit is not None:
            return (f"{self.number} {WORDS[self.unit]}",)
        if self.words != "ngay":
            return ()
        both = (LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS)
        return tuple(f"{self.number} {WORDS[unit]}" for unit in both)


def parse_limits(text: str) -> tuple[LimitFacts, ...] | LimitDoubt:
    """A cell with one limit, or with variants parted by bars; nothing written: none."""
    if BAR not in text:
        found = parse_limit(text)
        return found if isinstance(found, LimitDoubt) else (found,) if found else ()
    made: list[LimitFacts] = []
    for piece in text.split(BAR):
        label, _, words = piece.rpartition(":")
        one = parse_limit(words)
        if isinstance(one, LimitDoubt):
            return one
        if one is None or (made and not label.strip()):
            told = "Sau mỗi dấu | phải ghi trường hợp, dấu hai chấm rồi thời hạn."
            return LimitDoubt(told)
        made.append(replace(one, label=label.strip()[:LONGEST_CASE] or one.label))
    return tuple(made)


def parse_limit(text: str) -> LimitFacts | LimitDoubt | None:
    """One written limit; None when nothing is written."""
    told = " ".join(unicodedata.normalize("NFC", text).split())
    flat = fold(told).strip(" .;")
    if not flat:
        return None
    if SAME_DAY.fullmatch(flat):
        return LimitFacts(LimitUnit.SAME_DAY)
    found = quantities(flat)
    if not found:
        return LimitDoubt(f"Không hiểu thời hạn “{told}”. Hãy ghi như 15 ngày làm việc.")
    if len(found) > 1 or more_told(told, flat):
        return LimitDoubt(
            f"“{told}” ghi nhiều hơn một thời hạn hoặc con số. Hãy chọn thời hạn của thủ tục;"
            " mỗi trường hợp khác ghi sau dấu |, như “03 ngày làm việc | Trường hợp cần xác minh:"
            " 06 ngày làm việc”.",
            (*variants(told), *dict.fromkeys(w for one in found for w in one.readings)),
        )
    [only] = found
    if only.unit is not None:
        return limit_of(only.number, only.unit, told)
    if not only.readings:
        return LimitDoubt(f"Không hiểu thời hạn “{told}”. Hãy ghi như 15 ngày làm việc.")
    return LimitDoubt(
        f"“{told}” chưa rõ là ngày làm việc hay ngày tính cả ngày nghỉ;"
        " hãy xem quyết định công bố.",
        only.readings,
    )


def quantities(flat: str) -> list[Quantity]:
    """Every number with a measure of time, in folded text."""
    return [
        Quantity(found[1], found[2], found.start(), unit_of(found[2]))
        for found in QUANTITY.finditer(flat)
    ]


def unit_of(words: str) -> LimitUnit | None:
    """The unit some folded words mean."""
    return next((unit for form, unit in UNITS.items() if re.fullmatch(form, words)), None)


def more_told(told: str, flat: str) -> bool:
    """Whether something beside one quantity may be a limit too: a number, a case, "trong ngày"."""
    bare = re.sub(r"\([^()\d]*\)", " ", told)
    digits_left = re.search(r"\d", QUANTITY.sub(" ", flat))
    return bool(digits_left or AT_ONCE.search(flat) or SPELT.search(bare) or CASE.search(told))


def variants(told: str) -> tuple[str, ...]:
    """A normal limit and its cases with a bar between, where each says one number; else nothing."""
    pieces = CASE.split(told)
    if len(pieces) < 2:
        return ()
    cases: list[str] = []
    readings: list[tuple[str, ...]] = []
    for number, piece in enumerate(pieces):
        flat = fold(piece)
        found = quantities(flat)
        plain = len(found) == 1 and len(flat) == len(piece) and not more_told(piece, flat)
        if not plain or not found[0].readings or "them" in flat.split():
            return ()
        case = case_of(piece[: found[0].start])
        if number and not case:
            return ()
        cases.append(f"{case}: " if number or is_case(piece) else "")
        readings.append(found[0].readings)
    return tuple(
        f" {BAR} ".join(case + words[min(way, len(words) - 1)]
                        for case, words in zip(cases, readings, strict=True))
        for way in range(max(map(len, readings)))
    )  # fmt: skip


def is_case(piece: str) -> bool:
    """Whether a piece begins with its case."""
    return CASE.match(f";{piece}") is not None


def case_of(before: str) -> str:
    """The words before a number as the name of its case."""
    case = LINKS.sub("", before.replace(BAR, " ")).strip()
    return case[:1].upper() + case[1:LONGEST_CASE]


def limit_of(number: str, unit: LimitUnit, told: str) -> LimitFacts | LimitDoubt:
    """A number with its unit; a third of a month is asked about."""
    amount = Decimal(number.replace(",", "."))
    whole = amount == amount.to_integral_value()
    if amount <= 0 or (unit in (LimitUnit.MONTHS, LimitUnit.CALENDAR_DAYS) and not whole):
        return LimitDoubt(f"Thời hạn “{told}” phải là số nguyên lớn hơn 0.")
    return LimitFacts(unit, amount)
