"""Sent by citizens and visitors themselves, through the office's own site."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from congvu.applicants.models import clear
from congvu.core import audit, bulk, tickets
from congvu.core.errors import BadInput, UsedTicket, WrongState
from congvu.core.policies import require
from congvu.evidence.actions import let_in, put_along
from congvu.evidence.errors import Refused
from congvu.petitions import rules
from congvu.petitions.actions.receiving import Sent, checked, fresh, number
from congvu.petitions.actions.telling import tell_received
from congvu.petitions.models import Petition, PetitionTicket, site_unit
from congvu.petitions.policies import may_send
from congvu.petitions.states import Channel

SIGNER = signing.TimestampSigner(salt="petitions.sent")
RECEIPT_SECONDS = 24 * 3600
MB = 1024 * 1024
UNREACHABLE = "Ghi điện thoại hoặc thư điện tử để nhận trả lời và tra cứu."
File = tuple[BinaryIO, str]


class Twin(Exception):  # noqa: N818 nothing went wrong
    """The form was sent before, and this is what it led to."""

    def __init__(self, row: Petition) -> None:
        self.row = row


def send(
    sent: Sent,
    *,
    by: Any = None,
    files: Sequence[File] = (),
    ticket: uuid.UUID | None = None,
    admit: Callable[[], None] = lambda: None,
) -> Petition:
    """Into the book at once, with its code and due day. ``by`` None: somebody without an account.

    Files are checked before anything is written; with a refused one nothing is received.
    ``ticket`` is the mark of the form: sent twice, also at once, it is received once.
    ``admit`` may still refuse what was not received before.
    """
    require(may_send(by))
    at = site_unit()
    if at is None:
        raise WrongState("Cơ quan chưa mở nhận phản ánh, kiến nghị qua trang này.")
    told = replace(sent, channel=Channel.PORTAL, received_at=None)
    refuse_unfit(told)
    refuse_many(files)
    try:
        with let_in(files, by=by, about=at) as kept, transaction.atomic():
            held = held_ticket(ticket, by) if ticket else None
            admit()
            refuse_heavy([file.size for file in kept])
            row = fresh(told, at, None)
            row.sent_by = by
            number([row])
            audit.create(row, by=by, action="petitions.send")
            put_along(kept, row, by=by, purpose="Gửi kèm")
            tell_received(row)
            if held is not None:
                held.petition = row
                bulk.update_many([held], ["petition"])
            return row
    except Twin as twin:
        return the_same(twin.row, told)
    except Refused as error:
        raise BadInput(fields={"files": f"{error.message} Hãy chọn lại các tệp."}) from error


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
    if was != tuple(text.strip() for text in now):
        raise UsedTicket(
            f"Trang này đã gửi rồi, mã {row.code}. Nếu đây là việc khác, hãy xem lại nội dung rồi"
            " bấm Gửi lần nữa."
        )
    return row


def forget_tickets() -> int:
    """Throw away the marks of forms sent long ago; how many."""
    return tickets.forget(PetitionTicket)


def refuse_unfit(sent: Sent) -> None:
    """Everything wrong at once: what any petition needs, and a way to answer."""
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
    if wrong:
        raise BadInput(fields=wrong)


def refuse_many(files: Sequence[File]) -> None:
    """No more than the site takes."""
    most, _ = rules.files_limit()
    if len(files) > most:
        raise BadInput(fields={"files": f"Gửi kèm nhiều nhất {most:02d} tệp."})


def refuse_heavy(sizes: Sequence[int]) -> None:
    """None heavier than the site takes."""
    _, each = rules.files_limit()
    if any(size > each * MB for size in sizes):
        raise BadInput(fields={"files": f"Mỗi tệp không quá {each} MB. Hãy chọn lại các tệp."})


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
