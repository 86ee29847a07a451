"""The counters of the showroom: opened, with everybody who works there or files there.

Found again in the database at a later start, so that more dossiers may be added to a showroom.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from congvu.accounts.models import User
from congvu.applicants.actions import register_many
from congvu.applicants.models import Applicant
from congvu.core import clock, workdays
from congvu.desk.showroom.stage import on, story
from congvu.dossiers import actions
from congvu.dossiers.models import ReceivingPoint
from congvu.organizations.models import Seat, Unit, calendar_of
from congvu.organizations.states import Role
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.states import FIXED, LimitUnit

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Danh", "Thị", "Võ", "Đặng", "Bùi", "Lâm")
MIDDLE = ("Văn", "Thị", "Ngọc", "Minh", "Thanh", "Hoàng", "Kim", "Quốc")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hạnh", "Khánh", "Lan", "Nam", "Phúc", "Tâm")
BODIES = ("Công ty giả định", "Doanh nghiệp giả định", "Cơ sở giả định", "Hợp tác xã giả định")
COPIES = ("originals", "certified_copies", "copies")
FAR = 200  # days after today a story may still name


@dataclass
class Counter:
    """One counter: who receives, who works on it and signs, who comes, what may be filed."""

    point: ReceivingPoint
    clerk: User
    signers: list[User]
    officers: dict[int, list[User]]  # of each unit that resolves
    heads: dict[int, User]
    people: list[Applicant]
    organisations: list[Applicant]
    versions: list[ProcedureVersion]

    def filing(self, names: list[str]) -> list[ProcedureVersion]:
        """The procedures whose names begin so."""
        return [one for one in self.versions if one.name.startswith(tuple(names))]


def counters() -> dict[str, Counter]:
    """All of them by the story's key, opened where that has not been done."""
    facts = story("dossiers")
    seats = list(Seat.objects.select_related("user", "unit").order_by("pk"))
    units = {row["key"]: row["name"] for row in story("office")["units"]}
    return {
        key: counter(Unit.objects.get(name=units[key]), row, seats)
        for key, row in facts["points"].items()
    }


def counter(unit: Unit, row: dict[str, Any], seats: list[Seat]) -> Counter:
    """One counter with its people."""
    of = {role: [seat for seat in seats if seat.role == role] for role in Role}
    clerk = next(seat.user for seat in of[Role.ONE_STOP_OFFICER] if seat.unit_id == unit.pk)
    heads = {seat.unit_id: seat.user for seat in of[Role.UNIT_HEAD]}
    officers = {key: [user] for key, user in heads.items()}
    for seat in reversed(of[Role.CASE_OFFICER]):
        known = officers.get(seat.unit_id, [])
        officers[seat.unit_id] = [seat.user, *(u for u in known if u != heads.get(seat.unit_id))]
    with on(story("dossiers")["begins"], 7):
        point = point_of(unit, row, of[Role.SECRETARY][0].user)
        people = known_people(unit, row, clerk)
    leaders = [seat.user for role in (Role.HEAD, Role.DEPUTY) for seat in of[role]]
    own = point.small
    return Counter(
        point=point,
        clerk=clerk,
        signers=[heads[unit.pk]] if own else leaders,
        officers=officers,
        heads=heads,
        people=[one for one in people if one.kind == "person"],
        organisations=[one for one in people if one.kind != "person"],
        versions=offered(unit if own else unit.parent),
    )


def point_of(unit: Unit, row: dict[str, Any], by: User) -> ReceivingPoint:
    """The counter of a unit."""
    fields = {name: row[name] for name in ("name", "agency_code", "small") if name in row}
    known = ReceivingPoint.objects.filter(unit=unit).order_by("pk").first()
    return known or actions.open_point(by=by, unit=unit, **fields)


def known_people(unit: Unit, row: dict[str, Any], clerk: User) -> list[Applicant]:
    """Those who come to a counter; entered once."""
    number = row.get("people", 0) + row.get("organisations", 0)
    known = list(Applicant.objects.filter(registered_at=unit).order_by("pk")[:number])
    return known or register_many(list(invented(row)), by=clerk, at=unit)


def invented(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Names put together by chance; their numbers belong to nobody."""
    dice = random.Random(row["agency_code"])  # noqa: S311 - a story, no secret
    for number in range(row.get("people", 0)):
        name = " ".join(dice.choice(words) for words in (FAMILY, MIDDLE, GIVEN))
        yield {"kind": "person", "name": name, "phone": f"0900{number:06d}"}
    for number in range(1, row.get("organisations", 0) + 1):
        name = f"{dice.choice(BODIES)} số {number:03d}"
        yield {"kind": "organisation", "name": name, "phone": f"09001{number:05d}"}


def offered(owner: Unit) -> list[ProcedureVersion]:
    """Procedures of somebody's list whose limit is known in working days."""
    found = ProcedureVersion.objects.filter(state__in=FIXED, limits__unit=LimitUnit.WORKING_DAYS)
    first = found.filter(procedure__owner=owner, number=1).distinct().order_by("pk")
    related = ("procedure__resolving_unit", "procedure__owner")
    return list(first.select_related(*related).prefetch_related("limits", "components"))


def papers_of(version: ProcedureVersion) -> list[dict[str, Any]]:
    """The papers that are always needed, all of them there, as the counter writes them down."""
    return [
        {"order": one.order, "title": one.title} | {name: getattr(one, name) for name in COPIES}
        for one in version.components.all()
        if one.required and not one.condition
    ]


def working_days(begin: dt.date) -> list[dt.date]:
    """Days the office works, from ``begin`` until well after today."""
    calendar = calendar_of(None)
    last = clock.today() + dt.timedelta(days=FAR)
    days = (begin + dt.timedelta(days=n) for n in range((last - begin).days))
    return [day for day in days if workdays.is_working_day(day, calendar, calendar.hours)]
