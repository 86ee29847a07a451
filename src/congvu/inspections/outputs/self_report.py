"""Báo cáo tự kiểm tra of a unit: its own words and its own points, area by area."""

from collections import defaultdict
from collections.abc import Iterable

from congvu.assessments.models import Answer
from congvu.assessments.states import Scoring
from congvu.core.formats import number
from congvu.criteria.models import Area
from congvu.documents import vietnamese
from congvu.documents.model import (
    Block,
    Column,
    Fact,
    Heading,
    OfficialText,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
)
from congvu.inspections.models import Visit
from congvu.inspections.outputs.campaign import day_text, office
from congvu.inspections.outputs.frame import layout_of, part
from congvu.inspections.outputs.kinds import type_of
from congvu.inspections.states import DocumentKind

COLUMNS = (
    Column("TT", 12, "center"),
    Column("Nội dung", 70),
    Column("Đơn vị tự đánh giá", 30, "center"),
    Column("Thuyết minh", 58),
)
TEXTS = {
    "strengths": "Ưu điểm",
    "limitations": "Hạn chế, nguyên nhân",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Đề xuất, kiến nghị",
}


def self_report(visit: Visit) -> OfficialText:
    """The unit's report as it stands; its number is of the unit's own book."""
    sheet, unit, parent = visit.sheet, visit.unit, office()
    kind = type_of(DocumentKind.SELF_REPORT)
    day = sheet.self_submitted_at.date() if sheet and sheet.self_submitted_at else None
    year = visit.inspection.year
    return OfficialText(
        letterhead=parent.letterhead_of(unit.name),
        number=f"/{kind.abbreviation}-{unit.symbol}",
        place=parent.locality,
        date=day,
        kind=kind.title_words,
        subject=f"Tự kiểm tra công tác cải cách hành chính năm {year}",
        addressees=("Đoàn kiểm tra công tác cải cách hành chính",),
        body=tuple(body(visit)),
        recipients=("Như trên", f"Lưu: VT, {unit.symbol}"),
        signatures=(SignatureBlock("Thủ trưởng đơn vị"),),
        draft=day is None,
        layout=layout_of(day or visit.inspection.period_to),
    )


def body(visit: Visit) -> list[Block]:
    """I general, II area by area, III what is left to say."""
    sheet, inspection = visit.sheet, visit.inspection
    said = sheet.self_text if sheet else {}
    start, end = day_text(inspection.period_from), day_text(inspection.period_to)
    blocks: list[Block] = [
        Paragraph(
            f"{visit.unit.formal_name} báo cáo kết quả tự kiểm tra công tác cải cách hành chính "
            f"từ ngày {start} đến ngày {end} như sau:",
            tag="opening",
            facts=(
                Fact("unit", "unit", visit.unit.formal_name),
                Fact("from", "date", start),
                Fact("to", "date", end),
            ),
        ),
        part("I", "Tình hình chung"),
        *lines(said.get("general", ""), "general"),
        part("II", "Kết quả theo từng nội dung"),
        *areas(visit),
        part("III", "Ưu điểm, hạn chế, đề xuất"),
    ]
    for i, (key, title) in enumerate(TEXTS.items(), start=1):
        blocks.append(Heading(f"{i}. {title}", level=2, tag=key))
        blocks += lines(said.get(key, ""), key)
    return blocks


def lines(text: str, tag: str) -> list[Block]:
    """One paragraph per typed line; a sentence that says so where nothing was typed."""
    typed = [line.strip() for line in text.splitlines() if line.strip()]
    told = typed or ["Không có nội dung báo cáo."]
    return [Paragraph(line, tag=f"{tag}-{i}") for i, line in enumerate(told, start=1)]


def areas(visit: Visit) -> list[Block]:
    """A table per area of what was answered."""
    if visit.sheet is None:
        return []
    rows: dict[Area, list[Answer]] = defaultdict(list)
    for answer in visit.sheet.answers.with_criteria():
        rows[answer.criterion.area].append(answer)
    comments = visit.sheet.scoring == Scoring.COMMENTS_ONLY
    blocks: list[Block] = []
    for i, (area, answers) in enumerate(rows.items(), start=1):
        title = f"{i}. {area.wording(visit.inspection.period_to)}"
        blocks.append(Heading(title, level=2, tag=f"area-{area.pk}"))
        blocks.append(Table(COLUMNS, tuple(answer_rows(answers, visit, comments))))
    return blocks


def answer_rows(answers: Iterable[Answer], visit: Visit, comments: bool) -> Iterable[Row]:
    """Lines of an area."""
    for i, answer in enumerate(answers, start=1):
        said = self_words(answer, comments)
        cells = (
            str(i),
            vietnamese.sentence(answer.criterion.wording(visit.inspection.period_to)),
            said,
            answer.self_note,
        )
        facts = (Fact("said", "text", said),) if said else ()
        yield Row(cells, tag=f"answer-{answer.pk}", facts=facts)


def self_words(answer: Answer, comments: bool) -> str:
    """What the unit gave itself: value, points, or that nothing arose."""
    if answer.self_nothing_arose:
        return "Không phát sinh"
    parts = []
    if answer.self_value is not None:
        parts.append(value_words(answer))
    if answer.self_points is not None and not comments:
        parts.append(f"{number(answer.self_points)}/{number(answer.criterion.max_points)} điểm")
    return "\n".join(parts)


def value_words(answer: Answer) -> str:
    """Có, Không, 98%, 12."""
    value = answer.self_value
    if answer.criterion.answer_kind == "yes_no":
        return "Có" if value else "Không"
    sign = "%" if answer.criterion.answer_kind in ("percent", "survey") else ""
    return f"{number(value)}{sign}"
