import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.procedures.actions import declare_level
from congvu.procedures.models import FormField, LevelDeclaration
from tests.api.calls import places, refused, told
from tests.dossiers.factories import national_calendar
from tests.procedures.factories import ProcedureVersionFactory, complete

pytestmark = pytest.mark.django_db
MORNING = dt.datetime(2020, 9, 8, 9, tzinfo=ZONE)


@pytest.fixture
def version(db):
    national_calendar()
    made = complete(ProcedureVersionFactory(published=True))
    made.save()
    return made


def test_the_list_says_what_holds_today(program, head, version):
    LevelDeclaration.objects.create(
        procedure=version.procedure, level="legacy_level_3", valid_from=dt.date(2020, 1, 1)
    )
    with clock.at(MORNING):
        [row] = told(program(head).get("procedures"))["items"]
    assert row["in_force"] == version.pk
    assert row["level"] == "legacy_level_3"
    assert row["resolving_unit"] == version.procedure.owner_id


def test_a_procedure_states_its_parts_and_the_day_one_would_get(program, head, version):
    with clock.at(MORNING):
        told_ = told(program(head).get(f"procedures/{version.procedure_id}"))
    current = told_["current"]
    assert [limit["amount"] for limit in current["limits"]] == [15]
    assert [paper["title"] for paper in current["components"]] == [
        "Tờ khai",
        "Quyết định thành lập",
    ]
    assert len(current["steps"]) == 5
    assert current["missing"] == []
    assert told_["due_if_filed_now"].startswith("2020-09-29T")


def test_steps_forms_and_every_level_are_told_whole(program, head, version):
    version.process.steps.filter(order=1).update(
        inputs="Hồ sơ", records="Sổ theo dõi", forms="Mẫu 01"
    )
    FormField.objects.create(
        procedure_version=version, order=1, name="co", label="Cỡ", kind="choice", choices=["A", "B"]
    )
    for level, day in (("legacy_level_3", dt.date(2020, 1, 1)), ("partial", dt.date(2022, 9, 1))):
        declare_level(version.procedure, level, day, by=None, decision="1/QĐ")
    told_ = told(program(head).get(f"procedures/{version.procedure_id}"))
    step = told_["current"]["steps"][0]
    assert (step["inputs"], step["records"], step["forms"]) == ("Hồ sơ", "Sổ theo dõi", "Mẫu 01")
    assert told_["current"]["process"] == str(version.process)
    [field] = told_["current"]["form_fields"]
    assert (field["name"], field["choices"], field["required"]) == ("co", ["A", "B"], True)
    assert [(one["level"], one["valid_to"]) for one in told_["levels"]] == [
        ("legacy_level_3", "2022-08-31"),
        ("partial", None),
    ]


def test_what_is_not_known_is_named(program, head):
    blank = ProcedureVersionFactory(published=True)
    current = told(program(head).get(f"procedures/{blank.procedure_id}"))["current"]
    assert {"components", "sets", "time_limit", "process"} <= set(current["missing"])


def test_versions_are_read_one_by_one_and_by_day(program, head, version):
    caller = program(head)
    answer = caller.get(f"procedure-versions/{version.pk}")
    assert answer["ETag"] == f'"v{version.version}"'
    assert told(answer)["name"] == version.name
    path = f"procedures/{version.procedure_id}/versions"
    assert [row["id"] for row in told(caller.get(path))["items"]] == [version.pk]
    day = "procedure-versions?in_force_on="
    assert len(told(caller.get(f"{day}2020-09-08"))["items"]) == 1
    assert told(caller.get(f"{day}2019-09-08"))["items"] == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=cap giay phep", 1),
        ("q=khong co", 0),
        ("competence=department", 1),
        ("competence=commune", 0),
        ("level=legacy_level_4", 0),
        ("field=bao-tro-xa-hoi", 1),
        ("unit=999999", 0),
    ],
)
def test_filters_narrow_the_list(program, head, version, query, count):
    assert len(told(program(head).get(f"procedures?{query}"))["items"]) == count


def test_the_unit_that_resolves_has_it_on_its_list(program, head, version):
    owner = version.procedure.owner_id
    assert len(told(program(head).get(f"procedures?unit={owner}"))["items"]) == 1


def test_a_bad_filter_is_named(program, head):
    assert places(refused(program(head).get("procedures?level=5"), 422)) == ["level"]


def test_a_citizen_sees_what_was_published(program, citizen, version):
    draft = ProcedureVersionFactory()
    caller = program(citizen)
    assert [row["id"] for row in told(caller.get("procedures"))["items"]] == [version.procedure_id]
    refused(caller.get(f"procedures/{draft.procedure_id}"), 404)
    refused(caller.get(f"procedure-versions/{draft.pk}"), 404)
    refused(caller.get(f"procedures/{draft.procedure_id}/versions"), 404)


@pytest.mark.parametrize("path", ["procedures", "procedure-versions"])
def test_queries_do_not_grow_with_rows(program, head, version, path):
    caller = program(head)
    told(caller.get(path))  # what is asked once only is known from here on
    with CaptureQueriesContext(connection) as few:
        told(caller.get(path))
    for _ in range(5):
        complete(ProcedureVersionFactory(published=True)).save()
    with CaptureQueriesContext(connection) as many:
        told(caller.get(path))
    assert len(many) == len(few)
