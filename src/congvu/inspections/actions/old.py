"""A campaign from before this system, taken in whole so that the next one can look back at it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from congvu.accounts.models import User
from congvu.assessments.states import Scoring
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.criteria.actions import freeze_version
from congvu.criteria.models import Area, LibraryVersion
from congvu.inspections.models import Finding, Inspection, Recommendation, Visit
from congvu.inspections.models.plan import DEFAULT_PARAMETERS
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import (
    InspectionKind,
    InspectionState,
    Polarity,
    RecommendationState,
    VisitState,
)
from congvu.organizations.models import Unit

# old tables seldom name a person; the head of a unit answers for it in any case
ANSWERS_FOR_IT = "Thủ trưởng đơn vị"


@dataclass(frozen=True)
class OldRow:
    """A limitation as an old report has it, with what was asked and whether it is done."""

    unit: Unit
    area: Area
    limitation: str
    recommendation: str = ""
    due_on: dt.date | None = None
    done: bool = False
    closed_on: dt.date | None = None  # often nobody wrote the day down

    @property
    def waits(self) -> bool:
        """Whether something asked for is not done yet."""
        return bool(self.recommendation.strip()) and not self.done


def import_old_inspection(
    rows: Sequence[OldRow],
    *,
    by: User,
    title: str,
    year: int,
    library_version: LibraryVersion,
    period_from: dt.date,
    period_to: dt.date,
) -> Inspection:
    """The campaign, its visits, limitations and recommendations: all of them or nothing."""
    require(may_prepare(by))
    old = Inspection(
        year=year,
        title=title.strip(),
        kind=InspectionKind.IMPORTED,
        state=state_of(rows),
        library_version=library_version,
        area_codes=codes_of(rows),
        scoring=Scoring.COMMENTS_ONLY,
        period_from=period_from,
        period_to=period_to,
        parameters=dict(DEFAULT_PARAMETERS),
        search_text=fold(title),
    )
    check_old(old)
    check_rows(rows, library_version)
    with transaction.atomic():
        freeze_version(library_version, by=by)
        audit.create(old, by=by, action="inspections.import_old_inspection")
        visits = import_visits(old, rows, by)
        import_findings(old, rows, visits, by)
    return old


def state_of(rows: Sequence[OldRow]) -> str:
    """Closed when nothing waits, as any campaign."""
    waits = any(row.waits for row in rows)
    return InspectionState.CONCLUDED if waits else InspectionState.CLOSED


def codes_of(rows: Sequence[OldRow]) -> list[str]:
    """The areas that are named, in the order of the library."""
    areas = {row.area.code: row.area.order for row in rows}
    return sorted(areas, key=lambda code: areas[code])


def check_old(old: Inspection) -> None:
    """A name nobody took in before, a year that has come, a period that runs forward."""
    problems = {}
    if not old.title:
        problems["title"] = "Phải ghi tên đợt kiểm tra."
    same = Inspection.objects.filter(kind=old.kind, year=old.year, title=old.title)
    if same.exists():
        problems["title"] = f"Đã nhập đợt này của năm {old.year} rồi."
    if old.year > clock.today().year:
        problems["year"] = "Đợt cũ không thể thuộc năm chưa đến."
    if old.period_to < old.period_from:
        problems["period_to"] = "Ngày kết thúc phải sau ngày bắt đầu."
    if problems:
        raise BadInput(fields=problems)


def check_rows(rows: Sequence[OldRow], version: LibraryVersion) -> None:
    """At least one; each with its limitation, an area of the version, and days that fit."""
    if not rows:
        raise BadInput("Bảng chưa có dòng nào.")
    problems = {}
    for number, row in enumerate(rows):
        text = wrong_in(row, version)
        if text:
            problems[f"rows[{number}]"] = f"Dòng {number + 1}: {text}"
    if problems:
        raise BadInput(fields=problems)


def wrong_in(row: OldRow, version: LibraryVersion) -> str:
    """What keeps a row out, in a sentence; empty when nothing does."""
    if not row.limitation.strip():
        return "phải ghi hạn chế."
    if row.area.library_version_id != version.pk:
        return f"bộ tiêu chí không có nội dung {row.area.short_title}."
    if row.waits and row.due_on is None:
        return "kiến nghị chưa khắc phục thì phải ghi hạn."
    if not row.recommendation.strip() and (row.due_on or row.done):
        return "có hạn hoặc đã khắc phục thì phải ghi kiến nghị."
    if row.closed_on and (not row.done or row.closed_on > clock.today()):
        return "ngày khắc phục phải là ngày đã qua."
    return ""


def import_visits(old: Inspection, rows: Sequence[OldRow], by: User) -> dict[int, Visit]:
    """One visit per unit, its minutes signed long ago on paper; nobody judged it here."""
    units = {row.unit.pk: row.unit for row in rows}
    visits = [
        Visit(inspection=old, unit=unit, state=VisitState.MINUTES_SIGNED, order=order)
        for order, unit in enumerate(units.values(), start=1)
    ]
    audit.create_many(visits, by=by, action="inspections.import_old_visit")
    return {visit.unit_id: visit for visit in visits}


def import_findings(
    old: Inspection, rows: Sequence[OldRow], visits: dict[int, Visit], by: User
) -> None:
    """The limitations, and what was asked about them."""
    findings = [
        Finding(
            inspection=old,
            visit=visits[row.unit.pk],
            unit=row.unit,
            area=row.area,
            polarity=Polarity.LIMITATION,
            text=row.limitation.strip(),
            search_text=fold(row.limitation),
        )
        for row in rows
    ]
    audit.create_many(findings, by=by, action="inspections.import_old_finding")
    asked = [
        recommendation_of(row, finding)
        for row, finding in zip(rows, findings, strict=True)
        if row.recommendation.strip()
    ]
    audit.create_many(asked, by=by, action="inspections.import_old_recommendation")


def recommendation_of(row: OldRow, finding: Finding) -> Recommendation:
    """What was asked, with the day the old paper gave: no clock of ours counted it."""
    return Recommendation(
        inspection=finding.inspection,
        unit=row.unit,
        finding=finding,
        text=row.recommendation.strip(),
        responsible_head=ANSWERS_FOR_IT,
        doer=row.unit.short_name,
        due_working_days=0,
        due_on=row.due_on,
        original_due_on=row.due_on,
        state=RecommendationState.CLOSED if row.done else RecommendationState.OPEN,
        closed_on=row.closed_on,
        search_text=fold(row.recommendation),
    )
