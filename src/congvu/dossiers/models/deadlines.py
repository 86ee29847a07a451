"""The clock of a dossier read from its rows, and its due date by the calendar of its unit."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from congvu.core.workdays import Calendar, DayLine, Due, Unit, share_run
from congvu.core.workdays.hours import Hours
from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, Pause, Supplement
from congvu.dossiers.rules import Clock, Limit, Stop, Supplemented
from congvu.dossiers.states import PauseReason
from congvu.organizations.models import calendar_of
from congvu.procedures.models import TimeLimit
from congvu.procedures.models.reading import supplement_of
from congvu.procedures.rules import SupplementRule

PARTS = ("limit", "procedure_version", "point")


@dataclass
class Life:
    """Stops and rounds of one dossier, as the rules know them."""

    stops: list[Stop] = field(default_factory=list)
    rounds: list[Supplemented] = field(default_factory=list)

    @property
    def all_stops(self) -> list[Stop]:
        """Every interval in which nobody here could work, whatever it does to the limit."""
        waits = [Stop(r.asked_at, r.answered_at, PauseReason.SUPPLEMENT) for r in self.rounds]
        return [*self.stops, *waits]


def lives_of(dossiers: Iterable[Dossier]) -> dict[int, Life]:
    """Stops and rounds of many dossiers, in two queries."""
    keys = [one.pk for one in dossiers]
    lives = {key: Life() for key in keys}
    for pause in Pause.objects.filter(dossier__in=keys):
        lives[pause.dossier_id].stops.append(pause.as_rule())
    for supplement in Supplement.objects.filter(dossier__in=keys):
        lives[supplement.dossier_id].rounds.append(supplement.as_rule())
    return lives


def life_of(dossier: Dossier) -> Life:
    """As :func:`lives_of`, of one; what a page fetched already is not asked for again."""
    stops = [one.as_rule() for one in dossier.pauses.all()]
    return Life(stops, [one.as_rule() for one in dossier.supplements.all()])


def limit_of(row: TimeLimit) -> Limit:
    """A limit of a version as the rules know it."""
    return Limit(row.amount if row.amount is not None else Decimal(0), Unit(row.unit))


def clock_of(dossier: Dossier, life: Life | None = None) -> Clock | None:
    """All the due date rests on; None before acceptance, and of a fact without a limit."""
    if dossier.accepted_at is None or dossier.limit is None:
        return None
    if life is None:  # of a fact we know no pauses
        life = Life() if dossier.is_imported else life_of(dossier)
    return Clock(
        accepted_at=known(dossier.accepted_at),
        limit=limit_of(dossier.limit),
        stops=tuple(life.stops),
        supplements=tuple(life.rounds),
        cutoff=dossier.point.cutoff if dossier.point and not dossier.is_imported else None,
    )


def supplement_rule(dossier: Dossier) -> SupplementRule:
    """What asking for papers does: by the law of the day of acceptance and the version pinned."""
    day = timezone.localdate(dossier.accepted_at)
    return supplement_of(dossier.procedure_version, day)


def new_round(dossier: Dossier, number: int, at: dt.datetime, **fields: Any) -> Supplement:
    """A request for papers, with what it does to the limit from now on."""
    rule = supplement_rule(dossier)
    return Supplement(dossier=dossier, number=number, asked_at=at, effect=rule.effect,
                      source=rule.source, **fields)  # fmt: skip


def known(moment: dt.datetime) -> dt.date:
    """A moment; only its day where the time of day is not known."""
    return timezone.localdate(moment) if rules.is_whole_day(moment) else moment


def calendar_for(dossier: Dossier) -> tuple[Calendar, Hours | None]:
    """Calendar and hours of the unit that resolves it."""
    calendar = calendar_of(dossier.unit_id)
    return calendar, calendar.hours


def due_of(dossier: Dossier, life: Life | None = None) -> Due | None:
    """The due date by the rows as they are; None where it can't be said."""
    clock = clock_of(dossier, life)
    return rules.counted(clock, *calendar_for(dossier)) if clock else None


def explanation_of(dossier: Dossier) -> tuple[str, Sequence[DayLine]]:
    """The due date in one paragraph, and day by day."""
    clock = clock_of(dossier)
    if clock is None:
        return "", []
    calendar, hours = calendar_for(dossier)
    due = rules.counted(clock, calendar, hours)
    return rules.sentence(clock, due), rules.explained(clock, calendar, hours)


def share_of(dossier: Dossier, now: dt.datetime, life: Life) -> int:
    """Percent of its time that has run."""
    if dossier.accepted_at is None or dossier.due_at is None:
        return 0
    calendar, hours = calendar_for(dossier)
    start, due = dossier.accepted_at, dossier.due_at
    return share_run(start, due, now, calendar, hours, life.all_stops)


def with_stop(clock: Clock, stop: Stop) -> Clock:
    """The clock with one more interval of standing still."""
    return replace(clock, stops=(*clock.stops, stop))
