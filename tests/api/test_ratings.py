"""Ratings over the API: read by those who answer, put down by the counter, once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import Rating
from congvu.organizations.states import Role
from tests.api.calls import places, refused, told
from tests.dossiers.factories import at, office
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db):
    return office()


def returned(place, day=15):
    row = place.to_sign(at(8))
    with clock.at(at(day)):
        actions.sign(row, by=place.head)
        return actions.return_result(row, by=place.clerk)


def rated(place, level="satisfied", **fields):
    with clock.at(at(16)):
        return actions.rate(returned(place), by=place.clerk, level=level, **fields)


def test_the_counter_puts_a_rating_down_once(place, program):
    dossier, clerk = returned(place), program(place.clerk)
    body = {"dossier": dossier.pk, "level": "satisfied", "reasons": ["late"], "comment": " Tốt "}
    first = clerk.post("ratings", body, Idempotency_Key="r1")
    made = told(first, 201)
    assert (made["dossier_code"], made["satisfied"], made["way"]) == (dossier.code, True, "tablet")
    assert (made["reasons"], made["reason_titles"]) == (["late"], ["Trả kết quả trễ hẹn"])
    assert (made["comment"], made["unit"]) == ("Tốt", place.unit.pk)
    assert told(clerk.post("ratings", body, Idempotency_Key="r1"), 201) == made
    refused(clerk.post("ratings", body), 409)
    assert Rating.objects.count() == 1
    assert first["ETag"] == '"v1"'


@pytest.mark.parametrize(
    ("fields", "place_"),
    [
        ({"level": "khác"}, "level"),
        ({"reasons": ["khác"]}, "reasons"),
        ({"comment": "á" * 1001}, "comment"),
        ({"stars": 5}, "stars"),
    ],
)
def test_what_is_wrong_is_named(place, program, fields, place_):
    body = {"dossier": returned(place).pk, "level": "satisfied"} | fields
    assert places(refused(program(place.clerk).post("ratings", body), 422)) == [place_]
    assert not Rating.objects.exists()


def test_only_the_counter_of_a_returned_dossier_rates(place, program, outsider, citizen):
    body = {"dossier": returned(place).pk, "level": "satisfied"}
    for nobody in (place.head, outsider, citizen):
        there = refused(program(nobody).post("ratings", body), 403)
        assert refused(program(nobody).post("ratings", body | {"dossier": 999_999}), 403) == there
    waiting = {"dossier": place.taken().pk, "level": "satisfied"}
    refused(program(place.clerk).post("ratings", waiting), 409)
    assert not Rating.objects.exists()


def test_another_counter_gets_the_answer_of_a_dossier_that_is_not_there(place, program):
    body = {"dossier": returned(place).pk, "level": "satisfied"}
    elsewhere = program(office().clerk)
    there = refused(elsewhere.post("ratings", body), 404)
    assert refused(elsewhere.post("ratings", body | {"dossier": 999_999}), 404) == there
    refused(program(place.clerk).post("ratings", body | {"dossier": 999_999}), 404)
    assert not Rating.objects.exists()


def test_those_who_answer_read_them(place, program, outsider, citizen):
    row = rated(place, comment="Chờ lâu")
    for user in (place.head, place.unit_head, officer(Role.SECRETARY, place.department)):
        caller = program(user)
        [shown] = told(caller.get("ratings"))["items"]
        assert (shown["id"], shown["comment"]) == (row.pk, "Chờ lâu")
        assert told(caller.get(f"ratings/{row.pk}")) == shown
    for user in (place.clerk, place.case, outsider, citizen):
        caller = program(user)
        assert told(caller.get("ratings"))["items"] == []
        refused(caller.get(f"ratings/{row.pk}"), 404)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("satisfied=true", 1),
        ("satisfied=false", 1),
        ("level=neutral", 1),
        ("way=tablet", 2),
        ("way=link", 0),
        ("rated_from=2020-09-17", 0),
        ("rated_until=2020-09-16", 2),
        ("unit=999999", 0),
    ],
)
def test_filters_narrow_the_list(place, program, query, count):
    rated(place)
    rated(place, level="neutral")
    assert len(told(program(place.head).get(f"ratings?{query}"))["items"]) == count


def test_a_rating_is_never_changed(place, program):
    row = rated(place)
    for method in ("PATCH", "DELETE", "POST"):
        refused(program(place.head).call(method, f"ratings/{row.pk}", {}), 405)


def test_queries_do_not_grow_with_rows(place, program):
    caller = program(place.head)
    rated(place)
    told(caller.get("ratings"))  # what is asked once only is known from here on
    with CaptureQueriesContext(connection) as few:
        told(caller.get("ratings"))
    for _ in range(4):
        rated(place)
    with CaptureQueriesContext(connection) as many:
        assert len(told(caller.get("ratings"))["items"]) == 5
    assert len(many) == len(few) <= 15
