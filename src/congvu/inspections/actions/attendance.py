"""Who of the team was missing at a visit, why, and who did their part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.inspections.actions.minutes import check_unsigned
from congvu.inspections.models import TeamMember, Visit, VisitMember
from congvu.inspections.policies import may_run_visit
from congvu.inspections.states import TeamRole


@dataclass(frozen=True)
class Absence:
    """A member who does not come; nobody need do their part."""

    member: TeamMember
    reason: str
    substitute: TeamMember | None = None


def set_attendance(
    visit: Visit, absences: Sequence[Absence], *, by: User, expected: int | None = None
) -> list[VisitMember]:
    """Everybody of the team comes but those named here, and those of the unit itself.

    Who does the secretary's part writes the minutes of this visit.
    """
    require(may_run_visit(by, visit))
    with transaction.atomic():
        visit = audit.lock(Visit.objects.select_related("inspection"), visit.pk, expected)
        check_unsigned(visit)
        team = list(visit.inspection.team.present())
        check_absences(visit, absences, team)
        named = {one.member.pk: one for one in absences}
        known = {place.member_id: place for place in visit.members.all()}
        writer = acting_secretary(visit, named, known, team)
        check_writer(writer, named)
        fresh, changed = [], []
        for member in team:
            fields = place_of(member, named.get(member.pk), visit)
            if member.pk in known:
                changed.append((known[member.pk], fields))
            else:
                areas = list(member.area_codes)
                fresh.append(VisitMember(visit=visit, member=member, area_codes=areas, **fields))
        audit.create_many(fresh, by=by, action="inspections.set_attendance")
        audit.change_many(changed, by=by, action="inspections.set_attendance")
        audit.change(visit, by=by, action="inspections.set_attendance", acting_secretary=writer)
    return list(visit.members.all())


def place_of(member: TeamMember, absence: Absence | None, visit: Visit) -> dict[str, Any]:
    """The fields of a member's place at the visit."""
    return {
        "present": absence is None and member.unit_id != visit.unit_id,
        "absence_reason": absence.reason.strip() if absence else "",
        "substitute": absence.substitute if absence else None,
    }


def acting_secretary(
    visit: Visit,
    absences: Mapping[int, Absence],
    before: Mapping[int, VisitMember],
    team: Sequence[TeamMember],
) -> TeamMember | None:
    """Who writes the minutes: who does the missing secretary's part; else as it was set."""
    secretary = next((m for m in team if m.role == TeamRole.SECRETARY), None)
    if secretary is None or secretary.unit_id == visit.unit_id:
        return visit.acting_secretary
    if missing := absences.get(secretary.pk):
        return missing.substitute
    place = before.get(secretary.pk)
    back = place is not None and place.substitute_id == visit.acting_secretary_id
    return None if back else visit.acting_secretary


def check_writer(writer: TeamMember | None, absences: Mapping[int, Absence]) -> None:
    """Who was set to write the minutes must be there."""
    if writer is not None and writer.pk in absences:
        text = f"{writer.name} là thư ký buổi này. Cử thư ký khác ở trang xếp lịch trước."
        raise BadInput(fields={f"m{writer.pk}-reason": text})


def check_absences(visit: Visit, absences: Sequence[Absence], team: Sequence[TeamMember]) -> None:
    """A reason for each; who does their part is there, and is not of the unit itself."""
    missing = {one.member.pk for one in absences}
    coming = {m.pk for m in team if m.pk not in missing and m.unit_id != visit.unit_id}
    problems: dict[str, str] = {}
    for one in absences:
        key, part = f"m{one.member.pk}", one.substitute
        if one.member.inspection_id != visit.inspection_id:
            problems[f"{key}-reason"] = "Người này không thuộc đoàn kiểm tra."
        if not one.reason.strip():
            problems[f"{key}-reason"] = f"Ghi lý do {one.member.name} vắng mặt."
        if part is not None and part.pk not in coming:
            problems[f"{key}-substitute"] = f"{part.name} không có mặt ở buổi này."
        if part is None and one.member.role == TeamRole.SECRETARY:
            problems[f"{key}-substitute"] = "Thư ký vắng mặt thì phải có người làm thay."
    if not coming and not problems:
        problems["team"] = "Phải còn ít nhất một thành viên của đoàn có mặt."
    if problems:
        raise BadInput(fields=problems)
