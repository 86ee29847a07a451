"""The chain, from plan to closed recommendation, through the actions alone."""

import datetime as dt

import pytest

from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.errors import FindingsUnplaced
from congvu.inspections.models import Conclusion, Recommendation
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.article import article
from congvu.inspections.resting import digest, rests_on
from congvu.inspections.states import (
    DocumentKind,
    InspectionState,
    PlanState,
    RecommendationState,
    VisitState,
)
from congvu.organizations.states import Role
from tests.inspections.campaigns import every_test_at, make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
_in_the_story = every_test_at(2020, 9, 8)


def test_a_campaign_runs_from_plan_to_closed():
    campaign = make_campaign(units=2).concluded()
    assert campaign.inspection.state == InspectionState.CONCLUDED
    assert campaign.inspection.conclusion_number == "98/TB-SLĐ"
    asked = list(Recommendation.objects.all())
    assert {r.state for r in asked} == {RecommendationState.OPEN}
    # 20 working days after 07/9/2020
    assert {r.due_on for r in asked} == {dt.date(2020, 10, 5)}
    for row in asked:
        contact = officer(Role.CONTACT, row.unit)
        remedy = actions.submit_remedy(
            row, text="Đã niêm yết lại đủ", done_on=dt.date(2020, 9, 8), by=contact
        )
        actions.accept_remedy(remedy, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.CLOSED


def test_the_plan_is_approved_when_its_paper_is_issued():
    campaign = make_campaign(units=1).opened()
    campaign.plan.refresh_from_db()
    assert campaign.plan.state == PlanState.APPROVED
    assert LogEntry.objects.filter(action="inspections.approve_plan").count() == 1


def test_opening_asks_each_unit_only_what_concerns_it():
    campaign = make_campaign(units=2, areas=3).opened()
    assert [v.sheet.answers.count() for v in campaign.visits] == [6, 6]


def test_minutes_of_all_visits_move_the_campaign_on():
    campaign = make_campaign(units=2).minuted()
    assert campaign.inspection.state == InspectionState.MINUTES_SIGNED
    assert {v.state for v in campaign.visits} == {VisitState.MINUTES_SIGNED}


def test_a_conclusion_is_refused_while_a_finding_has_no_place():
    campaign = make_campaign(units=1).minuted()
    document = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    with pytest.raises(FindingsUnplaced, match="01 phát hiện"):
        actions.submit(document, signer_name="A", signer_title="Giám đốc", by=campaign.secretary)
    actions.mark_minutes_only(campaign.findings[0], minutes_only=True, by=campaign.secretary)
    actions.submit(document, signer_name="A", signer_title="Giám đốc", by=campaign.secretary)


def test_the_conclusion_names_units_and_counts_from_the_data():
    campaign = make_campaign(units=3).remarked()
    document = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    text = "\n".join(
        block.full_text for block in from_data(document).body if hasattr(block, "full_text")
    )
    assert "Việc công khai thủ tục hành chính chưa đầy đủ (03/03 đơn vị: " in text
    assert all(unit.short_name in text for unit in campaign.units)


def test_the_article_names_no_unit_beside_a_limitation():
    campaign = make_campaign(units=2).concluded()
    sentences = [s for p in article(campaign.inspection).paragraphs for s in p]
    about = [s for s in sentences if "chưa đầy đủ" in s.text]
    assert about and all(u.short_name not in about[0].text for u in campaign.units)
    assert {s.kind for s in about[0].sources} == {"finding"}


def test_the_conclusion_freezes_what_it_rests_on():
    campaign = make_campaign(units=1).concluded()
    frozen = Conclusion.objects.get(inspection=campaign.inspection)
    assert frozen.sha256 == digest(rests_on(campaign.inspection))
    assert all(visit.sheet.frozen for visit in campaign.visits)
