"""Petitions over the API: the way of one, who may do what, who reads what of the sender."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.organizations.states import Role
from congvu.petitions.models import Petition
from tests.api.calls import places, refused, told
from tests.dossiers.factories import at
from tests.organizations.factories import officer
from tests.petitions.factories import ADDRESS, NAME, PHONE, REPLY, TEXT, office, petition_at

pytestmark = pytest.mark.django_db
CLEAN = {"question": "Người dân phải đi lại nhiều lần.", "answer": "Đã chấn chỉnh."}


@pytest.fixture
def place(db):
    return office()


def body_of(place, **fields):
    known = {
        "at": place.counter.pk,
        "channel": "counter",
        "subject": "Hướng dẫn hồ sơ chưa đầy đủ",
        "content": TEXT,
        "sender_name": NAME,
        "sender_phone": PHONE,
        "sender_address": ADDRESS,
    }
    return known | fields


def test_a_petition_goes_its_whole_way(place, program):
    clerk, secretary = program(place.clerk), program(place.secretary)
    chief, contact, head = program(place.unit_head), program(place.contact), program(place.head)
    with clock.at(at(1)):
        made = told(clerk.post("petitions", body_of(place)), 201)
        path = made["url"]
        assert made["code"] == "PAKN-2020-0001" and made["due_at"].startswith("2020-09-23T")
        about = {"kind": "conduct", "about_unit": place.other.pk}
        assert told(secretary.verb(path, "classify", about))["about_unit"] == place.other.pk
        given = told(secretary.verb(path, "assign", {"unit": place.unit.pk, "note": "Xử lý sớm"}))
        assert (given["state"], given["unit"]) == ("in_progress", place.unit.pk)
        told(chief.verb(path, "hand-to", {"to": place.worker.pk}))
        worker = program(place.worker)
        draft = {"answer": REPLY, "outcome": "explained"}
        assert told(worker.verb(path, "propose", draft))["state"] == "awaiting_signature"
        told(head.verb(path, "send-back", {"reason": "Ghi rõ ngày"}))
        told(contact.verb(path, "propose", draft))
        longer = told(head.verb(path, "extend", {"until": "2020-09-30", "reason": "Chờ xác minh"}))
        assert longer["extended_to"].startswith("2020-09-30T")
        assert longer["due_at"] == made["due_at"]
    with clock.at(at(10)):
        done = told(head.verb(path, "answer", {"number": "15/SLĐTBXH-VP"}))
        assert (done["state"], done["lateness"]) == ("answered", "on_time")
        told(clerk.verb(path, "record-satisfaction", {"satisfaction": "satisfied"}))
        public = told(secretary.verb(path, "publish", CLEAN))
        assert public["published_at"] and public["allowed"]
        assert told(secretary.verb(path, "unpublish", {"reason": "Sai"}))["published_at"] is None
    actions = LogEntry.objects.filter(kind="petitions.petition").values_list("action", flat=True)
    assert len(actions) == 12


@pytest.mark.parametrize(
    ("verb", "body", "state"),
    [
        ("forward", {"to": "Sở Y tế", "paper": "Số 1"}, "forwarded"),
        ("refuse", {"refusal": "unclear"}, "refused"),
        ("withdraw", {"reason": "Đã xong"}, "withdrawn"),
    ],
)
def test_it_ends_without_an_answer(place, program, verb, body, state):
    row = place.received()
    with clock.at(at(3)):
        shown = told(program(place.secretary).verb(f"petitions/{row.pk}", verb, body))
    assert shown["state"] == state and shown["closed_at"]


def test_it_is_corrected_at_the_door(place, program):
    row, clerk = place.received(), program(place.clerk)
    path = f"petitions/{row.pk}"
    shown = told(clerk.verb(path, "edit", {"subject": "Phải đi lại", "sender_name": "Lê Văn Bé"}))
    assert (shown["subject"], shown["sender_name"]) == ("Phải đi lại", "Lê Văn Bé")
    assert shown["content"] == TEXT
    assert places(refused(clerk.verb(path, "edit", {"sender_phone": "12"}), 422)) == [
        "sender_phone"
    ]


def test_the_same_key_enters_once(place, program):
    clerk = program(place.clerk)
    first = told(clerk.post("petitions", body_of(place), Idempotency_Key="k1"), 201)
    assert told(clerk.post("petitions", body_of(place), Idempotency_Key="k1"), 201) == first
    other = body_of(place, subject="Khác")
    refused(clerk.post("petitions", other, Idempotency_Key="k1"), 409)
    assert Petition.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "place_"),
    [
        ({"at": 999_999}, "at"),
        ({"channel": "fax"}, "channel"),
        ({"subject": ""}, "subject"),
        ({"subject": f"Bà {NAME} phản ánh"}, "subject"),
        ({"content": " "}, "content"),
        ({"kind": "khác"}, "kind"),
        ({"procedure": 999_999}, "procedure"),
        ({"sender_name": ""}, "sender_name"),
        ({"sender_phone": "12"}, "sender_phone"),
        ({"received_at": "2999-01-01T08:00:00"}, "received_at"),
        ({"state": "answered"}, "state"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_entered(place, program, fields, place_):
    problem = refused(program(place.clerk).post("petitions", body_of(place, **fields)), 422)
    assert places(problem) == [place_]
    assert not Petition.objects.exists()


@pytest.mark.parametrize(
    ("verb", "body", "place_"),
    [
        ("classify", {"kind": "khác"}, "kind"),
        ("classify", {"kind": "conduct"}, "about_unit"),
        ("classify", {"kind": "other", "about_unit": 999_999}, "about_unit"),
        ("classify", {"kind": "other", "procedure": 999_999}, "procedure"),
        ("forward", {"to": ""}, "to"),
        ("refuse", {"refusal": "khác"}, "refusal"),
        ("withdraw", {}, "reason"),
    ],
)
def test_a_verb_names_what_it_lacks(place, program, verb, body, place_):
    row = place.received()
    problem = refused(program(place.secretary).verb(f"petitions/{row.pk}", verb, body), 422)
    assert places(problem) == [place_]


def test_the_unit_complained_of_does_not_answer_itself(place, program):
    row, secretary = place.classified(), program(place.secretary)
    path = f"petitions/{row.pk}"
    assert places(refused(secretary.verb(path, "assign", {"unit": place.other.pk}), 422)) == [
        "unit"
    ]
    other = {"unit": place.unit.pk, "working_days": 5}
    assert places(refused(secretary.verb(path, "assign", other), 422)) == ["basis"]
    stranger = {"to": place.clerk.pk}
    row = place.assigned()
    problem = refused(program(place.contact).verb(f"petitions/{row.pk}", "hand-to", stranger), 422)
    assert places(problem) == ["to"]


def test_nobody_is_named_in_public(place, program):
    row, secretary = place.answered(), program(place.secretary)
    path = f"petitions/{row.pk}"
    texts = CLEAN | {"answer": f"Đã gọi {PHONE}"}
    assert places(refused(secretary.verb(path, "publish", texts), 422)) == ["answer"]
    doubtful = CLEAN | {"answer": "Ông Đặng Hồng Sơn, Giám đốc Sở, đã chỉ đạo."}
    assert "confirmed" in places(refused(secretary.verb(path, "publish", doubtful), 422))
    assert told(secretary.verb(path, "publish", doubtful | {"confirmed": True}))["published_at"]


def test_another_role_may_not(place, program):
    clerk, contact = program(place.clerk), program(place.contact)
    row = place.received()
    refused(clerk.verb(f"petitions/{row.pk}", "classify", {"kind": "other"}), 403)
    refused(clerk.verb(f"petitions/{row.pk}", "refuse", {"refusal": "unclear"}), 403)
    row = place.proposed()
    refused(contact.verb(f"petitions/{row.pk}", "answer"), 403)
    refused(contact.verb(f"petitions/{row.pk}", "forget", {"reason": "Hết hạn"}), 403)
    refused(program(place.worker).post("petitions", body_of(place)), 403)
    refused(contact.post("petitions", body_of(place)), 403)


def test_an_outsider_finds_nothing(place, program, outsider, citizen):
    row = place.assigned()
    for user in (outsider, citizen, officer(Role.CONTACT, place.other)):
        caller = program(user)
        assert told(caller.get("petitions"))["items"] == []
        refused(caller.get(f"petitions/{row.pk}"), 404)
        refused(caller.post(f"petitions/{row.pk}/withdraw", {"reason": "x"}, If_Match='"v1"'), 404)
        secret = {"field": "sender_phone", "reason": "Gọi lại"}
        refused(caller.post(f"petitions/{row.pk}/unmask", secret), 404)
    refused(program(citizen).post("petitions", body_of(place)), 403)


def test_versions_states_and_methods(place, program):
    row, secretary = place.received(), program(place.secretary)
    path = f"petitions/{row.pk}"
    body = {"kind": "other"}
    refused(secretary.post(f"{path}/classify", body), 428)
    told(secretary.verb(path, "classify", body))
    problem = refused(secretary.post(f"{path}/classify", body, If_Match='"v1"'), 412)
    assert problem["current"]["state"] == "classified"
    problem = refused(secretary.verb(path, "publish", CLEAN), 409)
    assert {"assign", "forward", "edit"} <= set(problem["allowed"])
    assert "publish" not in problem["allowed"]
    for method, where in (("PATCH", path), ("DELETE", path), ("GET", f"{path}/classify")):
        refused(secretary.call(method, where), 405)


def test_a_fact_of_another_system_is_not_changed_here(place, program):
    row = place.answered()
    Petition.objects.filter(pk=row.pk).update(
        fact=True, source="Hệ thống quốc gia", source_code="1"
    )
    refused(program(place.secretary).verb(f"petitions/{row.pk}", "publish", CLEAN), 409)


def test_lists_name_nobody_and_numbers_stay_hidden(place, program):
    row, clerk = place.received(), program(place.clerk)
    answer = clerk.get("petitions")
    [shown] = told(answer)["items"]
    assert NAME not in answer.content.decode() and "content" not in shown
    assert shown["sender"] == "Trần T. B. H."
    answer = clerk.get(f"petitions/{row.pk}")
    one = told(answer)
    assert (one["sender_name"], one["content"]) == (NAME, TEXT)
    assert one["hidden"] == ["sender_phone", "sender_address"]
    assert one["sender_phone"] and one["sender_phone"] != PHONE
    assert ADDRESS not in answer.content.decode()
    assert "classify" not in one["allowed"] and "edit" in one["allowed"]


def test_a_number_is_seen_with_its_reason_in_the_log(place, program):
    row, contact = place.assigned(), program(place.contact)
    path = f"petitions/{row.pk}/unmask"
    answer = contact.post(path, {"field": "sender_phone", "reason": "Gọi mời làm việc"})
    assert told(answer) == {"field": "sender_phone", "value": PHONE}
    assert answer["Cache-Control"] == "no-store"
    log = LogEntry.objects.get(action="core.unmask")
    assert log.reason == "Gọi mời làm việc" and log.object_id == str(row.pk)
    for wrong, where in (
        ({"field": "sender_name", "reason": "x"}, "field"),
        ({"field": "sender_phone", "reason": ""}, "reason"),
        ({"field": "sender_phone", "reason": " "}, "reason"),
    ):
        assert places(refused(contact.post(path, wrong), 422)) == [where]
    refused(contact.get(path), 405)


def test_forgotten_is_gone(place, program):
    row, head = place.answered(), program(place.head)
    shown = told(head.verb(f"petitions/{row.pk}", "forget", {"reason": "Hết hạn lưu trữ"}))
    assert shown["forgotten_at"] and shown["hidden"] == [] and shown["sender"] == ""
    text = head.get(f"petitions/{row.pk}").content.decode()
    assert NAME not in text and PHONE not in text and ADDRESS not in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=in_progress", 1),
        ("state=received", 1),
        ("overdue=true", 2),
        ("overdue=false", 1),
        ("channel=post", 0),
        ("kind=conduct", 2),
        ("lateness=on_time", 1),
        ("published=false", 3),
        ("published=true", 0),
        ("fact=false", 3),
        ("code=PAKN-2020-0002", 1),
        ("received_from=2020-09-02&received_until=2020-09-02", 1),
        ("q=huong dan", 3),
        ("q=khong co", 0),
        ("updated_since=2020-09-05T00:00:00", 1),
        ("unit=999999", 0),
    ],
)
def test_filters_narrow_the_list(place, program, query, count):
    place.answered(1, on=10)
    place.assigned(1)
    place.received(2)
    with clock.at(at(28)):
        assert len(told(program(place.head).get(f"petitions?{query}"))["items"]) == count


def test_units_filter_the_list(place, program):
    row, head = place.assigned(), program(place.head)
    place.received()
    for name, unit in (("unit", place.unit), ("about_unit", place.other)):
        [found] = told(head.get(f"petitions?{name}={unit.pk}"))["items"]
        assert found["id"] == row.pk
    assert len(told(head.get(f"petitions?received_unit={place.counter.pk}"))["items"]) == 2
    for wrong in ("state=x", "overdue=x", "unit=0", "received_from=2020"):
        assert places(refused(head.get(f"petitions?{wrong}"), 422)) == [wrong.split("=")[0]]


def test_queries_do_not_grow_with_rows(place, program):
    caller = program(place.head)
    first = petition_at(place.clerk, place.unit)
    for path in ("petitions", f"petitions/{first.pk}"):
        told(caller.get(path))  # what is asked once only is known from here on
    with CaptureQueriesContext(connection) as few:
        told(caller.get("petitions"))
    for _ in range(19):
        petition_at(place.clerk, place.unit, holder=place.worker)
    with CaptureQueriesContext(connection) as many:
        assert len(told(caller.get("petitions"))["items"]) == 20
    assert len(many) == len(few) <= 15
    with CaptureQueriesContext(connection) as one:
        told(caller.get(f"petitions/{first.pk}"))
    assert len(one) <= 15


def test_a_sender_who_asked_for_it_is_told_to_no_program_of_who_answers(place, program):
    with clock.at(at(1)):
        clerk, contact = program(place.clerk), program(place.contact)
        made = told(clerk.post("petitions", body_of(place, sender_hidden=True)), 201)
        assert made["sender_hidden"] and made["sender_name"] == NAME
        path, secretary = made["url"], program(place.secretary)
        told(secretary.verb(path, "classify", {"kind": "conduct", "about_unit": place.other.pk}))
        known = told(secretary.verb(path, "assign", {"unit": place.unit.pk}))
        assert known["sender_name"] == NAME
        draft = {"answer": REPLY, "outcome": "explained"}
        answers = [
            contact.get("petitions"),
            contact.get(path),
            contact.verb(path, "propose", draft),
        ]
        for answer in answers:
            said = answer.content.decode()
            assert answer.status_code == 200 and made["code"] in said
            assert not [one for one in (NAME, "Trần T. B. H.", PHONE, "678") if one in said]
        asked = {"field": "sender_phone", "reason": "Gọi hỏi"}
        refused(contact.post(f"{path}/unmask", asked), 403)
        assert told(clerk.get(path))["sender_name"] == NAME
        assert not told(contact.get("petitions?q=bich+hanh"))["items"]
