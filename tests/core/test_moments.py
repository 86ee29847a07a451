"""Moments read from PostgreSQL: quickly, and the same as the driver reads them."""

import datetime as dt

import pytest
from django.db import DataError, connection

from congvu.core.models import LogEntry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only"),
]
EIGHT = dt.datetime(2020, 9, 8, 6, 25, tzinfo=dt.UTC)


def read(text: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020-09-08 13:25:00+07", EIGHT),
        ("2020-09-08 06:25:00.5+00", EIGHT.replace(microsecond=500_000)),
        ("2020-09-08 06:25:00.000001+00", EIGHT.replace(microsecond=1)),
        ("0001-01-01 00:00:00+00", dt.datetime.min.replace(tzinfo=dt.UTC)),
        ("9999-12-31 23:59:59.999999+00", dt.datetime.max.replace(tzinfo=dt.UTC)),
    ],
)
def test_a_moment_comes_back_in_utc(text, moment):
    found = read(text)
    assert found == moment and found.tzinfo is dt.UTC


@pytest.mark.parametrize("text", ["infinity", "-infinity", "0044-03-15 00:00:00+00 BC"])
def test_what_python_has_no_moment_for_is_the_drivers_to_refuse(text):
    with pytest.raises(DataError):
        read(text)


def test_a_session_of_another_zone_is_read_right():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Ho_Chi_Minh'")
        cursor.execute("SELECT %s::timestamptz", [EIGHT])
        # as Django does it: the hands of that clock under the name of ours
        assert cursor.fetchone()[0].replace(tzinfo=None) == dt.datetime(2020, 9, 8, 13, 25)  # noqa: DTZ001


def test_no_moment_is_none():
    LogEntry.objects.create(action="một", kind="x", object_id="1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT NULL::timestamptz, max(at) FROM core_logentry")
        nothing, at = cursor.fetchone()
    assert nothing is None and at.tzinfo is dt.UTC
