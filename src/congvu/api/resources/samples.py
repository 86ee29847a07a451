"""Samples of dossiers: drawn by a written seed, and what was wrong with them."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router
from pydantic import AfterValidator, Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs, guarded
from congvu.api.kinds import Body, Id, Line, Moment, Ref, Shown, utter
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources.common import base, same
from congvu.api.resources.lookups import lookup
from congvu.api.resources.visits import VISITS
from congvu.assessments.models import Answer
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.models import Sample
from congvu.inspections.policies import may_work_at

router = Router()
Seed = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(utter)]
Wrong = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(utter)]


class SampleOut(Shown):
    """Positions in a list, in the order drawn; ``errors_found`` says what is wrong at which."""

    visit: int
    answer: int | None
    source: str
    population: int
    size: int
    seed: str
    drawn: list[int]
    errors_found: dict[str, str]
    checked_at: Moment | None


class SampleNew(Body):
    """Which list, how many there are, how many are drawn, by which seed."""

    source: Annotated[Line, Field(min_length=1)]
    population: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
    size: Annotated[int, Field(strict=True, ge=1, le=1000)]
    seed: Seed
    answer: Ref | None = None


class ErrorsFound(Body):
    """By drawn position; an empty object: all is well."""

    errors_found: Annotated[dict[str, Wrong], Field(max_length=1000)]


def rows(user: Any) -> QuerySet:
    """Samples this person may know of."""
    return Sample.objects.visible_to(user).select_related("visit")


def show(row: Sample) -> SampleOut:
    """A sample as the API says it."""
    names = ("source", "population", "size", "seed", "drawn", "errors_found", "checked_at")
    return SampleOut(
        **base(row, "samples"), **same(row, *names), visit=row.visit_id, answer=row.answer_id
    )


SAMPLES = Collection(
    "samples",
    "Mẫu hồ sơ",
    SampleOut,
    rows,
    show,
    filters={
        "visit": (Id, "visit"),
        "inspection": (Id, "visit__inspection"),
        "unit": (Id, "visit__unit"),
    },
    verbs=[Verb("record_sample_errors", actions.record_sample_errors, ErrorsFound)],
)


def create(request: HttpRequest, id: Id, body: SampleNew):
    """Drawn at this visit."""

    def make():
        user = request.user
        visit = VISITS.get(user, id)
        require(may_work_at(user, visit))
        told = body.model_dump(exclude={"answer"})
        answers = Answer.objects.filter(sheet=visit.sheet_id)
        told["answer"] = lookup(answers, body.answer, "answer")
        draw = lambda: actions.draw_sample(visit, by=user, **told)  # noqa: E731
        made = guarded(request, VISITS, visit, draw)
        return one(show(SAMPLES.get(user, made.pk)), 201)

    return once(request, make)


add_reading(router, SAMPLES)
marks.create(router, "visits/{id}/samples", create, SampleOut, "Mẫu hồ sơ: chọn")
add_verbs(router, SAMPLES)
