"""Very many open dossiers dated and moved without one being built: only what differs is made.

A due date rests on a limit and the cutoff of a counter, which are a handful; the words of a
movement on a state, a desk and two offices, which are few as well.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple, cast

from django.db import connection
from django.db.models import Model

from congvu.core import bulk, clock, workdays
from congvu.core.workdays import Calendar, Due, NoOfficeHours, YearNotAnnounced
from congvu.core.workdays.timetable import Timetable
from congvu.core.workdays.zone import local
from congvu.dossiers import rules
from congvu.dossiers.actions.moving import desk_of, office_of
from congvu.dossiers.models import Dossier, Movement, Pause, Supplement
from congvu.dossiers.models.deadlines import Life, clock_of, known
from congvu.dossiers.rules import Clock
from congvu.organizations.models import calendar_of
from congvu.organizations.models.prepared import Calendars


class Open(NamedTuple):
    """What a day is counted from, and what the log and the movement say: nothing else is read."""

    pk: int
    code: str
    state: str
    step: int | None
    accepted_at: dt.datetime
    due_at: dt.datetime
    provisional: bool
    version: int
    unit_id: int | None
    holder_id: int | None
    point_id: int | None
    limit_id: int


class Shared:
    """Rows that many dossiers refer to, each read once."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int | None], Model | None] = {}

    def of(self, row: Open, *names: str) -> dict[str, Any]:
        """The related objects of one dossier."""
        return {name: self.row(name, getattr(row, f"{name}_id")) for name in names}

    def row(self, name: str, key: int | None) -> Model | None:
        """One of them."""
        if (name, key) not in self.rows:
            model: Any = Dossier._meta.get_field(name).related_model
            self.rows[name, key] = model._default_manager.get(pk=key) if key else None
        return self.rows[name, key]

    def load(self, name: str, keys: Iterable[int | None]) -> None:
        """Those of a kind that are not known yet, together."""
        missing = {key for key in keys if key and (name, key) not in self.rows}
        model: Any = Dossier._meta.get_field(name).related_model
        found = model._default_manager.in_bulk(missing) if missing else {}
        self.rows |= {(name, key): row for key, row in found.items()}


class Dates:
    """Due dates by the calendars as they are now, or as tried; what repeats is worked out once."""

    def __init__(self, find: Calendars = calendar_of, shared: Shared | None = None) -> None:
        self.find = find
        self.shared = shared or Shared()
        self.calendars: dict[int | None, Calendar] = {}
        self.tables: dict[int | None, Timetable] = {}
        self.terms: dict[tuple, Clock] = {}
        self.known: dict[tuple, Due | None] = {}

    def of(self, rows: Sequence[Open]) -> Iterator[tuple[Open, Due]]:
        """The due date of each; left out where the calendar can't say."""
        lives = stopped(rows)
        for name in ("limit", "point"):
            self.shared.load(name, {getattr(row, f"{name}_id") for row in rows})
        for row in rows:
            due = self.due_of(row, lives.get(row.pk))
            if due is not None:
                yield row, due

    def due_of(self, row: Open, life: Life | None) -> Due | None:
        """One due date. Without a stop it is that of whatever was received on the same day."""
        terms, start = self.terms_of(row), known(local(row.accepted_at))
        if life is not None:
            stops, rounds = tuple(life.stops), tuple(life.rounds)
            return self.counted(
                replace(terms, accepted_at=start, stops=stops, supplements=rounds), row
            )
        try:
            begun = workdays.begun(start, terms.limit.unit, self.table_of(row), terms.cutoff)
        except (YearNotAnnounced, NoOfficeHours):
            return None
        parts = begun, row.unit_id, row.limit_id, row.point_id
        if parts not in self.known:
            self.known[parts] = self.counted(replace(terms, accepted_at=start), row)
        return self.known[parts]

    def terms_of(self, row: Open) -> Clock:
        """The clock of the first one without stops that has the same limit and counter."""
        parts = row.limit_id, row.point_id
        if parts not in self.terms:
            related = self.shared.of(row, "limit", "point")
            first = clock_of(Dossier(accepted_at=row.accepted_at, **related), Life())
            self.terms[parts] = cast(Clock, first)
        return self.terms[parts]

    def calendar_of(self, unit_id: int | None) -> Calendar:
        """The calendar of a unit, built once."""
        if unit_id not in self.calendars:
            self.calendars[unit_id] = self.find(unit_id)
        return self.calendars[unit_id]

    def table_of(self, row: Open) -> Timetable:
        """The calendar as the unit of one lives it."""
        if row.unit_id not in self.tables:
            self.tables[row.unit_id] = self.calendar_of(row.unit_id).table()
        return self.tables[row.unit_id]

    def counted(self, run: Clock, row: Open) -> Due | None:
        """Its due date; None where the calendar can't say."""
        calendar = self.calendar_of(row.unit_id)
        try:
            return rules.counted(run, calendar, calendar.hours)
        except (YearNotAnnounced, NoOfficeHours):
            return None


def stopped(rows: Sequence[Open]) -> dict[int, Life]:
    """Stops and rounds of those that have any. Asked by a range of keys, as it is short to say."""
    if not rows:
        return {}
    first, last = rows[0].pk, rows[-1].pk
    among = {"dossier__gte": first, "dossier__lte": last, "dossier__closed_at": None}
    lives: dict[int, Life] = defaultdict(Life)
    for pause in Pause.objects.filter(**among):
        lives[pause.dossier_id].stops.append(pause.as_rule())
    for supplement in Supplement.objects.filter(**among):
        lives[supplement.dossier_id].rounds.append(supplement.as_rule())
    return lives


def moved_on(
    rows: Sequence[Open], dues: Sequence[dt.datetime], shared: Shared, *, by: Any, note: str
) -> None:
    """The movement of each: it stays where it is, its day is another one."""
    where = {desk: places(desk, shared) for desk in {desk_key(row) for row in rows}}
    desks = [where[desk_key(row)] for row in rows]
    same = partial(repeat, times=len(rows))
    states, steps = [row.state for row in rows], [row.step for row in rows]
    columns = {
        "dossier": [row.pk for row in rows],
        "at": [clock.now()] * len(rows),
        "verb": same("redate"),
        "by": same(getattr(by, "pk", None)),
        "from_state": states,
        "to_state": states,
        "from_step": steps,
        "to_step": steps,
        "desk": [desk for desk, _ in desks],
        "office": [office for _, office in desks],
        "waits_for": same(""),
        "due_before": [row.due_at for row in rows],
        "due_after": list(dues),
        "note": same(note),
    }
    fields = [Movement._meta.get_field(name) for name in columns]
    values = zip(fields, columns.values(), strict=True)
    ready = [bulk.adapted(one, [*of], connection) for one, of in values]
    bulk.insert_columns(Movement, fields, ready)


def desk_key(row: Open) -> tuple:
    """All that tells where it lies."""
    return row.state, row.holder_id, row.unit_id, row.point_id


def places(key: tuple, shared: Shared) -> tuple[str, str]:
    """Desk and office, as any movement names them."""
    state, holder, unit, point = key
    names = {"holder": holder, "unit": unit, "point": point}
    row = Dossier(state=state, **{name: shared.row(name, pk) for name, pk in names.items()})
    return desk_of(row)[:200], office_of(row)[:200]
