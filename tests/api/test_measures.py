"""Measures over the API: by unit and month, each number with exactly its rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.core.measures import measures
from congvu.dossiers import actions as dossiers
from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import MEASURES, measured
from congvu.dossiers.models import Dossier
from congvu.organizations.states import Role
from congvu.petitions import actions as petitions
from congvu.petitions import measures as of_petitions
from tests.api.calls import ROOT, places, refused, told
from tests.api.walking import numbers, walked
from tests.dossiers.crowd import crowd
from tests.dossiers.factories import at, office
from tests.organizations.factories import officer
from tests.petitions.factories import office as petition_office
from tests.procedures.factories import published

pytestmark = pytest.mark.django_db
NOW = at(1, month=10)
YEAR = "from=2020-01-01&to=2020-09-30"
CODES = [*MEASURES, "rating_satisfied", *of_petitions.CODES]


@pytest.fixture
def place(db):
    """Dossiers of nine months, some of no unit; two that were rated."""
    made = office()
    rows = crowd(made, 6, 40)
    Dossier.objects.filter(pk__in=[row.pk for row in rows[::5]]).update(unit=None)
    for level in ("satisfied", "neutral"):
        row = made.to_sign(at(8))
        with clock.at(at(15)):
            dossiers.sign(row, by=made.head)
            dossiers.rate(dossiers.return_result(row, by=made.clerk), by=made.clerk, level=level)
    return made


@pytest.fixture
def answered(place):
    """Petitions answered in time and late, and one that is overdue."""
    made = petition_office()
    with clock.at(at(11)):
        row = made.answered(1, on=10)
        petitions.record_satisfaction(row, by=made.clerk, satisfaction="satisfied")
    made.answered(1, on=28)
    made.assigned(2)
    return made


@pytest.fixture
def reader(answered, place, program):
    with clock.at(NOW):
        yield program(officer(Role.SECRETARY, place.department))


def test_every_measure_that_packages_register_is_listed(reader):
    items = told(reader.get("measures"))["items"]
    assert [one["code"] for one in items] == list(measures()) and len(items) >= len(CODES)
    assert {one["code"] for one in items} >= {"complete_procedures", *CODES}
    for one in items:
        assert one["title"] and one["definition"] and one["counts"] and one["source"]
        assert one["url"] == f"{ROOT}/measures/{one['code']}"


@pytest.mark.parametrize("code", CODES)
def test_each_number_leads_to_exactly_its_rows(reader, code):
    shown = told(reader.get(f"measures/{code}?{YEAR}"))
    found = list(numbers(shown["items"]))
    assert len(found) >= 2 and shown["next"] is None
    for path, value in found:
        rows = walked(reader, path, limit=2)
        assert len(rows) == value, path
        assert len({row["id"] for row in rows}) == value
    if rows:
        told(reader.get(rows[0]["url"]))


def test_the_numbers_are_those_of_the_package(place, reader):
    items = told(reader.get(f"measures/on_time_rate?{YEAR}"))["items"]
    scope = Scope(dt.date(2020, 1, 1), dt.date(2020, 10, 1), NOW)
    counted = [
        (one.unit, f"{one.month:%Y-%m}", one.numerator, one.denominator)
        for one in measured("on_time_rate", scope)
        if one.denominator
    ]
    assert counted == [
        (one["unit"], one["month"], one["numerator"]["value"], one["denominator"]["value"])
        for one in items
    ]
    assert None in {one["unit"] for one in items}
    assert {one["unit_name"] for one in items} >= {"", place.unit.short_name}


def test_ratings_and_petitions_are_counted(place, answered, reader):
    [rated] = told(reader.get(f"measures/rating_satisfied?{YEAR}"))["items"]
    assert (rated["unit"], rated["month"]) == (place.unit.pk, "2020-09")
    assert (rated["numerator"]["value"], rated["denominator"]["value"]) == (1, 2)
    assert (rated["percent"], rated["imported"]) == (50.0, None)
    [on_time] = told(reader.get(f"measures/answered_on_time?{YEAR}"))["items"]
    assert on_time["unit"] == answered.unit.pk
    assert (on_time["numerator"]["value"], on_time["denominator"]["value"]) == (1, 3)
    [row] = walked(reader, on_time["numerator"]["rows"])
    assert (row["collection"], row["url"]) == ("petitions", f"{ROOT}/petitions/{row['object']}")


def test_a_unit_narrows_the_numbers(place, reader):
    items = told(reader.get(f"measures/online_rate?{YEAR}"))["items"]
    for unit in (place.unit.pk, 0):
        own = told(reader.get(f"measures/online_rate?{YEAR}&unit={unit}"))["items"]
        assert own == [one for one in items if one["unit"] == (unit or None)]
        assert own


def test_whole_months_are_counted_and_the_answer_says_which(reader):
    shown = told(reader.get("measures/on_time_rate?from=2020-02-10&to=2020-08-05"))
    assert (shown["first_month"], shown["last_month"]) == ("2020-02", "2020-08")
    whole = told(reader.get("measures/on_time_rate?from=2020-02-01&to=2020-08-31"))
    assert shown["items"] == whole["items"]
    months = {one["month"] for one in shown["items"]}
    assert months and min(months) >= "2020-02" and max(months) <= "2020-08"
    present = told(reader.get("measures/on_time_rate"))
    assert (present["first_month"], present["last_month"]) == ("2020-01", "2020-10")
    past = told(reader.get("measures/on_time_rate?from=2019-07-01"))
    assert (past["first_month"], past["last_month"]) == ("2019-07", "2019-12")


@pytest.mark.parametrize(
    ("asked", "place_", "said"),
    [
        ("from=2020-09-01&to=2020-08-01", "to", "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
        ("from=2019-10-01&to=2020-10-31", "to", "Mỗi lần đếm tối đa 12 tháng"),
        ("from=0001-01-01&to=0001-02-01", "from", "Chọn kỳ từ năm 1946"),
        ("from=2020", "from", "Ngày phải viết dạng 2020-08-25."),
        ("unit=999999", "unit", "Không có đơn vị mang mã này."),
        ("unit=-1", "unit", "Phải từ 0 trở lên."),
    ],
)
def test_what_can_not_be_is_named(reader, asked, place_, said):
    problem = refused(reader.get(f"measures/on_time_rate?{asked}"), 422)
    assert places(problem) == [place_] and said in problem["detail"]


@pytest.mark.parametrize(
    ("asked", "place_"),
    [
        ("unit=0", "month"),
        ("month=2020-09", "unit"),
        ("month=2020-13&unit=0", "month"),
        ("month=0000-01&unit=0", "month"),
        ("month=9999-12&unit=0", "month"),
        ("month=2020-09&unit=999999", "unit"),
        ("month=2020-09&unit=0&part=both", "part"),
        ("month=2020-09&unit=0&cursor=fDA", "cursor"),
    ],
)
def test_rows_ask_for_one_number(reader, asked, place_):
    assert places(refused(reader.get(f"measures/on_time_rate/rows?{asked}"), 422)) == [place_]


def test_a_code_nobody_knows_is_not_there(reader):
    refused(reader.get("measures/khong-co"), 404)
    refused(reader.get("measures/khong-co/rows?month=2020-09&unit=0"), 404)


def test_the_right_is_that_of_the_page(place, answered, reader, program, citizen):
    rows = "rows?month=2020-09&unit=0"
    for caller in (program(place.case), program(citizen)):
        for path in ("measures/on_time_rate", f"measures/on_time_rate/{rows}"):
            refused(caller.get(path), 403)
    refused(program(citizen).get("measures"), 403)
    refused(program(citizen).get(f"measures/complete_procedures/{rows}"), 403)
    assert codes_of(program(place.case)) == {"complete_procedures"}
    clerk = program(place.clerk)
    assert codes_of(clerk) == {"complete_procedures", *MEASURES}
    for code in ("rating_satisfied", "answered_on_time", "satisfied"):
        refused(clerk.get(f"measures/{code}"), 403)
        refused(clerk.get(f"measures/{code}/{rows}"), 403)
    contact = program(answered.contact)
    assert codes_of(contact) == {"complete_procedures", *of_petitions.CODES}


def codes_of(caller):
    return {one["code"] for one in told(caller.get("measures"))["items"]}


def test_complete_procedures_open_their_versions(place, reader):
    version = published(place.unit)
    items = told(reader.get("measures/complete_procedures?from=2020-09-01&to=2020-09-30"))["items"]
    [one] = [one for one in items if one["unit"] == place.unit.pk]
    assert (one["numerator"]["value"], one["denominator"]["value"]) == (1, 3)
    [row] = walked(reader, one["numerator"]["rows"])
    assert row["url"] == f"{ROOT}/procedure-versions/{version.pk}"
    assert told(reader.get(row["url"]))["missing"] == []
    assert len(walked(reader, one["denominator"]["rows"])) == 3


def test_one_counts_what_one_answers_for(place, answered, reader, program, outsider):
    chief = program(place.unit_head)
    items = told(chief.get(f"measures/online_rate?{YEAR}"))["items"]
    assert {one["unit"] for one in items} == {place.unit.pk}
    for path, value in numbers(items):
        assert len(walked(chief, path)) == value
    stranger = program(outsider)
    for code in CODES:
        assert told(stranger.get(f"measures/{code}?{YEAR}"))["items"] == []
        path = f"measures/{code}/rows?month=2020-09&unit={place.unit.pk}&part=denominator"
        assert walked(stranger, path) == []
    own = told(program(answered.contact).get(f"measures/satisfied?{YEAR}"))["items"]
    assert [one["denominator"]["value"] for one in own] == [2]


def test_nothing_is_written_over_an_address_that_reads(reader):
    for path in ("measures", "measures/on_time_rate", "measures/on_time_rate/rows"):
        refused(reader.post(path, {}), 405)


@pytest.mark.parametrize("code", ["on_time_rate", "supplement_rate", "rating_satisfied"])
def test_queries_do_not_grow_with_rows(place, program, code):
    reader = program(officer(Role.SECRETARY, place.department))
    rows = f"measures/{code}/rows?month=2020-09&unit={place.unit.pk}&part=denominator"
    paths = (f"measures/{code}?from=2020-09-01&to=2020-09-30", rows)
    with clock.at(NOW):
        for path in paths:
            told(reader.get(path))  # what is asked once only is known from here on
        few = [queries(reader, path) for path in paths]
        crowd(place, 2, count=40)
        assert [queries(reader, path) for path in paths] == few
    assert max(few) <= 15


def queries(reader, path):
    with CaptureQueriesContext(connection) as made:
        told(reader.get(path))
    return len(made)
