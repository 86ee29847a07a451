"""Codes by e-mail, the one way that comes with the product."""

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from congvu.accounts.registry import Sender


def normal(typed: str) -> str:
    """Lower case throughout: to people An@… and an@… are one mailbox."""
    address = typed.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= 254 and address.isascii() else ""


def send(address: str, subject: str, text: str) -> None:
    """One mail."""
    EmailMessage(subject, text, to=[address]).send()


EMAIL = Sender("email", "Thư điện tử", "email", normal, send)
