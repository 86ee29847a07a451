"""Every figure opens exactly its rows; the identity; measures by unit and month."""

import datetime as dt

import pytest

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import MEASURES, measured, rows_behind, summed
from congvu.dossiers.models import Dossier
from congvu.dossiers.rules import Figure, Name
from tests.dossiers.crowd import crowd
from tests.dossiers.factories import at
from tests.dossiers.test_counting import PERIODS, rolled

pytestmark = pytest.mark.django_db
NOW = at(20, 9)


@pytest.mark.parametrize("start,end", PERIODS)
def test_each_figure_opens_exactly_so_many_rows(place, start, end):
    crowd(place, 3)
    rolled()
    scope = Scope(start, end, NOW)
    [sums] = summed(scope).values()
    assert sums.flow.balanced
    for name in (*Name, *Figure):
        assert rows_behind(name, scope).count() == sums[name], name


@pytest.mark.parametrize("key", ["unit", "procedure", "point"])
def test_rows_of_a_table_open_their_own(place, key):
    crowd(place, 5)
    scope = Scope(dt.date(2020, 2, 10), dt.date(2020, 8, 5), NOW)
    by_key, [whole] = summed(scope, key), summed(scope).values()
    for name in (*Name, *Figure):
        assert sum(sums[name] for sums in by_key.values()) == whole[name]
        for value, sums in by_key.items():
            if value is None and key == "procedure":
                one = Scope(scope.start, scope.end, NOW, unknown=True)
            elif value is None:
                continue
            else:
                one = Scope(scope.start, scope.end, NOW, **{key: value})
            assert rows_behind(name, one).count() == sums[name], (key, value, name)


def test_the_sums_say_when_the_identity_is_broken(place):
    place.taken(at(8))
    [sums] = summed(Scope(dt.date(2020, 9, 1), dt.date(2020, 10, 1), NOW)).values()
    assert sums.flow.balanced and sums[Name.IN_TIME] == 1
    sums.numbers[Name.PENDING] = 2
    assert not sums.flow.balanced


def test_on_time_counts_what_is_late_and_still_open(place):
    early, late = place.to_sign(at(1)), place.taken(at(1))
    with clock.at(at(3)):
        actions.sign(early, by=place.head)
    scope = Scope(dt.date(2020, 9, 1), dt.date(2020, 10, 1), at(30))
    [sums] = summed(scope).values()
    assert (sums[Figure.EARLY], sums[Name.LATE]) == (1, 1) and sums.on_time_share == 50
    assert rows_behind(Name.LATE, scope).get() == late
    found = [one for one in measured("on_time_rate", scope) if one.unit == place.unit.pk]
    assert [(one.month, one.numerator, one.denominator) for one in found] == [
        (dt.date(2020, 9, 1), 1, 2)
    ]
    assert [row for rows in found[0].rows() for row in rows] == [early]
    assert found[0].value == 50 and found[0].imported == 0


@pytest.mark.parametrize("code", list(MEASURES))
def test_measures_by_month_open_their_rows(place, code):
    rows = crowd(place, 6, 30)
    Dossier.objects.filter(pk__in=[row.pk for row in rows[::3]]).update(unit=None)
    found = list(measured(code, Scope(dt.date(2020, 5, 1), dt.date(2020, 7, 1), NOW)))
    assert None in {one.unit for one in found}
    for one in found:
        assert sum(rows.count() for rows in one.rows()) == one.numerator
        assert one.numerator <= one.denominator or code == "supplement_rate"


@pytest.mark.parametrize("code", list(MEASURES))
@pytest.mark.parametrize("kept", [False, True])
def test_measures_of_many_months_are_what_each_month_counts_alone(place, code, kept):
    rows = crowd(place, 11, 40)
    Dossier.objects.filter(pk__in=[row.pk for row in rows[::7]]).update(unit=None)
    if kept:
        rolled()
    measure, whole = MEASURES[code], Scope(dt.date(2020, 1, 1), dt.date(2021, 1, 1), NOW)
    plain = []
    for month in range(1, 10):
        alone = Scope(dt.date(2020, month, 1), dt.date(2020, month + 1, 1), NOW)
        for unit, sums in summed(alone, "unit").items():
            top, bottom = (
                sum(sums[name] for name in names)
                for names in (measure.numerator, measure.denominator)
            )
            told = sums.share(Name.IMPORTED, Name.TAKEN)
            plain.append((alone.start, unit, top, bottom, told))
    found = [
        (one.month, one.unit, one.numerator, one.denominator, one.imported)
        for one in measured(code, whole)
    ]
    assert sorted(found, key=str) == sorted(plain, key=str)
    assert len({one[0] for one in found if one[3]}) > 2


@pytest.mark.parametrize("kept", [False, True])
def test_more_months_cost_no_more_queries(place, kept, django_assert_max_num_queries):
    crowd(place, 11, 20)
    if kept:
        rolled()
    for code in MEASURES:
        for begin in (dt.date(2020, 8, 1), dt.date(2019, 1, 1)):
            with django_assert_max_num_queries(8):
                list(measured(code, Scope(begin, dt.date(2021, 1, 1), NOW)))


def test_a_period_to_come_measures_nothing(place):
    assert list(measured("online_rate", Scope(dt.date(2021, 1, 1), dt.date(2021, 3, 1), NOW))) == []
