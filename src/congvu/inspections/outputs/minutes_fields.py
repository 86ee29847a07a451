"""The fields of minutes as they are printed: a label, dots to write on or what was written."""

import datetime as dt

from django.utils import timezone

from congvu.documents import vietnamese
from congvu.documents.model import Fact, Fill, Paragraph
from congvu.inspections.outputs.campaign import day_text

# field of Minutes → (label on paper, lines to write on)
FIELDS = {
    "began_at": ("Thời gian bắt đầu", 1),
    "place": ("Địa điểm", 1),
    "unit_participants": ("Đại diện đơn vị được kiểm tra", 3),
    "papers_seen": ("Tài liệu đã xem", 4),
    "general_view": ("Đánh giá chung", 4),
    "unit_opinion": ("Ý kiến của đơn vị được kiểm tra", 5),
    "commitments": ("Cam kết của đơn vị", 3),
    "ended_at": ("Thời gian kết thúc", 1),
}


def fill(name: str, value: str) -> Fill:
    """A field of the minutes: dots to write on, or what was written."""
    label, lines = FIELDS[name]
    return Fill(label, tag=name, lines=lines, value=value.strip())


def listed(rows: list[object]) -> str:
    """One line per entry."""
    return "\n".join(f"- {row}" if len(rows) > 1 else str(row) for row in rows)


def moment_text(moment: dt.datetime | None) -> str:
    """ "08 giờ 00, ngày 25/8/2020"."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%H} giờ {local:%M}, ngày {day_text(local.date())}"


def closing(number: int) -> Paragraph:
    """How many copies, and that it was read aloud."""
    copies = f"{vietnamese.number_text(number)} bản"
    return Paragraph(
        f"Biên bản lập thành {copies}, Đoàn kiểm tra và đơn vị mỗi bên giữ một bản; đã đọc lại "
        "cho mọi người cùng nghe, thống nhất ký tên./.",
        tag="closing",
        facts=(Fact("copies", "number", copies),),
    )
