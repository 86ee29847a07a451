import datetime as dt
import json

import pytest
from django.urls import reverse

from congvu.api.hooks import sending
from congvu.api.hooks.actions import edit_webhook, resume_webhook
from congvu.api.models import Webhook
from congvu.api.tasks import tell
from congvu.api.telling.delivering import PAUSES, deliver_all
from congvu.api.telling.events import collections
from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.core.models import LogEntry, Seal
from tests.api.calls import places, refused, told
from tests.api.receiver import Receiver, is_signed
from tests.dossiers.factories import at, office

# a seal waits until every transaction of its cluster is over: each test commits
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_LOOPBACK = True
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def desk(db):
    return office()


def hooked(program, user, receiver, **fields):
    """A webhook of ``user`` and its secret."""
    known = {"name": "Hệ thống báo cáo", "address": receiver.address, "kinds": ["dossiers"]}
    made = told(program(user).post("webhooks", known | fields), 201)
    return Webhook.objects.get(pk=made["id"]), made["secret"]


def test_what_happens_is_told_signed_and_in_order(program, desk, receiver):
    _, secret = hooked(program, desk.head, receiver)
    dossier = desk.at_work()
    assert tell() == 1
    [(headers, body)] = receiver.came
    assert is_signed(headers, body, secret)
    assert not is_signed(headers, body + b" ", secret)
    events = receiver.events()
    assert [event["action"] for event in events] == [
        "dossiers.accept",
        "dossiers.transfer",
        "dossiers.assign",
    ]
    assert {event["url"] for event in events} == {f"/api/v1/dossiers/{dossier.pk}"}
    assert events[0]["seal"] == Seal.objects.latest("position").short_code


def test_nothing_is_told_twice_and_nothing_from_before(program, desk, receiver):
    desk.taken()
    deliver_all()
    hooked(program, desk.head, receiver)
    desk.taken()
    deliver_all()
    before = len(receiver.came)
    deliver_all()
    assert len(receiver.came) == before
    assert [event["object"] for event in receiver.events()] != []


def test_an_hour_of_outage_loses_nothing(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    receiver.status = 503
    made = []
    for minute in range(60):
        with clock.at(at(8, minute=minute)):
            made.append(desk.taken(at(8, minute=minute)).pk)
            deliver_all()
    hook.refresh_from_db()
    assert hook.last_error == "Bên nhận trả lời mã 503."
    assert hook.failing_since == at(8)
    attempts = len(receiver.came)
    assert attempts < 10  # it waits longer each time
    receiver.status = 200
    receiver.came.clear()
    with clock.at(at(8, hour=11)):
        deliver_all()
    assert [event["object"] for event in receiver.events()] == made
    hook.refresh_from_db()
    assert (hook.failures, hook.failing_since, hook.last_error) == (0, None, "")


def test_pauses_grow(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    receiver.status = 500
    desk.taken()
    moment, waits = at(9), []
    for _ in range(len(PAUSES) + 1):
        with clock.at(moment):
            deliver_all()
        hook.refresh_from_db()
        waits.append((hook.next_at - moment).total_seconds())
        moment = hook.next_at
    assert waits == [*PAUSES, PAUSES[-1]]


def test_a_delivery_cut_off_is_sent_again_under_the_same_name(program, desk, receiver, monkeypatch):
    hooked(program, desk.head, receiver)
    desk.taken()
    real = sending.requests.post

    def cut(*args, **kwargs):
        real(*args, **kwargs)  # it arrived, and the answer was lost
        raise sending.requests.ConnectionError

    monkeypatch.setattr(sending.requests, "post", cut)
    with clock.at(at(9)):
        assert deliver_all() == 0
    monkeypatch.undo()
    with clock.at(at(9, hour=10)):
        assert deliver_all() == 1
    first, second = (json.loads(body) for _, body in receiver.came)
    assert first == second
    assert len(receiver.events()) == 1


def test_many_rows_come_in_parts(program, desk, receiver, monkeypatch):
    monkeypatch.setattr("congvu.api.telling.events.ROWS", 2)
    hooked(program, desk.head, receiver)
    keys = [desk.taken().pk for _ in range(5)]
    deliver_all()
    assert len(receiver.came) > 2
    assert [event["object"] for event in receiver.events()] == keys


def test_only_what_its_user_may_see_is_told(program, desk, receiver, administrator):
    hooked(program, administrator, receiver)
    desk.taken()
    deliver_all()
    assert receiver.came == []


def test_only_the_kinds_asked_for_are_told(program, desk, receiver):
    hooked(program, desk.head, receiver, kinds=["units"])
    desk.taken()
    deliver_all()
    assert receiver.came == []


def test_a_receiver_that_is_gone_is_stopped_with_the_reason(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    receiver.status = 410
    desk.taken()
    deliver_all()
    hook.refresh_from_db()
    assert hook.stopped_at is not None
    assert "410" in LogEntry.objects.filter(action="api.stop_webhook").get().reason


def test_a_redirect_is_not_followed(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    receiver.status = 302
    desk.taken()
    deliver_all()
    hook.refresh_from_db()
    assert len(receiver.came) == 1
    assert hook.failures == 1


def test_our_own_machine_is_not_called(program, desk, receiver, settings):
    settings.WEBHOOK_LOOPBACK = False
    hook, _ = hooked(program, desk.head, receiver)
    desk.taken()
    deliver_all()
    hook.refresh_from_db()
    assert receiver.came == []
    assert hook.last_error == "Địa chỉ trỏ vào chính máy chủ này, không gửi."


def test_stopped_it_hears_nothing_resumed_what_it_missed(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    caller = program(desk.head)
    stopped = told(caller.verb(f"webhooks/{hook.pk}", "stop"))
    assert stopped["stopped_at"] is not None
    missed = desk.taken()
    deliver_all()
    assert receiver.came == []
    refused(caller.verb(f"webhooks/{hook.pk}", "stop"), 409)
    told(caller.verb(f"webhooks/{hook.pk}", "resume"))
    refused(caller.verb(f"webhooks/{hook.pk}", "resume"), 409)
    deliver_all()
    assert missed.pk in [event["object"] for event in receiver.events()]


def test_another_worker_that_has_it_is_left_alone(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    desk.taken()
    Webhook.objects.update(claimed_until=clock.now() + dt.timedelta(minutes=1))
    assert deliver_all() == 0
    Webhook.objects.update(claimed_until=clock.now() - dt.timedelta(minutes=1))
    assert deliver_all() == 1


def test_whoever_was_locked_out_is_told_nothing(program, desk, receiver):
    hooked(program, desk.head, receiver)
    type(desk.head).objects.filter(pk=desk.head.pk).update(is_active=False)
    desk.taken()
    assert deliver_all() == 0


def test_the_secret_is_shown_once_and_kept_sealed(program, desk, receiver):
    hook, secret = hooked(program, desk.head, receiver)
    assert secret.startswith("whsec_")
    assert secret.encode() not in bytes(hook.secret)
    shown = told(program(desk.head).get(f"webhooks/{hook.pk}"))
    assert "secret" not in shown
    assert secret not in str(LogEntry.objects.get(action="api.create_webhook").changes)


def test_a_webhook_is_changed_under_its_version(program, desk, receiver):
    hook, _ = hooked(program, desk.head, receiver)
    caller, path = program(desk.head), f"webhooks/{hook.pk}"
    tag = caller.get(path)["ETag"]
    assert told(caller.patch(path, {"name": "Tên mới"}, If_Match=tag))["name"] == "Tên mới"
    refused(caller.patch(path, {"name": "Tên khác"}, If_Match=tag), 412)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"address": "ftp://tinh.example.vn/"}, "address"),
        ({"address": "https://ten:mat-khau@tinh.example.vn/"}, "address"),
        ({"address": "tinh"}, "address"),
        ({"name": "  "}, "name"),
        ({"kinds": ["khong-co"]}, "kinds"),
    ],
)
def test_what_is_wrong_is_named(program, head, fields, place):
    body = {"name": "Tỉnh", "address": "https://tinh.example.vn/", "kinds": []} | fields
    assert places(refused(program(head).post("webhooks", body), 422)) == [place]
    assert not Webhook.objects.exists()


def test_who_does_not_answer_for_the_office_may_not(program, contact, inspector):
    body = {"name": "Tỉnh", "address": "https://tinh.example.vn/"}
    refused(program(contact).post("webhooks", body), 403)
    refused(program(inspector).post("webhooks", body), 403)


def test_another_neither_changes_nor_resumes_it(program, head, secretary, receiver):
    hook, _ = hooked(program, head, receiver)
    with pytest.raises(NotAllowed):
        edit_webhook(hook, known=frozenset(), by=secretary, name="Của tôi")
    with pytest.raises(NotAllowed):
        resume_webhook(hook, by=secretary)
    hook.refresh_from_db()
    assert hook.name == "Hệ thống báo cáo"


def test_nobody_sees_anothers(program, head, secretary, receiver):
    hook, _ = hooked(program, head, receiver)
    refused(program(secretary).get(f"webhooks/{hook.pk}"), 404)


def test_the_page_adds_stops_and_resumes(client_of, head):
    page, browser = reverse("api:webhook_list"), client_of(head)
    assert "Chưa có địa chỉ nào." in browser.get(page).content.decode()
    body = {"name": "Tỉnh", "address": "https://tinh.example.vn/", "kinds": ["dossiers"]}
    made = browser.post(page, body).content.decode()
    assert "whsec_" in made
    assert "whsec_" not in browser.get(page).content.decode()
    hook = Webhook.objects.get()
    browser.post(reverse("api:webhook_verb", args=[hook.pk, "ngung"]))
    assert Webhook.objects.get().stopped_at is not None
    browser.post(reverse("api:webhook_verb", args=[hook.pk, "cho-nhan-lai"]))
    assert Webhook.objects.get().stopped_at is None
    assert browser.post(reverse("api:webhook_verb", args=[hook.pk, "xoa"])).status_code == 404


def test_the_page_keeps_what_was_typed(client_of, head):
    answer = client_of(head).post(reverse("api:webhook_list"), {"name": "Tỉnh", "address": "x y"})
    assert answer.status_code == 422
    assert "x y" in answer.content.decode()
    assert "Ghi địa chỉ bắt đầu bằng" in answer.content.decode()
    assert not Webhook.objects.exists()


def test_the_page_is_for_those_who_answer_for_the_office(client_of, contact, head, secretary):
    assert client_of(contact).get(reverse("api:webhook_list")).status_code == 403
    client_of(head).post(reverse("api:webhook_list"), {"name": "T", "address": "https://t.vn/"})
    verb = reverse("api:webhook_verb", args=[Webhook.objects.get().pk, "ngung"])
    assert client_of(secretary).post(verb).status_code == 404
    assert client_of(head).get(verb).status_code == 405


def test_every_collection_can_be_told_of(head):
    assert len(collections()) == 20
