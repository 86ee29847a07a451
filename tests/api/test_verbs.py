import datetime as dt

import pytest

from congvu.api.models import IdempotencyKey
from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.models import Finding, OfficialDocument, Plan, Visit
from congvu.inspections.states import InspectionState
from congvu.organizations.states import Role
from tests.api.calls import places, refused, told
from tests.criteria.factories import accepted, many
from tests.inspections.campaigns import make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def plan_body(version, **fields):
    return {
        "year": 2020,
        "title": "Kế hoạch kiểm tra năm 2020",
        "period_from": "2020-01-01",
        "period_to": "2020-08-15",
        "library": version.pk,
        "areas": ["N1"],
    } | fields


def numbered(paper, secretary):
    """The paper signed, and numbered by the book."""
    clerk, day = officer(Role.RECORDS_CLERK), dt.date(2020, 8, 10)
    named = {"signer_name": "Giám đốc thử", "signer_title": "Giám đốc"}
    paper = actions.submit(paper, **named, by=secretary)
    paper = actions.sign(paper, signed_on=day, by=clerk)
    symbol = f"{paper.type_code}-LĐTBXH"
    return actions.number(paper, number="12826", symbol=symbol, dated_on=day, by=clerk)


@pytest.fixture
def library(db):
    return accepted(many(2))


def test_a_plan_goes_from_draft_to_issued(program, secretary, head, unit, library):
    caller = program(secretary)
    path = told(caller.post("plans", plan_body(library)), 201)["url"]
    chosen = {"units": [{"unit": unit.pk, "reason": "Chưa kiểm tra từ năm 2017"}]}
    plan = told(caller.verb(path, "set-plan-units", chosen))
    assert plan["units"][0]["reason"] == "Chưa kiểm tra từ năm 2017"
    tag = caller.get(path)["ETag"]
    plan = told(caller.patch(path, {"title": "Tên mới"}, If_Match=tag))
    assert plan["title"] == "Tên mới"
    assert told(caller.verb(path, "submit-plan"))["state"] == "submitted"
    problem = refused(program(head).verb(path, "approve-plan"), 409)
    assert "chưa ký, chưa cấp số" in problem["detail"]
    paper = told(caller.post("documents", {"kind": "plan", "plan": plan["id"]}), 201)
    numbered(OfficialDocument.objects.get(pk=paper["id"]), secretary)
    assert told(program(head).verb(path, "approve-plan"))["state"] == "approved"
    made = told(caller.verb(path, "open-from-plan", {"led_by_decision_maker": True}), 201)
    assert made["plan"] == plan["id"]
    assert made["url"].startswith("/api/v1/inspections/")
    copy = told(caller.verb(path, "copy-plan", {"year": 2021}), 201)
    assert copy["year"] == 2021


def test_who_may_not_prepare_is_told_so(program, contact, library):
    refused(program(contact).post("plans", plan_body(library)), 403)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"period_to": "hôm nay"}, "period_to"),
        ({"library": 999_999}, "library"),
        ({"year": "2020"}, "year"),
        ({"coverage_target_percent": 101}, "coverage_target_percent"),
        ({"title": ""}, "title"),
    ],
)
def test_bad_input_is_named(program, secretary, library, fields, place):
    assert places(refused(program(secretary).post("plans", plan_body(library, **fields)), 422)) == [
        place
    ]


def test_what_the_database_refuses_is_a_sentence(program, secretary, library):
    body = plan_body(library, period_to="2019-01-01")
    problem = refused(program(secretary).post("plans", body), 422)
    assert "ngày kết thúc" in problem["detail"]


def test_a_change_needs_the_version_read(program, secretary, library):
    caller = program(secretary)
    plan = told(caller.post("plans", plan_body(library)), 201)
    path = plan["url"]
    refused(caller.post(f"{path}/submit-plan"), 428)
    refused(caller.patch(path, {"title": "Mới"}), 428)
    told(caller.patch(path, {"title": "Mới"}, If_Match='"v1"'))
    problem = refused(caller.patch(path, {"title": "Khác"}, If_Match='"v1"'), 412)
    assert problem["current"]["title"] == "Mới"
    refused(caller.patch(path, {"title": "Khác"}, If_Match="sai"), 412)
    assert Plan.objects.get().title == "Mới"


def test_a_state_that_forbids_a_verb_names_those_it_allows(program, secretary, head, library):
    path = told(program(secretary).post("plans", plan_body(library)), 201)["url"]
    problem = refused(program(head).verb(path, "approve-plan"), 409)
    assert problem["allowed"] == ["submit-plan", "cancel-plan"]


def test_the_same_key_makes_one_plan(program, secretary, library):
    caller, body = program(secretary), plan_body(library)
    first = caller.post("plans", body, Idempotency_Key="k1")
    again = caller.post("plans", body, Idempotency_Key="k1")
    assert told(first, 201) == told(again, 201)
    assert again["Idempotent-Replayed"] == "true"
    assert Plan.objects.count() == 1
    refused(caller.post("plans", body | {"year": 2021}, Idempotency_Key="k1"), 409)
    told(caller.post("plans", body, Idempotency_Key="k2"), 201)
    assert Plan.objects.count() == 2


def test_a_key_is_one_persons_and_lasts_two_days(program, secretary, head, library):
    body = plan_body(library)
    caller = program(secretary)
    told(caller.post("plans", body, Idempotency_Key="k1"), 201)
    told(program(head).post("plans", body, Idempotency_Key="k1"), 201)
    IdempotencyKey.objects.update(created_at=clock.now() - dt.timedelta(hours=49))
    told(caller.post("plans", body | {"year": 2021}, Idempotency_Key="k1"), 201)
    assert Plan.objects.count() == 3


def test_a_refused_creation_leaves_its_key_free(program, secretary, library):
    caller = program(secretary)
    bad = plan_body(library, areas=["X9"])
    refused(caller.post("plans", bad, Idempotency_Key="k1"), 422)
    told(caller.post("plans", plan_body(library), Idempotency_Key="k1"), 201)


def test_a_campaign_is_run_by_verbs(program):
    campaign = make_campaign(units=1)
    campaign.opened()
    caller, path = program(campaign.secretary), f"inspections/{campaign.inspection.pk}"
    people = [
        {"name": "Giám đốc", "role": "head", "user": campaign.head.pk},
        {"name": "Thư ký", "role": "secretary", "user": campaign.secretary.pk},
        {"name": "Thành viên", "role": "member", "user": campaign.inspector.pk},
    ]
    told(caller.verb(path, "set-team", {"members": people}))
    decider = program(campaign.head)
    assert "chưa ký, chưa cấp số" in refused(decider.verb(path, "decide"), 409)["detail"]
    decision = campaign.paper("decision", inspection=campaign.inspection)
    numbered(decision, campaign.secretary)
    assert told(decider.verb(path, "decide"))["number"] == "12826/QĐ-LĐTBXH"
    visit = told(caller.get(f"{path}/visits"))["items"][0]
    line = {"visit": visit["id"], "day": "2020-08-25", "session": "morning"}
    told(caller.verb(path, "set-schedule", {"visits": [line]}))
    told(caller.verb(path, "notify-units"))
    begun = told(caller.verb(visit["url"], "begin-visit"))
    assert begun["state"] == "in_progress"
    assert begun["starts_at"] == "07:30"
    assert told(caller.get(path))["state"] == InspectionState.VISITING
    assert told(caller.verb(visit["url"], "end-visit"))["state"] == "visited"
    told(
        caller.verb(
            visit["url"],
            "write-minutes",
            {
                "began_at": "2020-08-25T07:30:00",
                "ended_at": "2020-08-25T11:00:00",
                "read_aloud": True,
            },
        )
    )
    signed = {"signed_on": "2020-08-25", "signed_by_unit": "Trưởng phòng", "code": "7F3A-C91E"}
    moved = refused(caller.verb(visit["url"], "sign-minutes", signed), 409)
    assert "Biên bản đã thay đổi sau khi in" in str(moved)
    signed["code"] = actions.minutes_code(Visit.objects.get(pk=visit["id"]))[:8]
    assert told(caller.verb(visit["url"], "sign-minutes", signed))["state"] == "minutes_signed"


def test_the_head_ticks_what_of_a_conclusion_anybody_sees(program):
    campaign = make_campaign(units=1).remarked()
    path = f"documents/{campaign.paper('conclusion', inspection=campaign.inspection).pk}"
    for user in (campaign.clerk, campaign.secretary):
        refused(program(user).verb(path, "disclose", {"name_units": True}), 403)
    told(program(campaign.head).verb(path, "disclose", {"remarks": True}))
    campaign.inspection.refresh_from_db()
    ticks = {"article": False, "remarks": True, "matrix": False, "name_units": False}
    assert campaign.inspection.disclosure == ticks
    plan = f"documents/{campaign.plan.documents.get().pk}"
    refused(program(campaign.head).verb(plan, "disclose", {"remarks": True}), 409)


def test_a_paper_is_begun_once(program, contact):
    campaign = make_campaign(units=1)
    caller, body = program(campaign.secretary), {"kind": "plan", "plan": campaign.plan.pk}
    made = told(caller.post("documents", body), 201)
    assert (made["kind"], made["state"], made["plan"]) == ("plan", "draft", campaign.plan.pk)
    refused(caller.post("documents", body), 422)
    assert places(refused(caller.post("documents", body | {"plan": 999_999}), 422)) == ["plan"]
    refused(caller.post("documents", {"kind": "matrix"}), 422)
    refused(program(contact).post("documents", {"kind": "plan"}), 403)


def test_a_stranger_to_the_campaign_cannot_touch_it(program, outsider):
    campaign = make_campaign(units=1).scheduled()
    path = f"inspections/{campaign.inspection.pk}"
    refused(program(outsider).post(f"{path}/cancel", {"reason": "x"}, If_Match='"v1"'), 404)
    contact = officer(Role.CONTACT, campaign.units[0])
    refused(program(contact).verb(path, "cancel", {"reason": "x"}), 403)


def test_a_finding_is_raised_edited_and_removed(program):
    campaign = make_campaign(units=1).visiting()
    caller, visit = program(campaign.inspector), campaign.visits[0]
    answer = told(caller.get(f"visits/{visit.pk}/answers"))["items"][0]
    body = {"text": "Niêm yết chưa đủ", "answer": answer["id"]}
    body["recommendation"] = {"text": "Niêm yết đủ", "responsible_head": "A", "doer": "B"}
    found = told(caller.post(f"visits/{visit.pk}/findings", body), 201)
    assert (found["area"], found["criterion"]) == (answer["area"], answer["criterion"])
    asked = told(caller.get(f"recommendations?unit={visit.unit_id}"))["items"]
    assert [row["finding"] for row in asked] == [found["id"]]
    tag = caller.get(found["url"])["ETag"]
    told(caller.patch(found["url"], {"text": "Niêm yết thiếu 2 thủ tục"}, If_Match=tag))
    gone = caller.verb(found["url"], "remove-finding", {"reason": "Ghi nhầm"})
    assert gone.status_code == 204
    assert not Finding.objects.exists()
    bad = caller.post(f"visits/{visit.pk}/findings", {"text": "Không rõ nội dung"})
    assert places(refused(bad, 422)) == ["area"]


def test_a_recommendation_is_remedied_returned_and_closed(program):
    campaign = make_campaign(units=1).concluded()
    contact = officer(Role.CONTACT, campaign.units[0])
    unit, team = program(contact), program(campaign.secretary)
    row = told(unit.get("recommendations"))["items"][0]
    with clock.at(moment(2020, 9, 10)):
        body = {"text": "Đã niêm yết", "done_on": "2020-09-09"}
        remedy = told(unit.verb(row["url"], "submit-remedy", body), 201)
        assert places(refused(team.verb(remedy["url"], "return-remedy", {}), 422)) == ["reason"]
        told(team.verb(remedy["url"], "return-remedy", {"reason": "Thiếu ảnh"}))
        assert told(unit.get("remedies?state=returned"))["items"][0]["id"] == remedy["id"]
        again = told(unit.verb(row["url"], "submit-remedy", body), 201)
        refused(unit.verb(again["url"], "accept-remedy", {}), 403)
        told(team.verb(again["url"], "accept-remedy", {}))
        assert told(unit.get(row["url"]))["state"] == "closed"


def test_overdue_is_computed(program):
    campaign = make_campaign(units=1).concluded()
    caller = program(campaign.secretary)
    with clock.at(moment(2021, 6, 1)):
        assert len(told(caller.get("recommendations?overdue=true"))["items"]) == 1
        assert told(caller.get("recommendations?overdue=false"))["items"] == []


def test_a_paper_is_carried_by_verbs(program):
    campaign = make_campaign(units=1)
    campaign.teamed()
    paper = campaign.paper("decision", inspection=campaign.inspection)
    caller, clerk = program(campaign.secretary), program(campaign.clerk)
    path = f"documents/{paper.pk}"
    told(caller.verb(path, "submit", {"signer_name": "Giám đốc", "signer_title": "Giám đốc"}))
    with clock.at(moment(2020, 8, 10)):
        told(clerk.verb(path, "sign", {"signed_on": "2020-08-10"}))
        book = {"number": "12826", "symbol": "QĐ-LĐTBXH", "dated_on": "2020-08-10"}
        assert told(clerk.verb(path, "number", book))["number"] == "12826"
        assert told(clerk.verb(path, "issue", {"issued_on": "2020-08-10"}))["state"] == "issued"
    problem = refused(clerk.verb(path, "sign", {"signed_on": "2020-08-10"}), 409)
    assert problem["allowed"] == ["file-document"]
