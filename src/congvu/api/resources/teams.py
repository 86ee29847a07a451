"""Who is in the team of a campaign; who of them was missing at a visit."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Verb, add_verb
from congvu.api.kinds import Body, Day, Id, Line, Out, Ref
from congvu.api.replies import many
from congvu.api.resources.common import same
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import lookup, lookup_all
from congvu.api.resources.visits import VISITS
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.models import TeamMember, Visit
from congvu.inspections.policies import in_team_or_oversight

router = Router()


class MemberOut(Out):
    """A place in the team; ``id`` is what schedule, attendance and changes of the team name."""

    id: int
    name: str
    title: str
    role: str
    user: int | None
    unit: int | None
    areas: list[str]
    left_on: Day | None


class AbsenceIn(Body):
    """Who does not come, why, and who does their part, if anybody."""

    member: Ref
    reason: Annotated[Line, Field(min_length=1)]
    substitute: Ref | None = None


class Attendance(Body):
    """Everybody else of the team comes."""

    absences: Annotated[list[AbsenceIn], Field(max_length=100)]


def show(row: TeamMember) -> MemberOut:
    """A member as the API says it."""
    return MemberOut(
        **same(row, "name", "title", "role", "left_on"),
        id=row.pk,
        user=row.user_id,
        unit=row.unit_id,
        areas=row.area_codes,
    )


def of_inspection(request: HttpRequest, id: Id):
    """The team in its order, with those who left; others read it in the decision."""
    inspection = INSPECTIONS.get(request.user, id)
    require(in_team_or_oversight(request.user, inspection))
    return many([show(row) for row in inspection.team.all()])


def set_attendance(visit: Visit, *, by: Any, expected: int, absences: list[AbsenceIn]) -> Any:
    """Who was missing; the places a refusal names are those of the body."""
    team = visit.inspection.team.present()
    missing = lookup_all(team, [one.member for one in absences], "absences[{}].member")
    rows = []
    for i, (member, one) in enumerate(zip(missing, absences, strict=True)):
        substitute = lookup(team, one.substitute, f"absences[{i}].substitute")
        rows.append(actions.Absence(member, one.reason, substitute))
    try:
        return actions.set_attendance(visit, rows, by=by, expected=expected)
    except BadInput as error:
        lines = {f"m{member.pk}": f"absences[{i}]" for i, member in enumerate(missing)}
        raise BadInput(fields=dict(placed(error.fields, lines))) from error


def placed(fields: dict[str, str], lines: dict[str, str]) -> Any:
    """``m12-reason`` is ``absences[0].reason``."""
    for name, text in fields.items():
        key, _, part = name.partition("-")
        yield (f"{lines[key]}.{part}" if key in lines else "absences"), text


words = "Đợt kiểm tra: thành viên đoàn"
marks.get(router, "inspections/{id}/team", of_inspection, marks.listed(MemberOut), words)
add_verb(router, VISITS, Verb("set_attendance", set_attendance, Attendance))
