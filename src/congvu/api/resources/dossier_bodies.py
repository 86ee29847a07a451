"""What programs send about dossiers, and how each verb takes it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from pydantic import Field, model_validator

from congvu.api.collection import Verb
from congvu.api.kinds import Body, Day, Line, Moment, Needed, Ref, Text, Word, choice
from congvu.api.resources.lookups import lookup, people, units_seen
from congvu.applicants.states import ApplicantKind
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import Cause, Channel, PauseReason, WhyNotOnline
from congvu.procedures.models import TimeLimit

Count = Annotated[int, Field(strict=True, ge=0, le=1000)]
Step = Annotated[int, Field(strict=True, ge=1, le=1000)]
PAUSES = (PauseReason.COORDINATION, PauseReason.FORCE_MAJEURE)


class Paper(Body):
    """A paper that was brought along."""

    order: Count = 0
    title: Annotated[Line, Field(min_length=1)]
    originals: Count = 0
    certified_copies: Count = 0
    copies: Count = 0


class Person(Body):
    """Somebody who files for the first time. Kept encrypted, never given out again."""

    kind: choice(ApplicantKind) = ApplicantKind.PERSON  # type: ignore[valid-type]
    name: Annotated[Word, Field(min_length=1)]
    identity_number: Word = ""
    phone: Word = ""
    email: Word = ""
    address: Line = ""


class DossierNew(Body):
    """Papers over the counter: somebody known (``applicant``) or new (``person``)."""

    point: Ref
    procedure: Ref
    applicant: Ref | None = None
    person: Person | None = None
    channel: choice(Channel) = Channel.DIRECT  # type: ignore[valid-type]
    why_not_online: choice(WhyNotOnline) | None = None  # type: ignore[valid-type]
    papers: Annotated[list[Paper], Field(max_length=200)] = []
    sets: Annotated[int, Field(strict=True, ge=1, le=100)] = 1
    limit: Ref | None = None
    note: Text = ""
    outcome: Literal["accept", "return_for_completion", "refuse"] = "accept"
    reason: Text = ""  # printed on the slip; needed where it is not taken in

    @model_validator(mode="after")
    def one_applicant(self) -> "DossierNew":
        """Exactly one of the two."""
        if (self.applicant is None) == (self.person is None):
            raise ValueError("Gửi mã người nộp đã biết (applicant) hoặc người nộp mới (person).")
        return self


class Empty(Body):
    """A word on it, if any."""

    note: Text = ""


class Why(Body):
    """In words, as they are printed."""

    reason: Needed


class Which(Body):
    """The variant of the time limit; the normal one where none is named."""

    limit: Ref | None = None


class Whereto(Body):
    """Another unit than the procedure's."""

    unit: Ref | None = None


class Whom(Body):
    """The officer it is given to."""

    to: Ref
    note: Text = ""


class Onward(Whom):
    """The officer, and the step of the process it is at now."""

    step: Step | None = None


class Asked(Body):
    """What must be supplied, and until when."""

    reasons: Needed
    answer_by: Day | None = None


class OpinionAsked(Body):
    """Whose opinion is asked, by which paper."""

    of: Annotated[Word, Field(min_length=1)]
    paper: Word = ""


class Bill(Body):
    """By which paper the applicant was told to pay."""

    paper: Word = ""


class Result(Empty):
    """With its cause when it is late."""

    cause: choice(Cause) | None = None  # type: ignore[valid-type]
    cause_note: Annotated[str, Field(max_length=500)] = ""


class Unfit(Why):
    """Why the conditions are not fulfilled; with the cause when it is late."""

    cause: choice(Cause) | None = None  # type: ignore[valid-type]
    cause_note: Annotated[str, Field(max_length=500)] = ""


class Standstill(Body):
    """Why the clock stands still, by which paper, since when."""

    reason: choice(PAUSES)  # type: ignore[valid-type]
    paper: Annotated[Word, Field(min_length=1)]
    since: Moment | None = None


class Longer(Why):
    """Until when, by which paper. No pause: the due date stays."""

    until: Moment
    paper: Annotated[Word, Field(min_length=1)]


class Sorry(Why):
    """The new day, and the cause of the delay."""

    new_date: Moment
    cause: choice(Cause)  # type: ignore[valid-type]
    cause_note: Annotated[str, Field(max_length=500)] = ""


def given(fields: dict[str, Any]) -> dict[str, Any]:
    """What was said; null says nothing."""
    return {name: value for name, value in fields.items() if value is not None}


def plain(action: Callable[..., Any]) -> Callable[..., Any]:
    """An action that takes the body as it is."""

    def run(row: Dossier, *, by: Any, expected: int, **fields: Any) -> Any:
        return action(row, by=by, expected=expected, **given(fields))

    return run


def limits_of(row: Dossier) -> QuerySet:
    """The variants of the procedure's versions."""
    return TimeLimit.objects.filter(procedure_version__procedure=row.procedure_id)


def accept(row: Dossier, *, by: Any, expected: int, limit: int | None = None) -> Any:
    """Take it in."""
    chosen = lookup(limits_of(row), limit, "limit")
    return actions.accept(row, by=by, expected=expected, limit=chosen)


def transfer(row: Dossier, *, by: Any, expected: int, unit: int | None = None) -> Any:
    """To the unit that resolves it."""
    chosen = lookup(units_seen(by), unit, "unit")
    return actions.transfer([row], by=by, unit=chosen, expected={row.pk: expected})[0]


def assign(row: Dossier, *, by: Any, expected: int, to: int, note: str = "") -> Any:
    """To a case officer."""
    versions, person = {row.pk: expected}, lookup(people(by), to, "to")
    return actions.assign([row], by=by, to=person, note=note, expected=versions)[0]


def hand_over(row: Dossier, *, by: Any, expected: int, to: int, **fields: Any) -> Any:
    """From one desk to another."""
    versions, person = {row.pk: expected}, lookup(people(by), to, "to")
    return actions.hand_over([row], by=by, to=person, expected=versions, **given(fields))[0]


def verb(name: str, body: type[Body] | None = None) -> Verb:
    """An action under its own name."""
    return Verb(name, plain(getattr(actions, name)), body)


VERBS = [
    verb("submit"),
    verb("check"),
    verb("return_for_completion", Why),
    verb("resubmit"),
    verb("refuse", Why),
    Verb("accept", accept, Which),
    Verb("transfer", transfer, Whereto),
    Verb("assign", assign, Whom),
    Verb("hand_over", hand_over, Onward),
    verb("request_supplement", Asked),
    verb("receive_supplement", Empty),
    verb("request_opinion", OpinionAsked),
    verb("receive_opinion", Empty),
    verb("request_payment", Bill),
    verb("receive_payment", Empty),
    verb("propose", Empty),
    verb("approve", Empty),
    verb("send_back", Why),
    verb("sign", Result),
    verb("finish", Result),
    verb("refuse_after_assessment", Unfit),
    verb("post_result", Empty),
    verb("return_result", Empty),
    verb("withdraw", Why),
    verb("stop", Why),
    verb("pause", Standstill),
    verb("resume", Empty),
    verb("extend", Longer),
    verb("apologise", Sorry),
]
