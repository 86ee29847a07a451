"""A small campaign built through the actions. ``make_inspection(units=3)`` is what tests want."""

import datetime as dt
from dataclasses import dataclass

from congvu.accounts.models import User
from congvu.assessments.actions import judge_many
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.rules import Judgement
from congvu.core import workdays
from congvu.criteria.actions import accept_version, upload_version
from congvu.criteria.models import LibraryVersion
from congvu.inspections.actions import (
    MemberRow,
    OpeningSpec,
    VisitRow,
    begin_visit,
    notify_units,
    open_inspection,
    set_schedule,
    set_team,
)
from congvu.inspections.actions.progress import team_created
from congvu.inspections.models import Inspection, Visit
from congvu.inspections.states import Session, TeamRole
from congvu.organizations.models import CalendarDay, Unit
from congvu.organizations.states import Role
from tests.organizations.factories import UnitFactory, officer
from tests.sequences import numbers

FIRST_DAY = dt.date(2020, 8, 25)  # a Tuesday, the first visit of the article
DECIDED_ON = dt.date(2020, 8, 10)
PERIOD = (dt.date(2019, 7, 1), dt.date(2020, 6, 30))
numbers_of_libraries = numbers()

LEVELS = """\
    - {code: excellent, name: Xuất sắc, short: XS, from: 90, points_percent: 100}
    - {code: good, name: Tốt, short: Tốt, from: 80, points_percent: 85}
    - {code: fair, name: Khá, short: Khá, from: 65, points_percent: 75}
    - {code: average, name: Trung bình, short: TB, from: 50, points_percent: 60}
    - {code: weak, name: Yếu, short: Yếu, from: 0, points_percent: 25}
"""
RULE = "rule: {type: yes_no, 'yes': 10, 'no': 0}"
PERCENT = "rule: {type: ratio, full_at: 100, zero_below: 0}"


def library_text(areas: int = 2, criteria: int = 3, code: str = "THU") -> str:
    """YAML of a library: in each area the last criterion but one is a percentage, the last yes/no
    with the maximum when nothing arose; area 2 does not concern schools."""
    lines = ["format: 1", f"code: {code}", "title: Bộ tiêu chí thử", "purpose: inspection"]
    lines += ["effective_from: 2019-01-01", "scale:", "  code: default", "  levels:", LEVELS]
    lines.append("areas:")
    for a in range(1, areas + 1):
        kinds = (
            "[division, department_office]" if a == 2 else "[division, department_office, school]"
        )
        lines += [f"  - code: A{a}", f"    title: Nội dung thứ {a}", f"    short_title: ND {a}"]
        lines.append("    criteria:")
        for c in range(1, criteria + 1):
            percent = c == criteria - 1
            lines += [
                f"      - code: A{a}.{c}",
                f"        text: Tiêu chí {a}.{c} có được thực hiện không?",
                f"        answer: {'percent' if percent else 'yes_no'}",
                f"        applies_to: {kinds}",
                "        max_points: 10",
                f"        {PERCENT if percent else RULE}",
                f"        when_nothing_arose: {'full' if c == criteria else 'not_applicable'}",
                "        evidence: [Báo cáo]",
            ]
    return "\n".join(lines) + "\n"


def make_library(areas: int = 2, criteria: int = 3, code: str = "") -> LibraryVersion:
    """An accepted version."""
    text = library_text(areas, criteria, code or f"THU{next(numbers_of_libraries)}")
    return accept_version(upload_version(text, by=None), by=None)


@dataclass
class Campaign:
    """A campaign and its people, each known by role."""

    inspection: Inspection
    secretary: User
    head: User
    inspector: User
    units: list[Unit]
    visits: list[Visit]

    @property
    def visit(self) -> Visit:
        """The first visit."""
        return self.visits[0]

    @property
    def sheet(self) -> Sheet:
        """The first unit's sheet."""
        return self.visits[0].sheet

    @property
    def answer(self) -> Answer:
        """The first answer of the first unit."""
        return self.answers()[0]

    def answers(self, sheet: Sheet | None = None) -> list[Answer]:
        """Answers of a sheet (the first), in order."""
        return list((sheet or self.sheet).answers.with_criteria())


def make_calendar() -> None:
    """The national calendar as shipped, once."""
    if CalendarDay.objects.exists():
        return
    rows = workdays.load(workdays.NATIONAL_FILE)
    days = [
        CalendarDay(date=r.date, kind=r.kind, name=r.name, status=r.status, source=r.source)
        for r in rows
    ]
    CalendarDay.objects.bulk_create(days)


def make_people(department: Unit | None = None) -> dict[str, User]:
    """Head, secretary (sits in the department office) and inspector."""
    department = department or UnitFactory(department=True)
    office = UnitFactory(office=True, parent=department)
    return {
        "head": officer(Role.HEAD, department),
        "secretary": officer(Role.SECRETARY, office),
        "inspector": officer(Role.INSPECTOR, UnitFactory(parent=department)),
    }


def make_inspection(
    units: int | list[Unit] = 3,
    *,
    people: dict[str, User] | None = None,
    library: LibraryVersion | None = None,
    previous: Inspection | None = None,
    year: int = 2020,
    until: str = "notified",  # opened, decided, notified, visiting (the first visit begun)
    **spec,
) -> Campaign:
    """Opened, team set, scheduled, decided, notified, as far as ``until`` says."""
    make_calendar()
    people = people or make_people()
    library = library or make_library()
    chosen = units if isinstance(units, list) else [UnitFactory() for _ in range(units)]
    shift = year - 2020
    given = {
        "title": f"Kiểm tra công tác cải cách hành chính năm {year}",
        "area_codes": tuple(library.areas.values_list("code", flat=True)),
        "period_from": PERIOD[0].replace(year=PERIOD[0].year + shift),
        "period_to": PERIOD[1].replace(year=PERIOD[1].year + shift),
    } | spec
    opening = OpeningSpec(
        year=year, library_version=library, units=tuple(chosen), previous=previous, **given
    )
    inspection = open_inspection(opening, by=people["secretary"])
    move_on(inspection, people, until, shift)
    inspection.refresh_from_db()
    visits = list(inspection.visits.select_related("unit", "sheet__unit", "inspection"))
    return Campaign(inspection, units=chosen, visits=visits, **people)


def move_on(inspection: Inspection, people: dict[str, User], until: str, shift: int) -> None:
    """Team, schedule, decision, notice and the first visit, as far as ``until`` says."""
    steps = ["opened", "decided", "notified", "visiting"]
    reached = steps.index(until)
    if reached < 1:
        return
    secretary = people["secretary"]
    set_team(inspection, team_rows(people), by=secretary)
    decided_on = DECIDED_ON.replace(year=DECIDED_ON.year + shift)
    team_created(inspection, number="12826/QĐ-LĐTBXH", decided_on=decided_on, by=people["head"])
    inspection.refresh_from_db()
    set_schedule(inspection, schedule_rows(inspection, shift), by=secretary)
    if reached >= 2:
        notify_units(inspection, by=secretary)
    if reached >= 3:
        begin_visit(inspection.visits.first(), by=people["head"])


def team_rows(people: dict[str, User]) -> list[MemberRow]:
    """Head, secretary, one member; each with the unit they sit in."""
    roles = {"head": TeamRole.HEAD, "secretary": TeamRole.SECRETARY, "inspector": TeamRole.MEMBER}
    return [
        MemberRow(
            name=str(people[name]),
            role=role,
            user=people[name],
            unit=people[name].seats.first().unit,
        )
        for name, role in roles.items()
    ]


def schedule_rows(inspection: Inspection, shift: int) -> list[VisitRow]:
    """Two visits a day from the first day on, Saturdays and Sundays left out."""
    day, rows = FIRST_DAY.replace(year=FIRST_DAY.year + shift), []
    for i, visit in enumerate(inspection.visits.all()):
        while day.weekday() > 4:
            day += dt.timedelta(days=1)
        session = Session.AFTERNOON if i % 2 else Session.MORNING
        rows.append(VisitRow(visit=visit, day=day, session=session, place="Tại đơn vị"))
        day += dt.timedelta(days=i % 2)
    return rows


def judge_all(sheet: Sheet, *, by: User, level: str = "good") -> list[Answer]:
    """Give every criterion of a sheet the same level."""
    rows = sheet.answers.values_list("pk", flat=True)
    return judge_many([Judgement(pk, level=level) for pk in rows], by=by)
