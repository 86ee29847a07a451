"""Lịch kiểm tra: day, session, unit, place, people, when the car leaves."""

import datetime as dt
from collections import defaultdict

from congvu.documents.model import Column, Fact, OfficialText, Row, Table
from congvu.documents.vietnamese import capital
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.inspections.models import Inspection, TeamMember, Visit, VisitMember
from congvu.inspections.outputs.campaign import Campaign, day_text, gather
from congvu.inspections.outputs.frame import headless
from congvu.inspections.states import DocumentKind, TeamRole, VisitForm

COLUMNS = (
    Column("Ngày", 22, "center"),
    Column("Buổi/giờ", 25, "center"),
    Column("Đơn vị", 58),
    Column("Địa điểm", 38),
    Column("Thành viên", 62),
    Column("Xuất phát", 21, "center"),
    Column("Ghi chú", 26),
)


def schedule(inspection: Inspection) -> OfficialText:
    """The schedule by itself, on a lying sheet."""
    campaign = gather(inspection)
    subject = f"Công tác cải cách hành chính năm {inspection.year}"
    return headless(
        DocumentKind.SCHEDULE,
        subject,
        [schedule_table(campaign)],
        office=campaign.office,
        landscape=True,
    )


def schedule_table(campaign: Campaign) -> Table:
    """The table of visits in the order of time, those without a day last."""
    people = who_comes(campaign)
    return Table(COLUMNS, tuple(visit_row(visit, people[visit.pk]) for visit in in_time(campaign)))


def in_time(campaign: Campaign) -> list[Visit]:
    """Visits by day and hour."""
    far, late = dt.date.max, dt.time.max
    return sorted(campaign.visits, key=lambda v: (v.day or far, v.starts_at or late, v.order, v.pk))


def who_comes(campaign: Campaign) -> dict[int, str]:
    """Names of those who come to each visit; "cả đoàn" where nobody was left out or chosen."""
    chosen: dict[int, list[TeamMember]] = defaultdict(list)
    rows = VisitMember.objects.filter(visit__in=campaign.visits).select_related("member")
    for row in rows.order_by("member__order", "pk"):
        chosen[row.visit_id].append(row.member)
    return {visit.pk: names(visit, chosen[visit.pk], campaign) for visit in campaign.visits}


def names(visit: Visit, chosen: list[TeamMember], campaign: Campaign) -> str:
    """Who comes, without those who work in the unit itself; who writes the minutes is named."""
    coming = [m for m in chosen or campaign.team if m.unit_id != visit.unit_id]
    whole = {m.pk for m in coming} == {m.pk for m in campaign.team}
    said = "Cả đoàn" if whole else capital(", ".join(m.name for m in coming))
    acting = visit.acting_secretary
    if acting and acting.role != TeamRole.SECRETARY:
        return f"{said}; thư ký buổi làm việc: {acting.name}"
    return said


def visit_row(visit: Visit, people: str) -> Row:
    """One visit; its unit, day and place are bound to data."""
    day = day_text(visit.day) if visit.day else ""
    cells = (
        day or "Chưa xếp",
        hours(visit),
        visit.unit.formal_name,
        place(visit),
        people,
        f"{visit.departs_at:%H:%M}" if visit.departs_at else "",
        remark(visit),
    )
    facts = [Fact("unit", "unit", visit.unit.formal_name)]
    if day:
        facts.append(Fact("day", "date", day))
    return Row(cells, tag=f"visit-{visit.pk}", facts=tuple(facts))


def hours(visit: Visit) -> str:
    """ "Sáng\\n07:00-11:00"."""
    span = ""
    if visit.starts_at and visit.ends_at:
        span = f"{visit.starts_at:%H:%M}-{visit.ends_at:%H:%M}"
    return "\n".join(part for part in (visit.get_session_display(), span) if part)


def place(visit: Visit) -> str:
    """Where; inspected through its papers a unit is not travelled to."""
    return visit.place or ("Qua hồ sơ" if visit.form == VisitForm.DESK else "Tại đơn vị")


def remark(visit: Visit) -> str:
    """Car, driver and what else was noted."""
    named = visit.vehicle.lower().startswith("xe")
    car = capital(visit.vehicle) if named or not visit.vehicle else f"Xe {visit.vehicle}"
    driver = f"lái xe {visit.driver}" if visit.driver else ""
    return "; ".join(part for part in (car, driver, visit.note) if part)


SHEET_COLUMNS = (
    SheetColumn("Ngày", 12, "date"),
    SheetColumn("Buổi", 9),
    SheetColumn("Từ", 8),
    SheetColumn("Đến", 8),
    SheetColumn("Đơn vị", 46),
    SheetColumn("Địa điểm", 30),
    SheetColumn("Thành viên", 40),
    SheetColumn("Xuất phát", 10),
    SheetColumn("Ghi chú", 30),
)


def schedule_book(inspection: Inspection) -> Workbook:
    """The schedule with real dates, to be sorted and filtered."""
    campaign = gather(inspection)
    people = who_comes(campaign)
    rows = [
        (
            visit.day,
            visit.get_session_display(),
            clock_text(visit.starts_at),
            clock_text(visit.ends_at),
            visit.unit.name,
            place(visit),
            people[visit.pk],
            clock_text(visit.departs_at),
            remark(visit),
        )
        for visit in in_time(campaign)
    ]
    title = f"Lịch kiểm tra năm {inspection.year}"
    sheet = Sheet("Lịch kiểm tra", SHEET_COLUMNS, rows, heading=inspection.title)
    return Workbook((sheet,), title=title, author=campaign.office.name)


def clock_text(time: dt.time | None) -> str:
    """ "07:30"."""
    return f"{time:%H:%M}" if time else ""
