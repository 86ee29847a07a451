"""What a unit explains about the draft, what the team answers, what becomes of the finding."""

from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Router
from pydantic import Field

from congvu.api.collection import Collection, Verb, add_reading, add_verbs
from congvu.api.kinds import Body, Flag, Id, Moment, Needed, Ref, Shown, Text
from congvu.api.resources.common import base, same
from congvu.api.resources.lookups import lookup
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.models import Explanation, Finding
from congvu.inspections.policies import may_prepare, may_work_at

router = Router()


class ExplanationOut(Shown):
    """``accepted`` is null until the team has answered; ``outcome``: reworded or withdrawn."""

    visit: int
    unit: int
    finding: int | None
    text: str
    submitted_at: Moment
    late: bool
    answer_text: str
    accepted: bool | None
    answered_at: Moment | None
    outcome: str


class TeamAnswer(Body):
    """Whether the team takes it up, and why."""

    text: Needed
    accepted: Flag


class FindingNamed(Body):
    """Which finding, where the explanation names none."""

    finding: Ref | None = None


class Rewording(FindingNamed):
    """What the finding says from now on."""

    text: Annotated[Needed, Field(max_length=4000)]
    basis_text: Text = ""


def rows(user: Any) -> QuerySet:
    """Explanations this person may know of."""
    return Explanation.objects.visible_to(user).select_related("visit__inspection")


def show(row: Explanation) -> ExplanationOut:
    """An explanation as the API says it."""
    names = ("text", "submitted_at", "late", "answer_text", "accepted", "answered_at", "outcome")
    return ExplanationOut(
        **base(row, "explanations"),
        **same(row, *names),
        visit=row.visit_id,
        unit=row.visit.unit_id,
        finding=row.finding_id,
    )


def finding_of(row: Explanation, by: Any, given: int | None) -> Finding:
    """The one it speaks of, or the one named of its visit."""
    require(may_work_at(by, row.visit) or may_prepare(by))
    held = Finding.objects.visible_to(by).filter(visit=row.visit)
    found = lookup(held, given or row.finding_id, "finding")
    if found is None:
        raise BadInput(fields={"finding": "Ghi phát hiện mà giải trình này nói đến."})
    return found


def reword(
    row: Explanation, *, by: Any, expected: int, finding: int | None = None, **told: str
) -> None:
    """The explanation's version was matched; the finding has its own."""
    actions.reword_finding(row, finding_of(row, by, finding), by=by, **told)


def withdraw(row: Explanation, *, by: Any, expected: int, finding: int | None = None) -> None:
    """As above."""
    actions.withdraw_finding(row, finding_of(row, by, finding), by=by)


EXPLANATIONS = Collection(
    "explanations",
    "Giải trình",
    ExplanationOut,
    rows,
    show,
    filters={
        "inspection": (Id, "visit__inspection"),
        "visit": (Id, "visit"),
        "unit": (Id, "visit__unit"),
        "finding": (Id, "finding"),
        "answered": (bool, lambda found, yes: found.filter(answered_at__isnull=not yes)),
    },
    verbs=[
        Verb("answer_explanation", actions.answer_explanation, TeamAnswer),
        Verb("reword_finding", reword, Rewording),
        Verb("withdraw_finding", withdraw, FindingNamed),
    ],
)
add_reading(router, EXPLANATIONS)
add_verbs(router, EXPLANATIONS)
