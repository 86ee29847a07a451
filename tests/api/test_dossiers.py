import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, Movement
from tests.api.calls import places, refused, told
from tests.dossiers.factories import at, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return office()


def body_of(desk, **fields):
    who = {"name": "Nguyễn Văn An", "phone": "0912345678", "identity_number": "091123456789"}
    known = {"point": desk.point.pk, "procedure": desk.procedure.pk, "person": who}
    return known | fields


def test_taken_in_over_the_api_it_has_code_and_due_date(program, desk):
    with clock.at(at(8)):
        made = told(program(desk.clerk).post("dossiers", body_of(desk)), 201)
    assert made["code"].endswith("-200908-0001")
    assert made["due_at"].startswith("2020-09-22T")
    assert made["allowed"][0] == "transfer"
    kept = Dossier.objects.get(pk=made["id"])
    assert kept.procedure_version.procedure_id == desk.procedure.pk
    assert Applicant.objects.get().pk == kept.applicant_id
    assert kept.movements.get().by == desk.clerk


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("refuse", "refused"), ("return_for_completion", "returned_for_completion")],
)
def test_what_is_not_taken_in_is_answered_over_the_api(program, desk, outcome, state):
    body = body_of(desk, outcome=outcome, reason="Thiếu đơn")
    with clock.at(at(8)):
        made = told(program(desk.clerk).post("dossiers", body), 201)
    assert (made["state"], made["code"]) == (state, "")
    assert Movement.objects.get(verb=outcome).note == "Thiếu đơn"


@pytest.mark.parametrize("fields", [{"outcome": "refuse"}, {"outcome": "burn", "reason": "A"}])
def test_nobody_is_turned_away_over_the_api_without_a_reason(program, desk, fields):
    refused(program(desk.clerk).post("dossiers", body_of(desk, **fields)), 422)
    assert not Dossier.objects.exists() and not Applicant.objects.exists()


def test_nothing_private_goes_out(program, desk):
    with clock.at(at(8)):
        answer = program(desk.clerk).post("dossiers", body_of(desk))
    text = answer.content.decode()
    assert "0912345678" not in text
    assert "091123456789" not in text


def test_the_same_key_takes_in_once(program, desk):
    caller = program(desk.clerk)
    first = told(caller.post("dossiers", body_of(desk), Idempotency_Key="k1"), 201)
    again = told(caller.post("dossiers", body_of(desk), Idempotency_Key="k1"), 201)
    assert first == again
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"procedure": 999_999}, "procedure"),
        ({"point": 999_999}, "point"),
        ({"limit": 999_999}, "limit"),
        ({"channel": "fax"}, "channel"),
        ({"person": {"name": "A", "phone": "12"}}, "phone"),
        ({"person": {"name": ""}}, "person.name"),
        ({"person": None}, ""),
        ({"person": None, "applicant": 999_999}, "applicant"),
        ({"papers": [{"title": ""}]}, "papers[0].title"),
        ({"code": "tự đặt"}, "code"),
    ],
)
def test_what_is_wrong_is_named_and_nobody_is_entered(program, desk, fields, place):
    problem = refused(program(desk.clerk).post("dossiers", body_of(desk, **fields)), 422)
    assert places(problem) == [place]
    assert not Dossier.objects.exists()
    assert not Applicant.objects.exists()


def test_who_does_not_sit_at_the_counter_is_told_so(program, desk):
    refused(program(desk.case).post("dossiers", body_of(desk)), 403)
    refused(program(desk.head).post("dossiers", body_of(desk)), 403)


def test_a_dossier_goes_its_whole_way(program, desk):
    clerk, chief = program(desk.clerk), program(desk.unit_head)
    officer, head = program(desk.case), program(desk.head)
    with clock.at(at(8)):
        path = told(clerk.post("dossiers", body_of(desk)), 201)["url"]
        told(clerk.verb(path, "transfer"))
        told(chief.verb(path, "assign", {"to": desk.case.pk}))
        waiting = told(officer.verb(path, "request-supplement", {"reasons": "Thiếu tờ khai"}))
        assert waiting["state"] == "awaiting_supplement"
        told(clerk.verb(path, "receive-supplement"))
        told(officer.verb(path, "hand-over", {"to": desk.colleague.pk, "step": 2}))
        told(program(desk.colleague).verb(path, "propose"))
        told(chief.verb(path, "approve"))
        signed = told(head.verb(path, "sign"))
        assert (signed["state"], signed["lateness"]) == ("result_ready", "early")
        done = told(clerk.verb(path, "return-result"))
    assert done["state"] == "returned"
    assert Movement.objects.count() == 10


def test_a_late_one_is_signed_only_with_its_cause(program, desk):
    dossier = desk.to_sign()
    head, path = program(desk.head), f"dossiers/{dossier.pk}"
    with clock.at(at(1, month=10)):
        assert told(head.get(path))["overdue"] is True
        assert places(refused(head.verb(path, "sign"), 422)) == ["cause"]
        signed = told(head.verb(path, "sign", {"cause": "slow_signature"}))
    assert (signed["lateness"], signed["cause"]) == ("overdue", "slow_signature")


def test_the_state_says_which_verbs_it_allows(program, desk):
    dossier = desk.taken()
    problem = refused(program(desk.head).verb(f"dossiers/{dossier.pk}", "sign"), 409)
    assert "transfer" in problem["allowed"]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [("transfer", {}), ("assign", {"to": None}), ("withdraw", {"reason": "Không cần nữa"})],
)
def test_an_old_version_is_refused_with_the_present_one(program, desk, verb, fields):
    dossier = desk.taken()
    if "to" in fields:
        fields = {"to": desk.case.pk}
    caller = program(desk.clerk)
    path = f"dossiers/{dossier.pk}"
    refused(caller.post(f"{path}/{verb}", fields or None), 428)
    told(caller.verb(path, "transfer"))
    problem = refused(caller.post(f"{path}/{verb}", fields or None, If_Match='"v1"'), 412)
    assert problem["current"]["state"] == "awaiting_assignment"


def test_another_role_may_not(program, desk):
    dossier = desk.at_work()
    refused(program(desk.clerk).verb(f"dossiers/{dossier.pk}", "propose"), 403)
    refused(program(desk.case).verb(f"dossiers/{dossier.pk}", "extend", {
        "until": "2020-10-01T17:00:00", "paper": "Số 1", "reason": "Chờ ý kiến"}), 403)  # fmt: skip


def test_an_outsider_finds_nothing(program, desk, outsider, citizen):
    dossier = desk.taken()
    assert told(program(citizen).get("receiving-points"))["items"] == []
    caller = program(outsider)
    assert told(caller.get("dossiers"))["items"] == []
    refused(caller.get(f"dossiers/{dossier.pk}"), 404)
    refused(caller.get(f"dossiers/{dossier.code}/tracking"), 404)
    refused(caller.post(f"dossiers/{dossier.pk}/transfer", None, If_Match='"v1"'), 404)


def test_tracking_says_where_it_is_and_why_it_is_due(program, desk):
    dossier = desk.at_work()
    with clock.at(at(9)):
        shown = told(program(desk.clerk).get(f"dossiers/{dossier.code}/tracking"))
    assert shown["state"] == "in_progress"
    assert shown["due_at"].startswith("2020-09-22T")
    assert [event["verb"] for event in shown["events"]] == ["accept", "transfer", "assign"]
    assert shown["events"][-1]["office"] == str(desk.unit)
    assert sum(day["counts"] for day in shown["days"]) == 10
    assert str(desk.case) not in str(shown)


def test_tracking_of_a_list_tells_what_its_system_says(program, desk):
    system = actions.add_source(by=desk.clerk, name="Một cửa điện tử của tỉnh")
    name = desk.procedure.name  # known here, with its limit
    told_there = f"Mã hồ sơ;Tên thủ tục;Ngày tiếp nhận\nH33-1;{name};08/09/2020"
    with clock.at(at(9)):
        actions.import_list(told_there, system, by=desk.clerk, name="ds.csv")
    shown = told(program(desk.head).get("dossiers/H33-1/tracking"))
    assert (shown["source"], shown["told_at"][:10]) == (system.name, "2020-09-09")
    assert (shown["due_at"], shown["why"], shown["days"], shown["events"]) == (None, "", [], [])
    ours = told(program(desk.clerk).get(f"dossiers/{desk.taken().code}/tracking"))
    assert (ours["source"], ours["told_at"]) == (None, None)


def test_filters_narrow_the_list(program, desk):
    late = desk.at_work()
    desk.taken(at(21))
    caller = program(desk.head)
    with clock.at(at(25)):
        assert [row["id"] for row in told(caller.get("dossiers?overdue=true"))["items"]] == [
            late.pk
        ]
        assert len(told(caller.get("dossiers?overdue=false"))["items"]) == 1
    day = "dossiers?accepted_from=2020-09-21&accepted_until=2020-09-21"
    assert len(told(caller.get(day))["items"]) == 1
    assert len(told(caller.get(f"dossiers?code={late.code}"))["items"]) == 1
    assert len(told(caller.get("dossiers?imported=true"))["items"]) == 0
    assert len(told(caller.get("dossiers?state=in_progress"))["items"]) == 1
    assert places(refused(caller.get("dossiers?state=x"), 422)) == ["state"]


def test_queries_do_not_grow_with_rows(program, desk):
    caller = program(desk.clerk)
    desk.taken()
    told(caller.get("dossiers"))  # what is asked once only is known from here on
    with CaptureQueriesContext(connection) as few:
        told(caller.get("dossiers"))
    for _ in range(5):
        desk.taken()
    with CaptureQueriesContext(connection) as many:
        assert len(told(caller.get("dossiers"))["items"]) == 6
    assert len(many) == len(few)


def test_a_counter_is_described(program, desk):
    [row] = told(program(desk.clerk).get("receiving-points?active=true"))["items"]
    assert row["agency_code"] == desk.point.agency_code
    assert told(program(desk.clerk).get(f"receiving-points/{row['id']}")) == row
