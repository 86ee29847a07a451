import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from congvu.core.jobs.models import JobRun
from congvu.notices import actions, registry
from congvu.notices.models import Notice
from congvu.notices.rules import Draft, fit, message
from congvu.notices.states import Kind, Mail
from congvu.notices.tasks import mail as mail_job
from congvu.notices.tasks import remind
from tests.notices.factories import NoticeFactory
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 8, 20)


def draft(user, **fields):
    return Draft(user.pk, "Nộp báo cáo", "Đề nghị nộp trước ngày 20/8/2020.", **fields)


@pytest.mark.parametrize(
    ("text", "limit", "fitted"),
    [("ngắn", 10, "ngắn"), ("hai  dòng\nliền", 20, "hai dòng liền"), ("một hai ba", 8, "một…")],
)
def test_a_text_fits_a_message(text, limit, fitted):
    assert fit(text, limit) == fitted
    assert len(fitted) <= limit


def test_the_message_carries_its_link():
    assert message("Nộp báo cáo", "https://cv.vn/1/") == "Nộp báo cáo\nhttps://cv.vn/1/"
    assert message("Nộp báo cáo", "") == "Nộp báo cáo"


def test_many_are_told_in_constant_queries(django_assert_max_num_queries):
    people = UserFactory.create_batch(25)
    with django_assert_max_num_queries(5):
        actions.notify_many([draft(user, key="x:1") for user in people])
    assert Notice.objects.count() == 25


def test_a_key_is_told_once(contact):
    actions.notify_many([draft(contact, key="x:1"), draft(contact, key="x:1")])
    assert actions.notify_many([draft(contact, key="x:1")]) == []
    assert Notice.objects.visible_to(contact).count() == 1


def test_nobody_is_told_of_what_he_did_himself(contact, head):
    actions.notify_many([draft(contact), draft(head)], by=head)
    assert Notice.objects.get().recipient == contact


def test_a_long_text_is_cut_by_us_and_refused_by_the_database(contact):
    told = actions.notify_many([Draft(contact.pk, "Dài", "rất dài " * 100)])
    assert len(told[0].text) <= 300
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeFactory(text="x" * 299, path="https://elsewhere.example/")


def test_only_own_notices_are_read(contact, head):
    mine, other = NoticeFactory(recipient=contact), NoticeFactory(recipient=head)
    assert actions.mark_read([mine.pk, other.pk], by=contact) == 1
    assert list(Notice.objects.unread()) == [other]
    assert actions.mark_read(None, by=head) == 1


def test_an_urgent_notice_defers_its_mail_and_goes_out_once(contact):
    told = actions.notify_many([draft(contact, urgent=True, path="/he-thong/")])
    assert JobRun.objects.filter(name="notices.mail").count() == 1
    assert mail_job(notice_ids=[told[0].pk]) == 1
    assert actions.mail_notices([told[0].pk]) == 0
    assert "http://127.0.0.1:8000/he-thong/" in mail.outbox[0].body


def test_people_without_an_address_get_no_mail():
    told = actions.notify_many([draft(UserFactory(email=""), urgent=True)])
    assert actions.mail_notices([told[0].pk]) == 0
    assert mail.outbox == []


def test_the_morning_reminds_and_sends_one_digest_each(contact, head, monkeypatch):
    drafts = [draft(contact, kind=Kind.DUE, key="a:1"), draft(contact, key="b:1")]
    monkeypatch.setattr(registry, "_providers", [lambda today: [*drafts, draft(head, key="c")]])
    assert actions.send_daily(DAY) == 2
    assert sorted(m.to[0] for m in mail.outbox) == sorted([contact.email, head.email])
    assert actions.send_daily(DAY) == 0
    assert "20/08/2020" in mail.outbox[0].subject


def test_the_job_of_the_morning_runs_on_todays_date(contact, monkeypatch):
    days = []
    monkeypatch.setattr(registry, "_providers", [])
    registry.register_reminders(lambda today: days.append(today) or [])
    assert remind() == 0
    assert len(days) == 1


def test_a_refused_address_does_not_stop_the_others(contact, head, monkeypatch):
    def send(self, *args, **kwargs):
        if self.to == [contact.email]:
            raise SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailMessage, "send", send)
    NoticeFactory(recipient=contact)
    NoticeFactory(recipient=head)
    assert actions.send_daily(DAY) == 1
    assert set(Notice.objects.values_list("mail", flat=True)) == {Mail.FAILED, Mail.SENT}


def test_a_mail_server_out_of_reach_leaves_the_mail_waiting(contact, monkeypatch):
    def send(self, *args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", send)
    NoticeFactory(recipient=contact)
    with pytest.raises(ConnectionRefusedError):
        actions.send_daily(DAY)
    assert Notice.objects.get().mail == Mail.WAITING
