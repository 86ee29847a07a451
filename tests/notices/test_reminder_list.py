"""Reminders before they go out: who will be told what, and sending them earlier."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.notices import actions, registry
from congvu.notices.models import Batch, Notice
from congvu.notices.rules import Draft
from congvu.notices.states import BatchState

pytestmark = pytest.mark.django_db
EVENING = dt.datetime(2020, 10, 1, 17, 0, tzinfo=ZONE)
AT = "notices:reminder_list"


@pytest.fixture(autouse=True)
def _evening():
    with clock.at(EVENING):
        yield


@pytest.fixture
def due(contact, unit_head, monkeypatch):
    """One provider: a remedy due on the 2nd of October, told to two people."""
    monkeypatch.setattr(registry, "_providers", [])

    @registry.register_reminders
    def remedies(today):
        if today == dt.date(2020, 10, 2):
            for user in (contact, unit_head):
                yield Draft(user.pk, "Khắc phục sau kiểm tra", "Còn 1 ngày.", key="kn-1")


def test_the_next_morning_is_todays_before_the_hour():
    assert actions.next_morning() == dt.date(2020, 10, 2)
    with clock.at(EVENING.replace(hour=5)):
        assert actions.next_morning() == dt.date(2020, 10, 1)


def test_who_will_be_told_what_is_seen_and_nobody_is_told(client_of, secretary, contact, due):
    page = client_of(secretary).get(reverse(AT)).content.decode()
    assert page.count("Còn 1 ngày.") == 2 and str(contact) in page
    assert not Notice.objects.exists()


def test_they_go_out_earlier_as_a_batch_and_not_twice(client_of, secretary, contact, due):
    desk = client_of(secretary)
    answer = desk.post(reverse(AT))
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("notices:batch_detail", args=[batch.pk])
    assert batch.state == BatchState.PREPARED and not Notice.objects.visible_to(contact).exists()
    assert batch.title in desk.get(reverse(AT)).content.decode()
    actions.send_batch(batch, by=secretary)
    actions.send_daily(dt.date(2020, 10, 2))
    assert Notice.objects.visible_to(contact).count() == 1
    assert desk.post(reverse(AT)).status_code == 422  # nobody is left to be told


def test_an_unsent_batch_does_not_keep_the_morning_from_reminding(secretary, contact, due):
    actions.prepare_reminders(dt.date(2020, 10, 2), by=secretary)
    actions.send_daily(dt.date(2020, 10, 2))
    assert Notice.objects.visible_to(contact).count() == 1


@pytest.mark.parametrize("role", ["contact", "inspector", "outsider", "citizen"])
def test_others_do_not_see_it(client_of, role, request, due):
    client = client_of(request.getfixturevalue(role))
    assert client.get(reverse(AT)).status_code == 403
    assert client.post(reverse(AT)).status_code == 403
    assert not Batch.objects.exists()


def test_only_reading_and_preparing(client_of, secretary, client):
    assert client_of(secretary).put(reverse(AT)).status_code == 405
    assert client.get(reverse(AT)).status_code == 302
