"""General remarks and requests to several units, from proposals to the order of the conclusion."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.inspections import actions
from congvu.inspections.models import Finding, GeneralRemark, Recommendation
from congvu.organizations.states import Role
from tests.api.calls import places, refused, told
from tests.inspections.campaigns import make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).minuted())


@pytest.fixture
def path(campaign):
    return f"inspections/{campaign.inspection.pk}"


@pytest.fixture
def caller(program, campaign):
    return program(campaign.secretary)


def sent(caller, path, *remarks):
    return told(caller.post(f"{path}/remarks", {"remarks": list(remarks)}), 201)["items"]


def limitation(text="Công khai chưa đủ", **more):
    return {"polarity": "limitation", "text": text} | more


def test_all_that_is_proposed_becomes_remarks_at_once(caller, campaign, path):
    proposed = told(caller.get(f"{path}/proposed-remarks"))["items"]
    keys = sorted(one.pk for one in campaign.findings)
    assert [sorted(row["findings"]) for row in proposed] == [keys]
    assert proposed[0]["text"] == campaign.findings[0].text
    [made] = sent(caller, path, *proposed)
    assert (made["order"], sorted(made["findings"])) == (1, keys)
    assert told(caller.get(f"{path}/proposed-remarks"))["items"] == []
    assert told(caller.get(f"{path}/remarks"))["items"] == [made]
    assert told(caller.get("remarks?polarity=limitation"))["items"] == [made]


def test_the_same_key_makes_them_once(caller, path):
    body = {"remarks": [limitation()]}
    first = caller.post(f"{path}/remarks", body, Idempotency_Key="n1")
    again = caller.post(f"{path}/remarks", body, Idempotency_Key="n1")
    assert told(first, 201) == told(again, 201)
    assert GeneralRemark.objects.count() == 1


def test_each_wrong_row_is_named_and_nothing_is_made(caller, campaign, path):
    rows = [
        limitation(),
        limitation(area="X9", findings=[campaign.findings[0].pk, 999_999]),
        {"polarity": "strength", "text": "Tốt", "findings": [campaign.findings[0].pk]},
    ]
    problem = refused(caller.post(f"{path}/remarks", {"remarks": rows}), 422)
    wrong = ["remarks[1].area", "remarks[1].findings[1]", "remarks[2].findings[0]"]
    assert places(problem) == wrong
    blank = refused(caller.post(f"{path}/remarks", {"remarks": [limitation(" ")]}), 422)
    assert places(blank) == ["remarks[0].text"]
    assert not GeneralRemark.objects.exists()


def test_findings_go_in_and_out_and_wait_again(caller, campaign, path):
    [made] = sent(caller, path, limitation(area="N1", cause="Chưa tập huấn"))
    keys = {"findings": [one.pk for one in campaign.findings]}
    placed = told(caller.verb(made["url"], "place-findings", keys))
    assert placed["findings"] == sorted(keys["findings"])
    one = {"findings": keys["findings"][:1]}
    assert told(caller.verb(made["url"], "take-out-findings", one))["findings"] != []
    assert places(refused(caller.verb(made["url"], "take-out-findings", one), 422)) == [
        "findings[0]"
    ]
    assert caller.verb(made["url"], "remove-remark").status_code == 204
    refused(caller.get(made["url"]), 404)
    assert Finding.objects.filter(remark__isnull=True).count() == 2


def test_other_words_keep_the_cause_and_need_the_version_read(caller, path):
    [made] = sent(caller, path, limitation(cause="Chưa tập huấn"))
    refused(caller.patch(made["url"], {"text": "Mới"}), 428)
    changed = told(caller.patch(made["url"], {"text": "Mới"}, If_Match='"v1"'))
    assert (changed["text"], changed["cause"]) == ("Mới", "Chưa tập huấn")
    stale = refused(caller.patch(made["url"], {"text": "Khác"}, If_Match='"v1"'), 412)
    assert stale["current"]["text"] == "Mới"
    assert places(refused(caller.patch(made["url"], {"text": ""}, If_Match='"v2"'), 422)) == [
        "text"
    ]


def test_the_order_names_every_remark_of_a_kind(caller, path):
    first, second = sent(caller, path, limitation("Một"), limitation("Hai"))
    sent(caller, path, {"polarity": "strength", "text": "Tốt"})
    turned = {"remarks": [second["id"], first["id"]]}
    told(caller.verb(path, "order-remarks", turned))
    assert told(caller.get(second["url"]))["order"] == 1
    part = {"remarks": [first["id"]]}
    assert places(refused(caller.verb(path, "order-remarks", part), 422)) == ["remarks"]


def test_remarks_are_made_by_secretary_and_leaders_alone(program, campaign, path, outsider):
    team, unit = program(campaign.inspector), program(officer(Role.CONTACT, campaign.units[0]))
    body = {"remarks": [limitation()]}
    for one in (team, unit):
        refused(one.post(f"{path}/remarks", body), 403)
        refused(one.get(f"{path}/proposed-remarks"), 403)
        assert told(one.get("remarks"))["items"] == []
    refused(program(outsider).post(f"{path}/remarks", body), 404)


def test_once_concluded_nothing_changes(program):
    campaign = make_campaign(units=1).concluded()
    caller, row = program(campaign.secretary), campaign.inspection.remarks.get()
    path = f"inspections/{campaign.inspection.pk}"
    refused(caller.post(f"{path}/remarks", {"remarks": [limitation()]}), 409)
    refused(caller.verb(f"remarks/{row.pk}", "remove-remark"), 409)


def test_the_secretary_is_not_offered_what_her_own_unit_does_not_know(program):
    """Findings on one's own unit wait until it is told of them, here as in their list."""
    campaign = make_campaign(units=1).judged()
    own = officer(Role.SECRETARY, campaign.units[0])
    path = f"inspections/{campaign.inspection.pk}"
    assert told(program(own).get(f"{path}/proposed-remarks"))["items"] == []
    mine = {"remarks": [limitation(findings=[campaign.findings[0].pk])]}
    assert places(refused(program(own).post(f"{path}/remarks", mine), 422)) == [
        "remarks[0].findings[0]"
    ]


@pytest.mark.parametrize("path_", ["remarks", "recommendations"])
def test_lists_ask_as_much_for_many_rows_as_for_one(caller, campaign, path, path_):
    actions.add_remarks(
        campaign.inspection,
        [actions.RemarkDraft("limitation", "Câu", [one]) for one in campaign.findings],
        by=campaign.secretary,
    )
    caller.get(path_)
    with CaptureQueriesContext(connection) as few:
        caller.get(f"{path_}?limit=1")
    with CaptureQueriesContext(connection) as many:
        caller.get(path_)
    assert len(many) == len(few) <= 15


def test_one_request_to_several_units_is_a_draft_for_each(caller, campaign, path):
    units = [{"unit": u.pk, "responsible_head": "A", "doer": "B"} for u in campaign.units]
    body = {"text": "Niêm yết đủ", "due_working_days": 20, "units": units}
    made = told(caller.post(f"{path}/recommendations", body, Idempotency_Key="y1"), 201)["items"]
    assert [row["unit"] for row in made] == [u.pk for u in campaign.units]
    assert {(row["group"], row["state"]) for row in made} == {("YC-01", "draft")}
    told(caller.post(f"{path}/recommendations", body, Idempotency_Key="y1"), 201)
    assert Recommendation.objects.filter(group="YC-01").count() == 2
    told(caller.post(f"{path}/recommendations", body), 201)
    assert Recommendation.objects.filter(group="YC-02").count() == 2
    units[1]["unit"] = campaign.head.seats.get().unit_id
    problem = refused(caller.post(f"{path}/recommendations", body), 422)
    assert places(problem) == ["units[1].unit"]


def test_who_asks_units(program, campaign, path, outsider):
    unit = {"unit": campaign.units[0].pk, "responsible_head": "A", "doer": "B"}
    body = {"text": "Niêm yết đủ", "units": [unit]}
    refused(program(campaign.inspector).post(f"{path}/recommendations", body), 403)
    refused(program(outsider).post(f"{path}/recommendations", body), 404)
