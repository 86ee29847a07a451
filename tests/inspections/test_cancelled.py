"""What was given up: told as such, and nobody's last year."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.choosing import suggested_reasons
from congvu.inspections.copying import earlier
from congvu.inspections.models import Inspection, OfficialDocument, Plan, Recommendation, Visit
from congvu.inspections.outputs import from_data
from congvu.inspections.states import (
    AmendmentKind,
    DocumentKind,
    DocumentState,
    InspectionState,
    RecommendationState,
    VisitState,
)
from congvu.notices.models import Notice
from congvu.organizations.states import Role
from tests.inspections.campaigns import Campaign, every_test_at, make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
WHY = "Không đủ cán bộ để thành lập đoàn"
_in_the_story = every_test_at(2020, 8, 20)


def words(document: OfficialDocument) -> str:
    """The text of a paper."""
    text = from_data(document)
    return "\n".join(getattr(block, "text", "") for block in text.body)


def paper_of(campaign: Campaign) -> OfficialDocument:
    """The amending decision that was begun."""
    kind = DocumentKind.AMENDING_DECISION
    return OfficialDocument.objects.get(kind=kind, inspection=campaign.inspection)


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


# --- a campaign --------------------------------------------------------------------------------


def test_a_cancelled_campaign_leaves_a_decision_that_can_be_issued():
    campaign = make_campaign(units=2).scheduled()
    contact = officer(Role.CONTACT, campaign.units[0])
    actions.cancel(campaign.inspection, reason=WHY, by=campaign.head)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.CANCELLED
    assert {v.state for v in campaign.visits} == {VisitState.CANCELLED}
    assert all(v.sheet.frozen for v in campaign.visits)  # nobody is asked for anything any more
    [told] = Notice.objects.visible_to(contact)
    assert "không tổ chức" in told.text and WHY in told.text
    paper = paper_of(campaign)
    assert paper.subject == "Về việc hủy đợt kiểm tra công tác cải cách hành chính năm 2020"
    text = words(paper)
    assert "Bãi bỏ Quyết định số 12826" in text and "02 đơn vị" in text
    issued = campaign.carry(paper, "13000", dt.date(2020, 8, 19))
    assert issued.state == DocumentState.ISSUED
    with pytest.raises(WrongState, match="đã hủy"):
        campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)


def test_before_the_decision_nothing_has_to_be_taken_back():
    campaign = make_campaign(units=1).teamed()
    actions.cancel(campaign.inspection, reason=WHY, by=campaign.head)
    assert not campaign.inspection.postponements.exists()
    assert not Notice.objects.exists()


def test_the_page_that_cancels_keeps_the_reason_and_leads_to_the_paper(client_of):
    campaign = make_campaign(units=2).scheduled()
    url = reverse("inspections:inspection_cancel", args=[campaign.inspection.pk])
    steps = reverse("inspections:inspection_steps", args=[campaign.inspection.pk])
    head, secretary = client_of(campaign.head), client_of(campaign.secretary)
    assert url in head.get(steps).content.decode()
    assert url not in secretary.get(steps).content.decode()
    assert secretary.get(url).status_code == secretary.post(url).status_code == 403
    assert client_of(officer(Role.UNIT_HEAD)).get(url).status_code == 404
    answer = head.post(url, {"reason": " ", "decided_on": "20/8/2020"})
    assert answer.status_code == 422 and not paper_exists(campaign)
    answer = head.post(url, {"reason": WHY, "decided_on": "20/8"})
    assert answer.status_code == 422 and WHY in answer.content.decode()
    version = campaign.inspection.version
    answer = head.post(url, {"reason": WHY, "decided_on": "20/8/2020", "version": version})
    assert answer.url == paper_of(campaign).get_absolute_url()
    assert head.get(url).status_code == 409


def paper_exists(campaign):
    kind = DocumentKind.AMENDING_DECISION
    return OfficialDocument.objects.filter(kind=kind, inspection=campaign.inspection).exists()


# --- one visit ---------------------------------------------------------------------------------


def test_one_visit_is_given_up_told_to_its_unit_and_decided():
    campaign = make_campaign(units=3).scheduled()
    first, second = (officer(Role.UNIT_HEAD, unit) for unit in campaign.units[:2])
    visit = campaign.visits[0]
    with pytest.raises(NotAllowed):
        actions.cancel_visit(visit, reason=WHY, by=campaign.inspector)
    with pytest.raises(BadInput):
        actions.cancel_visit(visit, reason=" ", by=campaign.secretary)
    visit = actions.cancel_visit(visit, reason=WHY, by=campaign.secretary)
    assert visit.state == VisitState.CANCELLED and visit.sheet.frozen
    assert WHY in Notice.objects.visible_to(first).get().text
    assert not Notice.objects.visible_to(second).exists()
    act = campaign.inspection.postponements.get()
    assert act.kind == AmendmentKind.CANCEL_VISIT
    paper = paper_of(campaign)
    assert str(visit.unit) in words(paper) and "thành viên" not in paper.subject
    assert LogEntry.objects.get(action="inspections.cancel_visit").reason == WHY


def test_the_last_visit_is_given_up_only_with_the_campaign():
    campaign = make_campaign(units=1).scheduled()
    with pytest.raises(WrongState, match="hủy cả đợt"):
        actions.cancel_visit(campaign.visits[0], reason=WHY, by=campaign.secretary)


def test_giving_up_what_was_left_finishes_the_visits():
    campaign = make_campaign(units=2).scheduled()
    visit, left = campaign.visits
    actions.begin_visit(visit, by=campaign.secretary)
    with pytest.raises(WrongState):
        actions.cancel_visit(campaign.visits[0], reason=WHY, by=campaign.secretary)
    Visit.objects.filter(pk=visit.pk).update(state=VisitState.MINUTES_SIGNED)
    actions.cancel_visit(left, reason=WHY, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.MINUTES_SIGNED


def test_the_page_of_a_visit_offers_to_give_it_up(client_of):
    campaign = make_campaign(units=2).scheduled()
    visit = campaign.visits[0]
    url = reverse("inspections:visit_cancel", args=[visit.pk])
    secretary = client_of(campaign.secretary)
    assert url in secretary.get(visit.get_absolute_url()).content.decode()
    inspector = client_of(campaign.inspector)
    assert url not in inspector.get(visit.get_absolute_url()).content.decode()
    assert inspector.get(url).status_code == 403
    assert secretary.post(url, {"reason": ""}).status_code == 422
    stale = {"reason": WHY, "decided_on": "20/8/2020", "version": visit.version + 5}
    answer = secretary.post(url, stale)
    assert answer.status_code == 409 and WHY in answer.content.decode()
    answer = secretary.post(url, stale | {"version": visit.version})
    assert answer.url == paper_of(campaign).get_absolute_url()
    assert url not in secretary.get(visit.get_absolute_url()).content.decode()


# --- something asked ---------------------------------------------------------------------------


def test_a_recommendation_is_taken_back_and_the_campaign_may_close(client_of):
    campaign = make_campaign(units=1).concluded()
    row = Recommendation.objects.get()
    contact = officer(Role.CONTACT, row.unit)
    url = reverse("inspections:recommendation_withdraw", args=[row.pk])
    secretary, head = client_of(campaign.secretary), client_of(campaign.head)
    assert url not in secretary.get(row.get_absolute_url()).content.decode()
    assert secretary.post(url, {"rut-reason": WHY}).status_code == 403
    assert url in head.get(row.get_absolute_url()).content.decode()
    assert head.get(url).status_code == 405
    assert head.post(url, {"rut-reason": ""}).status_code == 422
    version = row.version
    assert head.post(url, {"rut-reason": WHY, "rut-version": version}).status_code == 302
    row.refresh_from_db()
    assert row.state == RecommendationState.WITHDRAWN
    assert "đã rút kiến nghị" in Notice.objects.visible_to(contact).get().text
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.CLOSED
    assert head.post(url, {"rut-reason": WHY}).status_code == 409


def test_a_draft_recommendation_is_taken_back_by_who_prepares_and_told_to_nobody():
    campaign = make_campaign(units=1).judged()
    officer(Role.CONTACT, campaign.units[0])
    row = Recommendation.objects.get()
    with pytest.raises(NotAllowed):
        actions.withdraw_recommendation(row, reason=WHY, by=campaign.inspector)
    with pytest.raises(BadInput):
        actions.withdraw_recommendation(row, reason="", by=campaign.secretary)
    row = actions.withdraw_recommendation(row, reason=WHY, by=campaign.secretary)
    assert row.state == RecommendationState.WITHDRAWN
    assert not Notice.objects.exists()


def test_a_plan_has_one_campaign_until_it_is_given_up(client_of):
    campaign = make_campaign().teamed()
    plan = next_year(campaign)
    client, door = client_of(campaign.secretary), reverse("inspections:plan_open", args=[plan.pk])
    assert door in client.get(plan.get_absolute_url()).content.decode()
    made = actions.open_from_plan(plan, by=campaign.secretary)
    assert door not in client.get(plan.get_absolute_url()).content.decode()
    again = client.post(door, {"note": ""})
    assert again.status_code == 409
    assert "Kế hoạch này đã mở đợt kiểm tra." in again.content.decode()
    assert plan.inspections.get() == made
    actions.cancel(made, reason=WHY, by=campaign.head)
    assert door in client.get(plan.get_absolute_url()).content.decode()
    assert client.post(door, {"note": ""}).status_code == 302
    assert plan.inspections.count() == 2
