"""Versions of the libraries of criteria: areas, criteria, scale."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from ninja import Router

from congvu.api.collection import Collection, add_reading
from congvu.api.kinds import Day, Number, Out, Shown
from congvu.api.replies import ROOT
from congvu.criteria.models import Area, Criterion, LibraryVersion

router = Router()


class CriterionOut(Out):
    """One criterion."""

    id: int
    code: str
    text: str
    answer: str
    applies_to: list[str]
    max: Number
    when_nothing_arose: str
    evidence_asked: list[Any]
    measure: str


class AreaOut(Out):
    """A content area with its criteria."""

    id: int
    code: str
    title: str
    short_title: str
    max: Number
    criteria: list[CriterionOut]


class LevelOut(Out):
    """A level begins at a share of the points, in percent."""

    code: str
    name: str
    short: str
    start: Number


class LibraryBrief(Shown):
    """A version without its content."""

    code: str
    number: int
    title: str
    purpose: str
    state: str
    effective_from: Day
    effective_to: Day | None
    point_step: Number


class LibraryOut(LibraryBrief):
    """A version with everything in it. A draft has no rows yet."""

    scale: list[LevelOut]
    areas: list[AreaOut]


def rows(user: Any) -> QuerySet:
    """Versions with areas and criteria at hand."""
    criteria = Prefetch("criteria", queryset=Criterion.objects.order_by("order"))
    areas = Prefetch("areas", queryset=Area.objects.order_by("order").prefetch_related(criteria))
    found = LibraryVersion.objects.visible_to(user).defer("source_text")
    return found.select_related("library", "scale").prefetch_related(areas)


def brief(version: LibraryVersion) -> dict[str, Any]:
    """What lists say."""
    return {
        "id": version.pk,
        "version": version.version,
        "updated_at": version.updated_at,
        "url": f"{ROOT}/libraries/{version.pk}",
        "code": version.library.code,
        "number": version.number,
        "title": version.title,
        "purpose": version.library.purpose,
        "state": version.state,
        "effective_from": version.effective_from,
        "effective_to": version.effective_to,
        "point_step": version.point_step,
    }


def show_row(version: LibraryVersion) -> LibraryBrief:
    """A version in a list."""
    return LibraryBrief(**brief(version))


def show(version: LibraryVersion) -> LibraryOut:
    """A version whole."""
    scale = version.scale.as_rule().levels if hasattr(version, "scale") else ()
    levels = [LevelOut(code=s.code, name=s.name, short=s.short, start=s.start) for s in scale]
    areas = [area_out(area) for area in version.areas.all()]
    return LibraryOut(**brief(version), scale=levels, areas=areas)


def area_out(area: Area) -> AreaOut:
    """An area whole."""
    return AreaOut(
        id=area.pk,
        code=area.code,
        title=area.title,
        short_title=area.short_title,
        max=area.max_points,
        criteria=[criterion_out(criterion) for criterion in area.criteria.all()],
    )


def criterion_out(criterion: Criterion) -> CriterionOut:
    """One criterion as the API says it."""
    return CriterionOut(
        id=criterion.pk,
        code=criterion.code,
        text=criterion.text,
        answer=criterion.answer_kind,
        applies_to=criterion.applies_to,
        max=criterion.max_points,
        when_nothing_arose=criterion.when_nothing_arose,
        evidence_asked=criterion.evidence_asked,
        measure=criterion.measure_code,
    )


LIBRARIES = Collection(
    "libraries",
    "Bộ tiêu chí",
    LibraryOut,
    rows,
    show,
    row_out=LibraryBrief,
    show_row=show_row,
    filters={
        "code": (str, "library__code"),
        "purpose": (str, "library__purpose"),
        "state": (str, "state"),
    },
)
add_reading(router, LIBRARIES)
