"""A version as rows to read: on the page, on paper and in Excel."""

from collections.abc import Iterable
from dataclasses import dataclass

from congvu.criteria.rules import CriterionData, LibraryData, number_text
from congvu.criteria.rules.differences import day_text, kinds_text, rule_text
from congvu.criteria.states import (
    ANSWER_KIND_LABELS,
    COMPUTABILITY_LABELS,
    NOTHING_AROSE_LABELS,
    STATUS_LABELS,
    AnswerKind,
    Status,
)
from congvu.documents.xlsx import Cell, Sheet, SheetColumn, Workbook
from congvu.organizations.states import UNIT_KIND_LABELS

TONES = {Status.REAL: "ok", Status.ADAPTED: "", Status.FILLED: "warn"}
COLUMNS = (
    SheetColumn("Nội dung", 28),
    SheetColumn("Mã", 8),
    SheetColumn("Tiêu chí", 50),
    SheetColumn("Cách trả lời", 16),
    SheetColumn("Đơn vị áp dụng", 30),
    SheetColumn("Điểm tối đa", 10, "number"),
    SheetColumn("Cách tính điểm", 45),
    SheetColumn("Khi không phát sinh", 22),
    SheetColumn("Tài liệu minh chứng", 28),
    SheetColumn("Hướng dẫn", 35),
    SheetColumn("Khả năng tính", 20),
    SheetColumn("Tình trạng", 22),
    SheetColumn("Nguồn", 35),
)


@dataclass(frozen=True)
class CriterionRow:
    """One criterion in words."""

    data: CriterionData
    answer: str
    kinds: str
    points: str
    rule: str
    nothing_arose: str
    computability: str
    status: str
    tone: str
    evidence: str
    old_wordings: tuple[tuple[str, str], ...]

    @property
    def scored(self) -> bool:
        """Whether it brings points."""
        return self.data.answer_kind != AnswerKind.TEXT


@dataclass(frozen=True)
class AreaBlock:
    """One area and its criteria, those left by the filter."""

    code: str
    title: str
    short_title: str
    points: str
    source: str
    old_titles: tuple[tuple[str, str], ...]
    rows: tuple[CriterionRow, ...]


def area_blocks(data: LibraryData, kind: str = "") -> list[AreaBlock]:
    """Areas with the criteria that concern units of ``kind`` (all, when none is named)."""
    blocks = []
    for area in data.areas:
        kept = [c for c in area.criteria if not kind or kind in c.applies_to]
        blocks.append(
            AreaBlock(
                code=area.code,
                title=area.title,
                short_title=area.short_title,
                points=number_text(sum((c.max_points for c in kept), start=area.max_points * 0)),
                source=area.source,
                old_titles=tuple((day_text(day), text) for day, text in area.wording_by_date),
                rows=tuple(criterion_row(criterion) for criterion in kept),
            )
        )
    return blocks


def criterion_row(data: CriterionData) -> CriterionRow:
    """One criterion in words."""
    return CriterionRow(
        data=data,
        answer=ANSWER_KIND_LABELS[AnswerKind(data.answer_kind)],
        kinds=kinds_text(data.applies_to),
        points=number_text(data.max_points),
        rule=rule_text(data),
        nothing_arose=NOTHING_AROSE_LABELS[data.when_nothing_arose],
        computability=COMPUTABILITY_LABELS[data.computability],
        status=STATUS_LABELS[Status(data.status)],
        tone=TONES[Status(data.status)],
        evidence="; ".join(data.evidence_asked),
        old_wordings=tuple((day_text(day), text) for day, text in data.wording_by_date),
    )


def kind_choices(data: LibraryData) -> list[tuple[str, str, int]]:
    """Kinds of unit that are asked at all: code, name, number of criteria."""
    every = [criterion.applies_to for _, criterion in data.criteria]
    counts = [
        (kind, name, sum(kind in k for k in every)) for kind, name in UNIT_KIND_LABELS.items()
    ]
    return [(str(kind), name, count) for kind, name, count in counts if count]


def workbook(data: LibraryData) -> Workbook:
    """All criteria in one sheet, the scale in another."""
    levels = [[x.name, x.short, x.start, x.points_percent, ""] for x in data.scale.levels]
    levels.append(["Nguồn", "", None, None, data.scale_note])
    scale = (
        SheetColumn("Mức", 16),
        SheetColumn("Viết tắt", 12),
        SheetColumn("Từ (%)", 12, "number"),
        SheetColumn("Điểm khi chỉ cho mức (%)", 20, "number"),
        SheetColumn("Ghi chú", 60),
    )
    sheets = (
        Sheet("Tiêu chí", COLUMNS, excel_rows(data), heading=data.title),
        Sheet("Thang xếp loại", scale, levels),
    )
    return Workbook(sheets, title=data.title)


def excel_rows(data: LibraryData) -> Iterable[list[Cell]]:
    """One row per criterion."""
    for area, criterion in data.criteria:
        row = criterion_row(criterion)
        yield [
            f"{area.code}. {area.title}",
            criterion.code,
            criterion.text,
            row.answer,
            row.kinds,
            criterion.max_points if row.scored else None,
            row.rule,
            row.nothing_arose if row.scored else "",
            row.evidence,
            criterion.guidance,
            row.computability,
            row.status,
            criterion.source,
        ]
