"""What was given up: told as such, and nobody's last year."""

import datetime as dt

import pytest

from congvu.core.errors import BadInput
from congvu.inspections import actions
from congvu.inspections.choosing import suggested_reasons
from congvu.inspections.copying import earlier
from congvu.inspections.models import Inspection, Plan
from congvu.inspections.states import DocumentKind
from tests.inspections.campaigns import Campaign, make_campaign

pytestmark = pytest.mark.django_db
WHY = "Không đủ cán bộ để thành lập đoàn"


# --- nobody's last year ------------------------------------------------------------------------


def next_year(campaign: Campaign) -> Plan:
    """A plan for the year after, issued."""
    plan = actions.copy_plan(campaign.plan, year=2021, by=campaign.secretary)
    rows = [actions.PlanUnitRow(unit, "Đến kỳ kiểm tra") for unit in campaign.units]
    actions.set_plan_units(plan, rows, by=campaign.secretary)
    paper = campaign.paper(DocumentKind.PLAN, plan=plan)
    campaign.carry(paper, "12", dt.date(2021, 3, 15))
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize("given_up", [False, True])
def test_a_cancelled_campaign_is_nobodys_last_year(given_up):
    campaign = make_campaign().teamed()
    before = campaign.inspection
    if given_up:
        actions.cancel(before, reason=WHY, by=campaign.head)
    expected = None if given_up else before
    plan = next_year(campaign)
    made = actions.open_from_plan(plan, by=campaign.secretary)
    assert made.previous == expected
    assert [v.sheet.previous for v in made.visits.all()].count(None) == (3 if given_up else 0)
    assert earlier(made) == expected
    assert bool(suggested_reasons(plan)) is not given_up


def test_what_was_cancelled_later_is_copied_from_no_more():
    campaign = make_campaign().teamed()
    made = actions.open_from_plan(next_year(campaign), by=campaign.secretary)
    actions.cancel(campaign.inspection, reason=WHY, by=campaign.head)
    made = Inspection.objects.select_related("previous").get(pk=made.pk)
    assert earlier(made) is None


def test_the_decision_of_a_cancelled_campaign_is_not_copied():
    campaign = make_campaign().teamed()
    campaign.paper(DocumentKind.DECISION, inspection=campaign.inspection)
    made = actions.open_from_plan(next_year(campaign), by=campaign.secretary)
    paper = campaign.paper(DocumentKind.DECISION, inspection=made)
    assert actions.earlier_paper(paper) is not None
    actions.cancel(campaign.inspection, reason=WHY, by=campaign.head)
    assert actions.earlier_paper(paper) is None


def test_a_cancelled_campaign_is_refused_as_the_one_before():
    campaign = make_campaign().opened()
    actions.cancel(campaign.inspection, reason=WHY, by=campaign.head)
    campaign.inspection.refresh_from_db()
    spec = actions.OpeningSpec(
        title="Kiểm tra năm 2021",
        year=2021,
        library_version=campaign.plan.library_version,
        area_codes=("N1",),
        units=tuple(campaign.units),
        period_from=dt.date(2021, 1, 1),
        period_to=dt.date(2021, 6, 30),
        previous=campaign.inspection,
    )
    with pytest.raises(BadInput, match="đã hủy"):
        actions.open_inspection(spec, by=campaign.secretary)
