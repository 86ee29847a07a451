"""What the verbs of a campaign take, and how it becomes what the actions take."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from congvu.api.kinds import Body, Day, Flag, Line, Needed, Ref, Text, Time, Word, Year, choice
from congvu.api.resources.lookups import lookup, lookup_all, people, units_seen
from congvu.assessments.states import Scoring
from congvu.core.errors import BadInput
from congvu.inspections import actions
from congvu.inspections.models import Inspection, TeamMember, Visit
from congvu.inspections.states import InspectionKind, Session, TeamRole

SAME = ("title", "year", "kind", "scoring", "period_from", "period_to") + (
    "led_by_decision_maker",
    "note",
)
Codes = Annotated[list[Word], Field(max_length=100)]
Part = choice(Session)  # type: ignore[valid-type]


class InspectionNew(Body):
    """What opening a campaign needs."""

    title: Annotated[Line, Field(min_length=1)]
    year: Year
    kind: choice(InspectionKind) = InspectionKind.PERIODIC  # type: ignore[valid-type]
    library: Ref
    areas: Codes
    units: Annotated[list[Ref], Field(max_length=1000)]
    scoring: choice(Scoring) = Scoring.POINTS  # type: ignore[valid-type]
    period_from: Day
    period_to: Day
    plan: Ref | None = None
    previous: Ref | None = None
    led_by_decision_maker: Flag = False
    note: Text = ""


class GivingUp(Body):
    """Why, and the day of the decision that says so; today where none is given."""

    reason: Needed
    decided_on: Day | None = None


class Member(Body):
    """One member; with an account they may work here."""

    name: Annotated[Word, Field(min_length=1)]
    role: choice(TeamRole)  # type: ignore[valid-type]
    title: Word = ""
    user: Ref | None = None
    unit: Ref | None = None
    areas: Codes = []


class Team(Body):
    """The whole team, in order."""

    members: Annotated[list[Member], Field(max_length=200)]


class TeamChanging(Body):
    """Who leaves (members of the team by id), who comes, why, and from when."""

    leaves: Annotated[list[Ref], Field(max_length=200)] = []
    comes: Annotated[list[Member], Field(max_length=200)] = []
    reason: Needed
    decided_on: Day
    effective_on: Day


class VisitPlace(Body):
    """One line of the schedule."""

    visit: Ref
    day: Day
    session: Part
    starts_at: Time | None = None
    ends_at: Time | None = None
    place: Line = ""
    departs_at: Time | None = None
    vehicle: Annotated[Word, Field(max_length=100)] = ""
    driver: Annotated[Word, Field(max_length=100)] = ""
    participants: Text = ""
    note: Line = ""
    acting_secretary: Ref | None = None
    absent: Annotated[list[Ref], Field(max_length=200)] = []


class Schedule(Body):
    """The lines set."""

    visits: Annotated[list[VisitPlace], Field(max_length=1000)]


class MoveIn(Body):
    """Where a visit goes; no day: to be set later."""

    visit: Ref
    day: Day | None = None
    session: Part | None = None


class Postponing(Body):
    """One act that moves visits."""

    moves: Annotated[list[MoveIn], Field(max_length=1000)]
    reason: Needed
    decided_on: Day


def set_team(inspection: Inspection, *, by: Any, expected: int, members: list[Member]) -> Any:
    """Replace the team."""
    rows = member_rows(members, "members", by)
    return actions.set_team(inspection, rows, by=by, expected=expected)


def member_rows(members: list[Member], field: str, by: Any) -> list[actions.MemberRow]:
    """Members as the actions take them."""
    accounts, units = people(by), units_seen(by)
    return [
        actions.MemberRow(
            name=m.name,
            role=m.role,
            title=m.title,
            user=lookup(accounts, m.user, f"{field}[{i}].user"),
            unit=lookup(units, m.unit, f"{field}[{i}].unit"),
            area_codes=tuple(m.areas),
        )
        for i, m in enumerate(members)
    ]


def change_team(
    inspection: Inspection,
    *,
    by: Any,
    expected: int,
    leaves: Sequence = (),
    comes: Sequence = (),
    **told: Any,
) -> Any:
    """Change the team of a decided campaign."""
    gone = lookup_all(inspection.team.present(), leaves, "leaves[{}]")
    change = actions.TeamChange(gone, member_rows(comes, "comes", by), **told)
    actions.change_team(inspection, change, by=by, expected=expected)
    return inspection


def set_schedule(inspection: Inspection, *, by: Any, expected: int, visits: list) -> Any:
    """Put visits on days."""
    known = visits_of(inspection, [line.visit for line in visits], "visits[{}].visit")
    team = {member.pk: member for member in TeamMember.objects.filter(inspection=inspection)}
    rows = []
    for i, line in enumerate(visits):
        if line.acting_secretary is not None and line.acting_secretary not in team:
            text = "Người này không có trong đoàn."
            raise BadInput(fields={f"visits[{i}].acting_secretary": text})
        told = line.model_dump(exclude={"visit", "acting_secretary", "absent"})
        acting = team.get(line.acting_secretary)
        absent = frozenset(line.absent)
        row = actions.VisitRow(
            known[line.visit],
            acting_secretary=acting,
            absent=absent,
            **{k: getattr(line, k) for k in told},
        )
        rows.append(row)
    return actions.set_schedule(inspection, rows, by=by, expected=expected)


def postpone(
    inspection: Inspection, *, by: Any, expected: int, moves: list, reason: str, decided_on: Any
) -> Any:
    """Move visits in one act."""
    known = visits_of(inspection, [move.visit for move in moves], "moves[{}].visit")
    rows = [actions.Move(known[m.visit], m.day, m.session or "") for m in moves]
    return actions.postpone(
        inspection, rows, reason=reason, decided_on=decided_on, by=by, expected=expected
    )


def visits_of(inspection: Inspection, pks: list[int], field: str) -> dict[int, Visit]:
    """Visits of the campaign by id, each named once."""
    rows = Visit.objects.filter(inspection=inspection).select_related("unit", "inspection")
    found = rows.in_bulk(pks)
    wrong = {}
    for i, pk in enumerate(pks):
        if pk not in found:
            wrong[field.format(i)] = "Buổi làm việc này không thuộc đợt kiểm tra."
        elif pk in pks[:i]:
            wrong[field.format(i)] = "Buổi làm việc này đã có ở trên."
    if wrong:
        raise BadInput(fields=wrong)
    return found
