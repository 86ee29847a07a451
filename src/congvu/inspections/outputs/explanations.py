"""Giải trình của đơn vị: what a unit said to the draft, and what the team answered."""

from django.utils import timezone

from congvu.core import formats
from congvu.documents.model import Block, Column, Fact, OfficialText, Row, Table
from congvu.inspections.models import Explanation, Visit
from congvu.inspections.outputs.campaign import office
from congvu.inspections.outputs.frame import layout_of

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Về phát hiện", 45),
    Column("Giải trình của đơn vị", 55),
    Column("Ý kiến của đoàn", 60),
)
UNANSWERED = "Chưa trả lời"


def explanations_text(visit: Visit) -> OfficialText:
    """Every explanation of the unit in the order it came."""
    rows = list(visit.explanations.select_related("finding", "submitted_by").order_by("pk"))
    day = max((row.submitted_at.date() for row in rows), default=visit.inspection.period_to)
    body: tuple[Block, ...] = (
        Table(COLUMNS, tuple(line(i, row) for i, row in enumerate(rows, start=1))),
    )
    return OfficialText(
        letterhead=office().letterhead_of(visit.unit.name),
        kind="GIẢI TRÌNH",
        subject=f"Về dự thảo kết quả kiểm tra năm {visit.inspection.year} tại "
        f"{visit.unit.formal_name}",
        body=body,
        layout=layout_of(day),
        headless=True,
    )


def line(number: int, row: Explanation) -> Row:
    """One explanation with its answer."""
    about = row.finding.text if row.finding else "Toàn bộ dự thảo"
    day = formats.date(timezone.localtime(row.submitted_at).date())
    late = ", gửi sau hạn" if row.late else ""
    said = f"{row.text}\n({row.submitted_by}, {day}{late})"
    facts = (Fact("said", "text", row.text),)
    return Row((str(number), about, said, answer(row)), tag=f"explanation-{row.pk}", facts=facts)


def answer(row: Explanation) -> str:
    """Whether it was taken up, and why."""
    if row.answered_at is None:
        return UNANSWERED
    verdict = "Tiếp thu" if row.accepted else "Không tiếp thu"
    outcome = f" ({row.get_outcome_display().lower()})" if row.outcome else ""
    return f"{verdict}: {row.answer_text}{outcome}"
