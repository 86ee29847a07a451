"""Thông báo kết luận kiểm tra: general remarks, requests, and an annex per unit."""

from itertools import count

from congvu.documents import vietnamese
from congvu.documents.model import Block, Fact, Heading, OfficialText, Paragraph
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.annex import annexes
from congvu.inspections.outputs.campaign import (
    Campaign,
    RemarkWithUnits,
    area_titles,
    code_and_date,
    counts_by_kind,
    day_text,
    formal_listed,
    gather,
    person,
)
from congvu.inspections.outputs.frame import framed, part
from congvu.inspections.outputs.rechecks import results_of_all
from congvu.inspections.rules import remark_text, units_in_words
from congvu.inspections.states import Polarity


def conclusion(document: OfficialDocument) -> OfficialText:
    """The conclusion as the data say it now."""
    assert document.inspection is not None
    campaign = gather(document.inspection)
    numbers = map(vietnamese.roman, count(1))
    body: list[Block] = [*opening(campaign), *results_of_all(campaign, numbers)]
    body += section(next(numbers), "Kết quả đạt được", campaign.strengths, campaign)
    body += section(next(numbers), "Tồn tại, hạn chế", campaign.limitations, campaign)
    body += causes(campaign)
    body += requests(campaign, next(numbers))
    body += [
        part(next(numbers), "Tổ chức thực hiện"),
        Paragraph(
            "Thủ trưởng các đơn vị được kiểm tra tổ chức khắc phục các hạn chế nêu tại Phụ lục "
            "kèm theo, báo cáo kết quả bằng văn bản kèm tài liệu minh chứng về Văn phòng Sở đúng "
            "thời hạn để tổng hợp, báo cáo Giám đốc Sở.",
            tag="follow-up",
        ),
        Paragraph(
            f"Trên đây là kết luận kiểm tra công tác cải cách hành chính năm "
            f"{campaign.inspection.year}, yêu cầu các đơn vị nghiêm túc thực hiện./.",
            tag="closing",
        ),
    ]
    return framed(document, campaign.office, body=body, annexes=annexes(campaign))


def opening(campaign: Campaign) -> list[Block]:
    """On what the inspection rested, who led it, whom it visited when, about what."""
    count = counts_by_kind(campaign.units)
    head = f" do {led_by(campaign)}, làm Trưởng đoàn," if campaign.head else ""
    text = (
        f"Thực hiện {'; '.join(bases(campaign))}, {when(campaign)} Đoàn kiểm tra{head} đã kiểm tra "
        f"trực tiếp tại {count}, gồm: {formal_listed(campaign.units)}."
    )
    titles = area_titles(campaign)
    contents = "; ".join(titles)
    return [
        Paragraph(text, tag="opening", facts=opening_facts(campaign, count)),
        Paragraph(
            "Nội dung kiểm tra tình hình triển khai và kết quả thực hiện nhiệm vụ cải cách hành "
            f"chính trên các lĩnh vực: {contents}.",
            tag="contents",
            facts=tuple(
                Fact(f"area-{a.pk}", "text", title)
                for a, title in zip(campaign.areas, titles, strict=True)
            ),
        ),
        Paragraph("Giám đốc Sở thông báo kết luận như sau:", tag="announce"),
    ]


def papers(campaign: Campaign) -> tuple[str, str]:
    """Number and day of the plan and of the decision."""
    inspection = campaign.inspection
    decision = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    return code_and_date(campaign.plan_document), decision


def bases(campaign: Campaign) -> list[str]:
    """The plan and the decision in words."""
    plan, decision = papers(campaign)
    found = []
    if plan:
        year = campaign.inspection.year
        found.append(f"Kế hoạch {plan} về kiểm tra cải cách hành chính năm {year}")
    if decision:
        found.append(f"Quyết định {decision} thành lập Đoàn kiểm tra")
    return found


def when(campaign: Campaign) -> str:
    """ "từ ngày 25/8/2020 đến ngày 28/8/2020,"."""
    days = campaign.days
    if not days:
        return ""
    if len(days) == 1:
        return f"ngày {day_text(days[0])},"
    return f"từ ngày {day_text(days[0])} đến ngày {day_text(days[-1])},"


def opening_facts(campaign: Campaign, count: str) -> tuple[Fact, ...]:
    """What in the opening is bound to data."""
    days = sorted({*campaign.days[:1], *campaign.days[-1:]})
    return (
        Fact("count", "number", count),
        *(Fact(f"unit-{unit.pk}", "unit", unit.formal_name) for unit in campaign.units),
        *(Fact(f"base-{i}", "text", text) for i, text in enumerate(papers(campaign)) if text),
        *(Fact(f"day-{i}", "date", day_text(day)) for i, day in enumerate(days)),
    )


def led_by(campaign: Campaign) -> str:
    """ "ông Đặng Hồng Sơn, Giám đốc Sở": the name as the team's list has it, and the post."""
    return person(campaign.head) if campaign.head else ""


def section(
    number: str, title: str, remarks: tuple[RemarkWithUnits, ...], campaign: Campaign
) -> list[Block]:
    """One part of the body: each remark a paragraph with its units and counts bound to data."""
    rows = [remark_paragraph(r, len(campaign.units)) for r in remarks]
    none = Paragraph("Đoàn kiểm tra không ghi nhận nội dung nào.", tag=f"none-{number}")
    return [part(number, title), *(rows or [none])]


def remark_paragraph(row: RemarkWithUnits, total: int) -> Paragraph:
    """The officer's sentence; units and count are printed beside a limitation."""
    names = [unit.short_name for unit in row.units]
    text = vietnamese.sentence(remark_text(row.remark.text, names, total))
    facts: list[Fact] = []
    if row.remark.polarity == Polarity.LIMITATION and names:
        count = units_in_words(len(names), total)
        text = f"{text[:-1]} ({count}: {', '.join(names)})."
        facts.append(Fact(f"remark-{row.remark.pk}-count", "number", count))
        facts += [Fact(f"unit-{unit.pk}", "unit", unit.short_name) for unit in row.units]
    return Paragraph(f"- {text}", tag=f"remark-{row.remark.pk}", facts=tuple(facts))


def causes(campaign: Campaign) -> list[Block]:
    """Why, where the remarks name a cause."""
    rows = [r.remark for r in campaign.limitations if r.remark.cause]
    if not rows:
        return []
    lines: list[Block] = [
        Paragraph(f"- {vietnamese.sentence(remark.cause)}", tag=f"cause-{remark.pk}")
        for remark in rows
    ]
    return [Heading("Nguyên nhân", level=2, tag="causes"), *lines]


def requests(campaign: Campaign, number: str) -> list[Block]:
    """What is asked of the units in general, and where the rest stands."""
    blocks: list[Block] = [part(number, "Kiến nghị, yêu cầu")]
    for i, request in enumerate(campaign.requests, start=1):
        text = vietnamese.sentence(request.text)
        blocks.append(Paragraph(f"{i}. {text}", tag=f"request-{request.key}"))
    single = [r for r in campaign.recommendations if not r.group]
    if single:
        count = f"{vietnamese.number_text(len(single))} kiến nghị"
        blocks.append(
            Paragraph(
                f"{len(campaign.requests) + 1}. Khắc phục từng hạn chế theo {count} nêu tại "
                "Phụ lục kèm theo.",
                tag="requests-annex",
                facts=(Fact("requests", "number", count),),
            )
        )
    if len(blocks) == 1:
        blocks.append(Paragraph("Không có kiến nghị.", tag="requests-none"))
    return blocks
