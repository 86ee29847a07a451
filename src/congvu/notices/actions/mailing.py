"""E-mails: an urgent notice at once, the others in one digest a day. Never inside a transaction."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string

from congvu.core import clock
from congvu.notices.actions.telling import notify_many, take_back
from congvu.notices.models import Notice
from congvu.notices.registry import reminders
from congvu.notices.states import Mail


def mail_notices(notice_ids: Iterable[int]) -> int:
    """An e-mail for each of these notices that still waits; how many went out."""
    waiting = Notice.objects.to_mail().filter(pk__in=list(notice_ids)).select_related("recipient")
    return sum(deliver([notice], notice.title) for notice in waiting)


def send_daily(today: dt.date | None = None) -> int:
    """The morning's work: reminders are told, then everybody gets one digest."""
    day = today or clock.today()
    drafts = reminders(day)
    with transaction.atomic():
        take_back(drafts)
        notify_many(drafts)
    waiting = Notice.objects.to_mail().select_related("recipient").order_by("recipient", "pk")
    title = f"Việc cần xử lý ngày {day:%d/%m/%Y}"
    # all read before the first is marked: SQLite refuses to write beside rows half read
    groups = groupby([*waiting], key=lambda notice: notice.recipient_id)
    return sum(deliver(list(group), title) for _, group in groups)


def deliver(notices: list[Notice], title: str) -> bool:
    """One e-mail about some notices of one person; whether it went out."""
    person = notices[0].recipient
    facts = {
        "notices": [(notice, address(notice.path)) for notice in notices],
        "person": person,
        "office_name": settings.OFFICE_NAME,
    }
    subject = " ".join(title.split())
    body = render_to_string("notices/email/digest.body.txt", facts)
    mail = EmailMessage(subject, body, to=[person.email])
    told = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    try:
        mail.send()
    except SMTPRecipientsRefused:  # this address only; any other fault is the job's to try again
        told.update(mail=Mail.FAILED)
        return False
    told.update(mail=Mail.SENT)
    return True


def address(path: str) -> str:
    """A path as a link that works outside the browser."""
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path else ""
