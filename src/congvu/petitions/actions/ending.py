"""The end: answered, passed on to whoever is competent, not taken in, withdrawn."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.petitions import rules
from congvu.petitions.actions.moving import Work, move, one_of
from congvu.petitions.actions.telling import tell_sender
from congvu.petitions.models import Petition


def answer(
    petition: Petition,
    *,
    by: Any,
    number: str = "",
    dated_on: dt.date | None = None,
    expected: int | None = None,
) -> Petition:
    """Signed and sent. Lateness is fixed now, against the first due day.

    The number comes from the office's book; a paper signed on an earlier day counts for that day.
    """

    def work(row: Petition) -> dict[str, Any]:
        moment = signed_at(row, dated_on)
        return {
            "answered_at": moment,
            "closed_at": moment,
            "answer_number": number.strip(),
            "signer": by,
            "lateness": rules.lateness(moment, row.due_at),
        }

    return told_of(petition, "answer", work, by=by, expected=expected)


def signed_at(row: Petition, day: dt.date | None) -> dt.datetime:
    """The moment of signing; of an earlier day its same hour."""
    now = timezone.localtime(clock.now())
    if day is None or day == now.date():
        return now
    if day > now.date() or day < timezone.localdate(row.received_at):
        text = "Ngày văn bản từ ngày tiếp nhận đến hôm nay."
        raise BadInput(fields={"dated_on": text})
    return dt.datetime.combine(day, now.time(), tzinfo=now.tzinfo)


def forward(
    petition: Petition,
    *,
    by: Any,
    to: str,
    paper: str = "",
    note: str = "",
    expected: int | None = None,
) -> Petition:
    """Not ours to settle: on to the competent agency (NĐ 20/2008 Đ9: within 05 working days)."""
    agency = words(to, "Ghi cơ quan có thẩm quyền nhận phản ánh, kiến nghị.", "to")
    fields = {"forwarded_to": agency, "forward_paper": paper.strip()}
    return end(petition, "forward", by=by, expected=expected, note=note, **fields)


def refuse(
    petition: Petition, *, by: Any, refusal: str, note: str = "", expected: int | None = None
) -> Petition:
    """Not taken in, with one of the reasons of the decree."""
    choices = rules.refusal_choices()
    chosen = one_of(refusal, choices, "Chọn lý do không tiếp nhận xử lý.", "refusal")
    return end(petition, "refuse", by=by, expected=expected, note=note, refusal=chosen)


def withdraw(petition: Petition, *, by: Any, reason: str, expected: int | None = None) -> Petition:
    """The sender asked to stop."""
    why = words(reason, "Ghi người gửi rút khi nào, bằng cách nào.")
    return end(petition, "withdraw", by=by, expected=expected, note=why)


def end(
    petition: Petition, verb: str, *, by: Any, note: str, expected: int | None, **fields: Any
) -> Petition:
    """Closed without an answer of ours."""
    told = {"closing_note": note.strip(), "closed_at": clock.now(), **fields}
    return told_of(
        petition, verb, lambda row: told, by=by, expected=expected, reason=note.strip()
    )  # fmt: skip


def told_of(petition: Petition, verb: str, work: Work, *, by: Any, **more: Any) -> Petition:
    """The verb, and the account that sent it hears of it."""
    with transaction.atomic():
        row = move(petition, verb, work, by=by, **more)
        tell_sender(row, by=by)
        return row
