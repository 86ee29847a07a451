"""Recommendations looked at again: the campaign opened for them, what is recorded of each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.models import Inspection, Recheck, Recommendation
from congvu.organizations.states import Role
from tests.api.calls import places, refused, told
from tests.inspections.campaigns import every_test_at, moment
from tests.inspections.test_rechecks import follow_up
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
_at_the_visit = every_test_at(2020, 12, 1)


def begun():
    """A re-check whose visit has begun."""
    campaign = follow_up()
    actions.begin_visit(campaign.visits[0], by=campaign.secretary)
    return campaign


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    with clock.at(moment(2020, 12, 1)):
        return keeping(begun)


@pytest.fixture
def path(campaign):
    return f"rechecks/{campaign.visits[0].rechecks.get().pk}"


def test_the_team_records_what_it_finds_and_the_recommendation_follows(program, campaign, path):
    caller, [visit] = program(campaign.inspector), campaign.visits
    row = told(caller.get(path))
    assert (row["inspection"], row["visit"], row["unit"]) == (
        campaign.inspection.pk,
        visit.pk,
        visit.unit_id,
    )
    assert (row["result"], row["checked_on"]) == ("", None)
    partly = {"result": "partly", "note": "Còn thiếu niêm yết"}
    recorded = told(caller.verb(path, "record-recheck", partly))
    assert partly.items() <= recorded.items() and recorded["checked_on"] == "2020-12-01"
    asked = f"recommendations/{row['recommendation']}"
    assert told(program(campaign.secretary).get(asked))["state"] == "returned"
    stale = caller.post(f"{path}/record-recheck", {"result": "done"}, If_Match='"v1"')
    assert refused(stale, 412)["current"] == recorded
    told(caller.verb(path, "record-recheck", {"result": "done"}))
    assert told(program(campaign.secretary).get(asked))["state"] == "closed"


def test_lists_are_narrowed(program, campaign, path):
    caller, row = program(campaign.inspector), Recheck.objects.get()
    told(caller.verb(path, "record-recheck", {"result": "done"}))
    before = row.recommendation.inspection_id
    for query, found in (
        (f"inspection={campaign.inspection.pk}", 1),
        (f"inspection={before}", 0),
        (f"visit={row.visit_id}", 1),
        (f"unit={row.visit.unit_id}", 1),
        (f"unit={row.visit.unit.parent_id}", 0),
        (f"recommendation={row.recommendation_id}", 1),
        ("result=done", 1),
        ("result=partly", 0),
    ):
        assert len(told(caller.get(f"rechecks?{query}"))["items"]) == found, query


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"result": "partly"}, "note"),
        ({"result": "not_done", "note": " "}, "note"),
        ({"result": "x"}, "result"),
        ({}, "result"),
    ],
)
def test_a_bad_result_is_named(program, campaign, path, body, place):
    problem = refused(program(campaign.inspector).verb(path, "record-recheck", body), 422)
    assert places(problem) == [place]
    assert Recheck.objects.get().result == ""


def test_who_may_not_record_and_when(program, campaign, path, outsider):
    contact = program(officer(Role.CONTACT, campaign.units[0]))
    # without a note it would be refused to the team as well: rights come first
    refused(contact.verb(path, "record-recheck", {"result": "partly"}), 403)
    refused(program(outsider).get(path), 404)
    refused(program(outsider).post(f"{path}/record-recheck", {"result": "done"}), 404)
    assert told(program(outsider).get("rechecks"))["items"] == []
    refused(program(campaign.inspector).post(f"{path}/record-recheck", {"result": "done"}), 428)
    row = Recheck.objects.get().recommendation
    actions.withdraw_recommendation(row, reason="Trùng", by=campaign.head)
    refused(program(campaign.inspector).verb(path, "record-recheck", {"result": "done"}), 409)


def test_a_list_asks_as_much_for_many_rows_as_for_one(program, campaign, path):
    caller, first = program(campaign.inspector), Recheck.objects.get()
    for _ in range(5):
        asked = Recommendation.objects.get(pk=first.recommendation_id)
        asked.pk = None
        asked.save()
        asked.rechecks.create(visit=first.visit)
    caller.get("rechecks")
    with CaptureQueriesContext(connection) as few:
        caller.get("rechecks?limit=1")
    with CaptureQueriesContext(connection) as many:
        assert len(told(caller.get("rechecks"))["items"]) == 6
    assert len(many) == len(few) <= 15


@pytest.fixture
def before(campaign):
    """The concluded campaign whose recommendation is looked at again, and once more."""
    return f"inspections/{campaign.inspection.previous_id}"


def wanted(campaign):
    rows = campaign.inspection.previous.recommendations.order_by("pk")
    return {"title": "Kiểm tra lại lần hai", "recommendations": [row.pk for row in rows]}


def test_a_follow_up_is_opened_once_for_chosen_recommendations(program, campaign, before):
    caller, body = program(campaign.secretary), wanted(campaign)
    body["recommendations"] *= 2
    made = told(caller.post(f"{before}/open-follow-up", body, Idempotency_Key="k1"), 201)
    again = caller.post(f"{before}/open-follow-up", body, Idempotency_Key="k1")
    assert told(again, 201) == made and Inspection.objects.filter(title=body["title"]).count() == 1
    assert (made["kind"], made["previous"]) == ("follow_up", campaign.inspection.previous_id)
    rows = told(caller.get(f"rechecks?inspection={made['id']}"))["items"]
    assert {row["recommendation"] for row in rows} == set(body["recommendations"])
    assert told(caller.get(made["url"])) == made


def test_what_cannot_be_looked_at_again_is_named(program, campaign, before):
    caller, address = program(campaign.secretary), f"{before}/open-follow-up"
    body = wanted(campaign)
    for other, place in (
        ({"recommendations": []}, "recommendations"),
        ({"recommendations": [*body["recommendations"], 999_999]}, "recommendations[1]"),
        ({"title": ""}, "title"),
    ):
        assert places(refused(caller.post(address, body | other), 422))[0] == place, other
    row = campaign.inspection.previous.recommendations.get()
    actions.withdraw_recommendation(row, reason="Trùng", by=campaign.head)
    problem = refused(caller.post(address, body), 422)
    assert places(problem) == ["recommendations"] and "chưa rút" in problem["detail"]
    assert not Inspection.objects.filter(title=body["title"]).exists()


def test_who_may_not_open_one(program, campaign, before, outsider):
    body = wanted(campaign) | {"recommendations": [999_999]}
    refused(program(campaign.inspector).post(f"{before}/open-follow-up", body), 403)
    refused(program(outsider).post(f"{before}/open-follow-up", body), 404)
