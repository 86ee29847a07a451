"""A version as its public page and its leaflet say it."""

import dataclasses
import datetime as dt

from django.utils import timezone

from congvu.core.workdays import Unit as LimitClock
from congvu.core.workdays import due
from congvu.documents.posted import render_posted
from congvu.organizations.models import prepared_calendar
from congvu.procedures import rules
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.models.reading import UNREACHABLE, facts_of, limits_of, supplement_words
from congvu.procedures.outputs.posting import UNKNOWN, fee_of, posting_sheet
from congvu.procedures.registry import (
    DueToday,
    PublicLimit,
    PublicPaper,
    PublicProcedure,
    PublicStep,
)
from congvu.procedures.rules import VersionFacts
from congvu.procedures.rules.difference import audience_text, contact_text
from congvu.procedures.states import PART_LABELS


def told(version: ProcedureVersion, now: dt.datetime) -> PublicProcedure:
    """All of it in words; no query besides the calendar's when fetched ``with_parts``."""
    facts = facts_of(version)
    fee = fee_of(facts)
    limits = (PublicLimit(x.label, rules.limit_words(x), x.note) for x in facts.limits)
    return PublicProcedure(
        name=facts.name,
        limits=tuple(limits),
        fee="" if fee == UNKNOWN else fee,
        ways=rules.ways_words(facts.ways),
        ways_note=facts.ways_note,
        papers=papers_of(facts),
        sets=rules.sets_words(facts.sets),
        sequence=facts.sequence,
        audience=audience_text(facts),
        decides=facts.decides,
        result=facts.result,
        requirements=facts.requirements,
        supplement=supplement_words(version, timezone.localdate(now)),
        contact=contact_text(facts),
        steps=steps_of(facts),
        bases=tuple((str(one.basis), one.note) for one in version.bases.all()),
        missing=tuple(PART_LABELS[part] for part in rules.missing_parts(facts)),
        due=due_now(version, now),
    )


def papers_of(facts: VersionFacts) -> tuple[PublicPaper, ...]:
    """Papers to bring, in order."""
    return tuple(
        PublicPaper(
            x.title, rules.copies_words(x), x.template, x.condition, x.required,
            x.file if x.file and x.file.served else None,
        )
        for x in facts.components
    )  # fmt: skip


def steps_of(facts: VersionFacts) -> tuple[PublicStep, ...]:
    """Steps in order."""
    per_day = rules.law().hours_per_day
    return tuple(
        PublicStep(x.role, x.name, rules.hours_words(x.hours, per_day)) for x in facts.steps
    )


def due_now(version: ProcedureVersion, now: dt.datetime) -> DueToday | None:
    """The date one would get now for the normal limit, day by day; None when it can't be told."""
    limit = next(iter(limits_of(version)), None)
    if limit is None:
        return None
    try:
        calendar, hours = prepared_calendar(version.procedure.resolver, now.date())
        found = due(now, limit.amount or 0, LimitClock(limit.unit), calendar, hours)
        return DueToday(now, found.due, found.provisional, tuple(found.days))
    except UNREACHABLE:
        return None


def leaflet(version: ProcedureVersion, address: str, mark: str, foot: str) -> bytes:
    """The posted sheet, with a code that leads to the public page."""
    unit = version.procedure.owner
    sheet = posting_sheet(version, unit, address=address, mark=mark, printed="")
    return render_posted([dataclasses.replace(sheet, foot=foot)], version.name)
