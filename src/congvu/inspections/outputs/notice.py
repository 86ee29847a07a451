"""Thông báo kiểm tra to the units: when, where, what, what to prepare; the outline annexed."""

from congvu.documents import vietnamese
from congvu.documents.model import Annex, Block, Fact, Heading, OfficialText, Paragraph
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.campaign import Campaign, area_titles, day_text, gather
from congvu.inspections.outputs.conclusion import bases, led_by, papers
from congvu.inspections.outputs.frame import framed
from congvu.inspections.outputs.outline import kinds_of, outline_annexes, whole
from congvu.inspections.outputs.schedule import schedule_table


def notice(document: OfficialDocument) -> OfficialText:
    """The notice as the data say it now."""
    assert document.inspection is not None
    campaign = gather(document.inspection)
    return framed(
        document,
        campaign.office,
        addressees=tuple(unit.formal_name for unit in campaign.units),
        body=[*opening(campaign), *contents(campaign), *preparing(campaign)],
        annexes=annexes(campaign),
    )


def opening(campaign: Campaign) -> list[Block]:
    """On what it rests and who comes."""
    on_what = "; ".join(bases(campaign))
    head = f" do {led_by(campaign)}, làm Trưởng đoàn," if campaign.head else ""
    begin = f"Thực hiện {on_what}, " if on_what else ""
    facts = [Fact(f"base-{i}", "text", t) for i, t in enumerate(papers(campaign)) if t]
    if campaign.head:
        facts.append(Fact("head", "text", campaign.head.name))
    return [
        Paragraph(
            f"{begin}{campaign.office.name} thông báo Đoàn kiểm tra{head} kiểm tra công tác cải "
            f"cách hành chính năm {campaign.inspection.year} như sau:",
            tag="opening",
            facts=tuple(facts),
        )
    ]


def contents(campaign: Campaign) -> list[Block]:
    """Areas, the period, when and where."""
    start, end = campaign.inspection.period_from, campaign.inspection.period_to
    return [
        Heading("1. Nội dung kiểm tra", level=2, tag="contents-heading"),
        Paragraph(f"{'; '.join(area_titles(campaign))}.", tag="contents"),
        Heading("2. Thời kỳ kiểm tra", level=2, tag="period-heading"),
        Paragraph(
            f"Từ ngày {day_text(start)} đến ngày {day_text(end)}.",
            tag="period",
            facts=(Fact("from", "date", day_text(start)), Fact("to", "date", day_text(end))),
        ),
        Heading("3. Thời gian, địa điểm", level=2, tag="schedule-heading"),
        Paragraph("Theo lịch kiểm tra tại Phụ lục I.", tag="schedule"),
    ]


def preparing(campaign: Campaign) -> list[Block]:
    """What the units do before the visit."""
    days = int(campaign.inspection.parameters.get("self_report_working_days", 0))
    within = f"{vietnamese.number_text(days)} ngày làm việc"
    when = f"trước buổi làm việc {within}" if days else "trước buổi làm việc"
    return [
        Heading("4. Chuẩn bị của đơn vị", level=2, tag="prepare-heading"),
        Paragraph(
            f"- Gửi báo cáo tự kiểm tra theo đề cương kèm theo về Văn phòng Sở {when}.",
            tag="self-report",
            facts=(Fact("self-report", "number", within),) if days else (),
        ),
        Paragraph(
            "- Chuẩn bị hồ sơ, tài liệu minh chứng; bố trí lãnh đạo đơn vị, đầu mối cải cách hành "
            "chính và người có liên quan làm việc với Đoàn.",
            tag="prepare",
        ),
        Paragraph(
            "Đề nghị thủ trưởng các đơn vị phối hợp thực hiện. Vướng mắc phản ánh về Văn phòng Sở "
            "để được hướng dẫn./.",
            tag="closing",
        ),
    ]


def annexes(campaign: Campaign) -> tuple[Annex, ...]:
    """Phụ lục I the schedule, II the outline, then the questions per kind of unit."""
    inspection = campaign.inspection
    kinds = kinds_of(inspection)
    told = Paragraph("Theo phụ lục dành cho loại đơn vị của mình.", tag="annexes")
    return (
        Annex("I", "Lịch kiểm tra", (schedule_table(campaign),), landscape=True),
        Annex("II", "Đề cương báo cáo tự kiểm tra", tuple(whole(inspection, [told]))),
        *outline_annexes(inspection, kinds, first=3),
    )
