"""Unsaved rows of a version, made from what the loader read."""

from congvu.criteria.models import Area, Criterion, LibraryVersion, Scale
from congvu.criteria.rules import AreaData, CriterionData, LibraryData, rule_to
from congvu.criteria.rules.library import Wordings


def scale_row(version: LibraryVersion, data: LibraryData) -> Scale:
    """Its scale."""
    levels = [level.row() for level in data.scale.levels]
    return Scale(library_version=version, code=data.scale.code, note=data.scale_note, levels=levels)


def area_rows(version: LibraryVersion, data: LibraryData) -> list[Area]:
    """Its areas, in order."""
    return [
        Area(
            library_version=version,
            code=area.code,
            title=area.title,
            short_title=area.short_title,
            wording_by_date=wordings(area.wording_by_date),
            order=order,
            max_points=area.max_points,
            source=area.source,
        )
        for order, area in enumerate(data.areas, 1)
    ]


def criterion_rows(area: Area, data: AreaData) -> list[Criterion]:
    """Criteria of one saved area, in order."""
    return [criterion_row(area, order, one) for order, one in enumerate(data.criteria, 1)]


def criterion_row(area: Area, order: int, data: CriterionData) -> Criterion:
    """One criterion."""
    return Criterion(
        area=area,
        code=data.code,
        order=order,
        text=data.text,
        wording_by_date=wordings(data.wording_by_date),
        answer_kind=data.answer_kind,
        applies_to=list(data.applies_to),
        max_points=data.max_points,
        rule=rule_to(data.rule),
        when_nothing_arose=data.when_nothing_arose,
        evidence_asked=list(data.evidence_asked),
        guidance=data.guidance,
        measure_code=data.measure_code,
        computability=data.computability,
        sampling=dict(data.sampling),
        source=data.source,
        status=data.status,
    )


def wordings(rows: Wordings) -> list[dict[str, str]]:
    """Older wordings as JSON."""
    return [{"until": until.isoformat(), "text": text} for until, text in rows]
