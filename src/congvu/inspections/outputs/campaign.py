"""Everything the papers of a campaign say, read once in constant queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q

from congvu.assessments.models import Answer
from congvu.criteria.models import Area
from congvu.documents import vietnamese
from congvu.documents.model import Letterhead
from congvu.inspections.models import (
    Finding,
    GeneralRemark,
    Inspection,
    OfficialDocument,
    Recommendation,
    TeamMember,
    Visit,
)
from congvu.inspections.states import (
    DocumentKind,
    Polarity,
    RecommendationState,
    TeamRole,
)
from congvu.organizations.models import Unit, department
from congvu.organizations.states import UnitKind

SUBORDINATE = (UnitKind.SCHOOL, UnitKind.PUBLIC_SERVICE_UNIT)


@dataclass(frozen=True)
class Office:
    """The issuing Department as papers name it."""

    unit: Unit | None
    name: str
    superior: str
    locality: str
    symbol: str

    def letterhead(self) -> Letterhead:
        """Agency names as they are; printing puts them in capitals."""
        return Letterhead(self.superior, self.name)

    def letterhead_of(self, name: str) -> Letterhead:
        """What a team or a unit of the Department issues."""
        return Letterhead(self.name, name)


def office() -> Office:
    """The Department; blanks (never inventions) before the set-up."""
    unit = department()
    if unit is None:
        return Office(None, "", "", "", "")
    return Office(unit, unit.name, unit.superior_name, unit.locality, unit.symbol)


@dataclass(frozen=True)
class RemarkWithUnits:
    """A general remark with the findings under it and the units they belong to."""

    remark: GeneralRemark
    findings: tuple[Finding, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Request:
    """One sentence asked of several units, or of one."""

    text: str
    key: str
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True)
class Campaign:
    """A campaign as its papers see it."""

    inspection: Inspection
    office: Office
    plan_document: OfficialDocument | None
    decision: OfficialDocument | None
    team: tuple[TeamMember, ...]
    visits: tuple[Visit, ...]
    areas: tuple[Area, ...]
    strengths: tuple[RemarkWithUnits, ...]
    limitations: tuple[RemarkWithUnits, ...]
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    said: Mapping[str, str] = field(default_factory=dict)  # the officer's wording of the conclusion

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units inspected, in the order of the visits."""
        return tuple(visit.unit for visit in self.visits)

    @property
    def head(self) -> TeamMember | None:
        """Trưởng đoàn."""
        return next((m for m in self.team if m.role == TeamRole.HEAD), None)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Days of the visits, in order."""
        return tuple(sorted({visit.day for visit in self.visits if visit.day}))

    @property
    def requests(self) -> tuple[Request, ...]:
        """What is asked in general: one entry per sentence, in the order it was asked."""
        found: dict[str, list[Recommendation]] = defaultdict(list)
        for row in sorted(self.recommendations, key=lambda r: r.pk):
            if row.group:
                found[row.group].append(row)
        return tuple(Request(rows[0].text, key, tuple(rows)) for key, rows in found.items())

    def of_unit(self, unit: Unit) -> tuple[Finding, ...]:
        """The findings of one unit."""
        return tuple(f for f in self.findings if f.unit_id == unit.pk)


ADDRESSES = ("ông ", "bà ", "đồng chí ")


def person(member: TeamMember) -> str:
    """ "ông Đặng Hồng Sơn, Giám đốc Sở"; a post that stands for the name is said once."""
    return ", ".join(dict.fromkeys(part for part in (member.name, member.title) if part))


def bare_name(name: str) -> str:
    """A name as it stands under a signature: without "ông", "bà"."""
    for word in ADDRESSES:
        if name.lower().startswith(word):
            return name[len(word) :]
    return name


def gather(inspection: Inspection, *, found: bool = True) -> Campaign:
    """Read the campaign; the number of queries does not grow with units or findings.

    ``found`` False, for papers that order it: without what was found and asked.
    """
    visits = tuple(
        inspection.visits.live().select_related("unit", "acting_secretary").order_by("order", "pk")
    )
    seen = inspection.findings.all() if found else inspection.findings.none()
    findings = tuple(
        seen.select_related("unit", "area", "criterion", "repeat_of__inspection").order_by(
            "unit__order", "area__order", "pk"
        )
    )
    asked = inspection.recommendations.exclude(state=RecommendationState.WITHDRAWN)
    of_plan = Q(plan=inspection.plan_id) if inspection.plan_id else Q()
    papers = OfficialDocument.objects.filter(Q(inspection=inspection) | of_plan)
    documents = list(papers.listed())
    remarks = with_units(inspection, findings) if found else ()
    conclusion = newest(documents, DocumentKind.CONCLUSION)
    return Campaign(
        inspection=inspection,
        office=office(),
        plan_document=newest(documents, DocumentKind.PLAN),
        decision=newest(documents, DocumentKind.DECISION),
        team=tuple(inspection.team.present().select_related("unit").order_by("order", "pk")),
        visits=visits,
        areas=tuple(areas_of(inspection)),
        strengths=tuple(r for r in remarks if r.remark.polarity == Polarity.STRENGTH),
        limitations=tuple(r for r in remarks if r.remark.polarity == Polarity.LIMITATION),
        findings=findings,
        recommendations=tuple(
            (asked if found else asked.none())
            .select_related("unit", "finding")
            .order_by("unit__order", "pk")
        ),
        said=conclusion.wording if conclusion else {},
    )


def gather_visit(visit: Visit) -> Campaign:
    """What the minutes of one visit need of its campaign: the office, the team, its findings."""
    inspection = visit.inspection
    findings = visit.findings.select_related("unit", "area", "criterion", "repeat_of__inspection")
    return Campaign(
        inspection=inspection,
        office=office(),
        plan_document=None,
        decision=None,
        team=tuple(sorted(inspection.team.all(), key=lambda member: (member.order, member.pk))),
        visits=(visit,),
        areas=tuple(areas_of(inspection, visit.sheet_id)),
        strengths=(),
        limitations=(),
        findings=tuple(findings.order_by("area__order", "pk")),
        recommendations=(),
    )


def areas_of(inspection: Inspection, sheet: int | None = None) -> list[Area]:
    """Areas of the campaign in its own order; ``asked`` tells whether ``sheet`` asks of it."""
    found = Area.objects.filter(library_version=inspection.library_version_id)
    if sheet is not None:
        answers = Answer.objects.filter(sheet=sheet, criterion__area=OuterRef("pk"))
        found = found.annotate(asked=Exists(answers))
    by_code = {area.code: area for area in found}
    return [by_code[code] for code in inspection.area_codes if code in by_code]


def area_titles(campaign: Campaign) -> list[str]:
    """Titles of the areas as they read at the end of the period inspected."""
    return [area.wording(campaign.inspection.period_to) for area in campaign.areas]


def newest(documents: list[OfficialDocument], kind: str) -> OfficialDocument | None:
    """The last paper of a kind."""
    found = [d for d in documents if d.kind == kind]
    return max(found, key=lambda d: d.pk) if found else None


def with_units(inspection: Inspection, findings: tuple[Finding, ...]) -> list[RemarkWithUnits]:
    """Remarks in order, each with its findings and its units without repetition."""
    under: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.remark_id:
            under[finding.remark_id].append(finding)
    rows = []
    for remark in inspection.remarks.select_related("area").order_by("order", "pk"):
        mine = under.get(remark.pk, [])
        units = {f.unit_id: f.unit for f in mine}
        rows.append(RemarkWithUnits(remark, tuple(mine), tuple(units.values())))
    return rows


def code_and_date(
    document: OfficialDocument | None, number: str = "", on: dt.date | None = None
) -> str:
    """ "số 35/KH-LĐTBXH ngày 17/3/2020", from the paper or from what the campaign recorded."""
    code = document.code if document and document.code else number
    day = document.dated_on if document and document.dated_on else on
    parts = [f"số {code}" if code else "", f"ngày {day_text(day)}" if day else ""]
    return " ".join(part for part in parts if part)


def day_text(day: dt.date) -> str:
    """ "17/3/2020": as the article writes days in running text."""
    return vietnamese.date_short(day)


def span_text(days: tuple[dt.date, ...]) -> str:
    """ "25-28/8/2020", or one day, or two full dates when the months differ."""
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return day_text(first)
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}-{day_text(last)}"
    return f"{day_text(first)} đến {day_text(last)}"


def counts_by_kind(units: tuple[Unit, ...]) -> str:
    """ "03 đơn vị trực thuộc và 04 phòng chuyên môn thuộc Sở"."""
    outside = sum(unit.kind in SUBORDINATE for unit in units)
    inside = len(units) - outside
    parts = []
    if outside:
        parts.append(f"{vietnamese.number_text(outside)} đơn vị trực thuộc")
    if inside:
        parts.append(f"{vietnamese.number_text(inside)} phòng chuyên môn thuộc Sở")
    return " và ".join(parts)


def names_listed(units: tuple[Unit, ...]) -> str:
    """Short names exactly as the office writes them, with semicolons."""
    return "; ".join(unit.short_name for unit in units)


def formal_listed(units: tuple[Unit, ...]) -> str:
    """Full names with the short one in brackets, as at first mention in a formal text."""
    return "; ".join(unit.formal_name for unit in units)
