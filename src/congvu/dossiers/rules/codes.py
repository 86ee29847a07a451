"""Dossier codes from a format that is data, and names made unrecognisable for lists."""

import datetime as dt
import string
from urllib.parse import parse_qs

CODE_FIELDS = ("agency", "yymmdd", "ddmmyy", "yy", "yyyy", "seq")
LONGEST = 60


def composed_code(pattern: str, agency: str, day: dt.date, seq: int) -> str:
    """A dossier code: ``{agency}-{yymmdd}-{seq:04d}`` gives 000.00.15.H33-200908-0001."""
    return pattern.format(
        agency=agency,
        yymmdd=f"{day:%y%m%d}",
        ddmmyy=f"{day:%d%m%y}",
        yy=f"{day:%y}",
        yyyy=f"{day:%Y}",
        seq=seq,
    )


def code_problem(pattern: str, agency: str) -> str:
    """Why a format does not serve, in a sentence; empty when it does.

    The sequence starts anew every day: a code without the whole date would come twice.
    """
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
    except ValueError:
        return "Mẫu mã hồ sơ có dấu ngoặc nhọn không khớp."
    unknown = [name for name in names if name not in CODE_FIELDS]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in CODE_FIELDS)
        return f"Mẫu mã hồ sơ có {{{unknown[0]}}} không dùng được. Dùng được: {known}."
    if "seq" not in names:
        return "Mẫu mã hồ sơ phải có số thứ tự {seq}."
    if "yymmdd" not in names and "ddmmyy" not in names:
        return "Mẫu mã hồ sơ phải có ngày {yymmdd} hoặc {ddmmyy}, vì số thứ tự tính theo ngày."
    try:
        sample = composed_code(pattern, agency, dt.date(2020, 9, 8), 1)
    except (ValueError, LookupError, TypeError):
        return "Mẫu mã hồ sơ ghi cách viết số chưa đúng, ví dụ đúng: {seq:04d}."
    if len(sample) > LONGEST:
        return f"Mã hồ sơ dài {len(sample)} ký tự, nhiều nhất {LONGEST}."
    return ""


def scanned_code(text: str) -> str:
    """The code in the address a slip's code to scan holds; any other text as it is."""
    if "?" not in text:
        return text
    found = parse_qs(text.partition("?")[2].strip()).get("ma", [text])
    return found[0]


def is_code(text: str) -> bool:
    """Whether a search may stand in an address: a code does, a name or a number of somebody not."""
    return len(text.split()) == 1 and any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def masked_name(name: str) -> str:
    """A person's name in lists: Nguyễn Thị Ánh Hồng is Nguyễn T. Á. H."""
    first, *rest = name.split() or [""]
    return " ".join([first, *(f"{word[0].upper()}." for word in rest)])
