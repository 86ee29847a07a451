"""A small campaign brought to any stage through the actions."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from congvu.accounts.models import User
from congvu.assessments.actions import judge_many
from congvu.assessments.models import Answer
from congvu.assessments.rules import Judgement
from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.inspections import actions
from congvu.inspections.models import Finding, Inspection, OfficialDocument, Plan, Visit
from congvu.inspections.states import DocumentKind, Polarity, Session, TeamRole
from congvu.organizations.models import CalendarDay, Unit
from congvu.organizations.states import DayKind, DayStatus, Role
from tests.criteria.factories import accepted, many
from tests.organizations.factories import UnitFactory, officer

DECIDED = dt.date(2020, 8, 10)
FIRST_VISIT = dt.date(2020, 8, 25)


def moment(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """An aware moment in the office's zone."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


def every_test_at(*when: int):
    """A fixture: every test of the module at this moment."""

    @pytest.fixture(autouse=True)
    def standing():
        with clock.at(moment(*when)):
            yield

    return standing


def announce_years(*years: int) -> None:
    """One holiday a year, so that the calendar of those years counts as announced."""
    CalendarDay.objects.bulk_create(
        CalendarDay(
            date=dt.date(year, 9, 2),
            kind=DayKind.HOLIDAY,
            name="Quốc khánh",
            status=DayStatus.CONFIRMED,
        )
        for year in years
    )


@dataclass
class Campaign:
    """People, units and a campaign; the methods move it on, each through the actions."""

    head: User
    secretary: User
    inspector: User
    clerk: User
    units: list[Unit]
    plan: Plan
    inspection: Inspection | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def visits(self) -> list[Visit]:
        """Its visits, fresh from the database, in order."""
        rows = Visit.objects.filter(inspection=self.inspection)
        return list(rows.select_related("inspection", "unit", "sheet").order_by("order"))

    def paper(self, kind: str, **parts) -> OfficialDocument:
        """A draft paper of this campaign."""
        subject = "về kiểm tra cải cách hành chính"
        return actions.create_document(kind, by=self.secretary, subject=subject, **parts)

    def carry(self, document: OfficialDocument, number: str, on: dt.date) -> OfficialDocument:
        """A paper from draft to issued, signed and numbered on one day."""
        actions.submit(
            document, signer_name="Giám đốc thử", signer_title="Giám đốc", by=self.secretary
        )
        with clock.at(dt.datetime.combine(on, dt.time(10), tzinfo=ZONE)):
            actions.sign(document, signed_on=on, by=self.clerk)
            symbol = f"{document.type_code}-SLĐ"
            actions.number(document, number=number, symbol=symbol, dated_on=on, by=self.clerk)
            return actions.issue(document, issued_on=on, by=self.clerk)

    def opened(self) -> "Campaign":
        """The plan is issued, the campaign opened."""
        self.carry(self.paper(DocumentKind.PLAN, plan=self.plan), "35", dt.date(2020, 3, 17))
        self.plan.refresh_from_db()
        self.inspection = actions.open_from_plan(
            self.plan, by=self.secretary, led_by_decision_maker=True
        )
        return self

    def teamed(self) -> "Campaign":
        """Opened, with a head, a secretary and an inspector in the team."""
        self.opened()
        rows = [
            actions.MemberRow("Giám đốc thử", TeamRole.HEAD, "Giám đốc Sở", self.head),
            member("Thư ký thử", TeamRole.SECRETARY, "Chánh Văn phòng", self.secretary),
            member("Thành viên thử", TeamRole.MEMBER, "Chuyên viên", self.inspector),
        ]
        actions.set_team(self.inspection, rows, by=self.secretary)
        return self

    def scheduled(self) -> "Campaign":
        """Teamed, each unit on its own half day, the decision issued, the units told."""
        self.teamed()
        self.carry(self.paper(DocumentKind.DECISION, inspection=self.inspection), "12826", DECIDED)
        rows = []
        for i, visit in enumerate(self.visits):
            session = Session.MORNING if i % 2 == 0 else Session.AFTERNOON
            rows.append(actions.VisitRow(visit, FIRST_VISIT + dt.timedelta(days=i // 2), session))
        actions.set_schedule(self.inspection, rows, by=self.secretary)
        self.inspection.refresh_from_db()
        self.inspection = actions.notify_units(self.inspection, by=self.secretary)
        return self

    def visiting(self) -> "Campaign":
        """Scheduled, and every visit begun."""
        self.scheduled()
        for visit in self.visits:
            actions.begin_visit(visit, by=self.secretary)
        self.inspection.refresh_from_db()
        return self

    def judged(self) -> "Campaign":
        """Visiting, every answer judged with 8 points, one limitation per unit."""
        self.visiting()
        for visit in self.visits:
            answers = list(Answer.objects.filter(sheet=visit.sheet))
            judge_many([Judgement(a.pk, points=Decimal(8)) for a in answers], by=self.inspector)
            text = actions.FindingText("Công khai thủ tục hành chính chưa đầy đủ")
            asked = actions.RecommendationText(
                "Niêm yết đủ thành phần hồ sơ", "Trưởng phòng", "Đầu mối CCHC", 20
            )
            self.findings.append(
                actions.raise_finding(answers[0], text, recommendation=asked, by=self.inspector)
            )
        return self

    def minuted(self) -> "Campaign":
        """Judged, minutes of every visit signed."""
        self.judged()
        for visit in self.visits:
            actions.end_visit(visit, by=self.secretary)
            began = dt.datetime.combine(visit.day, visit.starts_at, tzinfo=ZONE)
            ended = dt.datetime.combine(visit.day, visit.ends_at, tzinfo=ZONE)
            actions.write_minutes(
                visit, began_at=began, ended_at=ended, read_aloud=True, by=self.secretary
            )
            visit.refresh_from_db()
            actions.sign_minutes(
                visit,
                code=actions.minutes_code(visit),
                signed_on=visit.day,
                signed_by_unit="Trưởng phòng",
                by=self.secretary,
            )
        self.inspection.refresh_from_db()
        return self

    def remarked(self) -> "Campaign":
        """Minuted, the limitations condensed into one general remark."""
        self.minuted()
        actions.add_remark(
            self.inspection,
            polarity=Polarity.LIMITATION,
            text="Việc công khai thủ tục hành chính chưa đầy đủ",
            findings=self.findings,
            by=self.secretary,
        )
        return self

    def concluded(self) -> "Campaign":
        """Remarked, the conclusion issued: recommendations are open, sheets frozen."""
        self.remarked()
        document = self.paper(DocumentKind.CONCLUSION, inspection=self.inspection)
        self.carry(document, "98", dt.date(2020, 9, 7))
        self.inspection.refresh_from_db()
        return self


def member(name: str, role: str, title: str, user: User) -> actions.MemberRow:
    """A line of the team's list, with the unit the person sits in."""
    return actions.MemberRow(name, role, title, user, user.seats.first().unit)


def make_campaign(units: int = 3, areas: int = 2) -> Campaign:
    """A draft plan for ``units`` divisions over ``areas`` areas of two criteria each."""
    department = UnitFactory(
        department=True,
        name="Sở Lao động - Thương binh và Xã hội",
        short_name="Sở",
        symbol="LĐTBXH",
        superior_name="Ủy ban nhân dân tỉnh",
        locality="Kiên Giang",
    )
    office = UnitFactory(office=True, parent=department)
    announce_years(2019, 2020, 2021)
    head, secretary = officer(Role.HEAD, department), officer(Role.SECRETARY, office)
    inspector = officer(Role.INSPECTOR, UnitFactory(parent=department))
    clerk = officer(Role.RECORDS_CLERK, office)
    inspected = [UnitFactory(parent=department) for _ in range(units)]
    plan = actions.create_plan(
        by=secretary,
        year=2020,
        title="Kế hoạch kiểm tra công tác cải cách hành chính năm 2020",
        period_from=dt.date(2020, 1, 1),
        period_to=dt.date(2020, 8, 15),
        library_version=accepted(many(areas)),
        area_codes=[f"N{number}" for number in range(1, areas + 1)],
        coverage_target_percent=50,
    )
    rows = [actions.PlanUnitRow(unit, "Chưa kiểm tra từ năm 2017") for unit in inspected]
    actions.set_plan_units(plan, rows, by=secretary)
    return Campaign(head, secretary, inspector, clerk, inspected, plan)
