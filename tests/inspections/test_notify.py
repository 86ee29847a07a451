"""Telling units of an inspection: a list first, then one button; nothing goes out unseen."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.inspections import actions
from congvu.inspections.actions.progress import team_created
from congvu.inspections.models import Visit
from congvu.inspections.states import InspectionKind, InspectionState, VisitState
from congvu.notices import actions as notices
from congvu.notices.models import Batch, Notice
from congvu.notices.states import BatchState
from tests.inspections.campaigns import DECIDED, make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def decided(units=2):
    """Team, schedule and decision are there; nobody has been told."""
    campaign = make_campaign(units=units).teamed()
    day = dt.date(2020, 8, 25)
    rows = [
        actions.VisitRow(visit, day + dt.timedelta(days=i // 2), ("morning", "afternoon")[i % 2])
        for i, visit in enumerate(campaign.visits)
    ]
    actions.set_schedule(campaign.inspection, rows, by=campaign.secretary)
    team_created(campaign.inspection, number="1/QĐ", decided_on=DECIDED, by=campaign.head)
    campaign.inspection.refresh_from_db()
    return campaign


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: decided())


@pytest.fixture
def contact(campaign):
    return officer("contact", campaign.units[0])


@pytest.fixture
def unit_head(campaign):
    return officer("unit_head", campaign.units[0])


def at(campaign):
    return reverse("inspections:units_notify", args=[campaign.inspection.pk])


def state(campaign):
    campaign.inspection.refresh_from_db()
    return campaign.inspection.state


def test_a_list_is_looked_through_then_sent(client_of, campaign, contact, unit_head):
    desk = client_of(campaign.secretary)
    page = desk.get(at(campaign)).content.decode()
    assert str(contact) in page and "chưa có tài khoản" in page and "Chép tin nhắn" in page
    answer = desk.post(at(campaign), {"verb": "prepare"})
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("notices:batch_detail", args=[batch.pk])
    assert {n.recipient for n in batch.notices.all()} == {contact, unit_head}
    assert all(len(n.text) <= 300 for n in batch.notices.all())
    assert not Notice.objects.visible_to(contact).exists()
    assert state(campaign) == InspectionState.DECIDED
    listed = desk.get(answer["Location"]).content.decode()
    assert "chưa ai nhận được gì" in listed and listed.count("Chép tin nhắn") >= 2
    act = reverse("notices:batch_act", args=[batch.pk])
    assert desk.post(act, {"verb": "send", "version": batch.version}).status_code == 302
    told = Notice.objects.visible_to(contact).get()
    assert "25/8/2020" in told.text and told.path == campaign.visits[0].get_absolute_url()
    assert client_of(contact).get(told.path).status_code == 200
    assert state(campaign) == InspectionState.NOTIFIED
    assert campaign.visits[0].sheet.self_state == "requested"
    assert "đã gửi" in desk.get(at(campaign)).content.decode()


def test_cancelling_the_list_tells_nobody(campaign, contact):
    batch = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    notices.cancel_batch(batch, by=campaign.secretary)
    assert state(campaign) == InspectionState.DECIDED and not Notice.objects.exists()


def test_a_list_made_again_takes_the_place_of_the_first(campaign, contact):
    first = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    second = actions.prepare_notice(campaign.inspection, by=campaign.head)
    first.refresh_from_db()
    assert (first.state, second.state) == (BatchState.CANCELLED, BatchState.PREPARED)


def test_a_list_older_than_the_schedule_is_refused(client_of, campaign, contact):
    batch = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    visit = Visit.objects.get(pk=campaign.visits[0].pk)
    row = actions.VisitRow(visit, dt.date(2020, 8, 27), "morning")
    actions.set_schedule(campaign.inspection, [row], by=campaign.secretary)
    act = reverse("notices:batch_act", args=[batch.pk])
    answer = client_of(campaign.secretary).post(act, {"verb": "send"})
    assert answer.status_code == 422 and "Lịch kiểm tra đã thay đổi" in answer.content.decode()
    assert state(campaign) == InspectionState.DECIDED
    assert not Notice.objects.visible_to(contact).exists()


def test_after_the_paper_was_issued_the_list_still_goes_out(campaign, contact):
    actions.notify_units(campaign.inspection, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    batch = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    notices.send_batch(batch, by=campaign.secretary)
    assert Notice.objects.visible_to(contact).count() == 1


def test_a_moved_visit_is_told_again_and_the_others_are_not(campaign, contact):
    other = officer("contact", campaign.units[1])
    notices.send_batch(
        actions.prepare_notice(campaign.inspection, by=campaign.secretary), by=campaign.secretary
    )
    campaign.inspection.refresh_from_db()
    move = actions.Move(campaign.visits[0], dt.date(2020, 9, 14))
    actions.postpone(
        campaign.inspection, [move], reason="bão", decided_on=DECIDED, by=campaign.secretary
    )
    campaign.inspection.refresh_from_db()
    batch = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    assert [n.recipient for n in batch.notices.all()] == [contact]
    assert Notice.objects.visible_to(other).count() == 1


def test_before_the_decision_and_unannounced_nobody_is_told(client_of, campaign, contact):
    early = make_early(campaign)
    with pytest.raises(WrongState):
        actions.prepare_notice(early, by=campaign.secretary)
    campaign.inspection.kind = InspectionKind.UNANNOUNCED
    with pytest.raises(WrongState):
        actions.prepare_notice(campaign.inspection, by=campaign.secretary)


def make_early(campaign):
    """A campaign that has no decision yet."""
    spec = actions.OpeningSpec(
        title="Chuyên đề",
        year=2020,
        library_version=campaign.inspection.library_version,
        area_codes=("N1",),
        units=tuple(campaign.units),
        period_from=dt.date(2020, 1, 1),
        period_to=dt.date(2020, 8, 15),
    )
    return actions.open_inspection(spec, by=campaign.secretary)


def test_only_who_prepares_makes_and_sends_the_list(client_of, campaign, contact, outsider):
    for person, status in ((campaign.inspector, 403), (campaign.clerk, 403), (outsider, 404)):
        assert client_of(person).post(at(campaign), {"verb": "prepare"}).status_code == status
    with pytest.raises(NotAllowed):
        actions.prepare_notice(campaign.inspection, by=contact)
    batch = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    act = reverse("notices:batch_act", args=[batch.pk])
    assert client_of(contact).post(act, {"verb": "send"}).status_code == 403
    assert state(campaign) == InspectionState.DECIDED


def test_without_accounts_the_texts_are_copied_and_the_act_is_noted(client_of, campaign):
    desk = client_of(campaign.secretary)
    page = desk.get(at(campaign))
    assert not page.context["can_list"] and "Đã thông báo cho 02 đơn vị" in page.content.decode()
    assert desk.post(at(campaign), {"verb": "prepare"}).status_code == 422
    assert desk.post(at(campaign), {"verb": "notify"}).status_code == 302
    assert state(campaign) == InspectionState.NOTIFIED


def test_the_page_costs_the_same_for_many_people(client_of, campaign, contact):
    desk = client_of(campaign.secretary)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(at(campaign)).status_code == 200
        return len(asked)

    cost()  # calendars are kept from now on
    few = cost()
    for _ in range(10):
        officer("contact", campaign.units[0])
        officer("unit_head", campaign.units[1])
    assert cost() == few <= 15


@pytest.mark.parametrize("kind", list(InspectionKind)[:4])
def test_only_an_unannounced_visit_begins_before_its_unit_is_told(kind, campaign):
    campaign.inspection.kind = kind
    campaign.inspection.save()
    visit = campaign.visits[0]
    if kind == InspectionKind.UNANNOUNCED:
        assert actions.begin_visit(visit, by=campaign.head).state == VisitState.IN_PROGRESS
        return
    with pytest.raises(BadInput, match="Chưa gửi thông báo kiểm tra"):
        actions.begin_visit(visit, by=campaign.head)
    actions.notify_units(campaign.inspection, by=campaign.secretary)
    assert actions.begin_visit(visit, by=campaign.head).state == VisitState.IN_PROGRESS
