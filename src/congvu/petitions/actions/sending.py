"""Sent by citizens and visitors themselves, through the office's own site."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from congvu.applicants.models import clear
from congvu.core import audit, bulk, tickets
from congvu.core.errors import BadInput, UsedTicket
from congvu.evidence.actions import drop_kept, put_kept
from congvu.evidence.errors import UploadGone
from congvu.evidence.models import Upload
from congvu.petitions.actions.enclosing import chosen, opened_for
from congvu.petitions.actions.receiving import Sent, checked, fresh, number
from congvu.petitions.actions.telling import tell_received
from congvu.petitions.models import Petition, PetitionTicket
from congvu.petitions.states import Channel

SIGNER = signing.TimestampSigner(salt="petitions.sent")
RECEIPT_SECONDS = 24 * 3600
UNREACHABLE = "Ghi điện thoại hoặc thư điện tử để nhận trả lời và tra cứu."
NO_LONGER = "Tệp đã giữ quá một ngày nên không còn. Hãy chọn lại tệp."


class Twin(Exception):  # noqa: N818 nothing went wrong
    """The form was sent before, and this is what it led to."""

    def __init__(self, row: Petition) -> None:
        self.row = row


def send(
    sent: Sent,
    *,
    by: Any = None,
    ticket: uuid.UUID | None = None,
    files: Sequence[uuid.UUID] = (),
    admit: Callable[[], None] = lambda: None,
) -> Petition:
    """Into the book at once, with its code and due day. ``by`` None: somebody without an account.

    ``ticket`` is the mark of the form: sent twice, also at once, it is received once. ``files``
    are those kept with it that go along; what else was kept is thrown away. ``admit`` may still
    refuse what was not received before.
    """
    at = opened_for(by)
    told = replace(sent, channel=Channel.PORTAL, received_at=None)
    refuse_unfit(told)
    try:
        with transaction.atomic():
            held = held_ticket(ticket, by) if ticket else None
            admit()
            row = fresh(told, at, None)
            row.sent_by = by
            number([row])
            audit.create(row, by=by, action="petitions.send")
            if held is not None:
                author = None if row.sender_hidden else by
                along = chosen(held.mark, by, files)
                put_kept(along, row, by=by, author=author, purpose="Gửi kèm")
                held.petition = row
                bulk.update_many([held], ["petition"])
            tell_received(row)
    except Twin as twin:
        row = the_same(twin.row, told)
    except UploadGone as error:
        raise BadInput(fields={"files": NO_LONGER}) from error
    if ticket is not None:
        drop_kept(Upload.objects.kept_with(ticket, by))
    return row


def held_ticket(mark: uuid.UUID, by: Any) -> PetitionTicket:
    """The row of a mark, ours until the commit; a twin waits here and ends with what it led to."""
    held = tickets.held(PetitionTicket(mark=mark, by=by), "petition")
    if held.petition is not None:
        raise Twin(held.petition)
    return held


def the_same(row: Petition, told: Sent) -> Petition:
    """What the form led to, unless it was filled in anew for something else."""
    was = (row.subject, clear(row.content), clear(row.sender_name), clear(row.sender_phone))
    now = (told.subject, told.content, told.sender_name, told.sender_phone)
    same = row.sender_hidden == told.sender_hidden
    if not same or was != tuple(text.strip() for text in now):
        raise UsedTicket(
            f"Trang này đã gửi rồi, mã {row.code}. Nếu đây là việc khác, hãy xem lại nội dung rồi"
            " bấm Gửi lần nữa."
        )
    return row


def forget_tickets() -> int:
    """Throw away the marks of forms sent long ago; how many."""
    return tickets.forget(PetitionTicket)


def refuse_unfit(sent: Sent) -> None:
    """Everything wrong at once."""
    if wrong := unfit(sent):
        raise BadInput(fields=wrong)


def unfit(sent: Sent) -> dict[str, str]:
    """What any petition needs and this one lacks, a way to answer among it; by field."""
    wrong: dict[str, str] = {}
    try:
        checked(vars(sent))
    except BadInput as error:
        wrong = error.fields
    if not sent.kind:
        wrong["topic"] = "Chọn nội dung phản ánh, kiến nghị."
    if not (sent.sender_phone.strip() or sent.sender_email.strip()):
        wrong["sender_phone"] = UNREACHABLE
    if sent.sender_email.strip():
        try:
            validate_email(sent.sender_email.strip())
        except ValidationError:
            wrong["sender_email"] = "Thư điện tử chưa đúng, ví dụ ten@example.vn."
    return wrong


def receipt_token(row: Petition) -> str:
    """What the address of a receipt carries: signed, good for a day."""
    return SIGNER.sign(str(row.pk))


def receipt_of(token: str) -> Petition | None:
    """The petition a receipt is of; None for a forged or an old one."""
    try:
        key = int(SIGNER.unsign(token, max_age=RECEIPT_SECONDS))
    except (signing.BadSignature, ValueError):
        return None
    return Petition.objects.select_related("received_unit").filter(pk=key).first()
