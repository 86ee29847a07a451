"""Nhân bản từ năm trước: last campaign's team and schedule as a proposal to be looked through."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from congvu.core import workdays
from congvu.core.search import fold
from congvu.inspections.actions.plan import moved as years_later
from congvu.inspections.models import Inspection, TeamMember, Visit
from congvu.inspections.states import InspectionKind, InspectionState
from congvu.inspections.teaming import People, by_name
from congvu.organizations.models import prepared_calendar

VISIT_FIELDS = ("session", "starts_at", "ends_at", "place", "departs_at", "vehicle", "driver",
                "participants")  # fmt: skip


def earlier(inspection: Inspection) -> Inspection | None:
    """The campaign to copy from: the one named as the one before, else the latest with a team."""
    before = inspection.previous
    held = before is not None and before.state != InspectionState.CANCELLED
    if held and before.team.exists():
        return before
    rows = Inspection.objects.before(inspection.year).filter(team__isnull=False)
    return rows.exclude(kind=InspectionKind.IMPORTED).distinct().first()


def copied_team(
    source: Inspection, people: People, codes: Collection[str]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Lines of the page from last year's team, and the names that need a second look."""
    known = by_name(people)
    rows, doubtful = [], []
    for member in source.team.present().select_related("unit"):
        person = present(member, people, known)
        if person is None:
            doubtful.append(member.name)
        rows.append(
            {
                "person": person,
                "name": "" if person else member.name,
                "title": (people[person][0].title if person else "") or member.title,
                "unit": people[person][1].pk if person else member.unit_id,
                "role": member.role,
                "areas": [code for code in member.area_codes if code in codes],
            }
        )
    return rows, doubtful


def present(member: TeamMember, people: People, known: dict[str, list[int]]) -> int | None:
    """The officer a member is today; None who left, or was never an officer here."""
    if member.user_id in people:
        return member.user_id
    same = known.get(fold(member.name), [])
    return same[0] if member.user_id is None and len(same) == 1 else None


def copied_schedule(
    source: Inspection, visits: Sequence[Visit], team: Sequence[TeamMember]
) -> dict[int, dict[str, Any]]:
    """Visit -> its line, from last year's visit to the same unit, on the same day of the week."""
    before = {visit.unit_id: visit for visit in source.visits.live().select_related(
        "acting_secretary")}  # fmt: skip
    members = {fold(member.name): member for member in team}
    found = {}
    for visit in visits:
        old = before.get(visit.unit_id)
        if old is None or old.day is None:
            continue
        line = {name: getattr(old, name) for name in VISIT_FIELDS}
        line["place"] = visit.place or old.place
        acting = members.get(fold(old.acting_secretary.name)) if old.acting_secretary else None
        line["acting_secretary"] = acting.pk if acting and acting.unit_id != visit.unit_id else None
        years = visit.inspection.year - source.year
        found[visit.pk] = line | {"day": same_weekday(old.day, years)}
    return found


def same_weekday(day: dt.date, years: int) -> dt.date:
    """The same day of the week about ``years`` later; a day off moves to the next working day."""
    there = years_later(day, years)
    moved = there + dt.timedelta(days=(day.weekday() - there.weekday() + 3) % 7 - 3)
    try:
        calendar, hours = prepared_calendar(None, moved)
        while not workdays.is_working_day(moved, calendar, hours):
            moved += dt.timedelta(days=1)
    except (workdays.YearNotAnnounced, workdays.NoOfficeHours):
        pass  # not known yet which days are off; the office looks through the days anyway
    return moved
