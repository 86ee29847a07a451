"""A campaign of comments only: pages count strengths and limitations, none speaks of points."""

import datetime as dt
import html
import re

import pytest
from django.urls import reverse

from congvu.assessments.actions import judge_many
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement
from congvu.assessments.states import Scoring
from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.inspections import actions
from congvu.inspections.models import Visit
from congvu.inspections.states import DocumentKind, Polarity
from congvu.organizations.states import Role
from tests.inspections.campaigns import moment
from tests.inspections.factories import Campaign, make_inspection
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
# "ưu điểm", "địa điểm", "thời điểm" are no points; a level has no place here either
POINTS = re.compile(r"(?<!ưu )(?<!địa )(?<!thời )điểm|chưa chấm|đã chấm|xếp loại|xuất sắc", re.I)


def walked() -> Campaign:
    """Two units seen through, with one limitation both share and a strength of the first."""
    with clock.at(moment(2020, 8, 25)):
        campaign = make_inspection(2, scoring=Scoring.COMMENTS_ONLY, led_by_decision_maker=True)
        for visit in campaign.visits:
            seen_through(campaign, visit)
    campaign.inspection.refresh_from_db()
    return campaign


def seen_through(campaign: Campaign, visit: Visit) -> None:
    """Begun, looked at, written down, ended, signed."""
    visit = actions.begin_visit(visit, by=campaign.head)
    answers = list(Answer.objects.filter(sheet=visit.sheet).with_criteria())
    judge_many([Judgement(a.pk, note="Đã xem sổ sách") for a in answers], by=campaign.inspector)
    raised(campaign, answers[0], "Quy chế làm việc chưa sửa theo chức năng mới", "limitation")
    if visit.pk == campaign.visits[0].pk:
        raised(campaign, answers[1], "Bố trí cấp phó đúng quy định", "strength")
    visit = actions.end_visit(visit, by=campaign.head)
    began = dt.datetime.combine(visit.day, dt.time(7, 30), tzinfo=ZONE)
    ended = began + dt.timedelta(hours=3)
    actions.write_minutes(visit, began_at=began, ended_at=ended, read_aloud=True, by=campaign.head)
    visit.refresh_from_db()
    actions.sign_minutes(
        visit, code=actions.minutes_code(visit), signed_on=clock.today(),
        signed_by_unit="Trưởng phòng", by=campaign.head,
    )  # fmt: skip


def raised(campaign: Campaign, answer: Answer, text: str, polarity: str) -> None:
    """A finding from an answer."""
    told = actions.FindingText(text, polarity=Polarity(polarity))
    actions.raise_finding(answer, told, by=campaign.inspector)


def main_text(answer) -> str:
    """What an official reads on the page, without its navigation."""
    assert answer.status_code == 200
    page = answer.content.decode()
    body = page[page.index("<main") :] if "<main" in page else page
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", body, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_no_page_of_the_campaign_speaks_of_points(client_of):
    campaign = walked()
    contact = officer(Role.CONTACT, campaign.units[0])
    visit, sheet, answer = campaign.visit.pk, campaign.sheet.pk, campaign.answer.pk
    at = campaign.inspection.pk
    pages = [
        (campaign.secretary, "desk:home", []),
        (campaign.head, "inspections:inspection_detail", [at]),
        (campaign.secretary, "inspections:inspection_steps", [at]),
        (campaign.secretary, "inspections:finding_list", [at]),
        (campaign.secretary, "inspections:remark_list", [at]),
        (campaign.secretary, "inspections:comparison", [at]),
        (campaign.inspector, "inspections:visit_detail", [visit]),
        (campaign.inspector, "inspections:minutes_detail", [visit]),
        (campaign.inspector, "assessments:sheet_detail", [sheet]),
        (campaign.inspector, "assessments:sheet_print", [sheet]),
        (campaign.inspector, "assessments:answer_detail", [answer]),
        (contact, "assessments:sheet_self", [sheet]),
        (contact, "assessments:self_print", [sheet]),
        (campaign.secretary, "inspections:article", [at]),
    ]
    wrong = []
    with clock.at(moment(2020, 8, 26)):
        for who, name, args in pages:
            text = main_text(client_of(who).get(reverse(name, args=args)))
            wrong += [f"{name}: …{text[max(0, m.start() - 40) : m.end() + 30]}…"
                      for m in POINTS.finditer(text)]  # fmt: skip
    assert wrong == [], "\n".join(wrong)


def test_the_cells_of_the_matrix_count_strengths_and_limitations(client_of):
    campaign = walked()
    with clock.at(moment(2020, 8, 26)):
        text = main_text(client_of(campaign.head).get(campaign.inspection.get_absolute_url()))
    assert "1 hạn chế" in text and "1 ưu điểm" in text


def test_the_conclusion_is_made_and_issued_without_points(client_of):
    campaign = walked()
    inspection, secretary = campaign.inspection, campaign.secretary
    findings = list(inspection.findings.all())
    for polarity in Polarity:
        rows = [row for row in findings if row.polarity == polarity]
        actions.add_remark(
            inspection, polarity=polarity, text=rows[0].text, findings=rows, by=secretary
        )
    with clock.at(moment(2020, 9, 7)):
        paper = actions.create_document(
            DocumentKind.CONCLUSION, inspection=inspection, by=secretary
        )
        page = client_of(secretary).get(reverse("inspections:document_text", args=[paper.pk]))
        text = main_text(page)
        assert "02/02 đơn vị" in text and not POINTS.search(text)
        paper = actions.submit(paper, signer_name="A", signer_title="Giám đốc", by=secretary)
        paper = actions.sign(paper, signed_on=clock.today(), by=secretary)
        paper = actions.number(
            paper, number="98", symbol="TB-SLĐ", dated_on=clock.today(), by=secretary
        )
        actions.issue(paper, issued_on=clock.today(), by=campaign.head)
    inspection.refresh_from_db()
    assert inspection.state == "closed"  # nothing was asked of anybody
