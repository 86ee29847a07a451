"""Ratings: what those who got a result think of the way it was given, once per dossier."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, add_reading
from congvu.api.kinds import Body, Day, Id, Moment, Ref, Shown, Text, Word, choice
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources.common import base, day_from, day_until, same
from congvu.core.policies import require
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, Rating
from congvu.dossiers.policies import may_receive, may_see_ratings
from congvu.dossiers.states import RatedBy

router = Router()


class RatingOut(Shown):
    """One rating; ``satisfied`` was fixed by the scale of its day, named in ``basis``."""

    dossier: int
    dossier_code: str
    unit: int | None
    procedure: int | None
    at: Moment
    level: str
    level_title: str
    satisfied: bool
    reasons: list[str]
    reason_titles: list[str]
    comment: str
    basis: str
    way: str


class RatingNew(Body):
    """What was chosen on the counter's tablet, for a dossier of that counter."""

    dossier: Ref
    level: Word
    reasons: Annotated[list[Word], Field(max_length=50)] = []
    comment: Text = ""


def rows(user: Any) -> QuerySet:
    """For those who answer for the way people are served; the counter itself does not look."""
    seen = Rating.objects.visible_to(user) if may_see_ratings(user) else Rating.objects.none()
    return seen.select_related("dossier")


def show(row: Rating) -> RatingOut:
    """A rating as the API says it."""
    return RatingOut(
        **base(row, "ratings"),
        **same(row, "at", "level", "satisfied", "reasons", "comment", "basis", "way"),
        dossier=row.dossier_id,
        dossier_code=row.dossier.code,
        unit=row.dossier.unit_id,
        procedure=row.dossier.procedure_id,
        level_title=row.get_level_display(),
        reason_titles=row.reason_words,
    )


RATINGS = Collection(
    "ratings",
    "Đánh giá của người nộp",
    RatingOut,
    rows,
    show,
    filters={
        "dossier": (Id, "dossier"),
        "unit": (Id, "dossier__unit"),
        "procedure": (Id, "dossier__procedure"),
        "satisfied": (bool, "satisfied"),
        "level": (Word, "level"),
        "way": (choice(RatedBy), "way"),
        "rated_from": (Day, day_from("at")),
        "rated_until": (Day, day_until("at")),
    },
)


def create(request: HttpRequest, body: RatingNew):
    """Only the officers of the counter that gave the result out may put it down."""

    def make():
        user = request.user
        require(may_receive(user))  # first: whoever sits at no counter learns of no dossier
        dossier = Dossier.objects.visible_to(user).filter(pk=body.dossier).first()
        if dossier is None:  # not there, or not for this counter: the same answer
            raise Http404
        made = actions.rate(dossier, by=user, **same(body, "level", "reasons", "comment"))
        return one(show(made), 201)

    return once(request, make)


add_reading(router, RATINGS)
marks.create(router, "ratings", create, RatingOut, "Đánh giá của người nộp: ghi tại quầy")
