"""Báo cáo kết quả kiểm tra: from the head of team to the Director; internal where he leads."""

from congvu.documents.model import (
    Annex,
    Block,
    Column,
    Fact,
    Heading,
    OfficialText,
    Paragraph,
    SignatureBlock,
    Table,
)
from congvu.documents.model import Row as TableRow
from congvu.documents.vietnamese import number_text
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.campaign import Campaign, gather
from congvu.inspections.outputs.conclusion import annexes, causes, opening, requests, section
from congvu.inspections.outputs.frame import framed
from congvu.inspections.states import Polarity

COUNT_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị", 90),
    Column("Ưu điểm", 25, "center"),
    Column("Hạn chế", 25, "center"),
    Column("Lặp lại", 25, "center"),
)


def report(document: OfficialDocument) -> OfficialText:
    """The report as the data say it now."""
    assert document.inspection is not None
    campaign = gather(document.inspection)
    body: list[Block] = [
        *opening(campaign)[:2],
        Paragraph("Đoàn kiểm tra báo cáo kết quả như sau:", tag="announce"),
        *section("I. Kết quả đạt được", campaign.strengths, campaign),
        *section("II. Tồn tại, hạn chế", campaign.limitations, campaign),
        *causes(campaign),
        *requests(campaign),
        Heading("IV. Tổng hợp phát hiện theo đơn vị"),
        counts(campaign),
    ]
    head = campaign.head
    signed = SignatureBlock(title="TRƯỞNG ĐOÀN", name=head.name if head else "")
    return framed(
        document,
        campaign.office,
        kind="BÁO CÁO",
        body=body,
        annexes=tuple(Annex(a.number, a.title, a.blocks, a.landscape) for a in annexes(campaign)),
        addressees=("Giám đốc Sở",),
        signatures=(signed,),
    )


def counts(campaign: Campaign) -> Table:
    """Strengths, limitations and repeats per unit."""
    rows = []
    for i, unit in enumerate(campaign.units, start=1):
        mine = campaign.of_unit(unit)
        bad = [f for f in mine if f.polarity == Polarity.LIMITATION]
        numbers = (len(mine) - len(bad), len(bad), sum(f.repeat_state == "confirmed" for f in bad))
        printed = tuple(number_text(n) for n in numbers)
        facts = (Fact(f"unit-{unit.pk}", "unit", unit.formal_name),)
        rows.append(
            TableRow((str(i), unit.formal_name, *printed), tag=f"count-{unit.pk}", facts=facts)
        )
    return Table(COUNT_COLUMNS, tuple(rows))
