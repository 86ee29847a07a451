"""How many procedures state all that must be public, by unit and month, with their rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.procedures.measures import counted, rows
from congvu.procedures.models import ProcedureVersion
from tests.procedures.factories import ProcedureFactory, ProcedureVersionFactory, published

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 3, 10, 9, tzinfo=ZONE)
JANUARY, MARCH = dt.date(2020, 1, 1), dt.date(2020, 3, 1)


def blank(unit, **fields):
    return ProcedureVersionFactory(
        procedure=ProcedureFactory(owner=unit), published=True, **fields
    )  # fmt: skip


def told(user, first=JANUARY, last=MARCH):
    with clock.at(NOW):
        return [(one.unit, one.month.month, one.numerator, one.denominator)
                for one in counted(user, first, last)]  # fmt: skip


def test_each_unit_has_its_share_of_a_month(head, unit, outsider):
    other = outsider.seats.get().unit
    published(unit), blank(unit), published(other)
    ProcedureVersionFactory(procedure=ProcedureFactory(owner=unit))  # a draft states nothing yet
    assert told(head, MARCH) == sorted([(unit.pk, 3, 1, 2), (other.pk, 3, 1, 1)])


@pytest.mark.parametrize("name", ["sets", "process"])
def test_what_lacks_one_of_the_four_is_not_complete(head, unit, name):
    version = published(unit)
    ProcedureVersion.objects.filter(pk=version.pk).update(**{name: None})
    assert told(head, MARCH) == [(unit.pk, 3, 0, 1)]


def test_a_month_is_measured_on_its_last_day_and_the_present_one_today(head, unit):
    blank(unit, effective_from=dt.date(2020, 1, 31), effective_to=dt.date(2020, 3, 9))
    blank(unit, effective_from=dt.date(2020, 3, 11))
    assert told(head) == [(unit.pk, 1, 0, 1), (unit.pk, 2, 0, 1)]
    assert told(head, dt.date(2020, 4, 1), dt.date(2020, 6, 1)) == []


def test_every_number_opens_its_rows(head, unit):
    whole, gaps = [published(unit) for _ in range(2)], [blank(unit) for _ in range(3)]
    with clock.at(NOW):
        [one] = counted(head, MARCH, MARCH)
        [numerator] = rows(head, MARCH, unit.pk, True)
        [denominator] = rows(head, MARCH, unit.pk, False)
    assert (one.numerator, one.denominator, one.percent) == (2, 5, 40.0)
    assert {row.pk for row in numerator} == {row.pk for row in whole}
    assert {row.pk for row in denominator} == {row.pk for row in whole + gaps}


def test_queries_do_not_grow_with_procedures(head, unit):
    published(unit)
    told(head)
    with CaptureQueriesContext(connection) as few:
        told(head)
    for _ in range(4):
        published(unit)
    with CaptureQueriesContext(connection) as many:
        told(head)
    assert len(many) == len(few) <= 8
