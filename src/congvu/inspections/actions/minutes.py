"""Minutes: written on the spot, frozen, signed in ink or as PDF, or refused with a witness."""

import datetime as dt
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.documents import frozen
from congvu.inspections.actions.progress import finish_visits_if_done
from congvu.inspections.errors import MinutesMoved, RefusalIncomplete
from congvu.inspections.models import Minutes, Visit
from congvu.inspections.outputs.frame import short_code
from congvu.inspections.outputs.minutes import to_sign
from congvu.inspections.policies import may_answer_unit, may_run_visit
from congvu.inspections.states import SETTLED, VISIT_TABLE

EDITABLE = (
    "began_at",
    "ended_at",
    "place",
    "unit_participants",
    "papers_seen",
    "general_view",
    "unit_opinion",
    "commitments",
    "copies",
    "read_aloud",
)
PRINTED = 8  # letters of the code on the printed sheets
PRINTED_FROM = ("inspection", "unit", "sheet", "acting_secretary")


def write_minutes(visit: Visit, *, by: User, expected: int | None = None, **fields: Any) -> Minutes:
    """Create or change the minutes of a visit that are not signed yet."""
    require(may_run_visit(by, visit))
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise BadInput(fields=dict.fromkeys(unknown, "Biên bản không có mục này."))
    with transaction.atomic():
        visit = audit.lock(Visit.objects.select_related("inspection"), visit.pk)
        check_unsigned(visit)
        minutes = Minutes.objects.filter(visit=visit).first()
        check_times(minutes, fields)
        if minutes is None:
            copies = int(visit.inspection.parameters.get("minutes_copies", 2))
            fresh = Minutes(**{"visit": visit, "place": visit.place, "copies": copies, **fields})
            return audit.create(fresh, by=by, action="inspections.write_minutes")
        minutes = audit.lock(Minutes.objects.all(), minutes.pk, expected)
        return audit.change(minutes, by=by, action="inspections.write_minutes", **fields)


def check_times(minutes: Minutes | None, fields: dict[str, Any]) -> None:
    """The end comes after the beginning."""
    began = fields.get("began_at", minutes.began_at if minutes else None)
    ended = fields.get("ended_at", minutes.ended_at if minutes else None)
    if began and ended and ended <= began:
        raise BadInput(fields={"ended_at": "Giờ kết thúc phải sau giờ bắt đầu."})


def check_unsigned(visit: Visit) -> None:
    """Signed minutes stay as they are."""
    if visit.state in SETTLED:
        raise WrongState("Biên bản đã ký, không sửa được nữa.")


def write_unit_opinion(
    visit: Visit, *, text: str, by: User, expected: int | None = None
) -> Minutes:
    """Ý kiến của đơn vị được kiểm tra: the unit's own words, which may disagree."""
    require(may_answer_unit(by, visit.unit_id) or may_run_visit(by, visit))
    with transaction.atomic():
        visit = audit.lock(Visit.objects.all(), visit.pk)
        check_unsigned(visit)
        minutes = Minutes.objects.filter(visit=visit).first()
        if minutes is None:
            raise WrongState("Đoàn chưa lập biên bản cho buổi làm việc này.")
        minutes = audit.lock(Minutes.objects.all(), minutes.pk, expected)
        return audit.change(
            minutes, by=by, action="inspections.write_unit_opinion", unit_opinion=text.strip()
        )


def minutes_code(visit: Visit) -> str:
    """SHA-256 of the text that would be signed now; its beginning stands on the printed sheets."""
    return frozen.digest(to_sign(visit))


def same_code(code: str, digest: str) -> bool:
    """Whether ``code``, whole or as printed ("7F3A-C91E"), names the text of ``digest``."""
    bare = bare_code(code)
    return len(bare) >= PRINTED and digest.startswith(bare)


def bare_code(code: str) -> str:
    """A code as printed ("7F3A-C91E"), as it stands in its digest."""
    return code.strip().replace("-", "").lower()


def sign_minutes(
    visit: Visit,
    *,
    code: str,
    signed_on: dt.date,
    signed_by_unit: str = "",
    refused: bool = False,
    refusal_reason: str = "",
    witness: str = "",
    by: User,
    expected: int | None = None,
) -> Minutes:
    """Freeze the text as signed that day, or as refused with a witness.

    ``code``: of the text that was printed or shown; when the text says something else by now,
    nobody has signed it and ``MinutesMoved`` refuses. The signed sheets themselves (photos or a
    PDF) are evidence attached to the minutes.
    """
    require(may_run_visit(by, visit))
    with transaction.atomic():
        visit = audit.lock(Visit.objects.select_related(*PRINTED_FROM), visit.pk)
        state = next_state(VISIT_TABLE, visit.state, "sign_minutes")
        minutes = Minutes.objects.filter(visit=visit).first()
        if minutes is None:
            raise WrongState("Chưa lập biên bản cho buổi làm việc này.")
        minutes = audit.lock(Minutes.objects.all(), minutes.pk, expected)
        check_signing(minutes, signed_on, signed_by_unit, refused, refusal_reason, witness)
        text = to_sign(visit, minutes)
        digest = frozen.digest(text)
        if not same_code(code, digest):
            raise MinutesMoved(moved_words(code, digest))
        minutes = audit.change(
            minutes,
            by=by,
            action="inspections.refuse_minutes" if refused else "inspections.sign_minutes",
            frozen=frozen.as_data(text),
            text_sha256=digest,
            signed_on=signed_on,
            signed_by_unit=signed_by_unit.strip(),
            refused=refused,
            refusal_reason=refusal_reason.strip(),
            witness=witness.strip(),
        )
        audit.change(visit, by=by, action="inspections.sign_minutes", state=state)
        finish_visits_if_done(visit.inspection, by=by)
    return minutes


def moved_words(code: str, digest: str) -> str:
    """Which text was meant, which is there now."""
    bare = bare_code(code)
    meant = f" (mã {short_code(bare)})" if len(bare) >= PRINTED else ""
    return (
        f"Biên bản đã thay đổi sau khi in{meant}, nay có mã {short_code(digest)}: "
        "in lại hoặc ký bản đang hiện."
    )


def check_signing(
    minutes: Minutes, on: dt.date, signer: str, refused: bool, reason: str, witness: str
) -> None:
    """What must be there before minutes count as signed."""
    problems = {}
    if minutes.began_at is None or minutes.ended_at is None:
        problems["began_at"] = "Phải ghi giờ bắt đầu và kết thúc buổi làm việc."
    elif on < minutes.ended_at.date():
        problems["signed_on"] = "Ngày ký không được trước ngày làm việc."
    if not minutes.read_aloud:
        problems["read_aloud"] = "Xác nhận đã đọc lại biên bản cho mọi người cùng nghe."
    if not refused and not signer.strip():
        problems["signed_by_unit"] = "Ghi người ký phía đơn vị."
    if problems:
        raise BadInput(fields=problems)
    if refused and not (reason.strip() and witness.strip()):
        raise RefusalIncomplete
