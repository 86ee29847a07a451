"""Team, schedule, notice and visits: what the pages do, refuse, and cost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.actions.progress import team_created
from congvu.inspections.ics import escaped, folded
from congvu.inspections.models import TravelTime, Visit
from congvu.inspections.next_steps import next_step
from congvu.inspections.states import InspectionState, VisitState
from tests.inspections.campaigns import DECIDED, make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def day_of(visits, *sessions, verb="save", **other):
    """All visits on one day, in the sessions given."""
    fields = {"verb": verb}
    for visit, session in zip(visits, sessions, strict=False):
        fields |= {f"v{visit.pk}-day": "25/8/2020", f"v{visit.pk}-session": session}
    return fields | other


def test_the_team_is_picked_or_typed(client_of):
    campaign = make_campaign().opened()
    pk, client = campaign.inspection.pk, client_of(campaign.secretary)
    data = {
        "m1-person": campaign.head.pk,
        "m1-role": "head",
        "m2-name": "Trần Thị Ngoài",
        "m2-role": "member",
        "m2-areas": ["N1"],
    }
    assert client.post(url("team_edit", pk), data).status_code == 302
    head, typed = campaign.inspection.team.all()
    assert (head.user, head.unit) == (campaign.head, campaign.head.seats.first().unit)
    assert (typed.name, typed.user, typed.area_codes) == ("Trần Thị Ngoài", None, ["N1"])


def test_a_team_without_a_head_is_refused_and_an_issued_one_is_fixed(client_of):
    campaign = make_campaign().opened()
    address, client = url("team_edit", campaign.inspection.pk), client_of(campaign.secretary)
    data = {"m1-person": campaign.head.pk, "m1-role": "member"}
    refused = client.post(address, data)
    assert refused.status_code == 422 and "một trưởng đoàn" in refused.content.decode()
    actions.set_team(
        campaign.inspection,
        [actions.MemberRow("Giám đốc thử", "head", "", campaign.head)],
        by=campaign.secretary,
    )
    team_created(campaign.inspection, number="1/QĐ", decided_on=DECIDED, by=campaign.head)
    assert client.post(address, data | {"m1-role": "head"}).status_code == 409


def test_a_schedule_is_previewed_before_it_is_saved(client_of):
    campaign = make_campaign(units=2).teamed()
    address, client = url("schedule_edit", campaign.inspection.pk), client_of(campaign.secretary)
    visits = campaign.visits
    seen = client.post(address, day_of(visits, "morning", "afternoon", verb="preview"))
    assert seen.context["fits"] and campaign.visits[0].day is None
    assert client.post(address, day_of(visits, "morning", "afternoon")).status_code == 302
    assert campaign.visits[1].starts_at == dt.time(13, 30)


def test_a_clash_is_told_at_both_rows_and_nothing_is_saved(client_of):
    campaign = make_campaign(units=2).teamed()
    address, client = url("schedule_edit", campaign.inspection.pk), client_of(campaign.secretary)
    answer = client.post(address, day_of(campaign.visits, "morning", "morning"))
    assert answer.status_code == 422
    assert all(form.clash for form in answer.context["forms"])
    assert "Lịch bị trùng" in answer.content.decode()
    assert campaign.visits[0].day is None


def test_travel_is_typed_once_and_counts(client_of):
    campaign = make_campaign(units=2).teamed()
    first, second = campaign.visits
    Visit.objects.filter(pk=first.pk).update(place="Rạch Giá")
    Visit.objects.filter(pk=second.pk).update(place="Hà Tiên")
    address, client = url("schedule_edit", campaign.inspection.pk), client_of(campaign.secretary)
    way = {"from_place": "Rạch Giá", "to_place": "Hà Tiên"}
    assert client.post(address, way | {"verb": "travel", "minutes": "x"}).status_code == 422
    client.post(address, way | {"verb": "travel", "minutes": "180"})
    assert TravelTime.objects.get().minutes == 180
    data = day_of([first, second], "morning", "afternoon")
    data |= {f"v{first.pk}-place": "Rạch Giá", f"v{second.pk}-place": "Hà Tiên"}
    answer = client.post(address, data)
    assert answer.status_code == 422 and "180 phút di chuyển" in answer.content.decode()


def test_visits_are_moved_by_one_act(client_of):
    campaign = make_campaign(units=2).scheduled()
    address, client = url("visits_postpone", campaign.inspection.pk), client_of(campaign.secretary)
    first, second = campaign.visits
    data = {"reason": "Phòng, chống dịch", "decided_on": "20/8/2020"}
    assert client.post(address, data).status_code == 422
    chosen = {f"v{first.pk}-chosen": "on", f"v{first.pk}-day": "14/9/2020"}
    later = {f"v{second.pk}-chosen": "on"}
    assert client.post(address, data | chosen | later).status_code == 302
    first, second = campaign.visits
    assert first.day == dt.date(2020, 9, 14)
    assert (second.day, second.state) == (None, VisitState.POSTPONED)
    assert len(campaign.inspection.postponements.get().moves) == 2


def test_units_are_told_after_the_texts_were_seen(client_of):
    campaign = make_campaign(units=2).teamed()
    inspection, client = campaign.inspection, client_of(campaign.secretary)
    rows = [
        actions.VisitRow(visit, dt.date(2020, 8, 25 + i), "morning")
        for i, visit in enumerate(campaign.visits)
    ]
    actions.set_schedule(inspection, rows, by=campaign.secretary)
    address = url("units_notify", inspection.pk)
    assert client.post(address).status_code == 409
    team_created(inspection, number="1/QĐ", decided_on=DECIDED, by=campaign.head)
    texts = [row["text"] for row in client.get(address).context["rows"]]
    assert all("trước ngày" in text and len(text) <= 300 for text in texts)
    assert client.post(address).status_code == 302
    inspection.refresh_from_db()
    assert inspection.state == InspectionState.NOTIFIED


def test_a_visit_begins_and_ends_by_who_runs_it(client_of):
    campaign = make_campaign(units=1).scheduled()
    visit = campaign.visits[0]
    client = client_of(campaign.secretary)
    assert client.get(url("visit_begin", visit.pk)).status_code == 405
    assert client_of(campaign.inspector).post(url("visit_begin", visit.pk)).status_code == 403
    for name, state in (
        ("visit_begin", VisitState.IN_PROGRESS),
        ("visit_end", VisitState.VISITED),
        ("visit_resume", VisitState.IN_PROGRESS),
    ):
        assert client.post(url(name, visit.pk)).status_code == 302
        visit.refresh_from_db()
        assert visit.state == state
    assert client.post(url("visit_begin", visit.pk)).status_code == 409


def test_a_unit_reads_what_is_asked_of_it_and_nothing_of_others(client_of):
    campaign = make_campaign(units=2).scheduled()
    contact = client_of(officer("contact", campaign.units[0]))
    body = contact.get(campaign.visits[0].get_absolute_url()).content.decode()
    assert "Đề nghị đơn vị" in body and "Bắt đầu làm việc" not in body
    assert contact.get(campaign.visits[1].get_absolute_url()).status_code == 404
    rows = contact.get(url("visit_list", campaign.inspection.pk)).context["rows"]
    assert [row.unit for row in rows] == campaign.units[:1]
    assert contact.get(url("team_edit", campaign.inspection.pk)).status_code == 403
    stranger = client_of(officer("unit_head"))
    assert stranger.get(campaign.visits[0].get_absolute_url()).status_code == 404


def test_today_and_the_calendar_of_a_member(client_of):
    campaign = make_campaign(units=3).scheduled()
    client = client_of(campaign.inspector)
    moment = dt.datetime(2020, 8, 25, 1, tzinfo=dt.UTC)
    with clock.at(moment):
        assert len(client.get(url("visits_today")).context["rows"]) == 2
    body = client.get(url("visits_mine_ics")).content.decode()
    assert body.count("BEGIN:VEVENT") == 3 and "DTSTART:20200825T003000Z" in body
    assert client_of(officer("unit_head")).get(url("visits_mine_ics")).content.count(b"VEVENT") == 0
    of_all = client.get(url("visit_list_ics", campaign.inspection.pk))
    assert of_all["Content-Type"] == "text/calendar"


def test_calendar_texts_are_escaped_and_folded():
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"
    line = folded("SUMMARY:" + "Điều dưỡng " * 20)
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    assert line.replace("\r\n ", "").strip() == "SUMMARY:" + ("Điều dưỡng " * 20).strip()


def test_each_person_is_told_the_own_next_step(client_of):
    campaign = make_campaign(units=2).opened()
    step = next_step(campaign.inspection, campaign.secretary)
    assert step.url == url("team_edit", campaign.inspection.pk)
    assert next_step(campaign.inspection, officer("unit_head")) is None
    told = make_campaign_step(campaign)
    assert told.label == "Làm việc tại đơn vị, ký biên bản"


def make_campaign_step(campaign):
    """What the inspector must do once the units know."""
    inspector = campaign.inspector
    rows = [
        actions.MemberRow("Giám đốc thử", "head", "", campaign.head),
        actions.MemberRow("Thành viên thử", "member", "", inspector),
    ]
    actions.set_team(campaign.inspection, rows, by=campaign.secretary)
    assert next_step(campaign.inspection, inspector) is None
    team_created(campaign.inspection, number="1/QĐ", decided_on=DECIDED, by=campaign.head)
    visits = [
        actions.VisitRow(visit, dt.date(2020, 8, 25 + i), "morning")
        for i, visit in enumerate(campaign.visits)
    ]
    actions.set_schedule(campaign.inspection, visits, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    actions.notify_units(campaign.inspection, by=campaign.secretary)
    campaign.inspection.refresh_from_db()
    return next_step(campaign.inspection, inspector)


@pytest.mark.parametrize(
    "name", ["team_change", "schedule_edit", "visits_postpone", "visit_list", "inspection_steps"]
)
def test_pages_cost_the_same_for_two_units_and_for_six(client_of, name):
    campaign = make_campaign(units=6).scheduled()
    client, address = client_of(campaign.secretary), url(name, campaign.inspection.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200
    Visit.objects.filter(pk__in=[v.pk for v in campaign.visits[2:]]).update(
        state=VisitState.CANCELLED
    )
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    assert len(few) == len(many) <= 20
