"""The team after its decision: who leaves, who comes, from when, by one amending decision."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.inspections.actions.amending import amend
from congvu.inspections.actions.schedule import clash_sentence, clashes_of
from congvu.inspections.actions.team import MemberRow, check_team, note_who_leads
from congvu.inspections.errors import NoActingSecretary, ScheduleClash
from congvu.inspections.models import Inspection, Postponement, TeamMember, Visit, VisitMember
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import AHEAD, AT_WORK, AmendmentKind, InspectionState, TeamRole

CHANGEABLE = (InspectionState.DECIDED, InspectionState.NOTIFIED, InspectionState.VISITING)


@dataclass(frozen=True)
class TeamChange:
    """Who leaves, who comes, why, by which day's decision, and from when."""

    leaves: Sequence[TeamMember]
    comes: Sequence[MemberRow]
    reason: str
    decided_on: dt.date
    effective_on: dt.date


def change_team(
    inspection: Inspection, change: TeamChange, *, by: User, expected: int | None = None
) -> Postponement:
    """Change the team of a decided campaign; the amending decision is begun.

    Who leaves keeps the visits whose minutes are signed, and no right any more. Who comes is put
    on every visit ahead but that of the own unit.
    """
    require(may_prepare(by))
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        if inspection.state not in CHANGEABLE:
            raise WrongState("Chỉ thay đổi thành viên sau quyết định và trước khi ký đủ biên bản.")
        team = list(inspection.team.present())
        check_change(inspection, change, team)
        lines = [leaving_line(member) for member in change.leaves]
        lines += [coming_line(row) for row in change.comes]
        if any(member.role == TeamRole.HEAD for member in change.leaves):
            note_who_leads(inspection, change.comes, by)
        for member in change.leaves:
            let_go(member, change.effective_on, by)
        fresh = take_in(inspection, change, by)
        place(inspection, fresh, by)
        check_secretary(inspection)
        found = clashes_of(inspection)
        if found:
            raise ScheduleClash(clash_sentence(found[0]), clashes=found)
        return amend(
            inspection,
            AmendmentKind.TEAM,
            lines,
            reason=change.reason,
            decided_on=change.decided_on,
            effective_on=change.effective_on,
            by=by,
        )


def check_change(inspection: Inspection, change: TeamChange, team: list[TeamMember]) -> None:
    """Something changes, for a reason, from a day no visit ahead lies before; one head stays."""
    problems: dict[str, str] = {}
    gone = {member.pk for member in change.leaves}
    if not change.reason.strip():
        problems["reason"] = "Phải ghi lý do thay đổi thành viên."
    if not (change.leaves or change.comes):
        problems["leaves"] = "Chưa chọn ai thôi tham gia, cũng chưa ghi ai vào thay."
    if gone - {member.pk for member in team}:
        problems["leaves"] = "Người này không có trong đoàn kiểm tra."
    if inspection.decision_on and change.effective_on < inspection.decision_on:
        problems["effective_on"] = "Ngày thay đổi không được trước ngày quyết định thành lập đoàn."
    elif early := inspection.visits.filter(state__in=AHEAD, day__lt=change.effective_on).first():
        problems["effective_on"] = (
            f"Còn buổi làm việc ngày {early.day:%d/%m/%Y} trước ngày này. Chọn ngày sớm hơn, "
            "hoặc ghi thay đổi sau buổi đó."
        )
    if problems:
        raise BadInput(fields=problems)
    stay = [MemberRow(m.name, m.role, m.title, m.user, m.unit) for m in team if m.pk not in gone]
    check_team([*stay, *change.comes])
    busy = VisitMember.objects.filter(
        member__in=change.leaves, present=True, visit__state__in=AT_WORK
    )
    held = busy.select_related("visit__unit", "member").first()
    if held is not None:
        raise WrongState(
            f"{held.member} đang dự buổi làm việc tại {held.visit.unit} chưa ký biên bản. "
            "Ký biên bản buổi đó trước."
        )


def let_go(member: TeamMember, on: dt.date, by: User) -> None:
    """Take a member off the visits ahead; who took part in one stays named there."""
    ahead = VisitMember.objects.filter(member=member, visit__state__in=AHEAD)
    for part in VisitMember.objects.filter(substitute=member, visit__state__in=AHEAD):
        audit.change(part, by=by, action="inspections.assign_member", substitute=None)
    for one in ahead:
        audit.remove(one, by=by, action="inspections.unassign_member")
    writes = Visit.objects.filter(acting_secretary=member, state__in=AHEAD)
    pairs = [(visit, {"acting_secretary": None}) for visit in writes]
    audit.change_many(pairs, by=by, action="inspections.schedule_visit")
    named = VisitMember.objects.filter(member=member) | VisitMember.objects.filter(
        substitute=member
    )
    if named.exists() or Visit.objects.filter(acting_secretary=member).exists():
        # without the account no right of the team is left
        action = "inspections.leave_team"
        audit.change(member, by=by, action=action, left_on=on, user=None)
    else:
        audit.remove(member, by=by, action="inspections.remove_member")


def take_in(inspection: Inspection, change: TeamChange, by: User) -> list[TeamMember]:
    """The new members, after the present ones."""
    last = max(inspection.team.values_list("order", flat=True), default=0)
    members = [
        TeamMember(
            inspection=inspection,
            user=row.user,
            name=row.name.strip(),
            title=row.title,
            unit=row.unit,
            role=row.role,
            area_codes=list(row.area_codes),
            order=order,
        )
        for order, row in enumerate(change.comes, start=last + 1)
    ]
    return audit.create_many(members, by=by, action="inspections.add_member")


def place(inspection: Inspection, members: Sequence[TeamMember], by: User) -> None:
    """New members on every visit ahead that has its people; nobody at the own unit."""
    visits = inspection.visits.filter(state__in=AHEAD, day__isnull=False)
    rows = [
        VisitMember(
            visit=visit,
            member=member,
            area_codes=list(member.area_codes),
            present=member.unit_id != visit.unit_id,
        )
        for visit in visits
        for member in members
    ]
    audit.create_many(rows, by=by, action="inspections.assign_member")


def check_secretary(inspection: Inspection) -> None:
    """At the secretary's own unit somebody else has to write the minutes."""
    secretary = inspection.team.present().filter(role=TeamRole.SECRETARY).first()
    if secretary is None or secretary.unit_id is None:
        return
    ahead = inspection.visits.filter(state__in=AHEAD, unit=secretary.unit_id)
    visit = ahead.filter(day__isnull=False, acting_secretary=None).select_related("unit").first()
    if visit is not None:
        raise NoActingSecretary(
            f"{secretary} công tác tại {visit.unit}, đơn vị sẽ được kiểm tra: xếp lịch, cử người "
            "khác làm thư ký buổi đó trước."
        )


def leaving_line(member: TeamMember) -> dict[str, Any]:
    """Who leaves, as the decision prints it."""
    told = {"name": member.name, "title": member.title, "role": member.role}
    return {"verb": "leaves", "member": member.pk, **told, "areas": []}


def coming_line(row: MemberRow) -> dict[str, Any]:
    """Who comes, as the decision prints it."""
    told = {"name": row.name.strip(), "title": row.title, "role": row.role}
    return {"verb": "comes", **told, "areas": list(row.area_codes)}
