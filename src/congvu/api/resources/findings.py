"""Findings: strengths and limitations, raised from an answer or about an area."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from congvu.api import marks
from congvu.api.collection import Collection, Verb, add_reading, add_verbs, guarded
from congvu.api.kinds import (
    Body,
    Days,
    Flag,
    Id,
    Needed,
    Ref,
    Shown,
    Text,
    Word,
    choice,
)
from congvu.api.paging import Page
from congvu.api.repeats import once
from congvu.api.replies import matched, one
from congvu.api.resources.common import base, same
from congvu.api.resources.follow_up import RECOMMENDATIONS
from congvu.api.resources.inspections import INSPECTIONS
from congvu.api.resources.lookups import lookup
from congvu.api.resources.visits import VISITS
from congvu.assessments.models import Answer
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.criteria.models import Area
from congvu.inspections import actions
from congvu.inspections.models import Finding
from congvu.inspections.policies import may_work_at
from congvu.inspections.states import Cause, Polarity, RepeatState, Severity

router = Router()


class FindingOut(Shown):
    """What the team found at a unit."""

    inspection: int
    visit: int | None
    unit: int
    answer: int | None
    area: str
    criterion: str | None
    polarity: str
    text: str
    basis_text: str
    cause_kind: str
    cause: str
    severity: str
    repeat_of: int | None
    repeat_state: str
    repeated: bool
    minutes_only: bool
    remark: int | None


class AskedIn(Body):
    """What is asked of the unit about it."""

    text: Needed
    responsible_head: Annotated[Word, Field(min_length=1)]
    doer: Annotated[Word, Field(min_length=1)]
    due_working_days: Days = 30


class FindingText(Body):
    """What a finding says."""

    text: Needed
    polarity: choice(Polarity) = Polarity.LIMITATION.value  # type: ignore[valid-type]
    basis_text: Text = ""
    cause_kind: choice(Cause) = ""  # type: ignore[valid-type]
    cause: Annotated[Text, Field(max_length=500)] = ""
    severity: choice(Severity) = Severity.NORMAL.value  # type: ignore[valid-type]
    minutes_only: Flag = False


class FindingNew(FindingText):
    """From an answer, or about an area where there is none."""

    answer: Ref | None = None
    area: Word | None = None
    recommendation: AskedIn | None = None


class Removal(Body):
    """Why."""

    reason: Needed


class RepeatIn(Body):
    """Whether it is an earlier year's again, and which."""

    repeated: Flag
    of: Ref | None = None


class MinutesOnly(Body):
    """Whether the conclusion leaves it out on purpose."""

    minutes_only: Flag


def rows(user: Any) -> QuerySet:
    """Findings this person may know of."""
    related = ("area", "criterion", "visit", "inspection")
    return Finding.objects.visible_to(user).select_related(*related)


def show(row: Finding) -> FindingOut:
    """A finding as the API says it."""
    names = ("polarity", "text", "basis_text", "cause_kind", "cause", "severity", "repeat_state")
    return FindingOut(
        **base(row, "findings"),
        **same(row, *names, "minutes_only"),
        inspection=row.inspection_id,
        visit=row.visit_id,
        unit=row.unit_id,
        answer=row.answer_id,
        area=row.area.code,
        criterion=row.criterion.code if row.criterion else None,
        repeat_of=row.repeat_of_id,
        repeated=row.repeat_state == RepeatState.CONFIRMED,
        remark=row.remark_id,
    )


def repeated(found: QuerySet, yes: bool) -> QuerySet:
    """Confirmed repeats, or all others."""
    told = {"repeat_state": RepeatState.CONFIRMED}
    return found.filter(**told) if yes else found.exclude(**told)


def decide_repeat(
    row: Finding, *, by: Any, expected: int, repeated: bool, of: int | None = None
) -> Finding:
    """The earlier one is named by its id."""
    earlier = lookup(rows(by).filter(unit=row.unit_id).exclude(pk=row.pk), of, "of")
    return actions.decide_repeat(row, repeated=repeated, of=earlier, by=by, expected=expected)


def ask(row: Finding, *, by: Any, expected: int, **given: Any) -> Any:
    """A draft recommendation about it."""
    return actions.add_recommendation(row, actions.RecommendationText(**given), by=by)


FINDINGS = Collection(
    "findings",
    "Phát hiện",
    FindingOut,
    rows,
    show,
    filters={
        "inspection": (Id, "inspection"),
        "visit": (Id, "visit"),
        "unit": (Id, "unit"),
        "area": (str, "area__code"),
        "polarity": (choice(Polarity), "polarity"),
        "severity": (choice(Severity), "severity"),
        "repeated": (bool, repeated),
    },
    verbs=[
        Verb("remove_finding", actions.remove_finding, Removal, gone=True),
        Verb("decide_repeat", decide_repeat, RepeatIn),
        Verb("mark_minutes_only", actions.mark_minutes_only, MinutesOnly),
        Verb("add_recommendation", ask, AskedIn, makes=RECOMMENDATIONS),
    ],
)


def text_of(body: FindingText) -> actions.FindingText:
    """What the action takes."""
    told = {name: getattr(body, name) for name in FindingText.model_fields}
    return actions.FindingText(**told)


def create(request: HttpRequest, id: Id, body: FindingNew):
    """A finding of this visit."""

    def make():
        visit = VISITS.get(request.user, id)
        require(may_work_at(request.user, visit))
        answers = Answer.objects.filter(sheet=visit.sheet_id).select_related("criterion__area")
        answer = lookup(answers, body.answer, "answer")
        area = answer.criterion.area if answer else area_of(visit, body.area)
        asked = body.recommendation and actions.RecommendationText(**dict(body.recommendation))
        made = guarded(
            request,
            VISITS,
            visit,
            lambda: actions.add_finding(
                visit, area, text_of(body), answer=answer, recommendation=asked, by=request.user
            ),
        )
        return one(show(FINDINGS.get(request.user, made.pk)), 201)

    return once(request, make)


def area_of(visit: Any, code: str | None) -> Area:
    """The area by its code."""
    areas = Area.objects.filter(library_version=visit.inspection.library_version_id)
    found = areas.filter(code=code).first() if code else None
    if found is None:
        raise BadInput(fields={"area": "Ghi câu trả lời (answer) hoặc mã nội dung (area) đúng."})
    return found


def edit(request: HttpRequest, id: Id, body: FindingText):
    """Other words, before the minutes are signed."""
    row = FINDINGS.get(request.user, id)
    expected = matched(request, row, show)
    guarded(
        request,
        FINDINGS,
        row,
        lambda: actions.edit_finding(row, text_of(body), by=request.user, expected=expected),
    )
    return one(show(FINDINGS.get(request.user, id)))


def of_inspection(request: HttpRequest, id: Id, filters: Page = Query(...)):  # noqa: B008
    """Findings of one campaign."""
    inspection = INSPECTIONS.get(request.user, id)
    held = rows(request.user).filter(inspection=inspection)
    return FINDINGS.page_from(held, request.user, filters)


add_reading(router, FINDINGS)
marks.create(router, "visits/{id}/findings", create, FindingOut, "Phát hiện: ghi nhận")
marks.change(router, "findings/{id}", edit, FindingOut, "Phát hiện: sửa")
add_verbs(router, FINDINGS)
path = "inspections/{id}/findings"
marks.get(router, path, of_inspection, marks.listed(FindingOut), "Đợt kiểm tra: các phát hiện")
