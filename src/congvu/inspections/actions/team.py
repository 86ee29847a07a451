"""The team of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import audit
from congvu.core.errors import BadInput, WrongState
from congvu.core.policies import require
from congvu.inspections.models import Inspection, TeamMember, VisitMember
from congvu.inspections.policies import heads_office, may_prepare
from congvu.inspections.states import InspectionState, TeamRole
from congvu.organizations.models import Unit


@dataclass(frozen=True)
class MemberRow:
    """A member as typed or pasted. Without an account a person can be named but not sign in."""

    name: str
    role: str
    title: str = ""
    user: User | None = None
    unit: Unit | None = None
    area_codes: tuple[str, ...] = field(default_factory=tuple)


def set_team(
    inspection: Inspection, rows: Sequence[MemberRow], *, by: User, expected: int | None = None
) -> list[TeamMember]:
    """Replace the team while the decision is not issued. One head, nobody twice.

    Where the head of the office leads, nobody is left to report to: the team's report is then an
    internal draft (``led_by_decision_maker``).
    """
    require(may_prepare(by))
    check_team(rows)
    with transaction.atomic():
        inspection = audit.lock(Inspection.objects.all(), inspection.pk, expected)
        if inspection.state != InspectionState.PREPARING:
            raise WrongState(
                "Đã có quyết định thành lập đoàn. Mở trang Thay đổi thành viên để lập quyết định "
                "điều chỉnh."
            )
        note_who_leads(inspection, rows, by)
        clear_team(inspection, by)
        members = [
            TeamMember(
                inspection=inspection,
                user=row.user,
                name=row.name,
                title=row.title,
                unit=row.unit,
                role=row.role,
                area_codes=list(row.area_codes),
                order=order,
            )
            for order, row in enumerate(rows, start=1)
        ]
        return audit.create_many(members, by=by, action="inspections.add_member")


def note_who_leads(inspection: Inspection, rows: Sequence[MemberRow], by: User) -> None:
    """Follow the head of the team: the head of the office, or no longer."""
    before = inspection.team.present().filter(role=TeamRole.HEAD).select_related("user").first()
    leads = any(row.role == TeamRole.HEAD and heads_office(row.user) for row in rows)
    if leads == inspection.led_by_decision_maker or not (leads or before):
        return
    if leads or heads_office(before.user):
        audit.change(inspection, by=by, action="inspections.set_lead", led_by_decision_maker=leads)


def clear_team(inspection: Inspection, by: User) -> None:
    """Take the present members and their places at visits out, each with a log row."""
    for place in VisitMember.objects.filter(visit__inspection=inspection):
        audit.remove(place, by=by, action="inspections.unassign_member")
    acting = inspection.visits.filter(acting_secretary__isnull=False)
    pairs = [(visit, {"acting_secretary": None}) for visit in acting]
    audit.change_many(pairs, by=by, action="inspections.schedule_visit")
    for member in inspection.team.all():
        audit.remove(member, by=by, action="inspections.remove_member")


def check_team(rows: Sequence[MemberRow]) -> None:
    """Exactly one head; each account once; each member named."""
    problems: dict[str, str] = {}
    if sum(row.role == TeamRole.HEAD for row in rows) != 1:
        problems["team"] = "Đoàn phải có đúng một trưởng đoàn."
    seen: set[int] = set()
    for i, row in enumerate(rows):
        if not row.name.strip():
            problems[f"team[{i}].name"] = "Chưa ghi họ và tên thành viên."
        if row.user is not None and row.user.pk in seen:
            problems[f"team[{i}].user"] = f"{row.name} đã có trong đoàn."
        if row.user is not None:
            seen.add(row.user.pk)
    if problems:
        raise BadInput(fields=problems)
