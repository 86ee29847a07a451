"""Dossiers with their whole past, thousands at once: for the showroom and for measuring.

The same rows as the verbs write one by one for the same facts (a test compares them): dossier,
movements, log, pauses, rounds, apologies, extensions. Rights are not asked: nobody tells stories
but the system itself.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from congvu.core import audit, bulk, clock
from congvu.core.past import Happened, encoded, write_happened
from congvu.dossiers import rules
from congvu.dossiers.actions.case import steps_by_version
from congvu.dossiers.actions.ending import checked_cause, timeliness
from congvu.dossiers.actions.intake import Filing, fresh, pin
from congvu.dossiers.actions.moving import (
    Change,
    keep_parts,
    movement,
    refuse_unless_allowed,
    refuse_without_cause,
    target,
)
from congvu.dossiers.actions.numbering import draw_codes
from congvu.dossiers.in_force import versions_for
from congvu.dossiers.models import (
    Apology,
    Dossier,
    Extension,
    Movement,
    Pause,
    ReceivingPoint,
    Supplement,
)
from congvu.dossiers.models.deadlines import Life, calendar_for, clock_of, new_round
from congvu.dossiers.rollups import mark, shares_of
from congvu.dossiers.rules import OF_MOVEMENTS, month_of
from congvu.dossiers.states import PAUSE_LABELS, DossierState, PauseReason


@dataclass(frozen=True)
class Event:
    """One verb of a story, with what its action would be told."""

    at: dt.datetime
    verb: str
    by: Any
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """What somebody filed at a counter, and what happened to it."""

    at: dt.datetime
    filing: Filing
    point: ReceivingPoint
    by: Any
    events: Sequence[Event] = ()


@dataclass
class Telling:
    """A dossier while its story is told."""

    row: Dossier
    pauses: list[Pause] = field(default_factory=list)
    rounds: list[Supplement] = field(default_factory=list)
    parts: list[models.Model] = field(default_factory=list)
    moves: list[Movement] = field(default_factory=list)
    log: list[Happened] = field(default_factory=list)

    def dated(self) -> dict[str, Any]:
        """The due date by what has happened so far."""
        life = Life([one.as_rule() for one in self.pauses], [one.as_rule() for one in self.rounds])
        run = clock_of(self.row, life)
        due = rules.counted(run, *calendar_for(self.row))  # type: ignore[arg-type]
        return {"due_at": due.due, "provisional": due.provisional}


def tell_many(stories: Sequence[Story]) -> list[Dossier]:
    """Enter dossiers with their past: one transaction, a handful of statements per table."""
    stories = sorted(stories, key=lambda one: one.at)
    if not stories:
        return []
    with transaction.atomic():
        tellings = begun(stories)
        steps = steps_by_version([one.row for one in tellings])
        for telling, story in zip(tellings, stories, strict=True):
            for event in story.events:
                happen(telling, event, steps)
        keep(tellings)
    return [one.row for one in tellings]


def begun(stories: Sequence[Story]) -> list[Telling]:
    """Every dossier as it was taken in, with its code and its first log row."""
    rows = []
    for story in stories:
        with clock.at(story.at):
            rows.append(fresh(story.filing, story.point))
    bulk.give_keys(rows, "default")
    filed: dict[dt.date, list[Any]] = {}
    for story in stories:
        filed.setdefault(timezone.localdate(story.at), []).append(story.filing.procedure)
    pinned = {day: versions_for(procedures, day) for day, procedures in filed.items()}
    codes = drawn(stories)
    tellings = []
    for row, story, code in zip(rows, stories, codes, strict=True):
        day = timezone.localdate(story.at)
        row.submitted_at, row.code = story.at, code
        pin(row, story.filing.limit, pinned[day], story.at, story.by)
        audit.refold([row])
        telling = Telling(row)
        [made] = audit.creations([row])
        telling.log.append(
            Happened(story.at, story.by, "dossiers.accept", row, audit.label_of(row), made)
        )
        before = (DossierState.DRAFT, None, None)
        telling.moves.append(movement(row, "accept", before, Change(), story.by, story.at))
        tellings.append(telling)
    return tellings


def drawn(stories: Sequence[Story]) -> list[str]:
    """A code for each, in the order they were taken in at each counter on each day."""
    places: dict[tuple[int, dt.date], list[int]] = {}
    for at, story in enumerate(stories):
        places.setdefault((story.point.pk, timezone.localdate(story.at)), []).append(at)
    codes = [""] * len(stories)
    for numbers in places.values():
        first = stories[numbers[0]]
        for at, code in zip(numbers, draw_codes(first.point, first.at, len(numbers)), strict=True):
            codes[at] = code
    return codes


def happen(telling: Telling, event: Event, steps: dict[int, set[int]]) -> None:
    """One verb, in memory: state, change, log row, movement."""
    row, verb = telling.row, event.verb
    refuse_unless_allowed(row, verb)
    before = (row.state, row.step, row.due_at)
    with clock.at(event.at):
        refuse_without_cause(row, verb)
        change, reason = VERBS[verb](telling, event, steps)
        fields = {"state": target(row, verb), **change.fields}
        _, facts, _, _ = audit.set_all([(row, fields)])
    label = audit.label_of(row)
    for _, _, changes in facts:
        telling.log.append(
            Happened(event.at, event.by, f"dossiers.{verb}", row, label, encoded(changes), reason)
        )
    telling.parts += change.parts
    telling.moves.append(movement(row, verb, before, change, event.by, event.at))


def keep(tellings: Sequence[Telling]) -> None:
    """Write everything, and mark the months it falls into."""
    rows = [one.row for one in tellings]
    bulk.insert_many(rows)
    for part in (one for telling in tellings for one in telling.parts):
        part.dossier_id = part.dossier.pk  # type: ignore[attr-defined]
    keep_parts([part for one in tellings for part in one.parts])
    moves = sorted((move for one in tellings for move in one.moves), key=lambda move: move.at)
    bulk.insert_many(moves)
    write_happened([row for one in tellings for row in one.log])
    months = {share[0] for row in rows for share in shares_of(row)}
    mark(months | {month_of(move.at) for move in moves if move.verb in OF_MOVEMENTS})


Told = tuple[Change, str]
Steps = dict[int, set[int]]


def told_plainly(**fields: Any) -> Callable[[Telling, Event, Steps], Told]:
    """A verb that sets some fields and may carry a note."""

    def tell(telling: Telling, event: Event, steps: Steps) -> Told:
        note = event.facts.get("note", "")
        return Change(dict(fields), note=note), note

    return tell


def transfer(telling: Telling, event: Event, steps: Steps) -> Told:
    """To the unit."""
    return Change({"holder": None}, waits_for="phân công người thụ lý"), ""


def assign(telling: Telling, event: Event, steps: Steps) -> Told:
    """To somebody."""
    row, to, note = telling.row, event.facts["to"], event.facts.get("note", "")
    step = row.step or min(steps.get(row.procedure_version_id, ()), default=None)  # type: ignore[arg-type]
    return Change({"holder": to, "step": step}, note=note, handed_to=to), note


def hand_over(telling: Telling, event: Event, steps: Steps) -> Told:
    """To a colleague."""
    row, to, note = telling.row, event.facts["to"], event.facts.get("note", "")
    fields = {"holder": to, "step": event.facts.get("step") or row.step}
    return Change(fields, note=note, handed_to=to), note


def send_back(telling: Telling, event: Event, steps: Steps) -> Told:
    """Back to whoever had it last."""
    had = [move.handed_to for move in telling.moves if move.handed_to_id is not None]
    officer, why = had[-1] if had else None, event.facts["reason"]
    return Change({"holder": officer}, note=why, handed_to=officer), why


def request_opinion(telling: Telling, event: Event, steps: Steps) -> Told:
    """Another office is asked; the clock runs on."""
    whom = event.facts["of"]
    note = f"{whom} {event.facts.get('paper', '')}".strip()
    return Change(note=note, waits_for=f"ý kiến của {whom}"[:200]), note


def receive_opinion(telling: Telling, event: Event, steps: Steps) -> Told:
    """It has answered; a pause for it ends."""
    waited = any(one.end is None and one.reason == PauseReason.COORDINATION
                 for one in telling.pauses)  # fmt: skip
    end_pause(telling, event.at, only=PauseReason.COORDINATION)
    note = event.facts.get("note", "")
    return Change(telling.dated() | {"paused": False} if waited else {}, note=note), note


def request_supplement(telling: Telling, event: Event, steps: Steps) -> Told:
    """A round begins."""
    why = event.facts["reasons"]
    told = {"asked_by": event.by, "reasons": why, "answer_by": event.facts.get("answer_by")}
    asked = new_round(telling.row, len(telling.rounds) + 1, event.at, **told)
    telling.rounds.append(asked)
    return Change({"paused": True}, note=why, waits_for="bổ sung hồ sơ", parts=[asked]), why


def receive_supplement(telling: Telling, event: Event, steps: Steps) -> Told:
    """A round ends."""
    telling.rounds[-1].answered_at = event.at
    note = event.facts.get("note", "")
    return Change(telling.dated() | {"paused": False}, note=note), note


def pause(telling: Telling, event: Event, steps: Steps) -> Told:
    """The limit stands still from now on."""
    reason, paper = event.facts["reason"], event.facts["paper"]
    label = PAUSE_LABELS[PauseReason(reason)]
    stop = Pause(dossier=telling.row, start=event.at, reason=reason, paper=paper)
    telling.pauses.append(stop)
    note = f"{label}. {paper}"
    return Change({"paused": True}, note, waits_for=label.lower(), parts=[stop]), paper


def resume(telling: Telling, event: Event, steps: Steps) -> Told:
    """It goes on."""
    end_pause(telling, event.at)
    note = event.facts.get("note", "")
    return Change(telling.dated() | {"paused": False}, note=note), note


def end_pause(telling: Telling, moment: dt.datetime, only: str = "") -> None:
    """The pause that lasts ends."""
    for one in telling.pauses:
        if not only or one.reason == only:
            one.end = one.end or moment


def finished(telling: Telling, event: Event, steps: Steps) -> Told:
    """Signed: timeliness is fixed."""
    note = event.facts.get("note") or event.facts.get("reason", "")
    fields = {"finished_at": event.at, "closed_at": event.at, "holder": None}
    cause, cause_note = event.facts.get("cause", ""), event.facts.get("cause_note", "")
    return Change(fields | timeliness(telling.row, event.at, cause, cause_note), note=note), note


def post_result(telling: Telling, event: Event, steps: Steps) -> Told:
    """On its way by post."""
    note = event.facts.get("note", "")
    return Change(note=note, waits_for="bưu chính chuyển đến người nộp"), note


def return_result(telling: Telling, event: Event, steps: Steps) -> Told:
    """In the applicant's hands."""
    note = event.facts.get("note", "")
    return Change({"returned_at": event.at}, note), note


def ended(telling: Telling, event: Event, steps: Steps) -> Told:
    """Closed without a result."""
    end_pause(telling, event.at)
    why = event.facts["reason"]
    return Change({"closed_at": event.at, "holder": None, "paused": False}, note=why), why


def apologise(telling: Telling, event: Event, steps: Steps) -> Told:
    """Sorry, and another day."""
    facts = event.facts
    why, new_date, cause = facts["reason"], facts["new_date"], facts["cause"]
    known = checked_cause(cause, facts.get("cause_note") or why)
    part = Apology(dossier=telling.row, at=event.at, new_date=new_date, cause=cause, reason=why)
    return Change({"promised_at": new_date, **known}, note=why, parts=[part]), why


def extend(telling: Telling, event: Event, steps: Steps) -> Told:
    """Prolonged by a paper; the due date stays."""
    facts = event.facts
    until, paper, why = facts["until"], facts["paper"], facts["reason"]
    part = Extension(dossier=telling.row, at=event.at, until=until, paper=paper, reason=why)
    return Change({"promised_at": until}, note=f"{paper}: {why}", parts=[part]), why


VERBS: dict[str, Callable[[Telling, Event, Steps], Told]] = {
    "transfer": transfer,
    "assign": assign,
    "hand_over": hand_over,
    "request_supplement": request_supplement,
    "receive_supplement": receive_supplement,
    "request_opinion": request_opinion,
    "receive_opinion": receive_opinion,
    "pause": pause,
    "resume": resume,
    "propose": told_plainly(holder=None),
    "approve": told_plainly(),
    "send_back": send_back,
    "sign": finished,
    "finish": finished,
    "refuse_after_assessment": finished,
    "post_result": post_result,
    "return_result": return_result,
    "withdraw": ended,
    "stop": ended,
    "extend": extend,
    "apologise": apologise,
}
