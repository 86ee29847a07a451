"""Every kind of paper: built from data, rendered in three formats, its facts on the page."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from congvu.documents.model import Fact, Heading, OfficialText, Paragraph, Table
from congvu.inspections import actions
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import (
    TABLE_KINDS,
    VISIT_KINDS,
    book_of,
    build,
    from_data,
    text_of,
    visit_text,
)
from congvu.inspections.outputs.files import produced
from congvu.inspections.states import DocumentKind
from tests.inspections.campaigns import FIRST_VISIT, every_test_at, make_campaign, moment

pytestmark = pytest.mark.django_db
CAMPAIGN_KINDS = (
    DocumentKind.DECISION,
    DocumentKind.NOTICE,
    DocumentKind.REPORT,
    DocumentKind.CONCLUSION,
)
_in_the_story = every_test_at(2020, 9, 8)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).remarked())


def bound(text: OfficialText) -> list[tuple[str, str, Fact]]:
    """(tag, sentence, fact) of everything bound to data."""
    found = []
    for block in text.blocks():
        if isinstance(block, Table):
            found += [(r.tag, " | ".join(r.cells), f) for r in block.rows for f in r.facts]
        elif isinstance(block, Paragraph | Heading):
            said = block.full_text if isinstance(block, Paragraph) else block.text
            found += [(block.tag, said, f) for f in block.facts]
    return found


def tags(text: OfficialText) -> list[str]:
    found = []
    for block in text.blocks():
        if isinstance(block, Table):
            found += [row.tag for row in block.rows]
        elif isinstance(block, Paragraph | Heading):
            found.append(block.tag)
    return found


def words_in_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.text)


def check(text: OfficialText, kind: str) -> None:
    """Facts stand in their sentences, tags are unique, three formats come out and say the same."""
    for tag, sentence, fact in bound(text):
        assert fact.value in sentence, (tag, fact)
    named = tags(text)
    assert all(named), text.body
    assert len(named) == len(set(named)), sorted(t for t in named if named.count(t) > 1)
    said = words_in_docx(produced(text, "docx", kind, "x").data)
    for _, _, fact in bound(text):
        assert all(line in said for line in fact.value.split("\n"))
    assert produced(text, "pdf", kind, "x").data.startswith(b"%PDF")
    sheets = load_workbook(io.BytesIO(produced(text, "xlsx", kind, "x").data))
    cells = "\n".join(
        str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row if c.value
    )
    assert all(fact.value in cells for _, _, fact in bound(text))


@pytest.mark.parametrize("kind", CAMPAIGN_KINDS)
def test_a_paper_of_the_campaign_says_its_facts_in_every_format(campaign, kind):
    document = OfficialDocument.objects.filter(inspection=campaign.inspection, kind=kind).first()
    document = document or campaign.paper(kind, inspection=campaign.inspection)
    text = from_data(document)
    assert bound(text)
    check(text, kind)


def test_the_plan_says_its_facts_in_every_format(campaign):
    document = OfficialDocument.objects.get(kind=DocumentKind.PLAN)
    text = from_data(document)
    assert all(unit.name in words_in_docx(produced(text, "docx", "plan", "x").data)
               for unit in campaign.units)  # fmt: skip
    check(text, DocumentKind.PLAN)


def test_the_amending_decision_prints_old_and_new_days():
    campaign = make_campaign(units=2).scheduled()
    first, second = campaign.visits
    moves = [
        actions.Move(first, FIRST_VISIT.replace(month=9, day=14), "morning"),
        actions.Move(second),
    ]
    actions.postpone(
        campaign.inspection,
        moves,
        reason="Phòng, chống dịch Covid-19.",
        decided_on=FIRST_VISIT,
        by=campaign.secretary,
    )
    text = from_data(campaign.paper(DocumentKind.AMENDING_DECISION, inspection=campaign.inspection))
    check(text, DocumentKind.AMENDING_DECISION)
    table = next(block for block in text.body if isinstance(block, Table))
    assert [row.cells[2:] for row in table.rows] == [
        ("Sáng 25/8/2020", "Sáng 14/9/2020"),
        ("Chiều 25/8/2020", "sẽ thông báo sau"),
    ]
    assert "12826/QĐ-SLĐ" in text.grounds[0]


@pytest.mark.parametrize("kind", TABLE_KINDS)
def test_a_table_or_news_item_comes_in_every_format(campaign, kind):
    text = text_of(kind, campaign.inspection, campaign.head)
    check(text, kind)
    assert text.headless
    whole = produced(
        text, "xlsx", kind, "x", book_of(kind, campaign.inspection, campaign.head)
    ).data
    assert load_workbook(io.BytesIO(whole)).worksheets[0].max_row > 1


@pytest.mark.parametrize("kind", VISIT_KINDS)
def test_a_paper_of_a_visit_comes_in_every_format(campaign, kind):
    check(visit_text(kind, campaign.visits[0]), kind)


def test_a_draft_is_frozen_when_sent_and_gets_its_number_on_top(campaign):
    document = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    assert build(document).draft
    issued = campaign.carry(document, "98", moment(2020, 9, 7).date())
    text = build(issued)
    assert (text.number, text.date, text.draft) == ("98/TB-SLĐ", issued.dated_on, False)
    # the frozen text says "working days after", although the data now know the day
    assert "20 ngày làm việc" in str(text.annexes[0].blocks)


def test_a_paper_takes_the_layout_of_its_own_date(campaign):
    document = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    document.dated_on = moment(2020, 3, 4).date()
    assert from_data(document).layout.code == "TT01_2011"
    document.dated_on = moment(2020, 3, 5).date()
    assert from_data(document).layout.code == "ND30_2020"
