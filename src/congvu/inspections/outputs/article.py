"""Tin bài in the shape of the portal's news: running prose, no lists, no scores.

No unit is named beside a limitation. Every sentence carries what it rests on.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch

from congvu.documents import vietnamese
from congvu.documents.model import OfficialText, Paragraph
from congvu.inspections.models import Inspection
from congvu.inspections.outputs.campaign import (
    Campaign,
    RemarkWithUnits,
    area_titles,
    code_and_date,
    counts_by_kind,
    gather,
    names_listed,
    office,
    span_text,
)
from congvu.inspections.outputs.conclusion import led_by
from congvu.inspections.outputs.frame import headless
from congvu.inspections.outputs.issued_words import named_in, remark_words, reworded_line
from congvu.inspections.states import DocumentKind, Polarity
from congvu.organizations.models import Unit
from congvu.organizations.states import UnitKind


@dataclass(frozen=True)
class Source:
    """Something a sentence rests on, with the page that shows it."""

    kind: str
    id: int
    label: str
    url: str


@dataclass(frozen=True)
class ArticleSentence:
    """One sentence of the news item and its sources.

    ``names``: units that the officer's wording names beside a limitation; to be looked at.
    """

    text: str
    sources: tuple[Source, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Article:
    """The draft news item: title, paragraphs of sentences, author."""

    title: str
    paragraphs: tuple[tuple[ArticleSentence, ...], ...]
    author: str

    def plain(self) -> str:
        """The text as it would be pasted into the portal."""
        return "\n\n".join(" ".join(s.text for s in p) for p in self.paragraphs)

    @property
    def flagged(self) -> tuple[ArticleSentence, ...]:
        """Sentences that name a unit beside a limitation."""
        return tuple(s for p in self.paragraphs for s in p if s.names)


def article(inspection: Inspection) -> Article:
    """The draft news item from the data of a campaign."""
    campaign = gather(inspection)
    name = campaign.office.name
    paragraphs = (
        (bases(campaign), led(campaign)),
        (visits(campaign),),
        (contents(campaign),),
        strengths(campaign),
        limitations(campaign),
        requests(campaign),
    )
    return Article(
        title=f"{name} tổ chức kiểm tra công tác cải cách hành chính tại các đơn vị trực thuộc "
        f"năm {inspection.year}.",
        paragraphs=tuple(p for p in paragraphs if p),
        author=author(),
    )


def author() -> str:
    """Who writes the portal's news: the department office, by its symbol."""
    offices = Unit.objects.filter(kind=UnitKind.DEPARTMENT_OFFICE, valid_to__isnull=True)
    return offices.order_by("pk").values_list("symbol", flat=True).first() or ""


def article_text(inspection: Inspection) -> OfficialText:
    """The news item as a text to be pasted into the portal: no letterhead, no list."""
    told = article(inspection)
    lines = [Paragraph(told.title, tag="title", style="bold")]
    for i, sentences in enumerate(told.paragraphs, start=1):
        lines.append(Paragraph(" ".join(s.text for s in sentences), tag=f"paragraph-{i}"))
    lines.append(Paragraph(told.author, tag="author", style="italic"))
    return headless(DocumentKind.ARTICLE, "", lines, office=office())


def source(kind: str, obj: Any, label: str) -> Source:
    """A source from a record that knows its own page."""
    return Source(kind, obj.pk, label, page_of(obj))


def page_of(obj: Any) -> str:
    """The page of a record, empty where this installation has none."""
    try:
        return obj.get_absolute_url()
    except NoReverseMatch:
        return ""


def bases(campaign: Campaign) -> ArticleSentence:
    """The plan and the decision."""
    inspection = campaign.inspection
    sources, parts = [], []
    if campaign.plan_document:
        code = code_and_date(campaign.plan_document)
        parts.append(f"Kế hoạch {code} về kiểm tra CCHC năm {inspection.year}")
        sources.append(source("document", campaign.plan_document, f"Kế hoạch {code}"))
    code = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    if code:
        parts.append(
            f"Quyết định {code} thành lập Đoàn kiểm tra công tác cải cách hành chính tại các đơn "
            f"vị trực thuộc {campaign.office.name} năm {inspection.year}"
        )
    if campaign.decision:
        sources.append(source("document", campaign.decision, f"Quyết định {code}"))
    return ArticleSentence(f"Thực hiện {'; '.join(parts)}.", tuple(sources))


def led(campaign: Campaign) -> ArticleSentence:
    """Who led the team."""
    text = (
        f"Đoàn kiểm tra do {led_by(campaign)}, làm Trưởng đoàn cùng thành viên là đại diện các "
        "phòng chuyên môn có liên quan."
    )
    return ArticleSentence(text, (source("inspection", campaign.inspection, "Đoàn kiểm tra"),))


def visits(campaign: Campaign) -> ArticleSentence:
    """When, how many, which units."""
    text = (
        f"Từ ngày {span_text(campaign.days)}, {campaign.office.name} đã tiến hành kiểm tra trực "
        f"tiếp tại {counts_by_kind(campaign.units)}, gồm: {names_listed(campaign.units)}."
    )
    return ArticleSentence(
        text, tuple(source("visit", visit, str(visit.unit)) for visit in campaign.visits)
    )


def contents(campaign: Campaign) -> ArticleSentence:
    """The areas inspected."""
    titles = "; ".join(area_titles(campaign))
    text = (
        "Nội dung kiểm tra tình hình triển khai và kết quả thực hiện nhiệm vụ CCHC trên các lĩnh "
        f"vực: {titles}."
    )
    return ArticleSentence(text, (source("inspection", campaign.inspection, "Nội dung kiểm tra"),))


def strengths(campaign: Campaign) -> tuple[ArticleSentence, ...]:
    """What was done well, one sentence per remark."""
    if not campaign.strengths:
        return ()
    first = ArticleSentence(
        "Sau khi tiến hành kiểm tra thực tế và xem xét hồ sơ, tài liệu minh chứng của các đơn vị, "
        "Đoàn kiểm tra đánh giá như sau.",
        tuple(source("visit", visit, str(visit.unit)) for visit in campaign.visits),
    )
    return (first, *told_remarks(campaign.strengths, campaign))


def limitations(campaign: Campaign) -> tuple[ArticleSentence, ...]:
    """What was not, without naming a unit."""
    if not campaign.limitations:
        return ()
    first = ArticleSentence(
        "Bên cạnh những kết quả đạt được, công tác CCHC tại các đơn vị còn một số mặt hạn chế như:",
        (source("inspection", campaign.inspection, "Bảng tổng hợp kết quả"),),
    )
    return (first, *told_remarks(campaign.limitations, campaign))


def told_remarks(
    rows: tuple[RemarkWithUnits, ...], campaign: Campaign
) -> tuple[ArticleSentence, ...]:
    """One sentence per remark that the conclusion keeps."""
    told = (remark_sentence(row, campaign) for row in rows)
    return tuple(sentence for sentence in told if sentence.text)


def remark_sentence(row: RemarkWithUnits, campaign: Campaign) -> ArticleSentence:
    """The remark as the conclusion words it; a limitation keeps neither units nor counts."""
    limiting = row.remark.polarity == Polarity.LIMITATION
    text = remark_words(row, campaign, names=False)
    if text and limiting and row.remark.cause:
        text = f"{text[:-1]}, do {row.remark.cause[:1].lower()}{row.remark.cause[1:].rstrip('.')}."
    label = "Hạn chế" if limiting else "Ưu điểm"
    return ArticleSentence(
        text,
        tuple(source("finding", f, f"{label}: {f.unit}") for f in row.findings),
        named_in(text, campaign) if limiting else (),
    )


def requests(campaign: Campaign) -> tuple[ArticleSentence, ...]:
    """What the team asks of the units, in running prose, as the conclusion words it."""
    asked = []
    for request in campaign.requests:
        said = reworded_line(campaign, f"request-{request.key}")
        if said != "":
            asked.append((vietnamese.sentence(said or request.text), request.recommendations))
    sentences = [
        ArticleSentence(
            ("Đoàn kiểm tra đề nghị: " if i == 0 else "") + text,
            tuple(source("recommendation", row, f"Kiến nghị: {row.unit}") for row in rows),
        )
        for i, (text, rows) in enumerate(asked)
    ]
    if not sentences:
        return ()
    last = sentences[-1]
    sentences[-1] = ArticleSentence(f"{last.text.rstrip('.')}./.", last.sources)
    return tuple(sentences)
