"""The planned cursor: PostgreSQL keeps the plan of what is asked often, and of nothing else."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from congvu.core.models import LogEntry
from congvu.core.planned import planned_cursor

pytestmark = pytest.mark.django_db
only_there = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
ASKED = 'SELECT "action" FROM "core_logentry" WHERE "object_id" = %s'


def asked(key: str) -> list:
    with planned_cursor(connection) as cursor:
        cursor.execute(ASKED, [key])
        return cursor.fetchall()


def plans() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [text for (text,) in cursor.fetchall() if "core_logentry" in text]


def test_the_answer_is_that_of_every_cursor():
    LogEntry.objects.create(action="một", kind="x", object_id="7' --")
    for _ in range(6):  # before and after it is planned
        assert asked("7' --") == [("một",)] and asked("8") == []


def test_sixty_values_and_a_percent_sign_go_where_they_belong():
    marks = ", ".join(["%s"] * 60)
    sql = f"SELECT '100%%', CASE WHEN 59 IN ({marks}) THEN %s ELSE '' END"  # noqa: S608 ours
    for _ in range(6):
        with planned_cursor(connection) as cursor:
            cursor.execute(sql, [*range(60), "%s"])
            assert cursor.fetchall() == [("100%", "%s")]


@only_there
def test_what_is_asked_often_keeps_its_plan_and_the_orm_s_does_not():
    for number in range(6):
        asked(str(number))
        list(LogEntry.objects.filter(object_id=str(number)))
    assert len(plans()) == 1


@only_there
def test_after_a_rollback_it_is_asked_all_the_same():
    for _ in range(6):
        asked("1")
    with transaction.atomic():
        LogEntry.objects.create(action="một", kind="x", object_id="1")
        transaction.set_rollback(True)
    for _ in range(6):
        assert asked("1") == []


def test_whoever_counts_statements_reads_the_values():
    with CaptureQueriesContext(connection) as seen:
        asked("dấu riêng")
    assert len(seen) == 1 and "'dấu riêng'" in seen[0]["sql"]


PLAIN = {"prepare_threshold": 3, "options": "-c jit=off"}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("", PLAIN),
        ("?prepare_threshold=none", PLAIN | {"prepare_threshold": None}),
        ("?options=-c%20jit%3Don", PLAIN | {"options": "-c jit=on"}),
    ],
)
def test_plans_and_machine_code_are_as_the_address_of_the_database_tells(told, kept, tmp_path):
    ask = (
        "import json; from django.conf import settings as s;"
        "print(json.dumps(s.DATABASES['default']['OPTIONS']))"
    )
    own = {"DATABASE_URL": f"postgres://a@b/c{told}", "CONGVU_HOME": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 ourselves
        [sys.executable, "-c", ask],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == kept


def test_the_next_cursor_is_a_usual_one():
    with planned_cursor(connection), connection.cursor() as usual:
        usual.execute("SELECT %s", ["x"])
        assert usual.fetchall() == [("x",)]
        assert type(usual.cursor) is type(connection.create_cursor())
