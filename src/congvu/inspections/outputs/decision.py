"""Quyết định thành lập Đoàn kiểm tra: who, what they do and may ask, who carries it out."""

from congvu.documents.model import Block, Fact, OfficialText, Paragraph
from congvu.documents.vietnamese import capital
from congvu.inspections.models import OfficialDocument, TeamMember
from congvu.inspections.outputs.campaign import (
    Campaign,
    area_titles,
    code_and_date,
    day_text,
    formal_listed,
    gather,
    person,
)
from congvu.inspections.outputs.frame import framed


def decision(document: OfficialDocument) -> OfficialText:
    """The decision as the data say it now."""
    assert document.inspection is not None
    campaign = gather(document.inspection, found=False)
    name = campaign.office.name
    return framed(
        document,
        campaign.office,
        body=articles(campaign),
        grounds=grounds(campaign),
        authority_line=authority(name),
        resolution="QUYẾT ĐỊNH:",
    )


def authority(office: str) -> str:
    """Who decides: "GIÁM ĐỐC SỞ …"."""
    return f"GIÁM ĐỐC {office}" if office else ""


def grounds(campaign: Campaign) -> tuple[str, ...]:
    """The plan's own grounds, the plan, and who proposes."""
    plan = campaign.inspection.plan
    lines = list(plan.grounds) if plan else []
    code = code_and_date(campaign.plan_document)
    if code:
        lines.append(
            f"Căn cứ Kế hoạch {code} về kiểm tra cải cách hành chính năm {campaign.inspection.year}"
        )
    return (*lines, "Theo đề nghị của Chánh Văn phòng Sở")


def articles(campaign: Campaign) -> list[Block]:
    """Điều 1–3."""
    year = campaign.inspection.year
    units = formal_listed(campaign.units)
    start, end = campaign.inspection.period_from, campaign.inspection.period_to
    period = f"từ ngày {day_text(start)} đến ngày {day_text(end)}"
    contents = "; ".join(area_titles(campaign))
    return [
        Paragraph(
            f"Thành lập Đoàn kiểm tra công tác cải cách hành chính năm {year} gồm các ông, bà "
            "có tên sau:",
            tag="article-1",
            lead="Điều 1.",
        ),
        *(member_line(i, member) for i, member in enumerate(campaign.team, start=1)),
        Paragraph(
            f"Đoàn kiểm tra có nhiệm vụ kiểm tra tại các đơn vị: {units}.",
            tag="article-2",
            lead="Điều 2.",
            facts=tuple(Fact(f"unit-{u.pk}", "unit", u.formal_name) for u in campaign.units),
        ),
        Paragraph(f"Nội dung kiểm tra: {contents}.", tag="article-2-contents"),
        Paragraph(
            f"Thời kỳ kiểm tra: {period}.",
            tag="article-2-period",
            facts=(Fact("from", "date", day_text(start)), Fact("to", "date", day_text(end))),
        ),
        Paragraph(
            "Đoàn được yêu cầu đơn vị báo cáo, cung cấp hồ sơ, tài liệu minh chứng; thành viên "
            "không kiểm tra đơn vị mình đang công tác. Đoàn tự giải thể khi hoàn thành nhiệm vụ.",
            tag="article-2-rights",
        ),
        Paragraph(
            "Chánh Văn phòng Sở, thủ trưởng các đơn vị được kiểm tra và các ông, bà có tên tại "
            "Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
            tag="article-3",
            lead="Điều 3.",
        ),
    ]


def member_line(number: int, member: TeamMember) -> Paragraph:
    """ "1. Ông …, Giám đốc Sở - Trưởng đoàn;"."""
    role = member.get_role_display()
    facts = (Fact("name", "text", capital(member.name)), Fact("role", "text", role))
    text = f"{number}. {capital(person(member))} - {role};"
    return Paragraph(text, tag=f"member-{member.pk}", facts=facts)
