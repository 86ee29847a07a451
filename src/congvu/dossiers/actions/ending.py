"""Towards the result: propose, approve, sign, give out; withdraw, stop; extend, apologise."""

import datetime as dt
import re
from typing import Any

from django.db import transaction

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.core.workdays import Unit
from congvu.dossiers import rules
from congvu.dossiers.actions.case import end_pause
from congvu.dossiers.actions.moving import Change, move
from congvu.dossiers.errors import CauseNeeded, StillPaused
from congvu.dossiers.models import Apology, ApologyDraft, Dossier, Extension, ResultReturn
from congvu.dossiers.policies import may
from congvu.dossiers.states import CAUSE_LABELS, RETURN_WAY_LABELS, Cause, ReturnWay

NO_NAME = (
    "Chỉ ghi số, ngày và nơi cấp giấy, hoặc số vận đơn. Họ tên người nhận ghi ở ô người nhận, nơi"
    " được mã hóa."
)


def propose(dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None) -> Dossier:
    """The case officer's proposal goes to the head of the unit."""

    def work(row: Dossier) -> Change:
        refuse_when_paused(row)
        return Change({"holder": None}, note=note.strip())

    return move(dossier, "propose", work, by=by, expected=expected, reason=note.strip())


def approve(dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None) -> Dossier:
    """The head of the unit agrees; it goes to whoever signs."""
    return move(
        dossier, "approve", lambda row: Change(note=note.strip()), by=by, expected=expected,
        reason=note.strip(),
    )  # fmt: skip


def send_back(dossier: Dossier, *, by: Any, reason: str, expected: int | None = None) -> Dossier:
    """Back to whoever prepared it, with what is to be done."""
    why = words(reason, "Ghi nội dung cần làm lại.")

    def work(row: Dossier) -> Change:
        last = row.movements.filter(handed_to__isnull=False).order_by("-at", "-pk").first()
        officer = last.handed_to if last else None
        return Change({"holder": officer}, note=why, handed_to=officer)

    return move(dossier, "send_back", work, by=by, expected=expected, reason=why)


def sign(
    dossier: Dossier,
    *,
    by: Any,
    cause: str = "",
    cause_note: str = "",
    note: str = "",
    expected: int | None = None,
) -> Dossier:
    """The result is signed: timeliness is fixed from now on; when late, with its cause."""
    return finished("sign", dossier, by, cause, cause_note, note, expected)


def finish(
    dossier: Dossier,
    *,
    by: Any,
    cause: str = "",
    cause_note: str = "",
    note: str = "",
    expected: int | None = None,
) -> Dossier:
    """The small mode of one receiver and one signer: signed without the way through the unit."""
    require(may(by, "finish", dossier))
    if not (dossier.point and dossier.point.small):
        raise BadInput("Chỉ nơi tiếp nhận có một người nhận, một người ký mới ký thẳng kết quả.")
    return finished("finish", dossier, by, cause, cause_note, note, expected)


def refuse_after_assessment(
    dossier: Dossier,
    *,
    by: Any,
    reason: str,
    cause: str = "",
    cause_note: str = "",
    expected: int | None = None,
) -> Dossier:
    """Assessed and not fulfilling the conditions: a signed answer with its reasons."""
    why = words(reason, "Ghi lý do không đủ điều kiện giải quyết.")
    return finished("refuse_after_assessment", dossier, by, cause, cause_note, why, expected)


def finished(
    verb: str,
    dossier: Dossier,
    by: Any,
    cause: str,
    cause_note: str,
    note: str,
    expected: int | None,
) -> Dossier:
    """The clock of a dossier ends here."""
    moment = clock.now()

    def work(row: Dossier) -> Change:
        refuse_when_paused(row)
        fields = {"finished_at": moment, "closed_at": moment, "holder": None}
        return Change(fields | timeliness(row, moment, cause, cause_note), note=note.strip())

    return move(dossier, verb, work, by=by, expected=expected, reason=note.strip())


def timeliness(row: Dossier, moment: dt.datetime, cause: str, cause_note: str) -> dict[str, Any]:
    """Early, on time or overdue, fixed; a late one needs its cause, here or in an apology."""
    if row.due_at is None:
        return {}
    unit = Unit(row.limit.unit) if row.limit else Unit.WORKING_DAYS
    outcome = rules.lateness(moment, row.due_at, unit)
    late = rules.minutes_late(moment, row.due_at)
    fields: dict[str, Any] = {"lateness": outcome, "late_minutes": late}
    if row.promised_at:
        fields["promise_kept"] = not rules.is_late(moment, row.promised_at)
    if late:
        fields |= checked_cause(cause or row.cause, cause_note or row.cause_note)
    return fields


def checked_cause(cause: str, note: str) -> dict[str, str]:
    """A cause of the closed list; "other" must say which."""
    if cause not in CAUSE_LABELS:
        raise CauseNeeded(fields={"cause": (CauseNeeded.__doc__ or "").strip()})
    if cause == Cause.OTHER and not note.strip():
        raise BadInput(fields={"cause_note": "Nói rõ nguyên nhân khác là gì."})
    return {"cause": cause, "cause_note": note.strip()}


def post_result(
    dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None
) -> Dossier:
    """The result goes by post."""

    def work(row: Dossier) -> Change:
        return Change(note=note.strip(), waits_for="bưu chính chuyển đến người nộp")

    return move(dossier, "post_result", work, by=by, expected=expected, reason=note.strip())


def return_result(
    dossier: Dossier,
    *,
    by: Any,
    note: str = "",
    way: str = "",
    taker: str = "",
    authority: str = "",
    expected: int | None = None,
) -> Dossier:
    """In the applicant's hands; with ``way`` also who took it and by which paper."""
    told = handed_out(way, taker, authority)
    fields = {"returned_at": clock.now()}
    with transaction.atomic():
        row = move(
            dossier, "return_result", lambda row: Change(dict(fields), note.strip()), by=by,
            expected=expected, reason=note.strip(),
        )  # fmt: skip
        if told:
            paper = ResultReturn(dossier=row, by=by, at=clock.now(), **told)
            audit.create(paper, by=by, action="dossiers.return_result", reason=note.strip())
        return row


def handed_out(way: str, taker: str, authority: str) -> dict[str, str]:
    """How it was given out; somebody else than the applicant has a name and a paper."""
    if not way:
        return {}
    problems = {}
    if way not in RETURN_WAY_LABELS:
        problems["way"] = "Chọn cách nhận kết quả."
    if way == ReturnWay.AUTHORISED and not taker.strip():
        problems["taker"] = "Ghi họ tên người được ủy quyền nhận."
    if way == ReturnWay.AUTHORISED and not authority.strip():
        problems["authority"] = "Ghi giấy ủy quyền (số, ngày) hoặc giấy tờ thay thế."
    elif authority.strip() and names_somebody(authority, taker):
        problems["authority"] = NO_NAME
    if problems:
        raise BadInput(fields=problems)
    return {"way": way, "taker": taker.strip(), "authority": authority.strip()}


def names_somebody(authority: str, taker: str) -> bool:
    """Whether it is no paper: without a number or date, or with the taker's name in it.

    The taker's name is encrypted and can be erased; what is written here stays.
    """
    name = fold(taker)
    return not re.search(r"\d", authority) or (" " in name and name in fold(authority))


def withdraw(dossier: Dossier, *, by: Any, reason: str, expected: int | None = None) -> Dossier:
    """The applicant takes the dossier back."""
    why = words(reason, "Ghi lý do người nộp rút hồ sơ.")
    return ended("withdraw", dossier, by, why, expected)


def stop(dossier: Dossier, *, by: Any, reason: str, expected: int | None = None) -> Dossier:
    """No decision will come (form 05 of Thông tư 03/2025), with reasons."""
    why = words(reason, "Ghi lý do dừng giải quyết.")
    return ended("stop", dossier, by, why, expected)


def ended(verb: str, dossier: Dossier, by: Any, why: str, expected: int | None) -> Dossier:
    """Closed without a result; whatever stood still ends with it."""
    moment = clock.now()

    def work(row: Dossier) -> Change:
        end_pause(row, moment)
        return Change({"closed_at": moment, "holder": None, "paused": False}, note=why)

    return move(dossier, verb, work, by=by, expected=expected, reason=why)


def extend(
    dossier: Dossier,
    *,
    by: Any,
    until: dt.datetime,
    paper: str,
    reason: str,
    expected: int | None = None,
) -> Dossier:
    """A paper prolongs it. No pause: the due date stays, both are told."""
    why = words(reason, "Ghi lý do gia hạn.")
    named = words(paper, "Ghi số, ngày văn bản gia hạn.", "paper")

    def work(row: Dossier) -> Change:
        refuse_earlier(row, until, "until")
        part = Extension(dossier=row, at=clock.now(), until=until, paper=named, reason=why)
        return Change({"promised_at": until}, note=f"{named}: {why}", parts=[part])

    return move(dossier, "extend", work, by=by, expected=expected, reason=why)


def apologise(
    dossier: Dossier,
    *,
    by: Any,
    new_date: dt.datetime,
    cause: str,
    reason: str,
    cause_note: str = "",
    expected: int | None = None,
) -> Dossier:
    """Form 04: sorry, and another day. The cause is obligatory, the due date stays."""
    why = words(reason, "Ghi lý do chậm trả kết quả.")
    known = checked_cause(cause, cause_note or why)

    def work(row: Dossier) -> Change:
        refuse_earlier(row, new_date, "new_date")
        ApologyDraft.objects.filter(dossier=row).delete()
        part = Apology(dossier=row, at=clock.now(), new_date=new_date, cause=cause, reason=why)
        return Change({"promised_at": new_date, **known}, note=why, parts=[part])

    return move(dossier, "apologise", work, by=by, expected=expected, reason=why)


def refuse_earlier(row: Dossier, moment: dt.datetime, name: str) -> None:
    """A new day lies after the due date and after today."""
    edge = max(filter(None, (row.due_at, clock.now())))
    if moment <= edge:
        raise BadInput(fields={name: "Ngày mới phải sau hạn trả kết quả và sau hôm nay."})


def refuse_when_paused(row: Dossier) -> None:
    """Nobody signs while the clock stands still."""
    if row.paused:
        raise StillPaused
