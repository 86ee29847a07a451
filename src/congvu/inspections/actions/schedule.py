"""The schedule of visits: setting it, moving it, and refusing what cannot be."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.actions import redate_self
from congvu.assessments.states import SelfState
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import next_state, require
from congvu.inspections.deadlines import self_report_due
from congvu.inspections.errors import NoActingSecretary, ScheduleClash, VisitPast
from congvu.inspections.models import (
    Inspection,
    Postponement,
    TeamMember,
    TravelTime,
    Visit,
    VisitMember,
)
from congvu.inspections.policies import may_prepare
from congvu.inspections.rules import Clash, Slot, clashes
from congvu.inspections.states import SESSION_LABELS, VISIT_TABLE, Session, TeamRole

# default hours of a session, where the office types none (an office changes them per visit)
SESSION_HOURS = {
    Session.MORNING: (dt.time(7, 30), dt.time(11, 0)),
    Session.AFTERNOON: (dt.time(13, 30), dt.time(17, 0)),
}


@dataclass(frozen=True)
class VisitRow:
    """One line of the schedule as typed or pasted. Hours left out take the session's."""

    visit: Visit
    day: dt.date
    session: str
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    departs_at: dt.time | None = None
    vehicle: str = ""
    driver: str = ""
    participants: str = ""
    note: str = ""
    acting_secretary: TeamMember | None = None
    # members who do not come, and what each covers where it differs from the team's list
    absent: frozenset[int] = frozenset()
    areas: dict[int, tuple[str, ...]] = field(default_factory=dict)


def set_schedule(
    inspection: Inspection, rows: Sequence[VisitRow], *, by: User, expected: int | None = None
) -> list[Visit]:
    """Put visits on days, with who comes. Refuses clashes and a secretary at their own unit."""
    require(may_prepare(by))
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        team = list(inspection.team.present())
        check_rows(inspection, rows, team)
        changed = [(row.visit, visit_fields(row)) for row in rows]
        visits = audit.change_many(changed, by=by, action="inspections.schedule_visit")
        set_members(rows, team, by)
        found = clashes_of(inspection)
        if found:
            raise ScheduleClash(clash_sentence(found[0]), clashes=found)
        redate_reports(visits, by=by, reason="Xếp lại lịch kiểm tra.")
    return visits


def redate_reports(visits: Sequence[Visit], *, by: User, reason: str) -> None:
    """Reports asked for and not sent are due anew before the visit's new day; without a day the
    clock stands still."""
    rows = Visit.objects.filter(pk__in=[visit.pk for visit in visits]).order_by("pk")
    rows = rows.filter(sheet__self_state=SelfState.REQUESTED, sheet__frozen_at__isnull=True)
    news = []
    for visit in rows.select_related("inspection", "sheet"):
        due = self_report_due(visit.inspection, visit.day) if visit.day else None
        if visit.sheet is not None and due != visit.sheet.self_due_on:
            news.append((visit.sheet, due))
    redate_self(news, by=by, reason=reason)


def check_rows(inspection: Inspection, rows: Sequence[VisitRow], team: list[TeamMember]) -> None:
    """Days after the decision, visits of this campaign, and a secretary who may sit there."""
    problems: dict[str, str] = {}
    for i, row in enumerate(rows):
        next_state(VISIT_TABLE, row.visit.state, "reschedule")
        if row.visit.inspection_id != inspection.pk:
            problems[f"visits[{i}]"] = "Buổi làm việc này không thuộc đợt kiểm tra."
        if inspection.decision_on and row.day < inspection.decision_on:
            raise VisitPast
        if row.acting_secretary and row.acting_secretary.unit_id == row.visit.unit_id:
            problems[f"visits[{i}].acting_secretary"] = (
                f"{row.acting_secretary} công tác tại {row.visit.unit} nên không làm thư ký ở đây."
            )
    if problems:
        raise BadInput(fields=problems)
    secretary = next((m for m in team if m.role == TeamRole.SECRETARY), None)
    for row in rows:
        own = secretary is not None and secretary.unit_id == row.visit.unit_id
        if own and row.acting_secretary is None:
            raise NoActingSecretary(
                f"Thư ký đoàn công tác tại {row.visit.unit}: phải cử người khác làm thư ký."
            )


def visit_fields(row: VisitRow) -> dict[str, Any]:
    """The fields of a visit that a line of the schedule sets."""
    starts, ends = SESSION_HOURS[Session(row.session)]
    return {
        "state": next_state(VISIT_TABLE, row.visit.state, "reschedule"),
        "day": row.day,
        "session": row.session,
        "starts_at": row.starts_at or starts,
        "ends_at": row.ends_at or ends,
        "place": row.place or row.visit.place,
        "departs_at": row.departs_at,
        "vehicle": row.vehicle,
        "driver": row.driver,
        "participants": row.participants,
        "note": row.note,
        "acting_secretary": row.acting_secretary,
    }


def set_members(rows: Sequence[VisitRow], team: list[TeamMember], by: User) -> None:
    """Who comes to each visit: the whole team but those of the unit itself and the absent."""
    visits = [row.visit for row in rows]
    present = {
        (vm.visit_id, vm.member_id): vm for vm in VisitMember.objects.filter(visit__in=visits)
    }
    fresh, changed = [], []
    for row in rows:
        for member in team:
            areas = list(row.areas.get(member.pk, member.area_codes))
            known = present.get((row.visit.pk, member.pk))
            missing = member.pk in row.absent or bool(known and known.absence_reason)
            comes = not missing and member.unit_id != row.visit.unit_id
            fields = {"area_codes": areas, "present": comes}
            if known is None:
                fresh.append(VisitMember(visit=row.visit, member=member, **fields))
            else:
                changed.append((known, fields))
    audit.create_many(fresh, by=by, action="inspections.assign_member")
    audit.change_many(changed, by=by, action="inspections.assign_member")


def clashes_of(inspection: Inspection) -> list[Clash]:
    """Clashes of the schedule as it stands; constant queries."""
    visits = inspection.visits.live().filter(day__isnull=False, starts_at__isnull=False)
    coming: dict[int, set[int]] = {}
    for vm in VisitMember.objects.filter(visit__inspection=inspection, present=True):
        coming.setdefault(vm.visit_id, set()).add(vm.member_id)
    travel = {(t.from_place, t.to_place): t.minutes for t in TravelTime.objects.all()}
    slots = [
        Slot(
            visit=v.pk,
            label=str(v.unit),
            day=v.day,
            starts=v.starts_at,
            ends=v.ends_at,
            place=v.place,
            members=frozenset(coming.get(v.pk, ())),
        )
        for v in visits.select_related("unit")
    ]
    return clashes(slots, travel)


def clash_sentence(clash: Clash) -> str:
    """What clashes, where, and what to do."""
    travel = f", kể cả {clash.travel_minutes} phút di chuyển" if clash.travel_minutes else ""
    return (
        f"Lịch bị trùng ngày {clash.first.day:%d/%m/%Y}: {clash.first.label} đến "
        f"{clash.first.ends:%H:%M} và {clash.second.label} từ {clash.second.starts:%H:%M}{travel}. "
        "Đổi giờ, đổi buổi hoặc chia đoàn."
    )


@dataclass(frozen=True)
class Move:
    """Where a postponed visit goes; no day: to be set later."""

    visit: Visit
    day: dt.date | None = None
    session: str = ""


def postpone(
    inspection: Inspection,
    moves: Sequence[Move],
    *,
    reason: str,
    decided_on: dt.date,
    by: User,
    expected: int | None = None,
) -> Postponement:
    """Move some or all visits in one act; one amending decision is written from it, and what is
    counted from the visits is counted anew."""
    require(may_prepare(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Phải ghi lý do điều chỉnh lịch."})
    if not moves:
        raise BadInput(fields={"moves": "Chưa chọn buổi làm việc nào để dời."})
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        if any(m.day and inspection.decision_on and m.day < inspection.decision_on for m in moves):
            raise VisitPast
        written = [move_line(move) for move in moves]
        pairs = [(move.visit, moved_fields(move)) for move in moves]
        audit.change_many(pairs, by=by, action="inspections.postpone_visit", reason=reason)
        found = clashes_of(inspection)
        if found:
            raise ScheduleClash(clash_sentence(found[0]), clashes=found)
        redate_reports([move.visit for move in moves], by=by, reason=reason)
        act = Postponement(
            inspection=inspection, reason=reason.strip(), decided_on=decided_on, moves=written
        )
        return audit.create(act, by=by, action="inspections.postpone", reason=reason)


def move_line(move: Move) -> dict[str, Any]:
    """One move as the amending decision prints it."""
    if move.visit.day is None:
        raise WrongState(f"{move.visit.unit} chưa có lịch nên không dời được.")
    return {
        "visit": move.visit.pk,
        "unit": str(move.visit.unit),
        "from_day": move.visit.day.isoformat(),
        "from_session": SESSION_LABELS.get(move.visit.session, ""),
        "to_day": move.day.isoformat() if move.day else None,
        "to_session": SESSION_LABELS.get(move.session or move.visit.session, ""),
    }


def moved_fields(move: Move) -> dict[str, Any]:
    """The fields of a visit after a move; hours follow the new session."""
    if move.day is None:
        return {"state": next_state(VISIT_TABLE, move.visit.state, "postpone"), "day": None}
    fields: dict[str, Any] = {
        "state": next_state(VISIT_TABLE, move.visit.state, "reschedule"),
        "day": move.day,
    }
    if move.session and move.session != move.visit.session:
        starts, ends = SESSION_HOURS[Session(move.session)]
        fields |= {"session": move.session, "starts_at": starts, "ends_at": ends}
    return fields


def set_travel_time(*, from_place: str, to_place: str, minutes: int, by: User) -> TravelTime:
    """Minutes between two places, typed once per pair."""
    require(may_prepare(by))
    with transaction.atomic():
        known = TravelTime.objects.filter(from_place=from_place, to_place=to_place).first()
        if known is not None:
            return audit.change(known, by=by, action="inspections.set_travel_time", minutes=minutes)
        fresh = TravelTime(from_place=from_place, to_place=to_place, minutes=minutes)
        return audit.create(fresh, by=by, action="inspections.set_travel_time")
