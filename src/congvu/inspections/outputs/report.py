"""Báo cáo kết quả kiểm tra of the team to the Director; an internal draft where he leads it."""

from itertools import count

from congvu.documents.model import (
    Annex,
    Block,
    Column,
    Fact,
    OfficialText,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
)
from congvu.documents.vietnamese import number_text, roman
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.annex import annexes
from congvu.inspections.outputs.campaign import Campaign, bare_name, gather
from congvu.inspections.outputs.conclusion import causes, opening, requests, section
from congvu.inspections.outputs.frame import framed, part
from congvu.inspections.outputs.matrix import matrix_blocks
from congvu.inspections.outputs.rechecks import results_of_all
from congvu.inspections.states import (
    TEAM_ROLE_LABELS,
    Polarity,
    RepeatState,
    TeamRole,
)

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
    number = campaign.inspection.decision_number
    team = f"Đoàn kiểm tra theo Quyết định {number}" if number else "Đoàn kiểm tra"
    head = campaign.head
    signer = SignatureBlock(
        document.signer_title or TEAM_ROLE_LABELS[TeamRole.HEAD],
        document.signer_name or (bare_name(head.name) if head else ""),
        document.authority,
    )
    begin, contents, _ = opening(campaign)
    numbers = map(roman, count(1))
    body: list[Block] = [part(next(numbers), "Tình hình chung"), begin, contents]
    body += results_of_all(campaign, numbers)
    body += section(next(numbers), "Kết quả đạt được", campaign.strengths, campaign)
    body += section(next(numbers), "Tồn tại, hạn chế", campaign.limitations, campaign)
    body += causes(campaign)
    body += requests(campaign, next(numbers))
    body += [part(next(numbers), "Tổng hợp phát hiện theo đơn vị"), counts(campaign)]
    body.append(
        Paragraph(
            "Đoàn kiểm tra báo cáo Giám đốc Sở xem xét, kết luận./.",
            tag="closing",
        )
    )
    matrix = Annex(
        "II", "Bảng tổng hợp kết quả", tuple(matrix_blocks(document.inspection)), landscape=True
    )
    return framed(
        document,
        campaign.office,
        letterhead=campaign.office.letterhead_of(team),
        addressees=("Giám đốc Sở",),
        body=body,
        annexes=(*annexes(campaign, "I"), matrix),
        signatures=(signer,),
    )


def counts(campaign: Campaign) -> Table:
    """Strengths, limitations and repeats per unit."""
    rows = []
    for i, unit in enumerate(campaign.units, start=1):
        mine = campaign.of_unit(unit)
        bad = [f for f in mine if f.polarity == Polarity.LIMITATION]
        repeated = sum(f.repeat_state == RepeatState.CONFIRMED for f in bad)
        printed = [number_text(n) for n in (len(mine) - len(bad), len(bad), repeated)]
        facts = (
            Fact("unit", "unit", unit.formal_name),
            *(Fact(f"count-{at}", "number", text) for at, text in enumerate(printed)),
        )
        cells = (str(i), unit.formal_name, *printed)
        rows.append(Row(cells, tag=f"count-{unit.pk}", facts=facts))
    return Table(COUNT_COLUMNS, tuple(rows))
