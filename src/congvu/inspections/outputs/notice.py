"""Thông báo kiểm tra: when and where each unit is visited, and what it prepares."""

from congvu.documents.model import Block, Column, Fact, Heading, OfficialText, Paragraph, Row, Table
from congvu.inspections.models import OfficialDocument, Visit
from congvu.inspections.outputs.campaign import Campaign, code_and_date, day_text, gather
from congvu.inspections.outputs.frame import framed

COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị", 58),
    Column("Ngày, buổi", 34, "center"),
    Column("Thời gian", 28, "center"),
    Column("Địa điểm", 50),
)


def notice(document: OfficialDocument) -> OfficialText:
    """The notice as the data say it now."""
    assert document.inspection is not None
    campaign = gather(document.inspection)
    body: list[Block] = [
        opening(campaign),
        Heading("1. Thời gian, địa điểm", level=2),
        Table(COLUMNS, tuple(line(i, v) for i, v in enumerate(in_order(campaign), start=1))),
        Heading("2. Nội dung kiểm tra", level=2),
        Paragraph(f"{'; '.join(area.title for area in campaign.areas)}.", tag="contents"),
        Heading("3. Yêu cầu đối với đơn vị", level=2),
        *demands(campaign),
    ]
    return framed(document, campaign.office, kind="THÔNG BÁO", body=body)


def opening(campaign: Campaign) -> Paragraph:
    """On what the notice rests."""
    inspection = campaign.inspection
    decision = code_and_date(campaign.decision, inspection.decision_number, inspection.decision_on)
    text = (
        f"Thực hiện Quyết định {decision} thành lập Đoàn kiểm tra công tác cải cách hành chính "
        f"năm {inspection.year}, Sở thông báo lịch kiểm tra như sau:"
    )
    return Paragraph(text, tag="opening", facts=(Fact("decision", "text", decision),))


def in_order(campaign: Campaign) -> list[Visit]:
    """Visits by day and hour; those without a day last."""
    dated = [v for v in campaign.visits if v.day and v.starts_at]
    dated.sort(key=lambda v: (v.day, v.starts_at))
    return dated + [v for v in campaign.visits if v not in dated]


def line(number: int, visit: Visit) -> Row:
    """One visit in the table."""
    day = f"{day_text(visit.day)}, {visit.get_session_display().lower()}" if visit.day else ""
    hours = f"{visit.starts_at:%H:%M} - {visit.ends_at:%H:%M}" if visit.starts_at else ""
    facts = [Fact(f"unit-{visit.unit_id}", "unit", visit.unit.formal_name)]
    if visit.day:
        facts.append(Fact(f"day-{visit.pk}", "date", day_text(visit.day)))
    cells = (str(number), visit.unit.formal_name, day, hours, visit.place)
    return Row(cells, tag=f"visit-{visit.pk}", facts=tuple(facts))


def demands(campaign: Campaign) -> list[Block]:
    """What each unit prepares, with the period of the campaign's own parameters."""
    days = int(campaign.inspection.parameters["self_report_working_days"])
    return [
        Paragraph(
            "- Chuẩn bị báo cáo tự kiểm tra theo đề cương, gửi về Văn phòng Sở trước ngày kiểm tra "
            f"ít nhất {days:02d} ngày làm việc.",
            tag="self-report",
            facts=(Fact("days", "number", f"{days:02d} ngày làm việc"),),
        ),
        Paragraph(
            "- Chuẩn bị hồ sơ, tài liệu minh chứng theo các nội dung kiểm tra; bố trí lãnh đạo đơn "
            "vị và công chức, viên chức phụ trách cải cách hành chính dự làm việc với Đoàn.",
            tag="papers",
        ),
    ]
