"""A counter, a unit that resolves, a procedure, and dossiers on their way."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from congvu.accounts.models import User
from congvu.core import clock, workdays
from congvu.core.workdays import ZONE
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.organizations.models import CalendarDay, Unit, forget_calendars
from congvu.organizations.states import Role
from congvu.procedures.models import Field, Procedure, ProcedureVersion, Process, Step, TimeLimit
from congvu.procedures.states import LimitUnit, VersionState
from tests.applicants.factories import applicant
from tests.organizations.factories import UnitFactory, officer
from tests.sequences import numbers

count = numbers()


def at(day: int, month: int = 9, hour: int = 9, minute: int = 0, year: int = 2020) -> dt.datetime:
    """A moment of 2020 on the office's clock."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


def national_calendar() -> None:
    """The days we come with, as rows."""
    known = (
        CalendarDay(
            date=row.date,
            kind=row.kind.value,
            name=row.name,
            status=row.status.value,
            pair=row.pair,
        )
        for row in workdays.load(workdays.NATIONAL_FILE)
    )
    CalendarDay.objects.bulk_create(known, ignore_conflicts=True)
    forget_calendars()


def procedure(unit: Unit, *, amount: int | None = 10, unit_of_time: str = LimitUnit.WORKING_DAYS,
              effect: str = "", code: str = "", steps: int = 0,
              effective_from: dt.date = dt.date(2019, 1, 1)) -> Procedure:  # fmt: skip
    """A published procedure of ``unit`` with a time limit."""
    number = next(count)
    field = Field.objects.get_or_create(code="ncc", name="Người có công")[0]
    made = Procedure.objects.create(
        code=code or f"1.{number:06d}",
        name=f"Cấp giấy xác nhận {number}",
        field=field,
        competence="department",
        owner=unit,
    )
    process = None
    if steps:
        process = Process.objects.create(code=f"QTM-{number}", title="Quy trình", unit=unit)
        Step.objects.bulk_create(
            Step(process=process, order=n, name=f"Bước {n}", role="Chuyên viên")
            for n in range(1, steps + 1)
        )
    version = ProcedureVersion.objects.create(
        procedure=made,
        number=1,
        state=VersionState.PUBLISHED,
        name=made.name,
        effective_from=effective_from,
        supplement_effect=effect,
        process=process,
    )
    exact = None if unit_of_time == LimitUnit.SAME_DAY else Decimal(amount or 0)
    TimeLimit.objects.create(procedure_version=version, order=1, amount=exact, unit=unit_of_time)
    return made


@dataclass
class Office:
    """Everybody a dossier meets."""

    department: Unit
    unit: Unit
    point: ReceivingPoint
    clerk: User
    case: User
    colleague: User
    unit_head: User
    head: User
    procedure: Procedure

    def filing(self, **fields) -> actions.Filing:
        """What somebody files."""
        known = {"procedure": self.procedure, "applicant": applicant(self.clerk, self.point.unit)}
        return actions.Filing(**(known | fields))

    def taken(self, moment: dt.datetime | None = None, **fields) -> Dossier:
        """A dossier taken in at the counter."""
        with clock.at(moment or at(8)):
            return actions.take_in(self.filing(**fields), point=self.point, by=self.clerk)

    def at_work(self, moment: dt.datetime | None = None, **fields) -> Dossier:
        """One that lies on the case officer's desk."""
        dossier = self.taken(moment, **fields)
        with clock.at(moment or at(8)):
            actions.transfer([dossier], by=self.clerk)
            return actions.assign([dossier], by=self.unit_head, to=self.case)[0]

    def to_sign(self, moment: dt.datetime | None = None, **fields) -> Dossier:
        """One that waits for the signature."""
        dossier = self.at_work(moment, **fields)
        with clock.at(moment or at(8)):
            actions.propose(dossier, by=self.case)
            return actions.approve(dossier, by=self.unit_head)


def office(department: Unit | None = None, **fields) -> Office:
    """A department with a counter and one unit that resolves, in the calendar of 2020."""
    national_calendar()
    top = department or UnitFactory(department=True)
    unit, counter = UnitFactory(parent=top), UnitFactory(parent=top, kind="counter")
    return Office(
        department=top,
        unit=unit,
        point=ReceivingPoint.objects.create(
            unit=counter,
            name=f"Một cửa {counter.symbol}",
            agency_code=f"000.00.{next(count)}.H33",
            **fields,
        ),  # fmt: skip
        clerk=officer(Role.ONE_STOP_OFFICER, counter),
        case=officer(Role.CASE_OFFICER, unit),
        colleague=officer(Role.CASE_OFFICER, unit),
        unit_head=officer(Role.UNIT_HEAD, unit),
        head=officer(Role.HEAD, top),
        procedure=procedure(unit, steps=3),
    )


def dossier_at(clerk: User, unit: Unit, *, holder: User | None = None, **more: Any) -> Dossier:
    """One row at work in ``unit``, taken in at the clerk's counter; without the way there."""
    counter = clerk.seats.get().unit
    number = next(count)
    point = ReceivingPoint.objects.create(unit=counter, name="Một cửa", agency_code=f"P{number}")
    facts = {"state": "in_progress", "accepted_at": at(8), "due_at": at(22, hour=17)} | more
    return Dossier.objects.create(
        code=f"P{number}-200908-0001",
        point=point,
        unit=unit,
        holder=holder,
        original_due_at=facts["due_at"],
        applicant_label="Nguyễn V. A.",
        search_text=f"p{number}-200908-0001 nguyen v. a.",
        **facts,
    )
