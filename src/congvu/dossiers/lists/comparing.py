"""Facts of a list as fields of dossiers, and what of them is news here."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from congvu.core.workdays import ZONE, Unit
from congvu.dossiers import rules
from congvu.dossiers.lists.places import Places, our_due
from congvu.dossiers.lists.reading import Fact
from congvu.dossiers.lists.words import applicant_label, channel_in_words
from congvu.dossiers.models import Difference, Dossier, SourceSystem
from congvu.dossiers.models.following import follow_mark
from congvu.dossiers.states import (
    ACCEPTED_ONCE,
    BEFORE_ACCEPTANCE,
    OPEN,
    RESOLVED,
    UNRESOLVED,
    WAITING_FOR_APPLICANT,
    DossierState,
)

CHUNK = 5_000
ENDS = frozenset({"finished_at", "returned_at"})
# a column of a list, and the field in which its word is kept in short
SHORTENED = {"applicant": "applicant_label", "phone": "follow_mark"}
RELATED = frozenset({"point", "unit", "procedure", "procedure_version", "limit"})


@dataclass
class News:
    """What one stretch of a list would change."""

    new: list[Dossier] = field(default_factory=list)
    changed: list[tuple[Dossier, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    different: int = 0


def stretches(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """A long list in pieces, so that memory stays small."""
    rest = iter(facts)
    while piece := list(islice(rest, CHUNK)):
        yield piece


def compare(
    facts: Sequence[Fact],
    source: SourceSystem | None,
    places: Places,
    *,
    absent: frozenset[str] = frozenset(),
    lock: bool = False,
) -> News:
    """Facts against what is here: the same code of the same system is the same dossier.

    ``absent``: what the list has no column for; of that a dossier keeps what is known.
    """
    news, here = News(), known_rows(facts, source, lock)
    for fact in facts:
        row = here.get(fact.code)
        fields = fields_of(fact, places) if row is None else kept(fact, row, absent, places)
        news.different += fields["difference"] != Difference.NONE
        if row is None:
            news.new.append(fresh(fact, source, fields))
            continue
        changes = {name: value for name, value in fields.items() if differs(row, name, value)}
        if changes:
            news.changed.append((row, changes))
        else:
            news.unchanged += 1
    return news


def fresh(fact: Fact, source: SourceSystem | None, fields: dict[str, Any]) -> Dossier:
    """A new fact; keys instead of related objects, which are dear to set so often."""
    plain = {name: value for name, value in fields.items() if name not in RELATED}
    keys = {f"{name}_id": fields[name].pk if fields[name] else None for name in RELATED}
    return Dossier(source_id=source.pk if source else None, code=fact.code, **plain, **keys)


def differs(row: Dossier, name: str, value: Any) -> bool:
    """Whether a fact says otherwise; related rows are compared by key, without a query."""
    if name in RELATED:
        return getattr(row, f"{name}_id") != (value.pk if value else None)
    return getattr(row, name) != value


def known_rows(
    facts: Sequence[Fact], source: SourceSystem | None, lock: bool
) -> dict[str, Dossier]:
    """Dossiers of this system with the codes of these facts."""
    if source is None or source.pk is None:
        return {}
    rows = Dossier.objects.filter(source=source, code__in=[fact.code for fact in facts])
    if lock:
        rows = rows.order_by("pk").select_for_update(of=("self",))
    return {row.code: row for row in rows}


def fields_of(fact: Fact, places: Places) -> dict[str, Any]:
    """A fact as the fields of a dossier.

    ``due_at`` is the day the source promised, which knows its pauses; ``original_due_at`` is ours
    from acceptance alone. Timeliness goes by the promise, as on the slip the applicant holds.
    """
    procedure = places.procedure_of(fact)
    unit = places.unit_of(fact, procedure)
    ours = our_due(fact, procedure, unit, places)
    due = fact.due_at or ours.due
    closed = closing(fact)
    return {
        "point": places.point_of(fact),
        "unit": unit,
        "procedure": procedure,
        "procedure_version": ours.version,
        "limit": ours.limit,
        "applicant_label": applicant_label(fact.applicant)[:200],
        "follow_mark": follow_mark(fact.code, fact.last_four),
        "channel": fact.channel,
        "state": fact.state,
        "paused": fact.state in WAITING_FOR_APPLICANT,
        "submitted_at": utc(fact.received_at),
        "accepted_at": utc(fact.received_at) if fact.state in ACCEPTED_ONCE else None,
        "due_at": utc(due),
        "original_due_at": utc(ours.due),
        "finished_at": utc(fact.finished_at),
        "returned_at": utc(fact.returned_at),
        "closed_at": utc(closed),
        "source_due_at": utc(fact.due_at),
        "source_words": source_words(fact),
        "difference": ours.difference,
        "fee": fact.fee,
        **timeliness(fact, due, Unit(ours.limit.unit) if ours.limit else Unit.WORKING_DAYS),
    }


def kept(fact: Fact, row: Dossier, absent: frozenset[str], places: Places) -> dict[str, Any]:
    """A fact about a dossier that is here; where the list has no column, what is here stands."""
    words = row.source_words
    known: dict[str, Any] = {}
    for name in absent & {"procedure_code", "procedure_name", "point", "unit"}:
        known[name] = words.get(name, "")
    for name in absent & {"channel", "fee"}:
        known[name] = getattr(row, name)
    if "channel" in absent:
        known["channel_word"] = words.get("channel", "")
    if "due_at" in absent:
        known["due_at"] = local(row.source_due_at)
    state = state_kept(fact, row, absent)
    if state != fact.state:
        known |= {"state": state, "word": words.get("state", "")}
    known |= ends(fact, row, absent, state)
    fields = fields_of(fact._replace(**known), places)
    unsaid = [name for column, name in SHORTENED.items() if column in absent]
    return fields | {name: getattr(row, name) for name in unsaid}


def state_kept(fact: Fact, row: Dossier, absent: frozenset[str]) -> str:
    """The state a list says; where it has no column for it, its dates can only lead onward."""
    if "state" not in absent:
        return fact.state
    ended = row.state in OPEN | BEFORE_ACCEPTANCE and fact.state in RESOLVED
    handed = row.state in RESOLVED and fact.state == DossierState.RETURNED
    return fact.state if ended or handed else row.state


def ends(fact: Fact, row: Dossier, absent: frozenset[str], state: str) -> dict[str, Any]:
    """The days of an end that the list does not say; a dossier that is open again has none."""
    if state in OPEN | BEFORE_ACCEPTANCE:
        return {}
    unsaid = {name for name in ENDS if name in absent or "state" in absent and not said(fact, name)}
    if state == DossierState.RESULT_READY:  # not handed back, whatever was said before
        unsaid.discard("returned_at")
    found = {name: local(getattr(row, name)) for name in unsaid}
    return {name: day for name, day in found.items() if day}


def said(fact: Fact, name: str) -> bool:
    """Whether the list gives this day."""
    return getattr(fact, name) is not None


def local(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment of the tables on the office's clock, as a list gives it."""
    return moment.astimezone(ZONE) if moment else None


def utc(moment: dt.datetime | None) -> dt.datetime | None:
    """The same moment in UTC, as the tables keep it: nothing to convert when written in bulk."""
    return moment.astimezone(dt.UTC) if moment else None


def closing(fact: Fact) -> dt.datetime | None:
    """When it ended; a withdrawal without a date counts on the day of receipt."""
    if fact.state in RESOLVED | UNRESOLVED:
        return fact.finished_at
    if fact.state == DossierState.WITHDRAWN:
        return fact.finished_at or fact.returned_at or fact.received_at
    return None


def timeliness(fact: Fact, due: dt.datetime | None, unit: Unit) -> dict[str, Any]:
    """Early, on time or overdue of what is resolved."""
    if fact.finished_at is None or due is None or fact.state not in RESOLVED | UNRESOLVED:
        return {"lateness": "", "late_minutes": 0}
    if fact.state == DossierState.STOPPED:
        return {"lateness": "", "late_minutes": 0}
    return {
        "lateness": rules.lateness(fact.finished_at, due, unit),
        "late_minutes": rules.minutes_late(fact.finished_at, due),
    }


def source_words(fact: Fact) -> dict[str, str]:
    """What the list itself says, kept beside what we make of it."""
    said = {
        "state": fact.word,
        "channel": channel_in_words(fact.channel, fact.channel_word),
        "unit": fact.unit,
        "point": fact.point,
        "procedure_code": fact.procedure_code,
        "procedure_name": fact.procedure_name,
    }
    return {name: words for name, words in said.items() if words}
