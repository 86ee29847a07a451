"""Django's mail backend that writes into the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from congvu.core.outbox.models import OutboxMail


class OutboxBackend(BaseEmailBackend):
    """Keeps every mail instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them; how many."""
        mails = [kept(message) for message in email_messages if message.recipients()]
        OutboxMail.objects.bulk_create(mails)
        return len(mails)


def kept(message: EmailMessage) -> OutboxMail:
    """A message as a row."""
    return OutboxMail(
        sender=message.from_email[:320],
        recipients=", ".join(message.recipients()),
        subject=str(message.subject)[:500],
        body=str(message.body),
        attachments=[part[0] for part in message.attachments if isinstance(part, tuple)],
    )
