"""Figures of a page: exact as far as anybody reads them, and never dearer than the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import counting
from congvu.organizations.models import Unit
from tests.organizations.factories import UnitFactory

pytestmark = pytest.mark.django_db


def test_figures_of_several_lists_are_one_query():
    names = {UnitFactory().short_name for _ in range(3)}
    rows = Unit.objects.select_related("parent").order_by("name")
    with CaptureQueriesContext(connection) as seen:
        found = counting.figures(
            all=rows,
            one=rows.filter(short_name=min(names)),
            nothing=rows.none(),
            empty=rows.filter(pk__in=[]),
        )
    assert found == {"all": Unit.objects.count(), "one": 1, "nothing": 0, "empty": 0}
    assert found["all"] >= 3 and len(seen) == 1


def test_nothing_asked_is_nothing_counted():
    assert counting.figures() == {}


def test_beyond_the_most_nobody_counts_on(monkeypatch):
    for _ in range(4):
        UnitFactory()
    monkeypatch.setattr(counting, "MOST", 3)
    assert counting.figures(all=Unit.objects.all()) == {"all": 4}
    assert [counting.told(n) for n in (0, 3, 4)] == ["0", "3", "hơn 3"]


def test_a_figure_is_printed_as_an_official_writes_it():
    assert counting.told(9214) == "9.214"
    assert counting.told(counting.MOST) == "10.000"
    assert counting.told(counting.MOST + 1) == "hơn 10.000"
