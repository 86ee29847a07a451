"""In the unit: pass on, assign, hand over, supplement, opinion, payment, pause."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.core.needed import words
from congvu.dossiers import rules
from congvu.dossiers.actions.moving import Change, move, move_many
from congvu.dossiers.errors import NotPaused, StillPaused
from congvu.dossiers.models import Dossier, Pause
from congvu.dossiers.models.deadlines import (
    calendar_for,
    clock_of,
    due_of,
    lives_of,
    new_round,
    supplement_rule,
)
from congvu.dossiers.owing import refuse_when_owed, refuse_when_paid
from congvu.dossiers.states import PAUSE_LABELS, PauseReason
from congvu.organizations.models import Seat, Unit
from congvu.procedures.models import Step


def transfer(
    dossiers: Sequence[Dossier],
    *,
    by: Any,
    unit: Unit | None = None,
    expected: dict[int, int] | None = None,
) -> list[Dossier]:
    """From the counter to the unit that resolves them (phiếu bàn giao), many at once."""

    def work(row: Dossier) -> Change:
        fields: dict[str, Any] = {"holder": None}
        if unit is not None:
            fields["unit"] = unit
        return Change(fields, waits_for="phân công người thụ lý")

    return move_many(dossiers, "transfer", work, by=by, expected=expected)


def assign(
    dossiers: Sequence[Dossier],
    *,
    by: Any,
    to: User,
    note: str = "",
    expected: dict[int, int] | None = None,
) -> list[Dossier]:
    """Who works on them from now on."""
    units, steps = units_of(to), steps_by_version(dossiers)

    def work(row: Dossier) -> Change:
        if row.unit_id not in units and (row.point is None or row.point.unit_id not in units):
            raise BadInput(fields={"to": f"{to} không thuộc đơn vị giải quyết hồ sơ {row}."})
        fields = {
            "holder": to,
            "step": row.step or min(steps.get(row.procedure_version_id, ()), default=None),
        }
        return Change(fields, note=note.strip(), handed_to=to)

    return move_many(dossiers, "assign", work, by=by, reason=note.strip(), expected=expected)


def hand_over(
    dossiers: Sequence[Dossier],
    *,
    by: Any,
    to: User,
    step: int | None = None,
    note: str = "",
    expected: dict[int, int] | None = None,
) -> list[Dossier]:
    """To a colleague, at the same step or the next one; many at once."""
    units, steps = units_of(to), steps_by_version(dossiers)

    def work(row: Dossier) -> Change:
        if row.unit_id not in units:
            raise BadInput(fields={"to": f"{to} không thuộc đơn vị giải quyết hồ sơ {row}."})
        if step is not None and step not in steps.get(row.procedure_version_id, ()):
            raise BadInput(fields={"step": f"Quy trình của hồ sơ {row} không có bước {step}."})
        return Change({"holder": to, "step": step or row.step}, note=note.strip(), handed_to=to)

    return move_many(dossiers, "hand_over", work, by=by, expected=expected, reason=note.strip())


def request_supplement(
    dossier: Dossier,
    *,
    by: Any,
    reasons: str,
    answer_by: dt.date | None = None,
    expected: int | None = None,
) -> Dossier:
    """Ask the applicant for papers, with reasons (form 02), as often as the law allows."""
    why = words(reasons, "Ghi lý do và giấy tờ cần bổ sung.", "reasons")
    moment = clock.now()

    def work(row: Dossier) -> Change:
        run = clock_of(row)
        within = row.point.supplement_within if row.point else None
        rule = supplement_rule(row)
        problem = rules.supplement_problem(  # type: ignore[arg-type]
            run, moment, *calendar_for(row), rule=rule, within=within
        )
        if problem:
            raise BadInput(problem)
        number = len(run.supplements) + 1  # type: ignore[union-attr]
        asked = new_round(row, number, moment, asked_by=by, reasons=why, answer_by=answer_by)
        return Change({"paused": True}, note=why, waits_for="bổ sung hồ sơ", parts=[asked])

    return move(dossier, "request_supplement", work, by=by, expected=expected, reason=why)


def receive_supplement(
    dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None
) -> Dossier:
    """The papers came: the clock goes on, starts anew or never stopped, as the version says."""
    moment = clock.now()

    def work(row: Dossier) -> Change:
        row.supplements.filter(answered_at=None).update(answered_at=moment)
        return Change(dated(row) | {"paused": False}, note=note.strip())

    return move(dossier, "receive_supplement", work, by=by, expected=expected, reason=note.strip())


def request_opinion(
    dossier: Dossier, *, by: Any, of: str, paper: str = "", expected: int | None = None
) -> Dossier:
    """Ask another office. The clock runs on; where the law stops it, pause as well."""
    whom = words(of, "Ghi cơ quan được lấy ý kiến.", "of")
    note = f"{whom} {paper}".strip()

    def work(row: Dossier) -> Change:
        return Change(note=note, waits_for=f"ý kiến của {whom}"[:200])

    return move(dossier, "request_opinion", work, by=by, expected=expected, reason=note)


def receive_opinion(
    dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None
) -> Dossier:
    """The other office has answered; a pause for it ends."""

    def work(row: Dossier) -> Change:
        ended = end_pause(row, clock.now(), only=PauseReason.COORDINATION)
        return Change(dated(row) | {"paused": False} if ended else {}, note=note.strip())

    return move(dossier, "receive_opinion", work, by=by, expected=expected, reason=note.strip())


def request_payment(
    dossier: Dossier, *, by: Any, paper: str = "", expected: int | None = None
) -> Dossier:
    """Fees are due: the clock waits from the notice on."""
    moment = clock.now()

    def work(row: Dossier) -> Change:
        refuse_when_paused(row)
        refuse_when_paid(row)
        stop = Pause(dossier=row, start=moment, reason=PauseReason.PAYMENT, paper=paper)
        return Change({"paused": True}, paper, waits_for="nộp phí, lệ phí", parts=[stop])

    return move(dossier, "request_payment", work, by=by, expected=expected, reason=paper)


def receive_payment(
    dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None
) -> Dossier:
    """Paid: the clock goes on. What is written as owed must have been paid first."""
    return payment_received(dossier, by=by, note=note, expected=expected)


def payment_received(dossier: Dossier, *, by: Any, note: str = "", **facts: Any) -> Dossier:
    """As :func:`receive_payment`; ``allowed`` where a bank's statement says it, not a counter."""

    def work(row: Dossier) -> Change:
        refuse_when_owed(row)
        end_pause(row, clock.now(), only=PauseReason.PAYMENT)
        return Change(dated(row) | {"paused": False}, note=note.strip())

    return move(dossier, "receive_payment", work, by=by, reason=note.strip(), **facts)


def pause(
    dossier: Dossier,
    *,
    by: Any,
    reason: str,
    paper: str,
    since: dt.datetime | None = None,
    expected: int | None = None,
) -> Dossier:
    """The limit stands still from the notice on, not from the click."""
    if reason not in (PauseReason.COORDINATION, PauseReason.FORCE_MAJEURE):
        raise BadInput(fields={"reason": "Chọn chờ cơ quan phối hợp hoặc sự kiện bất khả kháng."})
    named = words(paper, "Ghi số, ngày văn bản thông báo tạm dừng.", "paper")
    moment = since or clock.now()
    if moment > clock.now():
        raise BadInput(fields={"since": "Thời điểm thông báo không thể ở tương lai."})

    def work(row: Dossier) -> Change:
        refuse_when_paused(row)
        if row.accepted_at and moment < row.accepted_at:
            raise BadInput(fields={"since": "Thời điểm thông báo không thể trước khi tiếp nhận."})
        label = PAUSE_LABELS[PauseReason(reason)]
        stop = Pause(dossier=row, start=moment, reason=reason, paper=named)
        return Change({"paused": True}, f"{label}. {named}", waits_for=label.lower(), parts=[stop])

    return move(dossier, "pause", work, by=by, expected=expected, reason=named)


def resume(dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None) -> Dossier:
    """What was awaited has come: the due date moves by the time that stood still."""

    def work(row: Dossier) -> Change:
        if not end_pause(row, clock.now()):
            raise NotPaused
        return Change(dated(row) | {"paused": False}, note=note.strip())

    return move(dossier, "resume", work, by=by, expected=expected, reason=note.strip())


def refuse_when_paused(row: Dossier) -> None:
    """Two reasons to stand still never run at once."""
    if row.paused:
        raise StillPaused


def end_pause(row: Dossier, moment: dt.datetime, only: str = "") -> bool:
    """End the pause that lasts, whether there was one."""
    rows = row.pauses.filter(end=None)
    return bool((rows.filter(reason=only) if only else rows).update(end=moment))


def dated(row: Dossier) -> dict[str, Any]:
    """The due date by the rows as they are now."""
    due = due_of(row, lives_of([row])[row.pk])
    return {"due_at": due.due, "provisional": due.provisional} if due else {}


def units_of(user: User) -> frozenset[int]:
    """Units where somebody sits today."""
    seats = Seat.objects.in_force(clock.today()).filter(user=user)
    return frozenset(seats.values_list("unit_id", flat=True))


def steps_by_version(dossiers: Sequence[Dossier]) -> dict[int, set[int]]:
    """Order numbers of the steps of the process each pinned version goes by."""
    versions = {one.procedure_version_id for one in dossiers}
    pairs = Step.objects.filter(process__versions__in=versions)
    found: dict[int, set[int]] = {}
    for version, order in pairs.values_list("process__versions", "order"):
        found.setdefault(version, set()).add(order)
    return found
