"""Keys another question tells, as a condition."""

import pytest
from django.db import connection

from congvu.core import audit
from congvu.core.models import JobRun
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    named = [Basis(number=f"{n}/KH", subject="Kế hoạch", issuer="Sở") for n in range(4)]
    return audit.create_many(named, by=None, action="legal.add")


def keys(*numbers):
    every = Basis.objects.order_by()
    first, *rest = (every.filter(number=f"{n}/KH").values("pk") for n in numbers)
    return first.union(*rest) if rest else first


@pytest.mark.parametrize("numbers", [(1,), (0, 3), (9,)])
def test_the_rows_of_these_keys_are_found(rows, numbers):
    found = Basis.objects.filter(subject="Kế hoạch", pk__among=keys(*numbers)).order_by("pk")
    assert [row.number for row in found] == [f"{n}/KH" for n in numbers if n < 4]
    left = Basis.objects.exclude(pk__among=keys(*numbers)).order_by("pk")
    assert [row.number for row in left] == [f"{n}/KH" for n in range(4) if n not in numbers]


def test_postgresql_is_handed_an_array(rows):
    told = str(Basis.objects.filter(pk__among=keys(1)).query)
    assert ("= ANY(ARRAY(SELECT" in told) is (connection.vendor == "postgresql")


def test_no_statement_is_translated_into_machine_code():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW jit")
            assert cursor.fetchone() == ("off",)
    assert not JobRun.objects.filter(pk__among=JobRun.objects.none().values("pk")).exists()
