"""Level of an area from its answers."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from congvu.criteria import rules
from congvu.criteria.rules import Mark
from tests.criteria.test_scale import KIEN_GIANG

TEN = Decimal(10)


def mark(points=None, **kwargs):
    return Mark(TEN, None if points is None else Decimal(points), **kwargs)


def total(*marks):
    return rules.area_level(KIEN_GIANG, marks)


def test_all_judged_gives_a_level():
    result = total(mark(8), mark(7), mark(5))
    assert (result.points, result.max_points) == (20, 30)
    assert result.percent == Decimal("66.67")
    assert result.level.name == "Khá"


def test_not_all_judged_gives_counts_and_no_level():
    result = total(mark(10), mark(10), mark(10), mark(), mark())
    assert (result.judged, result.applicable) == (3, 5)
    assert not result.complete
    assert result.level is None
    assert result.percent is None


def test_zero_points_count_as_judged():
    assert total(mark(0)).level.code == "weak"


def test_text_and_not_applicable_answers_leave_the_sums():
    result = total(mark(9), Mark(Decimal(0), text_only=True), mark(not_applicable=True))
    assert (result.judged, result.applicable, result.max_points) == (1, 1, 10)
    assert result.level.code == "excellent"


def test_nothing_arose_full_earns_the_maximum():
    result = total(mark(8), mark(nothing_arose=True, when_nothing_arose="full"))
    assert result.percent == Decimal(90)


def test_nothing_arose_not_applicable_drops_the_question():
    result = total(mark(8), mark(nothing_arose=True, when_nothing_arose="not_applicable"))
    assert (result.applicable, result.percent) == (1, Decimal(80))


def test_nothing_arose_zero_earns_nothing():
    result = total(mark(8), mark(nothing_arose=True, when_nothing_arose="zero"))
    assert (result.applicable, result.percent) == (2, Decimal(40))


def test_an_area_without_applicable_answers_has_no_level():
    result = total(mark(not_applicable=True))
    assert (result.applicable, result.level, result.complete) == (0, None, False)


def test_sums_made_by_the_database_give_the_same_total():
    assert rules.total_of(KIEN_GIANG, Decimal(20), Decimal(30), 3, 3) == total(
        mark(8), mark(7), mark(5)
    )


@given(st.lists(st.integers(0, 20), min_size=1, max_size=12))
def test_the_order_of_answers_does_not_matter(halves):
    marks = [mark(Decimal(half) / 2) for half in halves]
    assert total(*marks) == total(*reversed(marks))
