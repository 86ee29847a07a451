"""At a visit: who came, samples of dossiers, what the unit explains about the draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.models import Explanation, Finding, Sample
from congvu.organizations.states import Role
from tests.api.calls import places, refused, told
from tests.inspections.campaigns import make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
BOOK = {"source": "Sổ theo dõi hồ sơ 2020", "population": 120, "size": 3, "seed": "2020-01"}


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).judged())


@pytest.fixture
def path(campaign):
    return f"visits/{campaign.visits[0].pk}/samples"


@pytest.fixture
def caller(program, campaign):
    return program(campaign.inspector)


@pytest.fixture
def contact(program, campaign):
    return program(officer(Role.CONTACT, campaign.units[0]))


def test_a_sample_is_drawn_and_its_errors_written_down(caller, campaign, path):
    made = told(caller.post(path, BOOK, Idempotency_Key="m1"), 201)
    again = told(caller.post(path, BOOK, Idempotency_Key="m1"), 201)
    assert (len(made["drawn"]), made["checked_at"]) == (3, None)
    assert again == made and Sample.objects.count() == 1
    wrong = {"errors_found": {str(made["drawn"][0]): "Thiếu phiếu hẹn"}}
    checked = told(caller.verb(made["url"], "record-sample-errors", wrong))
    assert checked["errors_found"] == wrong["errors_found"]
    assert checked["checked_at"] is not None
    stranger = {"errors_found": {"0": "Không có trong mẫu"}}
    problem = refused(caller.verb(made["url"], "record-sample-errors", stranger), 422)
    assert places(problem) == ["errors_found"]
    stale = caller.post(f"{made['url']}/record-sample-errors", wrong, If_Match='"v1"')
    assert refused(stale, 412)["current"] == checked


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"size": 200}, "size"),
        ({"population": 0}, "population"),
        ({"seed": ""}, "seed"),
        ({"source": ""}, "source"),
        ({"answer": 999_999}, "answer"),
    ],
)
def test_a_bad_sample_is_named(caller, path, fields, place):
    assert places(refused(caller.post(path, BOOK | fields), 422)) == [place]


def test_the_team_alone_draws_and_reads_while_it_works(
    program, campaign, caller, contact, path, outsider
):
    made = told(caller.post(path, BOOK), 201)
    refused(contact.post(path, BOOK), 403)
    refused(program(outsider).post(path, BOOK), 404)
    refused(contact.get(made["url"]), 404)
    assert told(contact.get("samples"))["items"] == []
    campaign.visits[0].__class__.objects.update(state="minutes_signed")
    assert told(contact.get("samples"))["items"] == [told(contact.get(made["url"]))]
    refused(contact.verb(made["url"], "record-sample-errors", {"errors_found": {}}), 403)
    refused(caller.post(path, BOOK), 409)


def test_lists_ask_as_much_for_many_rows_as_for_one(campaign, caller):
    [visit], by = campaign.visits, campaign.inspector
    for number in range(5):
        actions.draw_sample(visit, **BOOK | {"seed": str(number)}, by=by)
    explained(campaign, None)
    explained(campaign, campaign.findings[0])
    for path in ("samples", "explanations"):
        caller.get(path)
        with CaptureQueriesContext(connection) as few:
            caller.get(f"{path}?limit=1")
        with CaptureQueriesContext(connection) as many:
            assert told(caller.get(path))["items"]
        assert len(many) == len(few) <= 15


def draft_sent(campaign):
    """On the day after the visits."""
    with clock.at(moment(2020, 8, 31)):
        return actions.send_draft(campaign.visits[0], by=campaign.secretary)


def explained(campaign, finding, text="Đã niêm yết từ tháng 7"):
    """What the unit says about the draft."""
    visit = campaign.visits[0]
    if visit.draft_sent_at is None:
        actions.end_visit(visit, by=campaign.secretary)
        visit = draft_sent(campaign)
    by = officer(Role.CONTACT, visit.unit)
    return actions.explain(visit, text=text, finding=finding, by=by)


def test_an_explanation_is_answered_and_its_finding_reworded(program, outsider):
    campaign = make_campaign(units=1).minuted()
    [finding] = campaign.findings
    draft_sent(campaign)
    row, team = explained(campaign, finding), program(campaign.inspector)
    unit = program(officer(Role.CONTACT, campaign.units[0]))
    [shown] = told(unit.get("explanations?answered=false"))["items"]
    assert (shown["id"], shown["finding"], shown["accepted"]) == (row.pk, finding.pk, None)
    yes = {"text": "Tiếp thu", "accepted": True}
    refused(unit.verb(shown["url"], "answer-explanation", yes), 403)
    refused(program(outsider).get(shown["url"]), 404)
    assert places(
        refused(team.verb(shown["url"], "answer-explanation", yes | {"text": ""}), 422)
    ) == ["text"]
    other = {"text": "Niêm yết chậm"}
    refused(team.verb(shown["url"], "reword-finding", other), 409)
    assert told(team.verb(shown["url"], "answer-explanation", yes))["accepted"] is True
    stale = team.post(f"{shown['url']}/answer-explanation", yes, If_Match='"v1"')
    assert refused(stale, 412)["current"]["answer_text"] == "Tiếp thu"
    refused(unit.verb(shown["url"], "reword-finding", other), 403)
    assert told(team.verb(shown["url"], "reword-finding", other))["outcome"] == "reworded"
    finding.refresh_from_db()
    assert finding.text == "Niêm yết chậm"


def test_an_explanation_of_the_whole_names_the_finding_it_takes_back(program):
    campaign = make_campaign(units=1).minuted()
    draft_sent(campaign)
    row = explained(campaign, None)
    actions.answer_explanation(row, text="Tiếp thu", accepted=True, by=campaign.secretary)
    team, path = program(campaign.secretary), f"explanations/{row.pk}"
    assert places(refused(team.verb(path, "withdraw-finding", {}), 422)) == ["finding"]
    named = {"finding": campaign.findings[0].pk}
    assert told(team.verb(path, "withdraw-finding", named))["outcome"] == "withdrawn"
    assert not Finding.objects.exists() and Explanation.objects.count() == 1


def test_who_was_missing_is_written_down_by_the_places_of_the_team(program, caller, campaign):
    [visit], leader = campaign.visits, program(campaign.head)
    team = told(caller.get(f"inspections/{campaign.inspection.pk}/team"))["items"]
    by_role = {row["role"]: row["id"] for row in team}
    path, line = f"visits/{visit.pk}", {"member": by_role["member"], "reason": "Ốm"}
    told(leader.verb(path, "set-attendance", {"absences": [line]}))
    [missing] = visit.members.filter(present=False)
    assert (missing.member_id, missing.absence_reason) == (by_role["member"], "Ốm")
    secretary = line | {"member": by_role["secretary"]}
    problem = refused(leader.verb(path, "set-attendance", {"absences": [line, secretary]}), 422)
    assert places(problem) == ["absences[1].substitute"]
    stranger = {"absences": [line | {"member": 999_999}]}
    assert places(refused(leader.verb(path, "set-attendance", stranger), 422)) == [
        "absences[0].member"
    ]
    refused(caller.verb(path, "set-attendance", {"absences": []}), 403)
    stale = leader.post(f"{path}/set-attendance", {"absences": []}, If_Match='"v1"')
    refused(stale, 412)


def test_next_years_plan_is_proposed_from_what_is_open(program):
    campaign = make_campaign(units=1).concluded()
    path = f"inspections/{campaign.inspection.pk}"
    made = told(program(campaign.secretary).verb(path, "propose-plan"), 201)
    assert (made["year"], made["state"]) == (2021, "draft")
    assert campaign.units[0].pk in {row["unit"] for row in made["units"]}
    again = program(campaign.secretary).verb(path, "propose-plan")
    assert "năm 2021" in refused(again, 409)["detail"]
    refused(program(campaign.inspector).verb(path, "propose-plan"), 403)
