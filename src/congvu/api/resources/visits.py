"""Visits: begun, ended, minuted; the draft sent, the unit's explanation."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs
from congvu.api.kinds import (
    Body,
    Day,
    Flag,
    Id,
    Line,
    Moment,
    Needed,
    Ref,
    Shown,
    Text,
    Time,
    Word,
    choice,
)
from congvu.api.paging import Page
from congvu.api.resources.campaign_bodies import GivingUp
from congvu.api.resources.common import base, same
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import lookup
from congvu.inspections import actions
from congvu.inspections.models import Finding, Visit
from congvu.inspections.states import VISIT_TABLE, VisitState

router = Router()
Lines = Annotated[list[Line], Field(max_length=200)]


class VisitOut(Shown):
    """One unit, one session."""

    inspection: int
    unit: int
    state: str
    form: str
    day: Day | None
    session: str
    starts_at: Time | None
    ends_at: Time | None
    place: str
    note: str
    draft_sent_at: Moment | None
    explanation_due_on: Day | None


class MinutesIn(Body):
    """What of the minutes is written; what is left out stays."""

    began_at: Moment | None = None
    ended_at: Moment | None = None
    place: Line = ""
    unit_participants: Lines = []
    papers_seen: Lines = []
    general_view: Text = ""
    unit_opinion: Text = ""
    commitments: Text = ""
    copies: Annotated[int, Field(strict=True, ge=1, le=50)] = 2
    read_aloud: Flag = False


class UnitOpinion(Body):
    """The unit's own words."""

    text: Text


class Signing(Body):
    """Signed by the unit, or refused before a witness; ``code``: as printed on what was signed."""

    code: Word
    signed_on: Day
    signed_by_unit: Word = ""
    refused: Flag = False
    refusal_reason: Text = ""
    witness: Line = ""


class ExplanationIn(Body):
    """The unit's answer to the draft, on one finding or on the whole."""

    text: Needed
    finding: Ref | None = None


def rows(user: Any) -> QuerySet:
    """Visits this person may know of."""
    related = ("inspection", "unit", "sheet", "acting_secretary")
    return Visit.objects.visible_to(user).select_related(*related)


def show(visit: Visit) -> VisitOut:
    """A visit as the API says it."""
    return VisitOut(
        **base(visit, "visits"),
        **same(visit, "state", "form", "day", "session", "starts_at", "ends_at", "place", "note"),
        **same(visit, "draft_sent_at", "explanation_due_on"),
        inspection=visit.inspection_id,
        unit=visit.unit_id,
    )


def write_minutes(visit: Visit, *, by: Any, expected: int, **given: Any) -> Any:
    """The visit's version was matched; minutes have their own."""
    return actions.write_minutes(visit, by=by, **given)


def write_unit_opinion(visit: Visit, *, by: Any, expected: int, text: str) -> Any:
    """As above."""
    return actions.write_unit_opinion(visit, text=text, by=by)


def sign_minutes(visit: Visit, *, by: Any, expected: int, **given: Any) -> Any:
    """As above; refused where the minutes say something else than what has this code."""
    return actions.sign_minutes(visit, by=by, **given)


def explain(visit: Visit, *, by: Any, expected: int, text: str, finding: int | None = None) -> Any:
    """On a finding of this visit."""
    held = Finding.objects.visible_to(by).filter(visit=visit)
    return actions.explain(visit, text=text, finding=lookup(held, finding, "finding"), by=by)


VISITS = Collection(
    "visits",
    "Buổi làm việc",
    VisitOut,
    rows,
    show,
    filters={
        "inspection": (Id, "inspection"),
        "unit": (Id, "unit"),
        "state": (choice(VisitState), "state"),
        "day": (Day, "day"),
    },
    table=VISIT_TABLE,
    verbs=[
        Verb("begin_visit", actions.begin_visit),
        Verb("end_visit", actions.end_visit),
        Verb("resume_visit", actions.resume_visit),
        Verb("write_minutes", write_minutes, MinutesIn),
        Verb("write_unit_opinion", write_unit_opinion, UnitOpinion),
        Verb("sign_minutes", sign_minutes, Signing),
        Verb("cancel_visit", actions.cancel_visit, GivingUp),
        Verb("send_draft", actions.send_draft),
        Verb("explain", explain, ExplanationIn),
    ],
)


def of_inspection(request: HttpRequest, id: Id, filters: Page = Query(...)):  # noqa: B008
    """Visits of one campaign."""
    inspection = INSPECTIONS.get(request.user, id)
    return VISITS.page_from(rows(request.user).filter(inspection=inspection), request.user, filters)


add_reading(router, VISITS)
add_verbs(router, VISITS)
path = "inspections/{id}/visits"
marks.get(router, path, of_inspection, marks.listed(VisitOut), "Đợt kiểm tra: các buổi làm việc")
