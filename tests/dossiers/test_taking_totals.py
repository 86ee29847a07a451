"""Money added up by month: the same numbers as the rows, whatever was touched afterwards."""

import datetime as dt
import random
from collections import Counter
from decimal import Decimal

import pytest

from congvu.core import clock, registry
from congvu.core.jobs.running import drain
from congvu.core.registry import Tally
from congvu.core.workdays.zone import opening
from congvu.dossiers import actions, rollups
from congvu.dossiers.counting import Scope, usable_months
from congvu.dossiers.ledgers import LEDGERS
from congvu.dossiers.models import Dossier, FeeDue, Payment, StaleMonth, TakingTotal
from congvu.dossiers.outputs.takings import TAKINGS, taking_report
from congvu.dossiers.rules import Totals
from congvu.dossiers.rules.takings import OfDetail, Taking
from congvu.dossiers.taking_reporting import taking_table
from congvu.dossiers.takings import rows_of_taking, summed
from tests.dossiers.crowd import crowd, moment
from tests.dossiers.factories import at
from tests.dossiers.money import levy, owing

pytestmark = pytest.mark.django_db
NOW = at(20, 9)
T = Taking
YEAR = Scope(dt.date(2020, 1, 1), dt.date(2021, 1, 1), NOW)
SEPTEMBER = dt.date(2020, 9, 1)
PERIODS = [
    (dt.date(2020, 3, 1), dt.date(2020, 7, 1)),
    (dt.date(2020, 2, 15), dt.date(2020, 5, 15)),
    (dt.date(2020, 1, 1), dt.date(2021, 1, 1)),
    (dt.date(2020, 4, 10), dt.date(2020, 4, 20)),
]


def rolled(*, skip=()):
    """The months of the story added up; those after it are empty."""
    for ledger in LEDGERS:
        for month in rollups.to_roll_up(ledger):
            if month not in skip and month <= dt.date(2020, 10, 1):
                rollups.roll_up(month, ledger)


def moneyed(place, seed):
    """Random amounts charged, relieved, let go, paid in another month, taken back."""
    dice = random.Random(seed)
    rows = [row for row in crowd(place, seed) if row.point_id and not row.is_imported]
    for n in range(60):
        row, rate = dice.choice(rows), dice.choice([0, 8_000, 30_000, 120_000])
        due = FeeDue(
            dossier=row, kind=dice.choice(["fee", "charge"]), label=f"Khoản {n}", rate=rate,
            quantity=dice.randint(1, 3), created_at=moment(dice, at(1, 1), NOW),
        )  # fmt: skip
        if rate and dice.random() < 0.3:
            due.relief = "poor_household"
            due.relief_amount = due.charge.total // dice.choice([1, 2])
        if dice.random() < 0.2:
            due.dropped_at, due.drop_reason = NOW, "Ghi nhầm"
        elif due.owed and dice.random() < 0.7:
            due.payment = entry(due, dice, moment(dice, due.created_at, NOW))
            if dice.random() < 0.2:
                back = entry(due, dice, moment(dice, due.payment.at, NOW), back=due.payment)
                due.payment = None if dice.random() < 0.5 else back.reverses
        due.save()


def entry(due, dice, when, back=None):
    """A payment of one amount, or the counter entry that takes it back."""
    worth = -due.owed if back else due.owed
    parts = {"fee_amount": 0, "charge_amount": 0} | {f"{due.kind}_amount": worth}
    return Payment.objects.create(
        dossier=due.dossier, point=due.dossier.point, at=when, amount=worth, reverses=back,
        method=back.method if back else dice.choice(["cash", "transfer", "gateway"]),
        reason="Thu nhầm" if back else "", **parts,
    )  # fmt: skip


def expected(scope):
    """The same sums in plain Python."""
    found: Counter = Counter()

    def enter(name, row, amount):
        key = (str(name), row.dossier.unit_id, row.dossier.point_id, row.dossier.procedure_id)
        found[(*key, "rows")] += 1
        found[(*key, "amount")] += amount

    inside = lambda when: scope.begin <= when < opening(scope.end)  # noqa: E731
    for row in Payment.objects.select_related("dossier"):
        if not inside(row.at):
            continue
        names = {T.NET: row.amount, OfDetail.NET_FEE: row.fee_amount,
                 OfDetail.NET_CHARGE: row.charge_amount,
                 T.CASH if row.method == "cash" else T.CASHLESS: row.amount}  # fmt: skip
        if row.is_reversal:
            names[T.TAKEN_BACK] = row.amount
        else:
            names |= {T.TIMES: 1, T.TAKEN: row.amount}
            parts = {T.FEE: row.fee_amount, T.CHARGE: row.charge_amount}
            names |= {name: part for name, part in parts.items() if part}
        for name, amount in names.items():
            enter(name, row, amount)
    for row in FeeDue.objects.select_related("dossier"):
        if not inside(row.created_at):
            continue
        enter(T.CHARGED, row, row.charge.total)
        if row.dropped_at:
            enter(T.LET_GO, row, row.charge.total)
            continue
        if row.relief_amount:
            enter(T.RELIEVED, row, row.relief_amount)
        if row.payment_id:
            enter(T.PAID, row, row.owed)
        elif row.owed:
            enter(T.LEFT, row, row.owed)
    return +found, {key for key in found if key[-1] == "rows"}


def told(scope):
    """What is counted, in the same shape."""
    found: Counter = Counter()
    for key, (rows, amount) in summed(scope, "unit", "point", "procedure").items():
        found[(*key, "rows")], found[(*key, "amount")] = rows, amount
    return +found, {key for key in found if key[-1] == "rows"}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("start,end", PERIODS)
def test_totals_and_rows_come_to_the_same(place, seed, start, end):
    moneyed(place, seed)
    scope = Scope(start, end, NOW)
    wanted = expected(scope)
    assert told(scope) == wanted
    rolled(skip=[dt.date(2020, 3, 1)])
    assert set(usable_months(Totals.PAYMENTS)) > {dt.date(2020, 4, 1), dt.date(2020, 8, 1)}
    assert set(usable_months(Totals.DUES)) > {dt.date(2020, 4, 1), dt.date(2020, 8, 1)}
    assert told(scope) == wanted
    for ledger in LEDGERS:
        rollups.mark([dt.date(2020, 4, 1)], ledger.of)
    assert told(scope) == wanted


@pytest.mark.parametrize(
    "narrowed",
    [
        lambda place: {"unit": place.unit.pk},
        lambda place: {"units": frozenset(), "points": frozenset({place.point.pk})},
        lambda place: {"units": frozenset()},
        lambda place: {"procedure": place.procedure.pk},
        lambda place: {"field": place.procedure.field_id},
        lambda place: {"point": place.point.pk},
    ],
)
def test_rights_and_filters_narrow_totals_as_rows(place, narrowed):
    moneyed(place, 1)
    scope = Scope(YEAR.start, YEAR.end, NOW, **narrowed(place))
    before = summed(scope, "procedure")
    rolled()
    assert summed(scope, "procedure") == before
    for name in Taking:
        count, _ = summed(scope).get((name,), (0, 0))
        assert rows_of_taking(name, scope).count() == count, name


def charged(place, row, dues):
    actions.charge(row, [levy(9_000)], by=place.clerk)


def relieved(place, row, dues):
    actions.relieve(dues[0], by=place.clerk, relief="poor_household", amount=Decimal(20_000),
                    note="Sổ hộ nghèo số 12")  # fmt: skip


def let_go(place, row, dues):
    actions.drop_due(dues[1], by=place.clerk, reason="Ghi nhầm")


def paid(place, row, dues):
    return actions.collect(row, [dues[0]], by=place.clerk, method="cash")


def taken_back(place, row, dues):
    kept = row.payments.get()
    actions.reverse_payment(kept, by=place.clerk, reason="Thu nhầm")


def moved(place, row, dues):
    actions.transfer([row], by=place.clerk, unit=place.department)


@pytest.mark.parametrize(
    "act,touched",
    [
        (charged, {(Totals.DUES, 10)}),
        (relieved, {(Totals.DUES, 9)}),
        (let_go, {(Totals.DUES, 9)}),
        (paid, {(Totals.DUES, 9), (Totals.PAYMENTS, 10)}),
        (taken_back, {(Totals.DUES, 9), (Totals.PAYMENTS, 10)}),
        (moved, {(Totals.DUES, 9), (Totals.PAYMENTS, 9)}),
    ],
)
def test_what_touches_money_of_a_past_month_marks_it_and_counts_at_once(place, act, touched):
    row, dues = owing(place, 50_000, 30_000, 8_000, dossier=place.taken())
    if act in (taken_back, moved):
        with clock.at(at(10)):
            actions.collect(row, [dues[2]], by=place.clerk, method="cash")
    rolled()
    scope = Scope(dt.date(2020, 9, 1), dt.date(2020, 12, 1), at(1, 12))
    before = told(scope)
    StaleMonth.objects.all().delete()
    with clock.at(at(5, 10)):
        act(place, Dossier.objects.get(pk=row.pk), dues)
    money = StaleMonth.objects.exclude(of=Totals.DOSSIERS)
    assert {(mark.of, mark.month.month) for mark in money} == touched
    assert told(scope) == expected(scope) != before
    rolled()
    assert not StaleMonth.objects.filter(month__lte=dt.date(2020, 10, 1)).exists()
    assert told(scope) == expected(scope)


def test_a_late_payment_leaves_the_months_of_dossiers_alone(place):
    row, dues = owing(place, 50_000)
    rolled()
    with clock.at(at(5, 10)):
        paid(place, row, dues)
    assert SEPTEMBER in usable_months() and SEPTEMBER not in usable_months(Totals.DUES)


def test_money_of_the_present_month_writes_no_mark(place, monkeypatch):
    monkeypatch.setattr(rollups.timezone, "now", lambda: NOW)
    row, dues = owing(place, 50_000)
    with clock.at(at(10)):
        paid(place, row, dues)
    assert not StaleMonth.objects.exists()


def test_the_background_job_adds_money_up(place, monkeypatch):
    monkeypatch.setattr(rollups.timezone, "now", lambda: at(15, 11))
    row, dues = owing(place, 50_000)
    with clock.at(at(5, 10)):
        paid(place, row, dues)
    assert drain() >= 1
    assert usable_months(Totals.PAYMENTS) == [dt.date(2020, 10, 1)]
    assert usable_months(Totals.DUES) == [SEPTEMBER, dt.date(2020, 10, 1)]
    assert TakingTotal.objects.get(figure=T.PAID).amount == 50_000


@pytest.mark.parametrize(
    "figure,change",
    [(T.PAID, {"amount": 7}), (T.NET, {"count": 9}), (OfDetail.NET_CHARGE, {"amount": 0})],
)
def test_verify_finds_a_sum_that_was_changed(place, figure, change):
    row, dues = owing(place, 50_000)
    with clock.at(at(10)):
        paid(place, row, dues)
    rolled()
    check = registry.checks()["dossiers.roll_ups"]
    assert list(check(Tally())) == []
    TakingTotal.objects.filter(figure=figure).update(**change)
    [fault] = check(Tally())
    assert "09/2020" in fault.message and fault.message.endswith(f": {figure}.")


def test_verify_finds_a_sum_kept_twice(place):
    owing(place, 50_000)
    rolled()
    again = TakingTotal.objects.get(figure=T.LEFT)
    again.pk = None
    again.save()
    [fault] = registry.checks()["dossiers.roll_ups"](Tally())
    assert fault.message.endswith(": left.")


@pytest.mark.parametrize("slug", [*TAKINGS, "khoan-charge", "khoan-paid"])
def test_reports_and_lists_read_whole_months_from_their_totals(place, slug):
    """A sum that was changed by hand shows: nobody counted the rows."""
    row, dues = owing(place, 50_000)
    with clock.at(at(10)):
        paid(place, row, dues)
    rolled()
    TakingTotal.objects.update(count=3, amount=11)
    spec = taking_report(slug)
    table = taking_table(spec, Scope(SEPTEMBER, dt.date(2020, 10, 1), at(5, 10)))
    assert {table.whole[name] for name in (T.NET, T.PAID, T.CHARGED)} == {11}
    if slug in ("phi-chi-tiet", "khoan-charge", "khoan-paid"):
        assert table.count == 3 and set(table.totals) >= {11}
    part = taking_table(spec, Scope(SEPTEMBER, dt.date(2020, 9, 30), at(5, 10)))
    assert part.whole[T.NET] == 50_000
