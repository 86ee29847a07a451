"""What is counted: each figure as plain rules count it, from rows and from monthly totals."""

import datetime as dt
from collections import Counter

import pytest

from congvu.core import clock, registry
from congvu.core.jobs.running import drain
from congvu.core.registry import Tally
from congvu.dossiers import actions, rollups, rules
from congvu.dossiers.counting import KEYS, Scope, counted, standing
from congvu.dossiers.models import Movement, RolledMonth, RollUp, StaleMonth
from congvu.dossiers.rules import CLOSING, OF_MOVEMENTS, Figure, events_of, flow
from congvu.dossiers.rules.figures import Bucket, Life
from tests.dossiers.crowd import crowd
from tests.dossiers.factories import at

pytestmark = pytest.mark.django_db
NOW = at(20, 9)
PERIODS = [
    (dt.date(2020, 3, 1), dt.date(2020, 7, 1)),
    (dt.date(2020, 2, 15), dt.date(2020, 5, 15)),
    (dt.date(2020, 1, 1), dt.date(2021, 1, 1)),
    (dt.date(2020, 4, 10), dt.date(2020, 4, 20)),
    (dt.date(2020, 9, 1), dt.date(2020, 10, 1)),
]


def key(row):
    return (row.unit_id, row.point_id, row.procedure_id, row.channel, row.is_imported)


def expected(rows, scope):
    """The same figures in plain Python."""
    found = Counter()
    events = [(row, figure, when) for row in rows for figure, when in events_of(row)]
    for move in Movement.objects.select_related("dossier").filter(verb__in=list(OF_MOVEMENTS)):
        events.append((move.dossier, OF_MOVEMENTS[move.verb], move.at))
    for row, figure, when in events:
        if when < scope.moment:
            found[(when < scope.begin, figure, *key(row))] += 1
    return found


def lives(rows):
    ends = {"refused_after_assessment": Bucket.UNRESOLVED, "stopped": Bucket.UNRESOLVED,
            "withdrawn": Bucket.WITHDRAWN}  # fmt: skip
    for row in rows:
        if row.accepted_at is None:
            continue
        stops = [(p.start, p.end) for p in row.pauses.all()]
        stops += [(s.asked_at, s.answered_at) for s in row.supplements.all()]
        if row.is_imported and row.paused:
            stops.append((row.accepted_at, None))
        end = ends.get(row.state, Bucket.RESOLVED)
        yield Life(row.accepted_at, row.closed_at, end, tuple(stops))


def rolled(*, skip=()):
    """The months of the story added up; those after it are empty."""
    for month in rollups.to_roll_up():
        if month not in skip and month <= dt.date(2020, 10, 1):
            rollups.roll_up(month)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("start,end", PERIODS)
def test_totals_and_rows_count_the_same(place, seed, start, end):
    rows = crowd(place, seed)
    scope = Scope(start, end, NOW)
    wanted = expected(rows, scope)
    assert counted(scope, Figure, KEYS, carried=True) == wanted
    rolled(skip=[dt.date(2020, 3, 1)])
    assert RollUp.objects.exists()
    assert counted(scope, Figure, KEYS, carried=True) == wanted
    during = Counter({one: n for one, n in wanted.items() if not one[0]})
    assert counted(scope, Figure, KEYS) == during


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("start,end", PERIODS)
def test_the_identity_holds_against_plain_rules(place, seed, start, end):
    rows = crowd(place, seed)
    rolled()
    scope = Scope(start, end, NOW)
    plain = flow(lives(rows), scope.begin, scope.moment)
    assert plain.balanced
    sums = counted(scope, {Figure.RECEIVED, *CLOSING}, carried=True)
    before = sum(n for (early, f), n in sums.items() if early and f in CLOSING)
    carried = sums[(True, Figure.RECEIVED)] - before
    now = standing(scope)
    assert (carried, sums[(False, Figure.RECEIVED)]) == (plain.carried_over, plain.new)
    assert now.paused[()] == plain.paused
    assert sums[(False, Figure.WITHDRAWN)] == plain.withdrawn
    closed = sum(sums[(False, f)] for f in CLOSING)
    if now.in_time is not None:  # counted from the open rows, not by difference
        assert now.in_time[()] + now.overdue[()] == plain.in_progress
        assert carried + plain.new == closed + sum(
            part[()] for part in (now.in_time, now.overdue, now.paused)
        )
    late = [row for row, life in zip([r for r in rows if r.accepted_at], lives(rows), strict=True)
            if row.due_at and row.due_at < scope.moment and row.accepted_at < scope.moment
            and (row.closed_at is None or row.closed_at >= scope.moment)
            and rules.bucket_at(life, scope.moment) == Bucket.IN_PROGRESS]  # fmt: skip
    assert now.overdue[()] == len(late)


def test_rights_and_filters_narrow(place):
    rows = crowd(place, 1)
    rolled()
    year = (dt.date(2020, 1, 1), dt.date(2021, 1, 1), NOW)
    taken = [row for row in rows if row.accepted_at]
    assert counted(Scope(*year), [Figure.RECEIVED])[(False, Figure.RECEIVED)] == len(taken)
    for fields, fits in (
        ({"unit": place.unit.pk}, lambda r: r.unit_id == place.unit.pk),
        ({"units": frozenset({place.unit.pk})}, lambda r: r.unit_id == place.unit.pk),
        ({"units": frozenset(), "points": frozenset({place.point.pk})}, lambda r: r.point_id),
        ({"units": frozenset()}, lambda r: False),
        ({"procedure": place.procedure.pk}, lambda r: r.procedure_id == place.procedure.pk),
        ({"unknown": True}, lambda r: r.procedure_id is None),
        ({"field": place.procedure.field_id},
         lambda r: r.procedure and r.procedure.field_id == place.procedure.field_id),
        ({"point": place.point.pk}, lambda r: r.point_id == place.point.pk),
    ):  # fmt: skip
        scope = Scope(*year, **fields)
        count = counted(scope, [Figure.RECEIVED])[(False, Figure.RECEIVED)]
        assert count == len([row for row in taken if fits(row)]), fields
        open_rows = [r for r in taken if fits(r) and r.closed_at is None]
        now = standing(scope)
        assert sum((now.in_time + now.overdue + now.paused).values()) == len(open_rows)


def test_what_happens_to_a_past_month_marks_it_and_counts_at_once(place, monkeypatch):
    dossier = place.to_sign(at(8))
    rolled()
    assert not StaleMonth.objects.exists()
    scope = Scope(dt.date(2020, 9, 1), dt.date(2020, 10, 1), at(1, 11))
    assert counted(scope, [Figure.ON_TIME, Figure.EARLY]) == {}
    with clock.at(at(10)):
        actions.sign(dossier, by=place.head)
    assert {mark.month for mark in StaleMonth.objects.all()} == {dt.date(2020, 9, 1)}
    assert counted(scope, [Figure.EARLY])[(False, Figure.EARLY)] == 1
    rolled()
    assert not StaleMonth.objects.exists()
    assert counted(scope, [Figure.EARLY])[(False, Figure.EARLY)] == 1
    assert RollUp.objects.get(figure="early").count == 1


def test_what_happens_now_writes_no_mark(place, monkeypatch):
    monkeypatch.setattr(rollups.timezone, "now", lambda: at(20, 9))
    place.to_sign(at(8))
    assert not StaleMonth.objects.exists()
    assert dt.date(2020, 9, 1) not in rollups.to_roll_up()


def test_verify_finds_a_total_that_was_changed(place):
    place.taken(at(8))
    rolled()
    check = registry.checks()["dossiers.roll_ups"]
    assert list(check(Tally())) == []
    RollUp.objects.filter(figure="received").update(count=7)
    [fault] = check(Tally())
    assert "09/2020" in fault.message and fault.kind == "dossiers.rollup"


def test_a_mark_set_while_a_month_is_added_up_stays(place, monkeypatch):
    place.taken(at(8))
    month = dt.date(2020, 9, 1)
    count = rollups.recounted

    def meanwhile(ledger, which):
        found = count(ledger, which)
        rollups.mark([which])
        return found

    monkeypatch.setattr(rollups, "recounted", meanwhile)
    rolled()
    assert StaleMonth.objects.filter(month=month).count() == 1
    assert month in rollups.to_roll_up() and RolledMonth.objects.filter(month=month).exists()


def test_the_background_job_adds_up_what_is_over(place, monkeypatch):
    monkeypatch.setattr(rollups.timezone, "now", lambda: at(15, 11))
    place.taken(at(8))
    assert rollups.to_roll_up() == [dt.date(2020, 9, 1), dt.date(2020, 10, 1)]
    assert drain() >= 1
    assert rollups.to_roll_up() == []
    assert RollUp.objects.get(figure="received").month == dt.date(2020, 9, 1)
