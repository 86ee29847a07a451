"""Every operation of the API × a token of every role, no token, and strangers of the same role.

A row of doors.yaml says who comes in. All others are turned away: 401 without a token, 404 where
they may not see the object, 403 where they may. An operation without a row fails here by name.
"""

import json
import logging

import pytest

from tests.api.doors import ACTORS, OBJECTS, TABLE, Operation, Walker, inside, operations, world

OPERATIONS = operations()
NAMES = {one.name: one for one in OPERATIONS}
COLLECTIONS = sorted({one.collection for one in OPERATIONS})
TURNED_AWAY = {401, 403, 404}


def test_every_operation_has_a_row_and_every_row_an_operation():
    assert sorted(set(NAMES) - set(TABLE)) == [], "say in tests/api/doors.yaml who may come in"
    assert sorted(set(TABLE) - set(NAMES)) == [], "rows without an operation"


def test_rows_name_people_who_ask():
    for operation in OPERATIONS:
        assert inside(operation.row["who"]) <= set(ACTORS), operation.name


@pytest.fixture(scope="module")
def world_kept(keeping):
    return keeping(world)


@pytest.fixture
def walker(world_kept, settings, caplog):
    settings.API_REQUESTS_PER_MINUTE = 10**9
    caplog.set_level(logging.CRITICAL, "django.request")
    return Walker(world_kept.copied())


@pytest.mark.django_db
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_everybody_comes_in_exactly_where_expected(collection, walker):
    wrong: list[str] = []
    walker.value(OBJECTS.get(collection))  # there before lists are asked
    for operation in [one for one in OPERATIONS if one.collection == collection]:
        request, seen = walker.request(operation), walker.seeing(operation)
        for actor in operation.askers:
            status, content = walker.ask(actor, request)
            why = complaint(operation, actor, status, seen)
            if operation.name == f"GET {collection}" and collection in OBJECTS and not why:
                why = untrue(walker, collection, actor, content)
            if why:
                wrong.append(f"{operation.name} {actor}: {why}")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def complaint(operation: Operation, actor: str, status: int, seen: set[str] | None) -> str:
    """What is wrong with an answer, empty when it is as expected."""
    if status >= 500:
        return f"broke with {status}"
    if actor == "anonymous":
        return "" if status == 401 else f"was let in without a token ({status})"
    if actor in inside(operation.row["who"]):
        return f"was turned away ({status})" if status in TURNED_AWAY else ""
    right = operation.row.get("away") or [403 if seen is None or actor in seen else 404]
    return "" if status in right else f"got {status}, not {right}"


def untrue(walker: Walker, collection: str, actor: str, content: bytes) -> str:
    """A list shows the object to those who may read it, and to nobody else."""
    if actor == "anonymous":
        return ""
    shown = walker.value(OBJECTS[collection]) in {row["id"] for row in json.loads(content)["items"]}
    right = actor in inside(TABLE[f"GET {collection}/{{id}}"])
    return "" if shown == right else "does not see it in the list" if right else "sees it listed"
