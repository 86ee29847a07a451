"""Reports over the API: the figures of the pages, each with exactly its rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.applicants.models import clear
from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import summed
from congvu.dossiers.models import Dossier
from congvu.dossiers.outputs.reports import REPORTS, Listing
from congvu.dossiers.outputs.takings import TAKINGS
from congvu.dossiers.rules import Figure
from congvu.organizations.states import Role
from tests.api.calls import ROOT, places, refused, told
from tests.api.walking import numbers, walked
from tests.dossiers.crowd import crowd
from tests.dossiers.factories import at, office
from tests.dossiers.money import book, owing
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
NOW = at(20, 9)
YEAR = "from=2020-01-01&to=2020-12-31"
PART = "from=2020-02-10&to=2020-08-05"
LISTS = [name for name, spec in REPORTS.items() if isinstance(spec, Listing)]


@pytest.fixture
def place(db):
    """Sixty dossiers of the year, on a day of it."""
    made = office()
    crowd(made, 4)
    with clock.at(NOW):
        yield made


@pytest.fixture
def reader(place, program):
    return program(officer(Role.SECRETARY, place.department))


def paid(place, *amounts, moment=None, **how):
    row, dues = owing(place, *amounts)
    with clock.at(moment or at(9)):
        return actions.collect(row, dues, by=place.clerk, method="cash", book=book(place), number=7)


def test_the_list_names_every_report_of_the_page(reader):
    items = told(reader.get("reports"))["items"]
    assert [one["name"] for one in items] == [*REPORTS, *TAKINGS]
    assert {one["name"] for one in items if one["has_rows"]} == {*LISTS, "phi-chi-tiet"}
    [overall] = [one for one in items if one["name"] == "tong-hop"]
    assert overall["columns"][1] == {
        "name": "carried",
        "title": "Số hồ sơ nhận giải quyết: kỳ trước chuyển sang",
        "kind": "integer",
    }
    for one in items:
        assert told(reader.get(one["url"]))["title"] == one["title"]
        assert (one["rows_url"] is None) == (not one["has_rows"])


def test_the_figures_are_those_of_the_page(place, reader, client_of):
    client = client_of(officer(Role.HEAD, place.department))
    days = {"tu": "10/02/2020", "den": "05/08/2020"}
    page = client.get(reverse("dossiers:report", args=["tong-hop"]), days).context
    shown = told(reader.get(f"reports/tong-hop?{PART}"))
    whole = {name: one["value"] for name, one in shown["figures"].items()}
    assert [whole["carried"], whole["received"]] == [part["number"] for part in page["left"]]
    ends = ["resolved", "pending", "paused", "unresolved", "withdrawn"]
    assert [whole[name] for name in ends] == [part["number"] for part in page["right"]]
    assert whole["carried"] + whole["received"] == sum(whole[name] for name in ends) > 20
    assert shown["balanced"] is True and shown["count"] == page["count"]
    assert [row["label"] for row in shown["rows"]] == [row["label"] for row in page["rows"]]
    assert shown["words"] == "Từ 10/02/2020 đến 05/8/2020" and shown["as_of"] is None
    assert any("Tỷ lệ đúng hạn =" in text for text in shown["remarks"])


@pytest.mark.parametrize(
    "name", ["tong-hop", "tiep-nhan", "giai-quyet", "tra-ket-qua", "bo-sung", "tu-choi"]
)
def test_every_figure_leads_to_exactly_its_rows(reader, name):
    found = list(numbers(told(reader.get(f"reports/{name}?{PART}"))))
    assert len(found) > 7
    for path, value in found:
        rows = walked(reader, path)
        assert len(rows) == value, path
        assert len({row["id"] for row in rows}) == value


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_as_many_rows_as_it_counts_in_its_order(reader, name):
    shown = told(reader.get(f"reports/{name}?{YEAR}"))
    rows = walked(reader, f"reports/{name}/rows?{YEAR}", limit=4)
    assert len(rows) == shown["count"]
    assert shown["rows"] == []
    for row in rows:
        assert len(row["cells"]) == len(shown["columns"])
        assert row["cells"][0] == row["label"]
    if name == "tiep-nhan-chi-tiet":
        days = [row["cells"][4] for row in rows]
        assert len(days) > 20 and days == sorted(days) and dt.date.fromisoformat(days[0])


def test_a_row_leads_to_its_dossier(reader):
    row = told(reader.get(f"reports/so-theo-doi/rows?{YEAR}&limit=1"))["items"][0]
    assert row["url"] == f"{ROOT}/dossiers/{row['object']}"
    assert told(reader.get(row["url"]))["code"] == row["label"]


def test_rows_are_complete_though_one_is_gone_meanwhile(place, reader):
    path = f"reports/so-theo-doi/rows?{YEAR}&limit=5"
    whole = [row["id"] for row in walked(reader, f"reports/so-theo-doi/rows?{YEAR}", 200)]
    page = told(reader.get(path))
    last = page["items"][-1]["id"]
    Dossier.objects.filter(pk=last).update(accepted_at=None)
    after = told(reader.get(f"{path}&cursor={page['next']}"))["items"]
    assert [row["id"] for row in after] == whole[5:10]


def test_filters_narrow_the_figures(place, reader):
    whole = told(reader.get(f"reports/giai-quyet?{YEAR}"))
    one = told(reader.get(f"reports/giai-quyet?{YEAR}&unit={place.unit.pk}"))
    scope = Scope(dt.date(2020, 1, 1), dt.date(2021, 1, 1), NOW, unit=place.unit.pk)
    assert one["figures"]["received"]["value"] == summed(scope)[None][Figure.RECEIVED]
    assert 0 < one["figures"]["received"]["value"] < whole["figures"]["received"]["value"]
    assert one["words"].endswith(place.unit.short_name) and one["unit"] == place.unit.pk
    none = told(reader.get(f"reports/giai-quyet?{YEAR}&procedure=0"))
    assert [row["procedure"] for row in none["rows"]] == [0]
    assert [row["label"] for row in none["rows"]] == ["Thủ tục chưa có trong danh mục"]
    field = place.procedure.field_id
    of_field = told(reader.get(f"reports/giai-quyet?{YEAR}&field={field}"))
    assert [row["procedure"] for row in of_field["rows"]] == [place.procedure.pk]


def test_nothing_asked_is_the_present_year(reader):
    shown = told(reader.get("reports/tong-hop"))
    assert (shown["first_day"], shown["last_day"]) == ("2020-01-01", "2020-12-31")
    assert shown["as_of"] == NOW.isoformat()
    assert shown["figures"]["on_time_rate"]["rows"] is None


@pytest.mark.parametrize(
    ("asked", "place_", "said"),
    [
        ("from=2020-09-01&to=2020-08-01", "to", "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
        ("from=2000-01-01&to=2020-12-31", "from", "Chọn kỳ báo cáo dài nhất 10 năm."),
        ("from=31/02/2020", "from", "Ngày phải viết dạng 2020-08-25."),
        ("to=2020-02-31", "to", "Không có ngày này trong lịch."),
        ("unit=999999", "unit", "phạm vi báo cáo"),
        ("field=999999", "field", "phạm vi báo cáo"),
        ("procedure=999999", "procedure", "phạm vi báo cáo"),
        ("procedure=-1", "procedure", "Phải từ 0 trở lên."),
        ("unit=x", "unit", "Phải là số nguyên."),
    ],
)
def test_what_can_not_be_is_named(reader, asked, place_, said):
    for path in ("reports/tong-hop", "reports/phi-thu-tuc", "reports/so-theo-doi/rows"):
        problem = refused(reader.get(f"{path}?{asked}"), 422)
        assert places(problem) == [place_] and said in problem["detail"]


@pytest.mark.parametrize("cursor", ["x", "MXw", "MjAyMHwx", "fA==", "MjAyMC0wMS0wMXww", "=", "é"])
def test_a_cursor_of_ones_own_making_is_refused(reader, cursor):
    path = f"reports/so-theo-doi/rows?{YEAR}&cursor={cursor}"
    assert places(refused(reader.get(path), 422)) == ["cursor"]


def test_names_nobody_knows_and_rows_of_a_table_are_not_there(reader):
    for name in ("khong-co", "so-lieu-khong_co", "so-lieu-", "khoan-", "tong-hop/rows"):
        refused(reader.get(f"reports/{name}"), 404)
    for name in ("phi-thu-tuc", "khong-co"):
        refused(reader.get(f"reports/{name}/rows"), 404)


@pytest.mark.parametrize("path", ["reports", "reports/tong-hop", "reports/so-theo-doi/rows"])
def test_who_answers_for_no_dossiers_is_told_so(place, program, path):
    refused(program(place.case).get(path), 403)
    refused(program(officer(Role.CONTACT, UnitFactory())).get(path), 403)


@pytest.mark.parametrize("path", ["reports", "reports/tong-hop", "reports/phi-thu-tuc"])
def test_neither_a_citizen_nor_nobody_reads_reports(place, program, citizen, client, path):
    refused(program(citizen).get(path), 403)
    refused(client.get(f"{ROOT}/{path}"), 401)


def test_one_counts_what_one_answers_for(place, reader, program, outsider):
    whole = told(reader.get(f"reports/tong-hop?{YEAR}"))["figures"]["received"]["value"]
    chief = program(place.unit_head)
    own = told(chief.get(f"reports/tong-hop?{YEAR}"))
    assert 0 < own["figures"]["received"]["value"] < whole
    for path, value in numbers(own["figures"]):
        assert len(walked(chief, path)) == value
    assert places(refused(chief.get(f"reports/tong-hop?unit={place.department.pk}"), 422)) == [
        "unit"
    ]
    stranger = told(program(outsider).get(f"reports/tong-hop?{YEAR}"))
    assert {one["value"] for one in stranger["figures"].values()} <= {0, None}
    assert walked(program(outsider), f"reports/so-theo-doi/rows?{YEAR}") == []
    refused(chief.get(f"reports/phi-thu-tuc?{YEAR}"), 403)
    refused(chief.get(f"reports/khoan-net/rows?{YEAR}"), 403)
    assert "phi-thu-tuc" not in [one["name"] for one in told(chief.get("reports"))["items"]]


def test_nothing_is_written_over_an_address_that_reads(reader):
    for path in ("reports", "reports/tong-hop", "reports/so-theo-doi/rows"):
        answer = reader.post(path, {})
        refused(answer, 405)
        assert answer["Allow"] == "GET"


def test_nobody_is_shown_in_clear(place, reader):
    with clock.at(at(8)):
        taken = place.taken()
    name = clear(taken.applicant.name)
    text = reader.get(f"reports/so-theo-doi/rows?{YEAR}&limit=200").content.decode()
    assert taken.code in text and taken.applicant_label in text
    assert name and name not in text


@pytest.mark.parametrize("name", list(TAKINGS))
def test_fees_open_rows_that_add_up_to_them(place, reader, name):
    paid(place, 50_000, 30_000)
    wrong = paid(place, 40_000, moment=at(11))
    with clock.at(at(12)):
        actions.reverse_payment(wrong, by=place.clerk, reason="Thu nhầm hồ sơ")
    owing(place, 25_000)
    shown = told(reader.get(f"reports/{name}?{YEAR}"))
    whole = {key: one["value"] for key, one in shown["figures"].items()}
    assert (whole["taken"], whole["taken_back"], whole["net"]) == (120_000, 40_000, 80_000)
    assert whole["left"] >= 25_000 and shown["balanced"] is True

    for key in ("times", "net", "taken_back", "charged", "left"):
        path = shown["figures"][key]["rows"]
        columns = told(reader.get(path.replace("/rows", "")))["columns"]
        [place_] = [
            n for n, c in enumerate(columns) if c["title"].startswith(("Số tiền", "Số lần"))
        ]
        assert sum(row["cells"][place_] for row in walked(reader, path)) == whole[key]
    for row in shown["rows"]:
        path = row["figures"]["net"]["rows"]
        assert len(walked(reader, path)) >= 1


def test_the_detailed_list_of_fees_has_every_payment(place, reader):
    paid(place, 50_000, 30_000)
    shown = told(reader.get(f"reports/phi-chi-tiet?{YEAR}"))
    [row] = walked(reader, f"reports/phi-chi-tiet/rows?{YEAR}")
    assert shown["count"] == 1
    titles = [column["title"] for column in shown["columns"]]
    assert row["cells"][titles.index("Cộng")] == 80_000
    assert row["cells"][titles.index("Thời gian")] == "2020-09-09T09:00:00+07:00"
    clerk = told(reader.get(row["url"]))
    assert clerk["code"] == row["label"]


@pytest.mark.parametrize(
    "path",
    ["reports/tong-hop", "reports/giai-quyet", "reports/so-theo-doi/rows",
     "reports/bo-sung/rows", "reports/phi-thu-tuc", "reports/phi-chi-tiet/rows"],
)  # fmt: skip
def test_queries_do_not_grow_with_rows(program, path):
    place = office()
    reader = program(officer(Role.SECRETARY, place.department))
    with clock.at(NOW):
        crowd(place, 1, count=8)
        paid(place, 50_000)
        told(reader.get(f"{path}?{YEAR}"))  # what is asked once only is known from here on
        with CaptureQueriesContext(connection) as few:
            told(reader.get(f"{path}?{YEAR}"))
        crowd(place, 2, count=40)
        for _ in range(3):
            paid(place, 50_000)
        with CaptureQueriesContext(connection) as many:
            told(reader.get(f"{path}?{YEAR}"))
    assert len(many) == len(few) <= 20
