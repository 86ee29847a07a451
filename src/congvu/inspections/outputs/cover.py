"""Bìa hồ sơ and mục lục văn bản, to be printed and put on top of the file."""

import datetime as dt

from congvu.documents.model import Column, OfficialText, Paragraph, Row, Table
from congvu.documents.vietnamese import number_text, small
from congvu.inspections.models import Inspection
from congvu.inspections.outputs.campaign import day_text, office
from congvu.inspections.outputs.dossier import EXPLANATION, Dossier, Item
from congvu.inspections.outputs.frame import layout_of
from congvu.inspections.outputs.kinds import type_of
from congvu.inspections.states import DocumentKind

COLUMNS = (
    Column("TT", 9, "center"),
    Column("Số, ký hiệu", 36),
    Column("Ngày văn bản", 22, "center"),
    Column("Tên loại và trích yếu nội dung", 50),
    Column("Tác giả", 39),
    Column("Ghi chú", 22),
)
BY_UNIT = (DocumentKind.SELF_REPORT, EXPLANATION)
BY_TEAM = (DocumentKind.MINUTES, DocumentKind.REPORT)


def cover_text(inspection: Inspection, whole: Dossier) -> OfficialText:
    """The cover: office, title, from when to when, how long it is kept."""
    named = office()
    papers = sum(item.complete for item in whole.items)
    lines = [named.name, f"Gồm {number_text(papers)} văn bản"]
    if whole.first_day and whole.last_day:
        lines.append(f"Từ ngày {day_text(whole.first_day)} đến ngày {day_text(whole.last_day)}")
    if whole.retention_years:
        lines.append(f"Thời hạn bảo quản: {whole.retention_years} năm")
    return OfficialText(
        letterhead=named.letterhead(),
        kind="HỒ SƠ",
        subject=inspection.title,
        place=named.locality,
        body=tuple(
            Paragraph(line, tag=f"line-{i}", style="center")
            for i, line in enumerate(filter(None, lines))
        ),
        layout=layout_of(last_day(inspection, whole)),
        headless=True,
    )


def contents_text(inspection: Inspection, whole: Dossier) -> OfficialText:
    """The list of papers in order; what is missing is said so."""
    rows = [row(i, item, office().name) for i, item in enumerate(whole.items, start=1)]
    return OfficialText(
        letterhead=office().letterhead(),
        kind="MỤC LỤC VĂN BẢN",
        subject=inspection.title,
        body=(Table(COLUMNS, tuple(rows)),),
        layout=layout_of(last_day(inspection, whole)),
        headless=True,
    )


def last_day(inspection: Inspection, whole: Dossier) -> dt.date:
    """The day whose layout the cover takes."""
    return whole.last_day or inspection.period_to


def row(number: int, item: Item, office_name: str) -> Row:
    """One paper."""
    by_unit = item.visit is not None and item.kind in BY_UNIT
    author = str(item.visit.unit) if by_unit else "Đoàn kiểm tra"
    author = author if by_unit or item.kind in BY_TEAM else office_name
    notes = [] if item.complete else [item.state]
    notes += ["thiếu bản ký"] if item.unsigned else []
    notes += [f"kèm {number_text(item.files)} tệp"] if item.files else []
    note = "; ".join(notes)
    day = day_text(item.day) if item.day else ""
    return Row((str(number), item.code, day, title_of(item), author, note), tag=f"paper-{number}")


def title_of(item: Item) -> str:
    """ "Quyết định về việc thành lập Đoàn …": the words of the type and the subject."""
    if item.document is None or not item.document.subject:
        return item.title
    words = type_of(item.kind).title_words.capitalize()
    return f"{words} {small(item.document.subject)}"
