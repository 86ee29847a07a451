"""A visit moves: its clocks start again, the amending decision follows, the unit is told."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.assessments.models import Sheet
from congvu.assessments.states import SelfState
from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.errors import VisitPast
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DocumentKind, InspectionState
from congvu.notices import actions as notices
from congvu.notices.models import Notice
from tests.inspections.campaigns import make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
MOVED_TO = dt.date(2020, 9, 14)  # a Monday
DUE = dt.date(2020, 9, 9)  # three working days before
WHY = "Phòng, chống dịch Covid-19"


@pytest.fixture(autouse=True)
def _in_2020():
    with time_machine.travel("2020-08-20T03:00:00Z", tick=False):
        yield


def moved(campaign, visit, day=MOVED_TO):
    """One visit moved by one act."""
    campaign.inspection.refresh_from_db()
    return actions.postpone(
        campaign.inspection, [actions.Move(visit, day)], reason=WHY,
        decided_on=dt.date(2020, 8, 20), by=campaign.secretary,
    )  # fmt: skip


def dues(campaign):
    return [Sheet.objects.get(pk=visit.sheet_id).self_due_on for visit in campaign.visits]


def told(campaign):
    """A list made and sent, who is on it."""
    campaign.inspection.refresh_from_db()
    batch = actions.prepare_notice(campaign.inspection, by=campaign.secretary)
    people = {notice.recipient for notice in batch.notices.all()}
    notices.send_batch(batch, by=campaign.secretary)
    return people


def test_the_last_day_of_the_self_report_moves_with_the_visit(client_of):
    campaign = make_campaign(units=2).scheduled()
    first, second = campaign.visits
    before = dues(campaign)
    moved(campaign, first)
    assert dues(campaign) == [DUE, before[1]]
    rows = LogEntry.objects.filter(action="assessments.redate_self")
    assert [(row.changes["self_due_on"][1], row.reason) for row in rows] == [("2020-09-09", WHY)]
    contact = client_of(officer("contact", first.unit))
    page = contact.get(reverse("desk:home")).content.decode()
    assert "09/9/2020" in page or "9/9/2020" in page
    moved(campaign, second, None)  # put off without a day: nothing is due
    assert dues(campaign) == [DUE, None]
    row = actions.VisitRow(campaign.visits[1], MOVED_TO, "afternoon")
    actions.set_schedule(campaign.inspection, [row], by=campaign.secretary)
    assert dues(campaign) == [DUE, DUE]


def test_what_was_sent_already_is_not_asked_for_again():
    campaign = make_campaign(units=1).scheduled()
    visit, before = campaign.visits[0], dues(campaign)
    Sheet.objects.update(self_state=SelfState.SUBMITTED)
    contact = officer("contact", visit.unit)
    moved(campaign, visit)
    assert dues(campaign) == before
    assert told(campaign) == {contact}
    assert "báo cáo tự kiểm tra" not in Notice.objects.get().text


def test_units_are_told_after_the_first_visit_too():
    campaign = make_campaign(units=3).scheduled()
    first, second, third = campaign.visits
    there, moving, waiting = (officer("contact", v.unit) for v in campaign.visits)
    assert told(campaign) == {there, moving, waiting}
    actions.begin_visit(first, by=campaign.secretary)
    moved(campaign, second)
    moved(campaign, third, None)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.VISITING
    assert told(campaign) == {moving, waiting}
    texts = {n.recipient: n.text for n in Notice.objects.order_by("pk")}
    assert "14/9/2020" in texts[moving] and "trước ngày 09/9/2020" in texts[moving]
    assert "tạm hoãn, ngày mới sẽ thông báo sau" in texts[waiting]


def test_moving_leads_to_the_amending_decision_and_to_the_units(client_of):
    campaign = make_campaign(units=1).scheduled()
    visit, pk = campaign.visits[0], campaign.inspection.pk
    client, at = client_of(campaign.secretary), reverse("inspections:visits_postpone", args=[pk])
    typed = {"reason": WHY, "decided_on": "20/8/2020", f"v{visit.pk}-chosen": "on"}
    answer = client.post(at, typed | {f"v{visit.pk}-day": "14/9/2020"}, follow=True)
    page = answer.content.decode()
    add = reverse("inspections:document_add", args=[pk, "amending_decision"])
    tell = reverse("inspections:units_notify", args=[pk])
    assert add in page and tell in page and WHY in page
    assert page.count("button-primary") == 1
    paper = client.post(add)
    document = OfficialDocument.objects.get(kind=DocumentKind.AMENDING_DECISION)
    assert paper.url == document.get_absolute_url()
    with CaptureQueriesContext(connection) as seen:
        page = client.get(at).content.decode()
    assert not any('"frozen"' in query["sql"] for query in seen)
    assert add not in page and document.get_absolute_url() in page and tell in page
    assert page.count("button-primary") == 1
    early = typed | {f"v{visit.pk}-day": "01/8/2020"}
    refused = client.post(at, early)
    assert refused.status_code == 422 and WHY in refused.content.decode()


def test_no_visit_moves_before_the_decision():
    campaign = make_campaign(units=1).scheduled()
    with pytest.raises(VisitPast):
        moved(campaign, campaign.visits[0], dt.date(2020, 8, 3))
