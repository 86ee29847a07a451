"""core.columnar writes what change_many writes, and guards the same way."""

import datetime as dt

import pytest
from django.db import transaction

from congvu.accounts.models import User
from congvu.applicants.models import Applicant
from congvu.core import audit, clock, columnar
from congvu.core.errors import StaleSave
from congvu.core.models import LogEntry
from tests.core.wide import Wide, standing

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2020, 9, 8, 5, tzinfo=dt.UTC)
NEWS = {"name": ["b'\"\\", "a1", "ă"], "flag": [True, None, False], "moment": [NOON, None, NOON],
        "data": [{"a": 1}, [], {"b": "ă"}], "number": [1, 7, 2]}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def table(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        yield


@pytest.fixture
def rows():
    made = [Wide(name=f"a{n}", number=n, flag=None, moment=None, data=[]) for n in range(3)]
    return audit.create_many(made, by=None, action="test.create")


def in_columns(rows):
    return columnar.Columns(
        Wide,
        [row.pk for row in rows],
        [row.version for row in rows],
        [str(row) for row in rows],
        {name: [getattr(row, name) for row in rows] for name in NEWS},
        dict(NEWS),
    )


def written():
    logged = LogEntry.objects.filter(action="test.change").order_by("pk")
    return [*Wide.objects.order_by("pk").values()], [
        {k: v for k, v in row.items() if k != "id"} for row in logged.values()
    ]


def test_the_same_rows_as_change_many(rows):
    who = User.objects.create(username="a", full_name="Nguyễn A")
    news, told = in_columns(rows), {"by": who, "action": "test.change", "reason": "Vì thế"}
    news.labels = ["b'\"\\", "a1", "ă"]  # the log calls a thing what it is called from now on
    before = transaction.savepoint()
    with clock.at(NOON):
        columnar.change(news, **told)
    ours = written()
    transaction.savepoint_rollback(before)
    with clock.at(NOON):
        each = [{name: values[n] for name, values in NEWS.items()} for n in range(3)]
        audit.change_many(zip(rows, each, strict=True), **told)
    assert ours == written()
    assert [row["version"] for row in ours[0]] == [2, 2, 2] and len(ours[1]) == 3


def test_nothing_is_written_when_one_is_stale(rows):
    news = in_columns(rows)
    audit.change(rows[1], by=None, action="test.other", name="z")
    with pytest.raises(StaleSave) as caught:
        columnar.change(news, by=None, action="test.change")
    assert caught.value.details["current"] == rows[1]
    assert Wide.objects.get(pk=rows[0].pk).name == "a0"
    assert not LogEntry.objects.filter(action="test.change").exists()


def test_none_is_nothing_and_what_lies_encrypted_goes_another_way(django_assert_num_queries):
    with django_assert_num_queries(0):
        columnar.change(columnar.Columns(Wide), by=None, action="test.change")
    with pytest.raises(TypeError, match="change_many"):
        columnar.change(columnar.Columns(Applicant), by=None, action="test.change")
