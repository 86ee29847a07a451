"""Who sees what: a viewer of the Department, and counts that hold only what the reader may know."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import NotAllowed, WrongState
from congvu.inspections import actions
from congvu.inspections.models import (
    Finding,
    Inspection,
    OfficialDocument,
    Recommendation,
    Visit,
)
from congvu.inspections.next_steps import steps_of
from congvu.inspections.policies import read_rule
from congvu.inspections.states import (
    DocumentKind,
    InspectionKind,
    InspectionState,
    RecommendationState,
)
from tests.inspections.campaigns import make_campaign
from tests.inspections.factories import make_inspection
from tests.organizations.factories import SeatFactory, UnitFactory, officer

pytestmark = pytest.mark.django_db
TODAY = dt.date(2020, 9, 8)
RECORDS = (Visit, Finding, Recommendation)


@pytest.fixture(autouse=True)
def _in_2020():
    with time_machine.travel("2020-09-08T03:00:00Z", tick=False):
        yield


def viewer_of(campaign):
    """A viewer seated at the Department itself."""
    return officer("viewer", campaign.units[0].parent)


def seen(model, user):
    return model.objects.visible_to(user).count()


def strip(client, inspection):
    answer = client.get(inspection.get_absolute_url())
    return {fact["label"].split(",")[0]: fact for fact in answer.context["facts"]}


def test_a_viewer_of_the_department_reads_a_concluded_campaign(client_of):
    campaign = make_campaign(2).concluded()
    client, it = client_of(viewer_of(campaign)), campaign.inspection
    answer = client.get(it.get_absolute_url())
    assert [row["name"] for row in answer.context["units"]] == [str(u) for u in campaign.units]
    told = answer.content.decode()
    assert reverse("inspections:finding_list", args=[it.pk]) in told
    assert "data-next-step" not in told and answer.context["step"] is None
    for model in RECORDS:
        assert seen(model, viewer_of(campaign)) == model.objects.count() > 0
    paper = OfficialDocument.objects.get(kind=DocumentKind.CONCLUSION)
    assert client.get(paper.get_absolute_url()).status_code == 200
    assert client.get(campaign.findings[0].get_absolute_url()).status_code == 200


def test_before_the_conclusion_a_viewer_knows_that_there_is_a_campaign_and_no_more(client_of):
    campaign = make_campaign(2).remarked()
    viewer = viewer_of(campaign)
    answer = client_of(viewer).get(campaign.inspection.get_absolute_url())
    assert answer.status_code == 200 and answer.context["units"] == []
    for model in RECORDS:
        assert model.objects.exists() and seen(model, viewer) == 0
    assert read_rule(viewer, [visit.sheet_id for visit in campaign.visits]) == set()
    Inspection.objects.update(state=InspectionState.PREPARING)
    assert seen(Inspection, viewer) == 0


def test_a_viewer_changes_nothing(client_of):
    campaign = make_campaign(1).concluded()
    client = client_of(viewer_of(campaign))
    asked = Recommendation.objects.get()
    finding = campaign.findings[0]
    for name, pk in (("finding_edit", finding.pk), ("finding_minutes_only", finding.pk)):
        url = reverse(f"inspections:{name}", args=[pk])
        assert client.post(url, {"text": "x"}).status_code in (403, 404)
    with pytest.raises(NotAllowed):
        actions.submit_remedy(asked, text="Đã làm", done_on=TODAY, by=viewer_of(campaign))
    assert "panel-now" not in client.get(asked.get_absolute_url()).content.decode()


def test_a_viewer_of_a_unit_reads_what_that_unit_reads():
    campaign = make_campaign(2).concluded()
    there, elsewhere = officer("viewer", campaign.units[0]), officer("viewer")
    assert seen(Recommendation, there) == seen(Finding, there) == 1
    assert seen(Inspection, elsewhere) == seen(Finding, elsewhere) == 0


def test_recommendations_of_other_units_are_in_no_figure_of_a_unit(client_of):
    campaign = make_campaign(3).concluded()
    contact = officer("contact", campaign.units[0])
    assert strip(client_of(campaign.head), campaign.inspection)["kiến nghị"]["value"] == "3"
    assert strip(client_of(contact), campaign.inspection)["kiến nghị"]["value"] == "1"


def test_drafts_are_in_no_figure_of_a_unit_and_not_on_its_finding(client_of):
    campaign = make_campaign(2).remarked()
    contact = client_of(officer("contact", campaign.units[0]))
    assert strip(contact, campaign.inspection)["kiến nghị"]["value"] == "0"
    told = contact.get(campaign.findings[0].get_absolute_url())
    assert told.status_code == 200 and list(told.context["recommendations"]) == []
    head = client_of(campaign.head).get(campaign.findings[0].get_absolute_url())
    assert len(head.context["recommendations"]) == 1


def test_the_steps_count_what_the_reader_may_know_and_call_nothing_done_too_early():
    campaign = make_campaign(2).concluded()
    contact = officer("contact", campaign.units[0])
    own = Recommendation.objects.get(unit=campaign.units[0])
    remedy = actions.submit_remedy(own, text="Đã niêm yết", done_on=TODAY, by=contact)
    actions.accept_remedy(remedy, by=campaign.secretary)
    told = {}
    for name, user in (("unit", contact), ("head", campaign.head), ("clerk", campaign.clerk)):
        told[name] = {s.number: s for s in steps_of(campaign.inspection, user)}[9]
    assert told["unit"].note == "1 / 1 đã khắc phục."
    assert told["head"].note == "1 / 2 đã khắc phục."
    assert told["clerk"].note == ""
    assert not any(step.done for step in told.values())


def test_figures_cost_the_same_for_one_unit_and_for_many(client_of):
    told = []
    for units in (1, 8):
        campaign = make_inspection(units)
        for visit in campaign.visits:
            asked = actions.RecommendationText("Làm lại", "Trưởng phòng", "Đầu mối")
            text, answer = actions.FindingText("Chưa làm"), campaign.answers(visit.sheet)[0]
            actions.raise_finding(answer, text, recommendation=asked, by=campaign.inspector)
        Inspection.objects.update(state=InspectionState.CONCLUDED)
        Recommendation.objects.update(state=RecommendationState.OPEN)
        for user in (
            officer("contact", campaign.units[0]),
            officer("viewer", UnitFactory(department=True)),
        ):
            client = client_of(user)
            client.get(campaign.inspection.get_absolute_url())
            with CaptureQueriesContext(connection) as queries:
                client.get(campaign.inspection.get_absolute_url())
            told.append(len(queries))
    assert told[:2] == told[2:] and max(told) <= 15


@pytest.mark.parametrize("role", ["secretary", "inspector"])
def test_a_draft_request_to_ones_own_unit_waits_for_its_minutes(role):
    campaign = make_campaign(2).judged()
    user, visit = getattr(campaign, role), campaign.visits[0]
    other, mine = campaign.visits[1].unit, visit.unit
    SeatFactory(user=user, role="contact", unit=mine)
    user = type(user).objects.get(pk=user.pk)
    told = Recommendation.objects.visible_to(user)
    assert set(told.values_list("unit", flat=True)) == {other.pk}
    assert seen(Recommendation, campaign.head) == 2
    Visit.objects.filter(pk=visit.pk).update(draft_sent_at=clock.now())
    assert set(told.all().values_list("unit", flat=True)) == {other.pk, mine.pk}


def made_unannounced(**spec):
    """Two units, decided and scheduled, nobody told."""
    made = make_inspection(2, until="decided", kind=InspectionKind.UNANNOUNCED, **spec)
    for visit in made.visits:
        visit.refresh_from_db()
    return made


def addresses(made):
    """Every door to the campaign that a unit has."""
    it, visit = made.inspection, made.visits[0]
    return [
        it.get_absolute_url(),
        visit.get_absolute_url(),
        reverse("inspections:visit_list", args=[it.pk]),
        reverse("inspections:visit_list_ics", args=[it.pk]),
        reverse("inspections:inspection_file", args=[it.pk, "schedule", "xlsx"]),
        reverse("inspections:visit_file", args=[visit.pk, "outline", "docx"]),
    ]


def test_a_unit_learns_of_an_unannounced_inspection_when_the_team_comes(client_of):
    made = made_unannounced(title="Kiểm tra đột xuất về kỷ cương")
    contact, other = (officer("contact", unit) for unit in made.units)
    client, listed = client_of(contact), reverse("inspections:inspection_list")
    paper = OfficialDocument.objects.create(
        kind=DocumentKind.DECISION, inspection=made.inspection, state="issued", subject="Đoàn"
    )
    found = reverse("desk:search") + "?q=" + "đột xuất"
    with pytest.raises(WrongState):
        actions.notify_units(made.inspection, by=made.secretary)
    assert seen(Inspection, contact) == seen(Visit, contact) == seen(OfficialDocument, contact) == 0
    assert {client.get(path).status_code for path in addresses(made)} == {404}
    for path in (listed, found, reverse("desk:home")):
        assert "đột xuất về kỷ cương" not in client.get(path).content.decode()
    assert (
        "Đã thông báo cho"
        not in client_of(made.secretary)
        .get(reverse("inspections:units_notify", args=[made.inspection.pk]))
        .content.decode()
    )
    actions.begin_visit(made.visits[0], by=made.head)
    assert client.get(addresses(made)[0]).status_code == 200
    assert client.get(addresses(made)[1]).status_code == 200
    # the unit it has not come to yet still knows nothing, and learns nothing from the first
    assert seen(Inspection, other) == seen(Visit, other) == 0
    assert client_of(other).get(addresses(made)[0]).status_code == 404
    assert client.get(addresses(made)[4]).status_code == 403
    assert client.get(paper.get_absolute_url()).status_code == 404
    assert str(made.units[1]) not in client.get(addresses(made)[0]).content.decode()
    actions.begin_visit(Visit.objects.get(pk=made.visits[1].pk), by=made.head)
    assert client_of(other).get(addresses(made)[0]).status_code == 200
    assert client.get(paper.get_absolute_url()).status_code == 200


def test_a_unit_sees_a_planned_campaign_from_the_notice_on():
    made = make_inspection(1, until="decided")
    contact = officer("contact", made.units[0])
    assert seen(Inspection, contact) == seen(Visit, contact) == 0
    actions.notify_units(made.inspection, by=made.secretary)
    assert seen(Inspection, contact) == seen(Visit, contact) == 1


@pytest.mark.parametrize("told", [False, True])
def test_of_one_campaign_the_same_findings_are_seen_as_of_all(told):
    campaign = make_campaign(2).remarked()
    if not told:
        Visit.objects.update(state="visited", draft_sent_at=None)
    unit, own = campaign.units[0], Finding.objects.filter(unit=campaign.units[0])
    SeatFactory(unit=unit, role="inspector", user=campaign.inspector)
    member = type(campaign.inspector).objects.get(pk=campaign.inspector.pk)
    roles = ("head", "secretary", "inspector", "viewer", "contact", "citizen")
    others = [officer(role, at) for role in roles for at in (unit, unit.parent)]
    for user in (*others, campaign.secretary, member):
        rows = Finding.objects.filter(inspection=campaign.inspection).visible_to(user)
        found = Finding.objects.of_campaign(campaign.inspection, user)
        assert set(found) == set(rows)
    assert own.exists() and bool(set(own) & set(found)) is told
