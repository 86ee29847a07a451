"""Reports of fees: every figure is the sum of the rows it opens, on screen and as Excel."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock
from congvu.core.jobs.models import JobRun
from congvu.core.jobs.running import drain
from congvu.dossiers import actions
from congvu.dossiers.models import ReportFile
from congvu.dossiers.outputs.takings import PREFIX, TAKINGS
from congvu.dossiers.reporting import Asked
from congvu.dossiers.rules.takings import Taking, Takings
from congvu.dossiers.taking_reporting import scope_of, taking_table
from congvu.organizations.states import Role
from congvu.procedures.models import Field
from tests.dossiers.factories import Office, at, office, procedure
from tests.dossiers.money import book, levy, owing
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
YEAR = {"tu": "01/01/2020", "den": "31/12/2020"}
NOW = at(20, 9)


def paid(place: Office, *amounts: int, dossier=None, method="cash", moment=None):
    """A dossier whose amounts were paid together."""
    row, dues = owing(place, *amounts, dossier=dossier)
    with clock.at(moment or at(9)):
        return actions.collect(row, dues, by=place.clerk, method=method, book=book(place), number=7)


@pytest.fixture
def told(place) -> Office:
    """Two procedures; cash, transfer, a reversal, relief, one let go, one still owed."""
    other = procedure(place.unit)
    other.field = Field.objects.get_or_create(code="ldvl", name="Lao động, việc làm")[0]
    other.save()
    paid(place, 50_000, 30_000)
    second = place.at_work()
    type(second).objects.filter(pk=second.pk).update(procedure=other)
    paid(place, 120_000, dossier=second, method="transfer", moment=at(10))
    wrong = paid(place, 40_000, moment=at(11))
    with clock.at(at(12)):
        actions.reverse_payment(wrong, by=place.clerk, reason="Thu nhầm hồ sơ")
    row, dues = owing(place, 100_000, 25_000, 60_000)
    with clock.at(at(9)):
        [fee] = actions.charge(row, [levy(70_000, kind="fee", label="Phí")], by=place.clerk)
        actions.relieve(dues[0], by=place.clerk, relief="poor_household", amount=Decimal(100_000),
                        note="Sổ hộ nghèo số 12")  # fmt: skip
        actions.drop_due(dues[1], by=place.clerk, reason="Ghi nhầm")
        actions.collect(row, [fee], by=place.clerk, method="cash")
    return place


@pytest.fixture
def client(told, client_of):
    return client_of(officer(Role.SECRETARY, told.department))


def url(slug, page="taking_report"):
    return reverse(f"dossiers:{page}", args=[slug])


def sheet(answer):
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data)).active]


def table(place, slug="phi-thu-tuc", **asked):
    day = {"first": at(1, 1).date(), "last": at(31, 12).date()} | asked
    user = officer(Role.HEAD, place.department)
    return taking_table(TAKINGS[slug], scope_of(Asked(**day), user, NOW))


def test_the_figures_are_what_was_written(told):
    whole = table(told).whole
    assert whole.numbers == {
        "times": 4, "fee": 70_000, "charge": 240_000, "taken": 310_000, "taken_back": 40_000,
        "cash": 150_000, "cashless": 120_000, "net": 270_000, "charged": 495_000,
        "relieved": 100_000, "let_go": 25_000, "paid": 270_000, "left": 100_000,
    }  # fmt: skip
    assert whole.balanced


def test_rows_add_up_to_the_total(told):
    for slug in ("phi-linh-vuc", "phi-thu-tuc"):
        found = table(told, slug)
        assert len(found.rows) == 2
        for name in Taking:
            assert sum(row.sums[name] for row in found.rows) == found.whole[name], name


@pytest.mark.parametrize("slug", ["phi-linh-vuc", "phi-thu-tuc"])
def test_every_figure_opens_exactly_its_rows(client, slug):
    page = client.get(url(slug), YEAR).content.decode()
    assert "Số tiền không khớp" not in page
    doors = re.findall(r'<a href="([^"]*/khoan-[^"]*)">(?:<b>)?([\d.]+)', page)
    assert len(doors) > 30
    for address, number in set(doors):
        behind = client.get(address.replace("&amp;", "&"))
        assert behind.status_code == 200
        cells = [line["cells"] for line in behind.context.get("lines", ())]
        sums = [cell["value"] for row in cells for cell in row if cell["kind"] == "integer"]
        assert sum(sums) == int(number.replace(".", "")), address
        if cells:
            told = [cell["number"] for cell in behind.context["totals"]]
            [total] = [number for number in told if number is not None]
            assert total == sum(sums) and behind.context["count"] == len(cells)


@pytest.mark.parametrize("slug", [*TAKINGS, *(f"{PREFIX}{name}" for name in Taking)])
def test_each_opens_prints_and_goes_to_excel_with_its_total(client, slug):
    page = client.get(url(slug), YEAR)
    assert page.status_code == 200 and page.context["balanced"]
    paper = client.get(url(slug, "taking_print"), YEAR)
    assert paper.status_code == 200 and "Thủ trưởng đơn vị" in paper.content.decode()
    rows = sheet(client.get(url(slug, "taking_excel"), YEAR))
    assert "Từ 01/01/2020 đến 31/12/2020" in rows[0][0]
    *body, total = rows[3:]
    assert len(body) == page.context["count"] > 0 and total[1] == "Tổng cộng"
    kinds = [at for at, cell in enumerate(total) if isinstance(cell, int | float)]
    assert kinds
    for at_ in kinds:
        assert sum(row[at_] for row in body) == total[at_]


def test_the_detail_tells_receipt_reversal_and_why(client):
    page = client.get(url("phi-chi-tiet"), YEAR).content.decode()
    assert "AA-20T số 0000007" in page and "Thu nhầm hồ sơ" in page and "-40.000" in page
    assert page.count("row-door") == 5


def test_relief_and_what_was_let_go_tell_why(client):
    assert "Sổ hộ nghèo số 12" in client.get(url("khoan-relieved"), YEAR).content.decode()
    assert "Ghi nhầm" in client.get(url("khoan-let_go"), YEAR).content.decode()


def test_a_period_counts_only_its_days(told):
    day = at(10).date()
    whole = table(told, first=day, last=day).whole
    assert (whole["net"], whole["cashless"], whole["charged"]) == (120_000, 120_000, 0)
    assert table(told, first=at(12).date(), last=at(12).date()).whole["net"] == -40_000


def test_one_field_or_procedure_is_counted_alone(told):
    other = Field.objects.get(code="ldvl")
    assert table(told, field=other.pk).whole["taken"] == 120_000
    assert table(told, procedure=told.procedure.pk).whole["taken"] == 190_000
    assert table(told, procedure=0).whole.empty


def test_a_counter_counts_its_own_money_only(told, client_of):
    elsewhere = office()
    mine = client_of(told.clerk).get(url("phi-chi-tiet"), YEAR)
    theirs = client_of(elsewhere.clerk).get(url("phi-chi-tiet"), YEAR)
    assert (mine.context["count"], theirs.context["count"]) == (5, 0)


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.UNIT_HEAD, Role.INSPECTOR])
def test_who_takes_no_money_and_answers_for_none_is_refused(told, client_of, role):
    client = client_of(officer(role, told.unit))
    for page in ("taking_report", "taking_print", "taking_excel"):
        assert client.get(url("phi-linh-vuc", page), YEAR).status_code == 403
    listed = client.get(reverse("dossiers:report_list")).content.decode()
    assert "phi-linh-vuc" not in listed


def test_the_list_of_reports_leads_there(client):
    page = client.get(reverse("dossiers:report_list"), YEAR).content.decode()
    assert all(url(slug) in page for slug in TAKINGS)


def test_wrong_methods_names_and_periods(client):
    assert client.post(url("phi-linh-vuc")).status_code == 405
    assert client.post(url("phi-linh-vuc", "taking_print")).status_code == 405
    for slug in ("khong-co", "khoan-", "khoan-khong"):
        assert client.get(url(slug)).status_code == 404
    wrong = {"tu": "31/02/2020"}
    assert client.get(url("phi-linh-vuc"), wrong).status_code == 422
    for page in ("taking_print", "taking_excel"):
        assert client.get(url("phi-linh-vuc", page), wrong).status_code == 302


def test_a_long_list_is_made_in_the_background(client, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.views.report_kinds.AT_ONCE", 2)
    address = url("phi-chi-tiet", "taking_excel") + "?tu=01/01/2020&den=31/12/2020"
    assert client.get(address).status_code == 302
    assert "Lập tệp Excel" in client.get(url("phi-chi-tiet"), YEAR).content.decode()
    client.post(address)
    drain()
    run = JobRun.objects.get(name="dossiers.report_file")
    assert run.finished and run.error == ""
    assert ReportFile.objects.get().rows == 5
    assert len(sheet(client.get(run.result_url))) == 9


def test_rows_are_walked_page_by_page(client, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.views.takings.PAGE", 2)
    seen, cursor = [], None
    while True:
        page = client.get(url("phi-chi-tiet"), YEAR | ({"sau": cursor} if cursor else {}))
        seen += [line["cells"][0]["value"] for line in page.context["lines"]]
        cursor = page.context["next_cursor"]
        if not cursor:
            break
    assert len(seen) == 5 and seen == sorted(seen)


@pytest.mark.parametrize("slug", [*TAKINGS, "khoan-left"])
def test_a_report_asks_the_same_whatever_it_counts(place, client_of, slug):
    user, counts = officer(Role.SECRETARY, place.department), []
    for number in (1, 6):
        for _ in range(number):
            paid(place, 10_000)
            owing(place, 5_000)
        client = client_of(user)
        with clock.at(NOW), CaptureQueriesContext(connection) as seen:
            assert client.get(url(slug), YEAR).status_code == 200
        counts.append(len([q for q in seen if "SAVEPOINT" not in q["sql"]]))
    assert counts[0] == counts[1] <= 15, counts


def test_a_sum_that_does_not_hold_is_said_aloud():
    assert not Takings({"taken": Decimal(5), "fee": Decimal(4)}).balanced
    assert not Takings({"charged": Decimal(5), "left": Decimal(4)}).balanced
