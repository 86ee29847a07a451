"""core.prepared gives what the queryset gives, with SQL that is made once per connection."""

import datetime as dt
import threading

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.core.prepared import Prepared, Slot
from tests.core.test_bulk import as_database, rows
from tests.core.wide import Wide, standing

pytestmark = pytest.mark.django_db
KEY = models.BigAutoField()


@pytest.fixture(scope="module", autouse=True)
def table(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        yield


def values_of(obj) -> dict:
    """What is loaded of a row; buffers of bytes made comparable."""
    told = {k: v for k, v in vars(obj).items() if k != "_state"}
    return {k: bytes(v) if isinstance(v, memoryview) else v for k, v in told.items()}


WHOLE = Prepared(lambda: Wide.objects.filter(pk=Slot("pk", KEY)))


@as_database
@given(rows)
def test_an_instance_is_what_the_orm_loads_whatever_its_values(values):
    with transaction.atomic():
        pk = Wide.objects.create(**values).pk
        ours, theirs = WHOLE.first(pk=pk), Wide.objects.get(pk=pk)
        assert values_of(ours) == values_of(theirs)
        assert ours == theirs and not ours._state.adding and ours._state.db == "default"
        transaction.set_rollback(True)


def test_joined_and_deferred_columns_come_as_the_queryset_says():
    first = Wide.objects.create(name="một")
    second = Wide.objects.create(name="hai", text="dài", other=first)
    joined = Prepared(
        lambda: (
            Wide.objects.filter(pk=Slot("pk", KEY))
            .select_related("other")
            .defer("text", "other__text")
        )
    )
    with CaptureQueriesContext(connection) as queries:
        found = joined.first(pk=second.pk)
        assert (found.name, found.other.name) == ("hai", "một")
    assert len(queries) == 1
    assert found.get_deferred_fields() == {"text"} == found.other.get_deferred_fields()
    assert found.text == "dài"  # and is fetched when asked for
    assert joined.first(pk=first.pk).other is None


def test_slots_of_every_kind_and_a_union_of_tuples():
    moment = dt.datetime(2020, 8, 25, 8, tzinfo=dt.UTC)
    Wide.objects.create(name="a", day=dt.date(2020, 8, 25), moment=moment, number=1)
    Wide.objects.create(name="b", day=dt.date(2020, 8, 28), moment=moment, number=2)
    name, day = Slot("name", models.CharField()), Slot("day", models.DateField())

    def make():
        known = Wide.objects.filter(name=name, day__lte=day).values_list("name", "number")
        late = Wide.objects.filter(moment__gt=Slot("moment", models.DateTimeField()))
        return known.union(late.values_list("name", "number"))

    asked = Prepared(make)
    before, after = moment - dt.timedelta(hours=1), moment + dt.timedelta(hours=1)
    assert sorted(asked.all(name="a", day=dt.date(2020, 8, 25), moment=before)) == [
        ("a", 1),
        ("b", 2),
    ]
    assert asked.all(name="a", day=dt.date(2020, 8, 25), moment=after) == [("a", 1)]
    assert asked.all(name="a", day=dt.date(2020, 8, 24), moment=after) == []


def test_the_sql_is_made_once_and_asked_with_new_values_each_time():
    made = []
    asked = Prepared(lambda: made.append(1) or Wide.objects.filter(name=Slot("n", KEY_WORD)))
    for name in ("a", "b"):
        Wide.objects.create(name=name)
    assert [asked.first(n=name).name for name in ("a", "b", "a")] == ["a", "b", "a"]
    assert asked.first(n="c") is None
    assert made == [1]


KEY_WORD = models.CharField()


def test_each_connection_has_its_own():
    made = []
    asked = Prepared(lambda: made.append(1) or LogEntry.objects.filter(pk=Slot("pk", KEY)))
    asked.all(pk=0)
    failures = []

    def in_a_thread_of_its_own():
        try:
            asked.all(pk=0)
        except Exception as error:  # noqa: BLE001 told below
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=in_a_thread_of_its_own)
    thread.start()
    thread.join()
    # SQLite in memory shows an empty database to another thread; what counts is who compiled
    assert made == [1, 1]
    assert not failures or connection.vendor == "sqlite"


@pytest.mark.parametrize("pk", [2**63, -(2**63) - 1, 10**30, "9" * 30])
def test_a_number_no_key_can_have_finds_nothing(pk):
    assert WHOLE.all(pk=pk) == []


def test_what_is_no_number_is_refused_as_by_the_orm():
    with pytest.raises(ValueError):
        WHOLE.all(pk="abc")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no rows")
def test_rows_are_locked_in_a_transaction_and_nowhere_else():
    locking = Prepared(lambda: Wide.objects.select_for_update().filter(pk=Slot("pk", KEY)))
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        locking.all(pk=1)
    assert "FOR UPDATE" in queries[0]["sql"]
    with pytest.raises(transaction.TransactionManagementError):
        locking.all(pk=1)


def test_nothing_is_kept_of_the_answer():
    row = Wide.objects.create(name="cũ", moment=clock.now())
    assert WHOLE.first(pk=row.pk).name == "cũ"
    Wide.objects.filter(pk=row.pk).update(name="mới")
    assert WHOLE.first(pk=row.pk).name == "mới"
