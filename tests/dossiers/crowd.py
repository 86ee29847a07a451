"""Many dossiers of any kind, made without the way there, for what only counts rows."""

import datetime as dt
import random

from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, Movement, Pause, SourceSystem, Supplement
from congvu.dossiers.states import (
    OPEN,
    RESOLVED,
    UNRESOLVED,
    WAITING_FOR_APPLICANT,
    Channel,
    DossierState,
    WhyNotOnline,
)
from congvu.procedures.models import Field
from tests.dossiers.factories import Office, at, procedure

FIRST, UNTIL = at(1, 1), at(20, 9)
ENDS = [*sorted(RESOLVED), *sorted(UNRESOLVED), DossierState.WITHDRAWN]
UNDER_WAY = [*sorted(OPEN)]
BEFORE = [DossierState.DRAFT, DossierState.SUBMITTED, DossierState.REFUSED]


def crowd(place: Office, seed: int, count: int = 60, until: dt.datetime = UNTIL) -> list:
    """So many dossiers of nine months, some imported, some late, paused, withdrawn."""
    dice = random.Random(seed)
    other = procedure(place.colleague.seats.get().unit)
    other.field = Field.objects.get_or_create(code="ldvl", name="Lao động, việc làm")[0]
    other.save()
    source = SourceSystem.objects.get_or_create(name="Một cửa tỉnh")[0]
    found = [one(dice, place, [place.procedure, other, None], source, n, until, seed)
             for n in range(count)]  # fmt: skip
    for row in found:
        stops(dice, place, row, until)
    return list(Dossier.objects.filter(pk__in=[row.pk for row in found]).order_by("pk"))


def moment(dice: random.Random, low: dt.datetime, high: dt.datetime) -> dt.datetime:
    """Some moment of a stretch; often exactly a midnight."""
    span = max(int((high - low).total_seconds()), 1)
    found = low + dt.timedelta(seconds=dice.randrange(span))
    return max(low, found.replace(hour=0, minute=0, second=0)) if dice.random() < 0.2 else found


def one(dice, place, procedures, source, number, until, seed) -> Dossier:
    """One dossier."""
    imported, kind = dice.random() < 0.4, dice.random()
    state = dice.choice(ENDS if kind < 0.6 else UNDER_WAY if kind < 0.9 else BEFORE)
    taken = state not in BEFORE
    accepted = moment(dice, FIRST, until)
    chosen = dice.choice(procedures if imported else procedures[:2])
    channel = dice.choice(list(Channel))
    row = Dossier(
        code=f"D{seed}-{number}" if taken or imported else "",
        source=source if imported else None,
        point=None if imported and dice.random() < 0.3 else place.point,
        unit=dice.choice([place.unit, place.department]),
        procedure=chosen,
        channel=channel,
        state=state,
        submitted_at=accepted,
        accepted_at=accepted if taken else None,
    )
    if channel in (Channel.DIRECT, Channel.POST) and dice.random() < 0.5:
        row.why_not_online = dice.choice(list(WhyNotOnline))
    if taken:
        row.due_at = accepted + dt.timedelta(days=dice.choice((0.5, 3, 10, 60)))
        if imported and dice.random() < 0.2:
            row.due_at = None
        row.paused = state in WAITING_FOR_APPLICANT
    if taken and state not in OPEN:
        row.closed_at = moment(dice, accepted, until)
        if state in RESOLVED or state == DossierState.REFUSED_AFTER_ASSESSMENT:
            row.finished_at = row.closed_at
            if row.due_at:
                row.lateness = rules.lateness(row.closed_at, row.due_at)
        if state == DossierState.RETURNED:
            row.returned_at = moment(dice, row.closed_at, until)
    row.save()
    return row


def stops(dice, place, row: Dossier, until: dt.datetime) -> None:
    """Pauses, rounds and what is counted of movements."""
    if row.is_imported:
        return
    if row.accepted_at is None:
        if row.state == DossierState.REFUSED:
            move(place, row, "refuse", moment(dice, row.submitted_at, until))
        return
    end = row.closed_at or until
    if row.state == DossierState.AWAITING_SUPPLEMENT:
        asked = moment(dice, row.accepted_at, end)
        Supplement.objects.create(dossier=row, number=1, asked_at=asked, asked_by=place.case)
        move(place, row, "request_supplement", asked)
    elif row.paused or dice.random() < 0.3:
        began = moment(dice, row.accepted_at, end)
        over = None if row.paused else moment(dice, began, end)
        Pause.objects.create(dossier=row, start=began, end=over, reason="payment")


def move(place, row: Dossier, verb: str, when: dt.datetime) -> None:
    """One movement."""
    Movement.objects.create(dossier=row, verb=verb, at=when, by=place.case,
                            from_state=row.state, to_state=row.state)  # fmt: skip
