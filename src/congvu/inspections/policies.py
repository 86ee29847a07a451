"""Who may do what in a campaign; the only place here that knows roles."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BigAutoField, Exists, OuterRef, Q, QuerySet

from congvu.core.prepared import Prepared, Slot
from congvu.inspections.models import Inspection, TeamMember, Visit, VisitMember
from congvu.inspections.models.plan import OVERSIGHT
from congvu.inspections.states import (
    AFTER_ISSUING,
    OPEN_VISITS,
    DocumentKind,
    InspectionKind,
    TeamRole,
    VisitState,
)
from congvu.organizations.policies import rights_of, views_department
from congvu.organizations.states import Role

PREPARERS = (Role.SECRETARY, Role.HEAD, Role.DEPUTY)
DECIDERS = (Role.HEAD, Role.DEPUTY)


def may_prepare(user: Any) -> bool:
    """Plans, teams, schedules and drafts are the work of the secretary and of the leaders."""
    return rights_of(user).has(*PREPARERS)


def may_decide(user: Any) -> bool:
    """Approving, signing and issuing belong to the head, or a deputy acting for the head."""
    return rights_of(user).has(*DECIDERS)


def heads_office(user: Any) -> bool:
    """Whether an account is the head of the office; None is somebody without an account."""
    return user is not None and rights_of(user).has(Role.HEAD)


def may_number(user: Any) -> bool:
    """Numbers come from the book of the văn thư; the secretary may type them in for her."""
    return rights_of(user).has(Role.RECORDS_CLERK, Role.SECRETARY)


def may_carry_out(user: Any) -> bool:
    """What an issued paper orders: by whoever prepares, decides, or issues it."""
    return may_prepare(user) or may_number(user)


def member_of(user: Any, inspection: Inspection) -> TeamMember | None:
    """The user's place in the team, if any."""
    return TeamMember.objects.filter(inspection=inspection, user=user).first()


def may_read_article(user: Any, inspection: Inspection) -> bool:
    """The draft news item: oversight and team at any time, everybody else once concluded."""
    if inspection.state in AFTER_ISSUING:
        return True
    return rights_of(user).has(*OVERSIGHT) or member_of(user, inspection) is not None


def own_unit(user: Any, unit_id: int) -> bool:
    """Whether the user works in that unit (they never judge it nor see its draft)."""
    return rights_of(user).in_unit(unit_id)


def may_work_at(user: Any, visit: Visit) -> bool:
    """The team works at every visit but the one to the member's own unit."""
    return visit.pk in works_at(user, [visit])


def may_record_recheck(user: Any, visit: Visit) -> bool:
    """Who works at the visit of a re-check and is not written down as absent."""
    return may_work_at(user, visit) and not is_absent(user, visit)


def works_at(user: Any, visits: Sequence[Visit]) -> set[int]:
    """Ids of the visits at which ``user`` works, as :func:`may_work_at` says of one."""
    others = [visit for visit in visits if not own_unit(user, visit.unit_id)]
    ids = {visit.inspection_id for visit in others}
    teams = TeamMember.objects.filter(inspection__in=ids, user=user)
    mine = set(teams.values_list("inspection", flat=True))
    return {visit.pk for visit in others if visit.inspection_id in mine}


def may_run_visit(user: Any, visit: Visit) -> bool:
    """Beginning, ending, minutes: the team's leaders and secretary, or who acts as such."""
    if own_unit(user, visit.unit_id):
        return False
    acting = visit.acting_secretary
    if acting is not None and acting.user_id == user.pk:
        return True
    leading = (TeamRole.HEAD, TeamRole.DEPUTY, TeamRole.SECRETARY)
    if "team" in getattr(visit.inspection, "_prefetched_objects_cache", {}):
        team = visit.inspection.team.all()
        return any(one.user_id == user.pk and one.role in leading for one in team)
    return TeamMember.objects.filter(
        inspection=visit.inspection_id, user=user, role__in=leading
    ).exists()


def may_answer_unit(user: Any, unit_id: int) -> bool:
    """What a unit itself says: remedies, explanations; its head and its contact officer."""
    return rights_of(user).in_unit(unit_id, Role.UNIT_HEAD, Role.CONTACT)


def absences_of(user: Any) -> Any:
    """The places at visits the user was to take and is written down as absent from."""
    return VisitMember.objects.filter(member__user=user).exclude(absence_reason="")


def is_absent(user: Any, visit: Visit) -> bool:
    """Whether the user's absence from this visit is written down."""
    return absences_of(user).filter(visit=visit).exists()


def judge_rule(user: Any, sheet_ids: Iterable[int]) -> set[int]:
    """Sheets the user may judge: visits of their teams, not their own unit, minutes not signed.

    Whose absence is written down judges nothing there; who does their part is of the team too.
    """
    ids, own = list(sheet_ids), rights_of(user).units()
    if len(ids) == 1:
        found = JUDGED_ONE.all(user=user.pk, sheet=ids[0])
    else:
        found = list(visits_judged(user, sheet_id__in=ids))
    return {sheet for sheet, unit in found if unit not in own}


def visits_judged(user: Any, **narrow: Any) -> QuerySet:
    """Sheet and unit of visits at which the user judges."""
    rows = Visit.objects.filter(
        ~Exists(absences_of(user).filter(visit=OuterRef("pk"))),
        state__in=OPEN_VISITS,
        inspection__team__user=user,
        **narrow,
    )
    return rows.order_by().values_list("sheet_id", "unit_id")


JUDGED_ONE: Prepared[tuple[int, int]] = Prepared(  # one sheet: at every answer that is saved
    lambda: visits_judged(Slot("user", BigAutoField()), sheet_id=Slot("sheet", BigAutoField()))
)


def read_rule(user: Any, sheet_ids: Iterable[int]) -> set[int]:
    """Out of ``sheet_ids`` the sheets whose judged side the user may read."""
    return set(read_sheets(user).filter(sheet_id__in=list(sheet_ids)))


def read_sheets(user: Any) -> Any:
    """Ids of the sheets whose judged side the user may read, as a query.

    Oversight and team: all but their own unit's draft. A unit: its own, once minutes are signed.
    A viewer of the Department: those of concluded campaigns.
    """
    rights = rights_of(user)
    mine = Q(unit_id__in=rights.units())
    own = mine & Q(state=VisitState.MINUTES_SIGNED)
    if views_department(user):
        own |= Q(inspection__state__in=AFTER_ISSUING)
    if rights.has(Role.HEAD):
        others = ~Q(pk=None)  # every one: an empty Q would vanish in the "or"
    elif rights.has(*OVERSIGHT):
        others = ~mine
    else:
        others = Q(inspection__in=Inspection.objects.filter(team__user=user.pk)) & ~mine
    visits = Visit.objects.filter(own | others, sheet__isnull=False)
    return visits.order_by().values_list("sheet_id", flat=True)


def in_team_or_oversight(user: Any, inspection: Inspection) -> bool:
    """Whoever runs the campaign or works in it."""
    oversight = rights_of(user).has(*OVERSIGHT)
    return oversight or member_of(user, inspection) is not None


def may_see_file_of(user: Any, inspection: Inspection, kind: str) -> bool:
    """Schedule and outline: whoever sees the campaign; matrix and remedies carry their own rows;
    the news item, a draft until it is on the portal, and a schedule nobody is told of: oversight
    and team."""
    secret = kind == DocumentKind.SCHEDULE and inspection.kind == InspectionKind.UNANNOUNCED
    closed = kind == DocumentKind.ARTICLE or secret
    return not closed or in_team_or_oversight(user, inspection)


def may_see_archive(user: Any, inspection: Inspection) -> bool:
    """The whole file of a campaign: oversight, văn thư, team."""
    return may_number(user) or in_team_or_oversight(user, inspection)


def may_see_visit_paper(user: Any, visit: Visit, kind: str) -> bool:
    """The outline: all who see the visit. What a unit says of itself: the unit, oversight, team.
    Minutes: oversight and team, but of their own unit nobody before they are told; the unit then;
    a viewer of the Department once the campaign is concluded.
    """
    if kind == DocumentKind.OUTLINE:
        return True
    mine = own_unit(user, visit.unit_id)
    ours = in_team_or_oversight(user, visit.inspection)
    if kind == DocumentKind.SELF_REPORT:
        return mine or ours
    told = visit.state == VisitState.MINUTES_SIGNED or visit.draft_sent_at is not None
    if mine:
        return told or rights_of(user).has(Role.HEAD)
    return ours or (views_department(user) and visit.inspection.state in AFTER_ISSUING)
