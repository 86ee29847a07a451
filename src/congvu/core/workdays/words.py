"""The explanation's words."""

import datetime as dt
from decimal import Decimal

from congvu.core.workdays.rows import CalendarRow, Kind

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
PROVISIONAL = "tạm tính"
RECEIVED = "ngày tiếp nhận, không tính"
ROLLED = "hạn chuyển sang ngày làm việc tiếp theo (Bộ luật Dân sự 2015, Điều 148)"


def why_off(row: CalendarRow | None, day: dt.date) -> str:
    """Why the office is closed: the calendar's reason first, else the weekday."""
    if row is None or not row.off:
        return WEEKDAYS[day.weekday()]
    if row.kind is Kind.SWAP_OFF:
        return f"nghỉ hoán đổi, làm bù ngày {row.pair:%d/%m/%Y}" if row.pair else "nghỉ hoán đổi"
    label = {Kind.COMPENSATORY: "nghỉ bù", Kind.LOCAL: "ngày nghỉ của địa phương, cơ quan"}
    return f"{label.get(row.kind, 'ngày nghỉ')}: {row.name}"


def why_worked(row: CalendarRow | None) -> str:
    """What is special about a day that is worked: "" for an ordinary one."""
    if row is None or row.off:
        return ""
    if row.worked:
        return f"làm bù ngày {row.pair:%d/%m/%Y}" if row.pair else "làm bù"
    return f"chờ văn bản: {row.name}, vẫn tính là ngày làm việc"


def number(amount: int | Decimal) -> str:
    """A number as Vietnamese writes it: 2,5."""
    if isinstance(amount, Decimal):
        amount = amount.normalize()
        return f"{amount:f}".replace(".", ",")
    return str(amount)


def duration(seconds: int) -> str:
    """Office time in words: "2 giờ 30 phút"."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    parts = ((hours, "giờ"), (minutes, "phút"), (rest, "giây"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count) or "0 phút"
