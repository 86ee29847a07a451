"""Counting dossiers: months from their totals, the rest from the rows; exact either way.

One place says what a figure is: the pages, the lists behind the figures, the measures, the
background recount and the check of ``verify`` all ask here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, F, Q, QuerySet, Sum, When
from django.db.models import Value as V

from congvu.dossiers.models import (
    Dossier,
    Movement,
    Pause,
    RolledMonth,
    RollUp,
    StaleMonth,
    Supplement,
)
from congvu.dossiers.rules import (
    CLOSING,
    OF_MOVEMENTS,
    WHY,
    Figure,
    Totals,
    closing_figure,
    left_over,
    next_month,
    opening,
    why_figure,
)
from congvu.dossiers.states import OPEN, WAITING_FOR_APPLICANT, DossierState, Lateness

KEYS = ("unit", "point", "procedure", "channel", "imported")
Key = tuple[Any, ...]
Counts = Counter[tuple[Any, ...]]
TOGETHER = 36  # periods of which what was overdue is asked for in one query
ENDED_UNTIMED = (DossierState.WITHDRAWN, DossierState.STOPPED)


@dataclass(frozen=True)
class Scope:
    """Which dossiers: a period, and whose. ``now`` is where the period ends if it still runs."""

    start: dt.date
    end: dt.date  # the first day that is not of it
    now: dt.datetime
    # what the reader answers for; None: all
    units: frozenset[int] | None = None
    points: frozenset[int] = frozenset()
    # filters
    unit: int | None = None
    point: int | None = None
    field: int | None = None
    procedure: int | None = None
    unknown: bool = False  # of no procedure of the catalogue
    nowhere: bool = False  # of no unit

    @property
    def begin(self) -> dt.datetime:
        """The moment it begins."""
        return opening(self.start)

    @property
    def moment(self) -> dt.datetime:
        """The moment its standings are of."""
        return max(self.begin, min(opening(self.end), self.now))

    @property
    def is_running(self) -> bool:
        """Whether it reaches to the present."""
        return self.moment == self.now

    def where(self, prefix: str = "") -> Q:
        """The rows of it, whatever their dates."""
        found = Q()
        if self.units is not None:
            found &= Q(**{f"{prefix}unit__in": self.units}) | Q(
                **{f"{prefix}point__in": self.points}
            )
        for name in ("unit", "point", "procedure"):
            if getattr(self, name) is not None:
                found &= Q(**{f"{prefix}{name}": getattr(self, name)})
        if self.field is not None:
            found &= Q(**{f"{prefix}procedure__field": self.field})
        if self.unknown:
            found &= Q(**{f"{prefix}procedure__isnull": True})
        if self.nowhere:
            found &= Q(**{f"{prefix}unit__isnull": True})
        return found


def flag(condition: Q) -> ExpressionWrapper:
    """A condition as a column."""
    return ExpressionWrapper(condition, output_field=BooleanField())


IMPORTED = flag(Q(source__isnull=False))


def usable_months(of: Totals = Totals.DOSSIERS) -> list[dt.date]:
    """Months whose totals hold now."""
    stale = StaleMonth.objects.filter(of=of).values("month")
    rows = RolledMonth.objects.filter(of=of).exclude(month__in=stale)
    return list(rows.order_by("month").values_list("month", flat=True))


def counted(
    scope: Scope, figures: Iterable[Figure], keys: Sequence[str] = (), *, carried: bool = False
) -> Counts:
    """How often each figure arose in the period: {(False, figure, *key): count}.

    With ``carried`` also {(True, figure, …)}: before the period.
    """
    wanted = set(figures)
    months = [month for month in usable_months() if fits(month, scope, carried)]
    edges: list[dt.datetime | None] = [None] if carried else []
    ranges = left_over(months, [*edges, scope.begin, scope.moment])
    found: Counts = Counter()
    if months:
        rows = RollUp.objects.filter(scope.where(), figure__in=wanted, month__in=months)
        before = flag(Q(month__lt=scope.start)) if carried else V(False)
        rows = rows.annotate(before=before).values_list("before", "figure", *keys)
        for *key, number in rows.annotate(n=Sum("count")).order_by():
            found[(bool(key[0]), Figure(key[1]), *key[2:])] += number
    if ranges:
        for (place, *key), number in live(scope, wanted, keys, ranges, [scope.begin]):
            found[(place == 0, *key)] += number
    return found


def counted_by_month(
    scope: Scope, months: Sequence[dt.date], figures: Iterable[Figure], keys: Sequence[str] = ()
) -> Counts:
    """How often each figure arose in each month: {(month, figure, *key): count}, in one go.

    ``months`` follow one another and are those of the period; before them is the month None.
    """
    wanted = set(figures)
    kept = [month for month in usable_months() if fits(month, scope, True)]
    ranges = left_over(kept, [None, scope.begin, scope.moment])
    found: Counts = Counter()
    if kept:
        rows = RollUp.objects.filter(scope.where(), figure__in=wanted, month__in=kept)
        when = Case(When(month__gte=scope.start, then=F("month")), default=V(None))
        rows = rows.annotate(when=when).values_list("when", "figure", *keys)
        for month, figure, *key, number in rows.annotate(n=Sum("count")).order_by():
            found[(month, Figure(figure), *key)] += number
    if ranges:
        places = [None, *months]
        edges = [opening(month) for month in months]
        for (place, *key), number in live(scope, wanted, keys, ranges, edges):
            found[(places[place], *key)] += number
    return found


def fits(month: dt.date, scope: Scope, carried: bool = False) -> bool:
    """Whether a month lies whole in the period, or whole before it where that counts."""
    end = next_month(month)
    if end <= scope.start:
        return carried
    return month >= scope.start and opening(end) <= scope.moment


def live(
    scope: Scope,
    wanted: set[Figure],
    keys: Sequence[str],
    ranges: Sequence[Any],
    edges: Sequence[dt.datetime] = (),
) -> Iterable[tuple[Key, int]]:
    """What the rows say of some stretches of time: (place, figure, *key), count.

    The place is how many of ``edges`` came before it.
    """
    for source in SOURCES:
        if wanted.isdisjoint(source.figures):
            continue
        rows = source.within(ranges).filter(scope.where(source.prefix))
        columns = {f"k_{key}": source.column(key) for key in keys}
        named = rows.annotate(place=place_of(source.moment, edges), **columns)
        grouped = named.values_list("place", *columns, *source.tells).order_by()
        for row in grouped.annotate(n=Count("pk")):
            cut = 1 + len(keys)
            for figure in source.figures_of(*row[cut:-1]):
                if figure in wanted:
                    yield (row[0], figure, *row[1:cut]), row[-1]


def place_of(moment: str, edges: Sequence[dt.datetime]) -> Any:
    """How many of ``edges`` lie before a moment, as a column."""
    if not edges:
        return V(0)
    whens = [When(**{f"{moment}__lt": edge}, then=V(n)) for n, edge in enumerate(edges)]
    return Case(*whens, default=V(len(edges)))


def stretches(moment: str, ranges: Sequence[Any]) -> Q:
    """In one of some stretches of time; the first may have no beginning."""
    times = Q(pk__in=[])
    for begin, end in ranges:
        one = Q(**{f"{moment}__lt": end})
        times |= one if begin is None else one & Q(**{f"{moment}__gte": begin})
    return times


@dataclass(frozen=True)
class Source:
    """Rows with a moment that make figures, and the columns that tell which."""

    rows: QuerySet
    moment: str
    figures: frozenset[Figure]
    tells: tuple[str, ...]
    prefix: str = ""

    def within(self, ranges: Sequence[Any]) -> QuerySet:
        """Rows of these stretches of time."""
        return self.rows.filter(stretches(self.moment, ranges))

    def column(self, key: str) -> Any:
        """Where a key of the totals stands in these rows."""
        if key == "imported":
            return flag(Q(**{f"{self.prefix}source__isnull": False}))
        name = key if key == "channel" else f"{key}_id"
        return F(f"{self.prefix}{name}")

    def figures_of(self, *told: Any) -> list[Figure]:
        """The figures a row makes."""
        if self.moment == "accepted_at":
            why = why_figure(told[0])
            return [Figure.RECEIVED, why] if why else [Figure.RECEIVED]
        if self.moment == "closed_at":
            end = closing_figure(*told)
            return [end] if end else []
        if self.moment == "at":
            return [OF_MOVEMENTS[told[0]]]
        return [*self.figures]


TAKEN = Dossier.objects.filter(accepted_at__isnull=False)
SOURCES = (
    Source(TAKEN, "accepted_at", frozenset({Figure.RECEIVED, *WHY}), ("why_not_online",)),
    Source(TAKEN, "closed_at", frozenset(CLOSING), ("state", "lateness")),
    Source(TAKEN, "returned_at", frozenset({Figure.RETURNED}), ()),
    Source(
        Movement.objects.filter(verb__in=list(OF_MOVEMENTS)),
        "at",
        frozenset(OF_MOVEMENTS.values()),
        ("verb",),
        "dossier__",
    ),
    Source(
        Dossier.objects.filter(source__isnull=False, state=DossierState.REFUSED),
        "submitted_at",
        frozenset({Figure.REFUSED}),
        (),
    ),
)


# What is open has no end. Those without are named by their keys, which the index of open dossiers
# tells by itself: beside other conditions SQLite prefers an index of all dossiers.
WITHOUT_END = Dossier.objects.filter(closed_at__isnull=True).order_by().values("pk")
IS_OPEN = Q(state__in=OPEN, pk__in=WITHOUT_END)
# Lists of keys below, each part found by its own index: an OR of them would read every dossier.


def keys_of(model: Any, *conditions: Q) -> QuerySet:
    """Dossiers for which one of the conditions holds."""
    key = "pk" if model is Dossier else "dossier"
    first, *rest = (model.objects.filter(one).order_by().values(key) for one in conditions)
    return first.union(*rest)


def open_then(moment: dt.datetime) -> Q:
    """Taken in before a moment and not ended before it."""
    before = Q(accepted_at__lt=moment)
    return Q(pk__among=keys_of(Dossier, before & IS_OPEN, before & Q(closed_at__gte=moment)))


def stood_still(moment: dt.datetime) -> Q:
    """With a pause or a round that lasts at a moment. Of a fact we know the present only."""
    pauses = Pause.objects.filter(start__lt=moment).order_by().values("dossier")
    rounds = Supplement.objects.filter(asked_at__lt=moment).order_by().values("dossier")
    facts = IS_OPEN & Q(source__isnull=False, state__in=WAITING_FOR_APPLICANT)
    held = keys_of(Dossier, facts).union(
        pauses.filter(end__isnull=True),
        pauses.filter(end__gte=moment),
        rounds.filter(answered_at__isnull=True),
        rounds.filter(answered_at__gte=moment),
    )
    return Q(pk__in=held)


def paused_then(moment: dt.datetime) -> Q:
    """Standing still at a moment, of those open then."""
    was_open = Q(accepted_at__lt=moment) & (IS_OPEN | Q(closed_at__gte=moment))
    return was_open & stood_still(moment)


def ways_to_be_late(moment: dt.datetime) -> list[Q]:
    """Open, ended late, ended without timeliness; past their due date at a moment."""
    due = Q(accepted_at__lt=moment, due_at__lt=moment)
    late = Q(lateness=Lateness.OVERDUE, closed_at__gte=moment)
    untimed = Q(state__in=ENDED_UNTIMED, closed_at__gte=moment)
    return [due & IS_OPEN, due & late, due & untimed]


def overdue_then(moment: dt.datetime, *, leads: bool = False) -> Q:
    """Past its due date at a moment and still open, paused ones among them.

    ``leads``: this is what a query goes by; else it is one of several conditions, or negated.
    """
    keys = keys_of(Dossier, *ways_to_be_late(moment))
    return Q(pk__among=keys) if leads else Q(pk__in=keys)


def overdue_at_ends(scopes: Sequence[Scope], key: str) -> Counts:
    """Past their due date and not standing still, at the end of each of some periods:
    {(place of the period, key): count}, in a query for some dozens of periods."""
    found: Counts = Counter()
    for begin in range(0, len(scopes), TOGETHER):
        parts = [
            Dossier.objects.filter(one.where(), overdue_then(one.moment, leads=True))
            .exclude(paused_then(one.moment))
            .annotate(place=V(place), key=SOURCES[0].column(key))
            .order_by()
            .values_list("place", "key")
            .annotate(n=Count("pk"))
            for place, one in enumerate(scopes[begin : begin + TOGETHER], begin)
        ]
        first, *rest = parts
        for place, value, number in first.union(*rest, all=True) if rest else first:
            found[(place, value)] += number
    return found


@dataclass(frozen=True)
class Standing:
    """What is open at the end of a period, by key."""

    in_time: Counts | None
    overdue: Counts
    paused: Counts


def standing(scope: Scope, keys: Sequence[str] = ()) -> Standing:
    """Open dossiers at the end of the period: in time, overdue, paused.

    Where the period reaches to the present all three are counted from the open rows. Of a past
    moment what is in time is not counted (None): it is what remains of received less closed.
    """
    moment = scope.moment
    rows = Dossier.objects.filter(scope.where())
    if scope.is_running:
        found = flagged(rows.filter(open_then(moment)), moment, keys)
    else:
        paused, late = Q(paused_then(moment)), overdue_then(moment, leads=True)
        found = flagged(rows.filter(paused), moment, keys)
        found += flagged(rows.filter(late).exclude(paused), moment, keys)
    parts: tuple[Counts, Counts, Counts] = (Counter(), Counter(), Counter())
    for (is_paused, is_late, *key), number in found.items():
        parts[2 if is_paused else 1 if is_late else 0][tuple(key)] += number
    return Standing(parts[0] if scope.is_running else None, *parts[1:])


def flagged(rows: QuerySet, moment: dt.datetime, keys: Sequence[str]) -> Counts:
    """Numbers of open dossiers: {(paused, late, *key): count}."""
    columns = {f"k_{key}": SOURCES[0].column(key) for key in keys}
    late = reduce(or_, ways_to_be_late(moment))
    named = rows.annotate(paused_=flag(stood_still(moment)), late_=flag(late))
    named = named.annotate(**columns).values_list("paused_", "late_", *columns).order_by()
    found: Counts = Counter()
    for is_paused, is_late, *key, number in named.annotate(n=Count("pk")):
        found[(bool(is_paused), bool(is_late), *key)] += number
    return found
