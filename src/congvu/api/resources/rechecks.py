"""Re-checks: a campaign opened for chosen recommendations, what it finds of each."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs
from congvu.api.kinds import Body, Day, Id, Line, Ref, Shown, Text, choice
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources.common import base, same
from congvu.api.resources.inspections import INSPECTIONS, InspectionOut
from congvu.api.resources.lookups import lookup_all
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.models import Recheck, Recommendation
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import RecheckResult

router = Router()
Result = choice(RecheckResult)


class RecheckOut(Shown):
    """One recommendation looked at again; ``result`` is empty until the team says so.

    ``inspection`` is the campaign that looks, ``recommendation`` one of the campaign before.
    """

    recommendation: int
    inspection: int
    visit: int
    unit: int
    result: str
    note: str
    checked_on: Day | None


class Recording(Body):
    """What the team found; what is not done, or not wholly, in ``note``."""

    result: Result  # type: ignore[valid-type]
    note: Annotated[Text, Field(max_length=2000)] = ""


class FollowUpNew(Body):
    """Which recommendations of the campaign are looked at again."""

    title: Annotated[Line, Field(min_length=1)]
    recommendations: Annotated[list[Ref], Field(min_length=1, max_length=1000)]


def rows(user: Any) -> QuerySet:
    """Re-checks this person may know of."""
    return Recheck.objects.visible_to(user).select_related("visit")


def show(row: Recheck) -> RecheckOut:
    """A re-check as the API says it."""
    return RecheckOut(
        **base(row, "rechecks"),
        **same(row, "result", "note", "checked_on"),
        recommendation=row.recommendation_id,
        inspection=row.visit.inspection_id,
        visit=row.visit_id,
        unit=row.visit.unit_id,
    )


RECHECKS = Collection(
    "rechecks",
    "Kiểm tra lại kiến nghị",
    RecheckOut,
    rows,
    show,
    filters={
        "inspection": (Id, "visit__inspection"),
        "visit": (Id, "visit"),
        "unit": (Id, "visit__unit"),
        "recommendation": (Id, "recommendation"),
        "result": (Result, "result"),
    },
    verbs=[Verb("record_recheck", actions.record_recheck, Recording)],
)


def open_follow_up(request: HttpRequest, id: Id, body: FollowUpNew):
    """A campaign with a visit to each unit of the recommendations, each named once."""

    def make():
        user = request.user
        before = INSPECTIONS.get(user, id)
        require(may_prepare(user))
        asked = Recommendation.objects.visible_to(user).filter(inspection=before)
        asked = asked.select_related("unit", "finding__area")
        chosen = lookup_all(asked, body.recommendations, "recommendations[{}]")
        made = actions.open_follow_up(before, body.title, list(dict.fromkeys(chosen)), by=user)
        return one(INSPECTIONS.show(INSPECTIONS.get(user, made.pk)), 201)

    return once(request, make)


add_reading(router, RECHECKS)
add_verbs(router, RECHECKS)
path, words = "inspections/{id}/open-follow-up", "Đợt kiểm tra: mở đợt kiểm tra lại"
marks.create(router, path, open_follow_up, InspectionOut, words)
