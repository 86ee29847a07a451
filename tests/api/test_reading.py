import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.organizations.models import Unit
from tests.api.calls import places, refused, told
from tests.inspections.factories import make_inspection
from tests.organizations.factories import SuccessionFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_inspection(units=2))


PATHS = [
    "units",
    "libraries",
    "plans",
    "inspections",
    "visits",
    "findings",
    "recommendations",
    "remedies",
    "inspections/{inspection}",
    "inspections/{inspection}/visits",
    "inspections/{inspection}/matrix",
    "inspections/{inspection}/findings",
    "inspections/{inspection}/recommendations",
    "visits/{visit}",
    "visits/{visit}/answers",
    "answers/{answer}",
    "libraries/{library}",
]


def ids_of(campaign):
    return {
        "inspection": campaign.inspection.pk,
        "visit": campaign.visit.pk,
        "answer": campaign.answer.pk,
        "library": campaign.inspection.library_version_id,
    }


@pytest.mark.parametrize("path", PATHS)
def test_every_path_answers_the_secretary(program, campaign, path):
    told(program(campaign.secretary).get(path.format(**ids_of(campaign))))


@pytest.mark.parametrize("path", [p for p in PATHS if "{" in p and "library" not in p])
def test_an_outsider_finds_nothing(program, campaign, outsider, path):
    refused(program(outsider).get(path.format(**ids_of(campaign))), 404)


@pytest.mark.parametrize("path", PATHS)
def test_a_wrong_method_is_told_which_are_right(program, campaign, path):
    answer = program(campaign.secretary).call("PUT", path.format(**ids_of(campaign)))
    refused(answer, 405)
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("path", ["units/0", "units/x", "units/99999999999999999999"])
def test_an_id_that_is_none_is_bad_input(program, head, path):
    assert places(refused(program(head).get(path), 422)) == ["id"]


def test_an_unknown_address_is_a_problem(program, head):
    refused(program(head).get("khong-co/gi"), 404)


def test_a_unit_says_what_came_after_it(program, head):
    succession = SuccessionFactory()
    unit = told(program(head).get(f"units/{succession.predecessor_id}"))
    assert unit["successors"] == [succession.successor_id]
    assert unit["url"] == f"/api/v1/units/{unit['id']}"


def test_one_object_carries_its_version_as_etag(program, head, unit):
    answer = program(head).get(f"units/{unit.pk}")
    assert answer["ETag"] == f'"v{told(answer)["version"]}"'


def test_walking_the_cursor_meets_every_row_while_rows_are_added(program, head):
    UnitFactory.create_batch(7)
    before = set(Unit.objects.values_list("pk", flat=True))
    caller, seen, cursor = program(head), [], ""
    while cursor is not None:
        page = told(caller.get(f"units?limit=3{cursor and '&cursor=' + cursor}"))
        seen += [unit["id"] for unit in page["items"]]
        cursor = page["next"]
        if len(seen) < 12:
            UnitFactory()
    assert before <= set(seen)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=201", "limit"),
        ("limit=0", "limit"),
        ("cursor=xyz", "cursor"),
        ("updated_since=hôm nay", "updated_since"),
        ("kind=khong-co", "kind"),
        ("in_force_on=2020-02-30", "in_force_on"),
    ],
)
def test_a_bad_filter_is_named(program, head, query, field):
    assert places(refused(program(head).get(f"units?{query}"), 422)) == [field]


def test_a_time_without_offset_is_vietnamese(program, head, unit):
    caller = program(head)
    assert told(caller.get(f"units/{unit.pk}"))["updated_at"].endswith("+07:00")
    moment = dt.datetime(2020, 8, 25, 3, 0, tzinfo=dt.UTC)  # 10:00 in Vietnam
    Unit.objects.update(updated_at=moment)
    assert told(caller.get("units?updated_since=2020-08-25T10:00:00"))["items"]
    assert told(caller.get("units?updated_since=2020-08-25T10:00:01"))["items"] == []
    assert told(caller.get("units?updated_since=2020-08-25T03:00:00Z"))["items"]


def test_filters_narrow(program, campaign):
    caller, unit = program(campaign.secretary), campaign.units[0]
    found = told(caller.get(f"visits?unit={unit.pk}"))["items"]
    assert [visit["unit"] for visit in found] == [unit.pk]
    number = campaign.inspection.decision_number
    assert len(told(caller.get(f"inspections?number={number}&year=2020"))["items"]) == 1
    assert told(caller.get("inspections?year=2019"))["items"] == []


def test_a_library_is_told_whole(program, campaign):
    library = told(
        program(campaign.head).get(f"libraries/{campaign.inspection.library_version_id}")
    )
    assert [area["code"] for area in library["areas"]] == ["A1", "A2"]
    assert library["areas"][0]["criteria"][0]["code"] == "A1.1"
    assert library["scale"][0] == {
        "code": "excellent",
        "name": "Xuất sắc",
        "short": "XS",
        "start": 90.0,
    }


@pytest.mark.parametrize("path", ["units", "inspections", "visits", "libraries"])
def test_lists_ask_as_much_for_twenty_rows_as_for_one(program, campaign, path):
    caller = program(campaign.secretary)
    caller.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        caller.get(f"{path}?limit=1")
    make_inspection(units=9)
    with CaptureQueriesContext(connection) as many:
        caller.get(path)
    assert len(many) == len(few)
