"""Đề cương báo cáo tự kiểm tra: headings are the areas, questions by kind of unit, figures."""

from collections.abc import Iterable

from congvu.criteria.models import Area, Criterion
from congvu.criteria.states import AnswerKind
from congvu.documents import vietnamese
from congvu.documents.model import (
    Annex,
    Block,
    Column,
    Fact,
    Heading,
    OfficialText,
    Paragraph,
    Row,
    Table,
)
from congvu.inspections.models import Inspection, Visit
from congvu.inspections.outputs.campaign import areas_of, day_text, office
from congvu.inspections.outputs.frame import headless, part
from congvu.inspections.states import DocumentKind
from congvu.organizations.states import UNIT_KIND_LABELS, UnitKind

FIGURES = (AnswerKind.PERCENT, AnswerKind.COUNT, AnswerKind.SURVEY)
FIGURE_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Số liệu", 80),
    Column("Đơn vị tính", 24, "center"),
    Column("Kết quả", 28, "center"),
    Column("Tài liệu minh chứng", 38),
)
UNITS_OF_MEASURE = {AnswerKind.PERCENT: "%", AnswerKind.SURVEY: "%", AnswerKind.COUNT: "số lượng"}


def outline(inspection: Inspection) -> OfficialText:
    """The outline of a campaign: what all report, and an annex of questions per kind of unit."""
    kinds = kinds_of(inspection)
    if len(kinds) == 1:
        return framed_outline(inspection, whole(inspection, questions(inspection, kinds[0])))
    told = Paragraph("Theo phụ lục dành cho loại đơn vị của mình.", tag="annexes")
    return framed_outline(inspection, whole(inspection, [told]), outline_annexes(inspection, kinds))


def unit_outline(visit: Visit) -> OfficialText:
    """The outline for one unit: only what concerns it."""
    inspection = visit.inspection
    return framed_outline(inspection, whole(inspection, questions(inspection, visit.unit.kind)))


def framed_outline(
    inspection: Inspection, blocks: list[Block], annexes: tuple[Annex, ...] = ()
) -> OfficialText:
    """The outline by itself; it goes with the notice."""
    subject = f"Tự kiểm tra công tác cải cách hành chính năm {inspection.year}"
    return headless(DocumentKind.OUTLINE, subject, blocks, office=office(), annexes=annexes)


def outline_annexes(
    inspection: Inspection, kinds: Iterable[str], first: int = 1
) -> tuple[Annex, ...]:
    """One annex of questions per kind of unit, numbered from ``first``."""
    return tuple(
        Annex(
            vietnamese.roman(number),
            f"Nội dung báo cáo đối với {UNIT_KIND_LABELS[UnitKind(kind)]}",
            tuple(questions(inspection, kind)),
        )
        for number, kind in enumerate(kinds, start=first)
    )


def kinds_of(inspection: Inspection) -> list[str]:
    """Kinds of unit this campaign visits, in the order of the visits."""
    rows = inspection.visits.live().order_by("order", "pk").values_list("unit__kind", flat=True)
    return list(dict.fromkeys(rows))


def whole(inspection: Inspection, middle: list[Block]) -> list[Block]:
    """What every unit writes, whatever its kind, around the questions of its own."""
    start, end = day_text(inspection.period_from), day_text(inspection.period_to)
    return [
        Paragraph(
            f"Số liệu báo cáo tính từ ngày {start} đến ngày {end}. Mỗi nội dung nêu kết quả, "
            "tài liệu minh chứng kèm theo; nội dung không phát sinh ghi rõ “không phát sinh”.",
            tag="outline-period",
            facts=(Fact("from", "date", start), Fact("to", "date", end)),
        ),
        part("I", "Tình hình chung"),
        Paragraph(
            "Đặc điểm, tình hình đơn vị; việc chỉ đạo, triển khai công tác cải cách hành chính.",
            tag="outline-general",
        ),
        part("II", "Kết quả theo từng nội dung"),
        *middle,
        part("III", "Hạn chế, khó khăn; đề xuất, kiến nghị"),
        Paragraph(
            "Nêu hạn chế và nguyên nhân; khó khăn, vướng mắc; đề xuất, kiến nghị của đơn vị.",
            tag="outline-proposals",
        ),
    ]


def questions(inspection: Inspection, kind: str) -> list[Block]:
    """Areas as headings, questions in words under them, figures as tables."""
    rows = Criterion.objects.of_version(inspection.library_version).order_by("area__order", "order")
    asked: dict[int, list[Criterion]] = {}
    for row in rows:
        if row.concerns(kind):
            asked.setdefault(row.area_id, []).append(row)
    blocks: list[Block] = []
    listed = [area for area in areas_of(inspection) if area.pk in asked]
    for number, area in enumerate(listed, start=1):
        blocks += area_blocks(number, area, asked[area.pk], inspection, kind)
    return blocks


def area_blocks(
    number: int, area: Area, rows: list[Criterion], inspection: Inspection, kind: str
) -> list[Block]:
    """One area."""
    on = inspection.period_to
    tag = f"{kind}-{area.code}"
    blocks: list[Block] = [Heading(f"{number}. {area.wording(on)}", level=2, tag=tag)]
    words = [row for row in rows if row.answer_kind not in FIGURES]
    figures = [row for row in rows if row.answer_kind in FIGURES]
    for row in words:
        asked = "; ".join(row.evidence_asked)
        told = f" Tài liệu minh chứng: {asked}." if asked else ""
        text = f"- {vietnamese.sentence(row.wording(on))}{told}"
        blocks.append(Paragraph(text, tag=f"{kind}-{row.code}"))
    if figures:
        lines = [figure(i, row, inspection, kind) for i, row in enumerate(figures, start=1)]
        blocks.append(Table(FIGURE_COLUMNS, tuple(lines)))
    return blocks


def figure(number: int, row: Criterion, inspection: Inspection, kind: str) -> Row:
    """A line to be filled in with a number."""
    unit = UNITS_OF_MEASURE[AnswerKind(row.answer_kind)]
    asked = "; ".join(row.evidence_asked)
    cells = (str(number), row.wording(inspection.period_to), unit, "", asked)
    return Row(cells, tag=f"{kind}-{row.code}")
