"""core.bulk writes exactly what the ORM writes, in a constant number of statements."""

import datetime as dt
import decimal
import uuid

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.core import bulk
from tests.core.wide import Wide, standing

pytestmark = pytest.mark.django_db
VALUES = [f for f in Wide._meta.concrete_fields if f.name not in {"id", "version", "other"}]
NAMES = [f.name for f in VALUES]
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
moments = st.datetimes(
    dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC)
) | st.datetimes(
    dt.datetime(1990, 1, 1),
    dt.datetime(2100, 1, 1),
    timezones=st.just(dt.timezone(dt.timedelta(hours=7))),
)
rows = st.fixed_dictionaries(
    {
        "created_at": moments,
        "updated_at": moments,
        "name": words,
        "text": st.sampled_from(["'", '"', "\\", "%s", "; DROP TABLE x", "\t\n\\N", ""]) | words,
        "code": st.none() | words.map(lambda t: t[:10]),
        "number": st.none() | st.integers(-(2**31), 2**31 - 1),
        "amount": st.none() | st.decimals("-9999999.99", "9999999.99", places=2),
        "day": st.none() | st.dates(),
        "hour": st.none() | st.times(),
        "moment": st.none() | moments,
        "data": json_values,
        "flag": st.none() | st.booleans(),
        "mark": st.none() | st.uuids(),
        "ratio": st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32),
        "blob": st.none() | st.binary(max_size=20),
    }
)
several = st.lists(rows, min_size=bulk.FEW, max_size=bulk.FEW + 3)
as_database = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", autouse=True)
def table(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        yield


def stored(objs) -> list[tuple]:
    found = {row[0]: row[1:] for row in Wide.objects.values_list("pk", *NAMES)}
    rows = [found[obj.pk] for obj in objs]
    return [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in rows]


@as_database
@given(several)
def test_insert_equals_the_orm(values):
    with transaction.atomic():
        ours = bulk.insert_many([Wide(**v) for v in values])
        theirs = Wide.objects.bulk_create([Wide(**v) for v in values])
        assert stored(ours) == stored(theirs)
        transaction.set_rollback(True)


@as_database
@given(several, st.data())
def test_update_equals_the_orm(values, data):
    later = data.draw(st.lists(rows, min_size=len(values), max_size=len(values)))
    with transaction.atomic():
        ours = Wide.objects.bulk_create([Wide(**v) for v in values])
        theirs = Wide.objects.bulk_create([Wide(**v) for v in values])
        for objs in (ours, theirs):
            for obj, value in zip(objs, later, strict=True):
                for name, v in value.items():
                    setattr(obj, name, v)
        assert bulk.update_many(ours, NAMES) == len(ours)
        Wide.objects.bulk_update(theirs, NAMES)
        assert stored(ours) == stored(theirs)
        transaction.set_rollback(True)


def many(n=20) -> list[Wide]:
    return bulk.insert_many([Wide(name=f"dòng {i}") for i in range(n)])


def test_keys_and_state_are_set():
    one, other = many(), many()
    keys = [obj.pk for obj in one + other]
    assert len(set(keys)) == 40
    assert not one[0]._state.adding
    one[0].name = "đổi"
    one[0].save()  # an update, not a second insert
    assert Wide.objects.count() == 40
    assert Wide.objects.create(name="sau").pk not in keys


def test_foreign_key_to_an_object_saved_meanwhile():
    parent = Wide(name="cha")
    children = [Wide(name=str(i), other=parent) for i in range(20)]
    parent.save()
    bulk.insert_many(children)
    assert Wide.objects.filter(other=parent).count() == 20


def test_given_keys_are_kept_and_mixed_ones_work():
    objs = bulk.insert_many([Wide(pk=5000 + i, name="x") for i in range(10)])
    assert [o.pk for o in objs] == list(range(5000, 5010))
    mixed = [Wide(name="a"), *(Wide(pk=6000 + i, name="b") for i in range(9))]
    bulk.insert_many(mixed)
    assert mixed[0].pk


def test_number_of_statements_is_constant():
    def count(n):
        with CaptureQueriesContext(
            connection,
        ) as q:
            objs = many(n)
            bulk.update_many(objs, ["name", "data"])
        return len(q)

    assert count(10) == count(300)


def test_only_rows_of_the_given_version_are_written():
    objs = many()
    Wide.objects.filter(pk=objs[3].pk).update(version=2)
    for obj in objs:
        obj.text = "mới"
    assert bulk.update_many(objs, ["text"], versions=[1] * 20) == 19
    assert Wide.objects.get(pk=objs[3].pk).text == ""
    assert bulk.update_many(objs[3:4], ["text"], versions=[1]) == 0


def test_constraints_still_speak():
    objs = many()
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert_many([Wide(pk=obj.pk, name="x") for obj in objs])
    objs[0].name = None
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.update_many(objs, ["name"])


def test_a_text_that_is_too_long_is_refused_not_cut():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite does not limit texts")
    objs = many()
    objs[0].code = "x" * 11
    with pytest.raises(DataError), transaction.atomic():
        bulk.update_many(objs, ["code"])


def test_nothing_is_nothing():
    assert bulk.insert_many([]) == []
    assert bulk.update_many([], ["name"]) == 0


def test_values_of_other_types_are_taken_as_the_field_takes_them():
    values = {
        "amount": 3, "day": "2020-08-25", "mark": str(uuid.UUID(int=7)), "number": "12",
        "flag": 1, "name": 5,
    }  # fmt: skip
    [obj, *_] = bulk.insert_many([Wide(**values) for _ in range(10)])
    obj.refresh_from_db()
    assert obj.amount == decimal.Decimal("3.00")
    assert obj.day == dt.date(2020, 8, 25)
    assert (obj.mark, obj.number, obj.flag, obj.name) == (uuid.UUID(int=7), 12, True, "5")
