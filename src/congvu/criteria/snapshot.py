"""The rows of an accepted version as plain values, the same shape the loader gives."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch

from congvu.criteria.models import Area, Criterion, LibraryVersion
from congvu.criteria.rules import AreaData, CriterionData, LibraryData
from congvu.criteria.rules.library import Wordings


def snapshot(version: LibraryVersion) -> LibraryData:
    """A version with its areas and criteria; three queries whatever its size."""
    criteria = Prefetch("criteria", Criterion.objects.order_by("order"))
    areas = version.areas.order_by("order").prefetch_related(criteria)
    return LibraryData(
        code=version.library.code,
        title=version.title,
        purpose=version.library.purpose,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        basis=version.legal_basis.number if version.legal_basis else "",
        note=version.basis_note,
        point_step=version.point_step,
        scale=version.scale.as_rule(),
        scale_note=version.scale.note,
        areas=tuple(area_data(area, area.criteria.all()) for area in areas),
    )


def area_data(area: Area, criteria: Iterable[Criterion]) -> AreaData:
    """One area."""
    return AreaData(
        code=area.code,
        title=area.title,
        short_title=area.short_title,
        wording_by_date=wordings(area.wording_by_date),
        source=area.source,
        criteria=tuple(criterion_data(criterion) for criterion in criteria),
    )


def criterion_data(criterion: Criterion) -> CriterionData:
    """One criterion."""
    return CriterionData(
        code=criterion.code,
        text=criterion.text,
        wording_by_date=wordings(criterion.wording_by_date),
        answer_kind=criterion.answer_kind,
        applies_to=tuple(criterion.applies_to),
        max_points=criterion.max_points,
        rule=criterion.point_rule(),
        when_nothing_arose=criterion.when_nothing_arose,
        evidence_asked=tuple(criterion.evidence_asked),
        guidance=criterion.guidance,
        measure_code=criterion.measure_code,
        computability=criterion.computability,
        sampling=tuple((key, criterion.sampling[key]) for key in sorted(criterion.sampling)),
        source=criterion.source,
        status=criterion.status,
    )


def wordings(rows: list[dict[str, str]]) -> Wordings:
    """Older wordings out of JSON."""
    return tuple((dt.date.fromisoformat(row["until"]), row["text"]) for row in rows)
