"""Every operation of the API × a token of every role, no token, and strangers of the same role.

A row of doors.yaml says who comes in. All others are turned away: 401 without a token, 404 where
they may not see the object, 403 where they may. An operation without a row fails here by name.
"""

import json

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
def walker(world_kept, settings):
    settings.API_REQUESTS_PER_MINUTE = 10**9
    return Walker(world_kept.copied())


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_everybody_comes_in_exactly_where_expected(collection, walker):
    wrong = []
    for operation in [one for one in OPERATIONS if one.collection == collection]:
        request, seen = walker.request(operation), seeing(walker, operation)
        for actor in ["anonymous", *ACTORS]:
            status, _ = walker.ask(actor, request)
            why = complaint(operation, actor, status, seen)
            if why:
                wrong.append(f"{operation.name} {actor}: {why}")
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def seeing(walker: Walker, operation: Operation) -> set[str] | None:
    """Who reads the object the operation is about; None where there is none to read."""
    reading = NAMES.get(f"GET {operation.collection}/{{id}}")
    if reading is None or "{id}" not in operation.path:
        return None
    told = Operation("GET", reading.path, reading.told)
    request = walker.request(told)
    request["path"] = "/".join(walker.request(operation)["path"].split("/")[:5])
    return {actor for actor in ACTORS if walker.ask(actor, request)[0] == 200}


def complaint(operation: Operation, actor: str, status: int, seen: set[str] | None) -> str:
    """What is wrong with an answer, empty when it is as expected."""
    if status >= 500:
        return f"broke with {status}"
    if actor == "anonymous":
        return "" if status == 401 else f"was let in without a token ({status})"
    if actor in inside(operation.row["who"]):
        return f"was turned away ({status})" if status in TURNED_AWAY else ""
    right = operation.row.get("away") or (403 if seen is None or actor in seen else 404)
    return "" if status == right else f"got {status}, not {right}"


@pytest.mark.parametrize("collection", sorted(OBJECTS))
def test_lists_show_what_may_be_read_and_no_more(collection, walker):
    listing, reading = NAMES[f"GET {collection}"], NAMES[f"GET {collection}/{{id}}"]
    key = walker.value(OBJECTS[collection])
    asked = walker.request(listing)
    asked["path"] += "?limit=200"
    for actor in ACTORS:
        status, content = walker.ask(actor, asked)
        ids = {row["id"] for row in json.loads(content)["items"]} if status == 200 else set()
        assert (key in ids) == (actor in inside(reading.row["who"])), actor
