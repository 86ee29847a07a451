"""Before and at the counter: file, check, return, refuse, accept."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from congvu.applicants.models import Applicant
from congvu.core import audit, bulk, clock
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.core.policies import require
from congvu.dossiers import rules
from congvu.dossiers.actions.moving import Change, move, move_many, movement
from congvu.dossiers.actions.numbering import draw_codes
from congvu.dossiers.errors import NotTakenIn
from congvu.dossiers.in_force import Pinned, versions_for
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.models.deadlines import Life, calendar_for, clock_of
from congvu.dossiers.policies import may_serve
from congvu.dossiers.rollups import touch
from congvu.dossiers.states import ONLINE_CHANNELS, Channel, DossierState
from congvu.procedures.models import Procedure, TimeLimit


@dataclass
class Filing:
    """What one applicant files."""

    procedure: Procedure
    applicant: Applicant
    channel: str = Channel.DIRECT
    why_not_online: str = ""
    papers: list[dict[str, Any]] = field(default_factory=list)
    sets: int = 1
    note: str = ""
    limit: TimeLimit | None = None  # a variant; the normal limit where none is named
    fee: Decimal | None = None


def save_draft(filing: Filing, *, point: ReceivingPoint, by: Any) -> Dossier:
    """A dossier begun at the counter and not yet taken in."""
    require(may_serve(by, point))
    with transaction.atomic():
        draft = fresh(filing, point)
        return audit.create(draft, by=by, action="dossiers.save_draft")


def submit(dossier: Dossier, *, by: Any, expected: int | None = None) -> Dossier:
    """The applicant's papers are there; nobody has checked them yet."""
    fields = {"submitted_at": clock.now()}
    return move(dossier, "submit", lambda row: Change(dict(fields)), by=by, expected=expected)


def check(dossier: Dossier, *, by: Any, expected: int | None = None) -> Dossier:
    """Somebody at the counter goes through the papers."""
    return move(dossier, "check", lambda row: Change({"holder": by}), by=by, expected=expected)


def return_for_completion(
    dossier: Dossier, *, by: Any, reason: str, expected: int | None = None
) -> Dossier:
    """Not complete: back to the applicant with what is missing (form 02); no clock runs."""
    why = words(reason, "Ghi giấy tờ còn thiếu, nội dung cần hoàn thiện.")

    def work(row: Dossier) -> Change:
        return Change({"holder": None}, note=why, waits_for="người nộp hoàn thiện hồ sơ")

    return move(dossier, "return_for_completion", work, by=by, expected=expected, reason=why)


def resubmit(dossier: Dossier, *, by: Any, expected: int | None = None) -> Dossier:
    """The completed papers came."""
    fields = {"submitted_at": clock.now()}
    return move(dossier, "resubmit", lambda row: Change(dict(fields)), by=by, expected=expected)


def refuse(dossier: Dossier, *, by: Any, reason: str, expected: int | None = None) -> Dossier:
    """Not taken in, with reasons (form 03; NĐ 63/2010 Đ18)."""
    why = words(reason, "Ghi lý do từ chối tiếp nhận.")

    def work(row: Dossier) -> Change:
        return Change({"holder": None}, note=why)

    return move(dossier, "refuse", work, by=by, expected=expected, reason=why)


def take_in(filing: Filing, *, point: ReceivingPoint, by: Any) -> Dossier:
    """Papers over the counter, complete: a dossier with its code and due date at once."""
    return take_in_many([filing], point=point, by=by)[0]


def take_in_many(filings: Sequence[Filing], *, point: ReceivingPoint, by: Any) -> list[Dossier]:
    """As :func:`take_in`, for many: one transaction, one log row each, constant queries."""
    require(may_serve(by, point))
    if not filings:
        raise BadInput("Chưa có hồ sơ nào.")
    moment, pinned = pinned_now([one.procedure for one in filings])
    with transaction.atomic():
        return taken_in(filings, point, by, moment, pinned)


def pinned_now(procedures: Sequence[Procedure]) -> tuple[dt.datetime, dict[int, Pinned]]:
    """This moment, and what is in force on its day: read before SQLite's one lock is taken."""
    moment = clock.now()
    return moment, versions_for(procedures, timezone.localdate(moment))


def taken_in(
    filings: Sequence[Filing],
    point: ReceivingPoint,
    by: Any,
    moment: dt.datetime,
    pinned: dict[int, Pinned],
    key: int | None = None,
) -> list[Dossier]:
    """Write them, inside the transaction of whoever asked for the right.

    The codes are drawn when all else is known: until the commit nobody else at this counter can.
    ``key``: of the only one, drawn already.
    """
    made = [fresh(one, point) for one in filings]
    for row, filing in zip(made, filings, strict=True):
        row.submitted_at = moment
        pin(row, filing.limit, pinned, moment, by)
    touch([set()] * len(made), made)
    made[0].pk = key
    bulk.give_keys(made)
    before = (DossierState.DRAFT, None, None)
    moves = [movement(row, "accept", before, Change(), by, moment) for row in made]
    for row, code in zip(made, draw_codes(point, moment, len(made)), strict=True):
        row.code = code
    audit.create_many(made, by=by, action="dossiers.accept", savepoint=False, along=moves)
    return made


def accept(
    dossier: Dossier,
    *,
    by: Any,
    limit: TimeLimit | None = None,
    expected: int | None = None,
) -> Dossier:
    """Taken in: version pinned, due date computed, code drawn, all in one transaction."""
    return accept_many([dossier], by=by, limit=limit, expected=expected)[0]


def accept_many(
    dossiers: Sequence[Dossier],
    *,
    by: Any,
    limit: TimeLimit | None = None,
    expected: int | None = None,
) -> list[Dossier]:
    """Accept many that were filed; each point draws its own codes."""
    moment = clock.now()
    pinned = versions_for([one.procedure for one in dossiers], timezone.localdate(moment))

    def work(row: Dossier) -> Change:
        trial = Dossier(**{name: getattr(row, name) for name in ("procedure", "unit", "point")})
        trial.submitted_at = row.submitted_at or moment
        pin(trial, limit, pinned, moment, by)
        [code] = draw_codes(row.point, moment)
        news = {name: getattr(trial, name) for name in PINNED}
        return Change({"code": code, **news})

    versions = None if expected is None else {one.pk: expected for one in dossiers}
    with transaction.atomic():
        return move_many(dossiers, "accept", work, by=by, expected=versions)


PINNED = (
    "state",
    "procedure_version",
    "limit",
    "unit",
    "submitted_at",
    "accepted_at",
    "due_at",
    "original_due_at",
    "provisional",
    "holder",
)


def pin(
    row: Dossier,
    limit: TimeLimit | None,
    pinned: dict[int, Pinned],
    moment: dt.datetime,
    by: Any,
) -> None:
    """The version of this day, the limit, the due date: fixed from now on."""
    version, limits = pinned.get(row.procedure_id, (None, []))  # type: ignore[arg-type]
    chosen = limit if limit is not None else (limits[0] if limits else None)
    if version is None or chosen is None:
        raise NotTakenIn(fields={"procedure": (NotTakenIn.__doc__ or "").strip()})
    if chosen not in limits:
        raise BadInput(fields={"limit": "Thời hạn này không thuộc bản đang áp dụng của thủ tục."})
    row.procedure_version, row.limit, row.state = version, chosen, DossierState.ACCEPTED
    row.unit = row.point.resolver_of(row.procedure)
    row.holder, row.accepted_at = by, moment
    run = clock_of(row, Life())
    due = rules.counted(run, *calendar_for(row))  # type: ignore[arg-type]
    row.due_at = row.original_due_at = due.due
    row.provisional = due.provisional


def fresh(filing: Filing, point: ReceivingPoint) -> Dossier:
    """A dossier nobody has taken in yet."""
    return Dossier(point=point, state=DossierState.DRAFT, **filed(filing))


def filed(filing: Filing) -> dict[str, Any]:
    """The fields a filing fills in, after its own checks."""
    online = filing.channel in ONLINE_CHANNELS
    if filing.why_not_online and online:
        raise BadInput(fields={"why_not_online": "Hồ sơ nộp trực tuyến thì không chọn lý do này."})
    if filing.sets < 1:
        raise BadInput(fields={"sets": "Số bộ hồ sơ phải từ 1 trở lên."})
    if filing.applicant.forgotten_at:
        raise BadInput(fields={"applicant": "Dữ liệu của người nộp này đã được xóa."})
    return {
        "procedure": filing.procedure,
        "unit": filing.procedure.resolver,
        "applicant": filing.applicant,
        "applicant_label": str(filing.applicant),
        "channel": filing.channel,
        "why_not_online": filing.why_not_online,
        "papers": filing.papers,
        "sets": filing.sets,
        "note": filing.note.strip(),
        "fee": filing.fee,
    }
