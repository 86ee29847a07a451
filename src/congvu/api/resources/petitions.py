"""Petitions: received, classified, answered, told to everybody; senders as the page shows them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Router

from congvu.api import marks
from congvu.api.collection import Collection, add_reading, add_verbs
from congvu.api.kinds import Id, Moment, Out, Shown, choice
from congvu.api.repeats import once
from congvu.api.replies import one
from congvu.api.resources import petition_bodies as bodies
from congvu.api.resources.common import Code, base, day_from, day_until, same
from congvu.api.resources.lookups import lookup, units_seen
from congvu.core import clock
from congvu.core.personal import preload_objects
from congvu.core.policies import require
from congvu.petitions import actions
from congvu.petitions.models import Petition
from congvu.petitions.policies import may_receive, offered, veil
from congvu.petitions.states import (
    PERSONAL,
    STAYING,
    TRANSITIONS,
    Channel,
    Lateness,
    PetitionState,
    Satisfaction,
)

router = Router()
Day = bodies.Day
ROW = ("code", "state", "channel", "kind", "subject", "received_at", "forward_due_at", "due_at",
       "provisional", "extended_to", "lateness", "answered_at", "closed_at", "satisfaction",
       "published_at", "source", "source_code", "fact")  # fmt: skip
WHOLE = ("sender_kind", "limit_days", "limit_basis", "extension_reason", "answer", "outcome",
         "answer_number", "forwarded_to", "forward_paper", "refusal", "closing_note",
         "satisfaction_note", "satisfaction_at", "public_question", "public_answer",
         "forgotten_at")  # fmt: skip


class PetitionRow(Shown):
    """A petition as lists show it: the sender's name shortened, not the text."""

    code: str
    state: str
    channel: str
    kind: str
    subject: str
    sender: str
    sender_hidden: bool
    procedure: int | None
    about_unit: int | None
    received_at: Moment
    received_unit: int
    unit: int | None
    holder: int | None
    forward_due_at: Moment
    due_at: Moment
    provisional: bool
    extended_to: Moment | None
    overdue: bool
    lateness: str
    answered_at: Moment | None
    closed_at: Moment | None
    satisfaction: str
    published_at: Moment | None
    source: str
    source_code: str
    fact: bool


class PetitionOut(PetitionRow):
    """For whoever works on it, with what they may do now; ``hidden`` is opened by ``unmask``."""

    content: str
    sender_kind: str
    sender_name: str
    sender_phone: str
    hidden: list[str]
    limit_days: int
    limit_basis: str
    extension_reason: str
    answer: str
    outcome: str
    answer_number: str
    signer: int | None
    forwarded_to: str
    forward_paper: str
    refusal: str
    closing_note: str
    satisfaction_note: str
    satisfaction_at: Moment | None
    public_question: str
    public_answer: str
    forgotten_at: Moment | None
    allowed: list[str]


class Unmasked(Out):
    """A number or address in clear, once."""

    field: str
    value: str


def rows(user: Any) -> QuerySet:
    """Petitions this person works on."""
    return Petition.objects.visible_to(user).select_related("received_unit", "unit")


def facts(row: Petition) -> dict[str, Any]:
    """What lists and single objects say alike."""
    return {
        **base(row, "petitions"),
        **same(row, *ROW),
        "sender": row.short_label,
        "sender_hidden": row.sender_hidden,
        "overdue": row.is_overdue(),
        **{n: getattr(row, f"{n}_id") for n in ("procedure", "about_unit", "received_unit",
                                                "unit", "holder")},
    }  # fmt: skip


def show_row(row: Petition) -> PetitionRow:
    """A row of the list."""
    return PetitionRow(**facts(row))


def show(row: Petition) -> PetitionOut:
    """A petition as its page shows it: name and text in clear, numbers and addresses hidden."""
    preload_objects([row])
    return PetitionOut(
        **facts(row),
        **same(row, *WHOLE),
        content=row.full_content,
        sender_name=row.full_name if row.sender_name else "",
        sender_phone=row.masked_phone,
        hidden=[n for n in PERSONAL if getattr(row, n) and not (row.forgotten_at or row.veiled)],
        signer=row.signer_id,
        allowed=[verb.replace("_", "-") for verb in getattr(row, "able", ())],
    )


def with_doors(found: list[Petition], user: Any) -> list[Petition]:
    """Each as this person may read it, with the verbs this person may do to it."""
    veil(user, *found)
    for row in found:
        row.able = offered(user, row)  # type: ignore[attr-defined]
    return found


def overdue(found: QuerySet, yes: bool) -> QuerySet:
    """Open although the answer was due, or all others."""
    late = Q(pk__in=Petition.objects.overdue(clock.now()).values("pk"))
    return found.filter(late) if yes else found.exclude(late)


def published(found: QuerySet, yes: bool) -> QuerySet:
    """Told to everybody, or not."""
    return found.filter(published_at__isnull=not yes)


PETITIONS = Collection(
    "petitions",
    "Phản ánh, kiến nghị",
    PetitionOut,
    rows,
    show,
    row_out=PetitionRow,
    show_row=show_row,
    filters={
        "code": (Code, "code"),
        "state": (choice(PetitionState), "state"),
        "channel": (choice(Channel), "channel"),
        "kind": (Code, "kind"),
        "unit": (Id, "unit"),
        "received_unit": (Id, "received_unit"),
        "about_unit": (Id, "about_unit"),
        "holder": (Id, "holder"),
        "procedure": (Id, "procedure"),
        "overdue": (bool, overdue),
        "lateness": (choice(Lateness), "lateness"),
        "satisfaction": (choice(Satisfaction), "satisfaction"),
        "published": (bool, published),
        "fact": (bool, "fact"),
        "received_from": (Day, day_from("received_at")),
        "received_until": (Day, day_until("received_at")),
        "q": (Code, lambda found, text: found.matching(text)),
    },
    table={**TRANSITIONS, **{verb: (states, "") for verb, states in STAYING.items()}},
    verbs=bodies.VERBS,
    prepare=with_doors,
)


def create(request: HttpRequest, body: bodies.PetitionNew):
    """Into the book of a unit: number and days at once, as over its page."""

    def make():
        user = request.user
        require(may_receive(user))
        values = body.model_dump(exclude={"at", "procedure", "received_at"})
        sent = actions.Sent(
            **values,
            procedure=bodies.procedure_of(user, body.procedure),
            received_at=body.received_at,
        )
        made = actions.receive(sent, at=lookup(units_seen(user), body.at, "at"), by=user)
        return one(show(PETITIONS.get(user, made.pk)), 201)

    return once(request, make)


def unmask(request: HttpRequest, id: Id, body: bodies.Unmasking):
    """In full, once; who saw it and why is in the log."""
    row = PETITIONS.get(request.user, id)
    value = actions.unmask(row, body.field, by=request.user, reason=body.reason)
    answer = one(Unmasked(field=body.field, value=value))
    answer["Cache-Control"] = "no-store"
    return answer


add_reading(router, PETITIONS)
marks.create(router, "petitions", create, PetitionOut, "Phản ánh, kiến nghị: tiếp nhận")
add_verbs(router, PETITIONS)
words = "Phản ánh, kiến nghị: xem đầy đủ một dữ liệu cá nhân"
marks.add(router, "POST", "petitions/{id}/unmask", unmask, Unmasked, words)
