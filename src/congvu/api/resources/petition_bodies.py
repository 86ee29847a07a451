"""What programs send about petitions, and how each verb takes it."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from congvu.api.collection import Verb
from congvu.api.kinds import Body, Day, Flag, Line, Moment, Needed, Ref, Text, Word, choice, utter
from congvu.api.resources.lookups import lookup, people, units_seen
from congvu.applicants.states import ApplicantKind
from congvu.petitions import actions
from congvu.petitions.models import Petition
from congvu.petitions.states import PERSONAL, Channel, Satisfaction
from congvu.procedures.models import Procedure

Phone = Annotated[str, Field(max_length=30), AfterValidator(utter)]
Note = Annotated[str, Field(max_length=500), AfterValidator(utter)]
Subject = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(utter)]
Number = Annotated[str, Field(max_length=100), AfterValidator(utter)]
LimitDays = Annotated[int, Field(strict=True, ge=1, le=120)]


class PetitionNew(Body):
    """What somebody sent, and whose book it enters. Who sent it is kept encrypted."""

    at: Ref
    channel: choice(Channel)  # type: ignore[valid-type]
    subject: Subject
    content: Needed
    sender_kind: choice(ApplicantKind) = ApplicantKind.PERSON  # type: ignore[valid-type]
    sender_name: Word = ""
    sender_phone: Phone = ""
    sender_email: Word = ""
    sender_address: Line = ""
    sender_hidden: Flag = False
    kind: Word = ""
    procedure: Ref | None = None
    received_at: Moment | None = None


class Correction(Body):
    """What was written down wrongly at the door; what is left out stays."""

    channel: choice(Channel) = Channel.COUNTER  # type: ignore[valid-type]
    subject: Subject = ""
    content: Needed = ""
    procedure: Ref | None = None
    sender_kind: choice(ApplicantKind) = ApplicantKind.PERSON  # type: ignore[valid-type]
    sender_name: Word = ""
    sender_phone: Phone = ""
    sender_email: Word = ""
    sender_address: Line = ""
    sender_hidden: Flag = False


class Kind(Body):
    """What it is about; of conduct, whose."""

    kind: Word
    about_unit: Ref | None = None
    procedure: Ref | None = None


class Given(Body):
    """The unit that answers; another limit with its basis."""

    unit: Ref
    working_days: LimitDays | None = None
    basis: Line = ""
    note: Note = ""


class GivenTo(Body):
    """Somebody of the unit."""

    to: Ref
    note: Note = ""


class Draft(Body):
    """The answer as it will be printed."""

    answer: Needed
    outcome: Word


class AnswerSigned(Body):
    """Number of the paper in the office's book, and its day where it is not today."""

    number: Number = ""
    dated_on: Day | None = None


class Forwarding(Body):
    """The competent agency, and by which paper."""

    to: Annotated[Line, Field(min_length=1)]
    paper: Word = ""
    note: Text = ""


class NotTaken(Body):
    """One of the reasons of the decree."""

    refusal: Word
    note: Text = ""


class PublicTexts(Body):
    """For everybody, without names; ``confirmed``: the names left are of office-holders."""

    question: Needed
    answer: Needed
    confirmed: Flag = False


class SenderOpinion(Body):
    """What the sender thinks of the answer."""

    satisfaction: choice(Satisfaction)  # type: ignore[valid-type]
    note: Note = ""


class MoreTime(Body):
    """Another day, and why; the due day stays."""

    until: Day
    reason: Needed


class WhyPetition(Body):
    """In words."""

    reason: Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(utter)]


class Unmasking(Body):
    """Which number or address, and why it must be seen; written into the log."""

    field: choice(PERSONAL)  # type: ignore[valid-type]
    reason: Annotated[Line, Field(min_length=1)]


def procedure_of(user: Any, pk: int | None) -> Procedure | None:
    """The procedure it is about."""
    return lookup(Procedure.objects.visible_to(user), pk, "procedure")


def classify(
    row: Petition,
    *,
    by: Any,
    expected: int,
    kind: str,
    about_unit: int | None = None,
    procedure: int | None = None,
) -> Any:
    """What it is about."""
    about = lookup(units_seen(by), about_unit, "about_unit")
    found = procedure_of(by, procedure)
    return actions.classify(
        row, by=by, expected=expected, kind=kind, about_unit=about, procedure=found
    )  # fmt: skip


def assign(row: Petition, *, by: Any, expected: int, unit: int, **fields: Any) -> Any:
    """To the unit that answers."""
    chosen = lookup(units_seen(by), unit, "unit")
    return actions.assign(row, by=by, expected=expected, unit=chosen, **fields)


def hand_to(row: Petition, *, by: Any, expected: int, to: int, **fields: Any) -> Any:
    """To somebody of the unit."""
    person = lookup(people(by), to, "to")
    return actions.hand_to(row, by=by, expected=expected, to=person, **fields)


def edit(row: Petition, *, by: Any, expected: int, **fields: Any) -> Any:
    """Corrected at the door."""
    if "procedure" in fields:
        fields["procedure"] = procedure_of(by, fields["procedure"])
    return actions.edit(row, by=by, expected=expected, **fields)


def verb(name: str, body: type[Body], run: Callable[..., Any] | None = None) -> Verb:
    """An action under its own name."""
    return Verb(name, run or getattr(actions, name), body)


VERBS = [
    verb("classify", Kind, classify),
    verb("assign", Given, assign),
    verb("hand_to", GivenTo, hand_to),
    verb("propose", Draft),
    verb("answer", AnswerSigned),
    verb("send_back", WhyPetition),
    verb("forward", Forwarding),
    verb("refuse", NotTaken),
    verb("publish", PublicTexts),
    verb("unpublish", WhyPetition),
    verb("record_satisfaction", SenderOpinion),
    verb("edit", Correction, edit),
    verb("extend", MoreTime),
    verb("withdraw", WhyPetition),
    verb("forget", WhyPetition),
]
