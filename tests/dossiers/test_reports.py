"""Reports and books: figures that open exactly their rows, on screen, on paper, as Excel."""

import datetime as dt
import io
import re
import shutil
import subprocess
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.core.jobs.models import JobRun
from congvu.core.jobs.running import drain
from congvu.dossiers import actions, reporting
from congvu.dossiers.models import Dossier, ImportRun, Movement, ReportFile, SourceSystem
from congvu.dossiers.outputs.report_columns import cause
from congvu.dossiers.outputs.reports import LABELS, REPORTS, ROWS_PREFIX, Listing, names_of
from congvu.dossiers.rules.volumes import volumes
from congvu.dossiers.states import CAUSE_LABELS, Cause, RunState
from congvu.dossiers.views import report_kinds
from congvu.organizations.models import Unit
from congvu.organizations.states import Role
from congvu.procedures.models import Procedure
from tests.dossiers.crowd import crowd
from tests.dossiers.factories import Office, at
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
YEAR = {"tu": "01/01/2020", "den": "31/12/2020"}
NOW = at(20, 9)


@pytest.fixture
def told(place) -> Office:
    """A place with sixty dossiers of the year, on a day of it."""
    crowd(place, 4)
    with clock.at(NOW):
        yield place


@pytest.fixture
def secretary_of(told):
    return officer(Role.SECRETARY, told.department)


def url(slug, page="report"):
    return reverse(f"dossiers:{page}", args=[slug])


def sheet(answer):
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


@pytest.mark.parametrize("slug", list(REPORTS))
def test_each_report_opens_prints_and_goes_to_excel(told, secretary_of, client_of, slug):
    client, spec = client_of(secretary_of), REPORTS[slug]
    page = client.get(url(slug), YEAR)
    assert page.status_code == 200 and spec.title in page.content.decode()
    assert page.context["flow"].balanced and "Số liệu không khớp" not in page.content.decode()
    paper = client.get(url(slug, "report_print"), YEAR)
    assert paper.status_code == 200 and "Người lập biểu" in paper.content.decode()
    rows = sheet(client.get(url(slug, "report_excel"), YEAR))
    assert spec.title in rows[0][0] and "Từ 01/01/2020 đến 31/12/2020" in rows[0][0]
    assert rows[1][0].endswith(
        f"số liệu đến 09:00 ngày 20/9/2020 · {secretary_of} lập lúc 09:00 ngày 20/9/2020"
    )
    body = rows[3:] if isinstance(spec, Listing) else rows[3:-1]
    assert len(body) == page.context["count"]
    if isinstance(spec, Listing) and slug != "so-giao-nhan":
        assert page.context["count"] > 0
        assert len(paper.context["lines"]) == page.context["count"]


@pytest.mark.parametrize("slug", ["tong-hop", "tiep-nhan", "giai-quyet", "tra-ket-qua"])
def test_every_figure_of_a_table_leads_to_exactly_its_rows(
    told, secretary_of, client_of, monkeypatch, slug
):
    monkeypatch.setattr("congvu.dossiers.views.reports.PAGE", 1000)
    client = client_of(secretary_of)
    page = client.get(url(slug), {"tu": "10/02/2020", "den": "05/08/2020"}).content.decode()
    doors = re.findall(r'<a href="([^"]*so-lieu-[^"]*)">([\d.]+)</a>', page)
    assert len(doors) > 15
    for address, number in doors:
        behind = client.get(address.replace("&amp;", "&"))
        assert behind.status_code == 200
        assert len(behind.context.get("lines", ())) == int(number.replace(".", "")), address
        assert behind.context["count"] == int(number.replace(".", "")), address


def test_all_figures_have_rows_of_their_own(told, secretary_of, client_of):
    client = client_of(secretary_of)
    for name in LABELS:
        assert client.get(url(f"{ROWS_PREFIX}{name}"), YEAR).status_code == 200
        assert client.get(url(f"{ROWS_PREFIX}{name}", "report_print"), YEAR).status_code == 200


def test_rows_are_walked_both_ways(told, secretary_of, client_of, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.views.reports.PAGE", 7)
    client, seen, cursor = client_of(secretary_of), [], None
    while True:
        asked = YEAR | ({"sau": cursor} if cursor else {})
        page = client.get(url("tiep-nhan-chi-tiet"), asked)
        seen += [line["dossier"].pk for line in page.context["lines"]]
        cursor = page.context["next_cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == page.context["count"] > 14


def test_a_unit_head_counts_the_own_unit_and_a_counter_its_own(told, client_of):
    every = Dossier.objects.filter(accepted_at__isnull=False)
    outsider = officer(Role.UNIT_HEAD, UnitFactory(parent=told.department))
    for user, rows in (
        (told.unit_head, every.filter(unit=told.unit)),
        (told.clerk, every.filter(point=told.point)),
        (officer(Role.HEAD, told.department), every),
        (outsider, every.none()),
    ):
        page = client_of(user).get(url("tiep-nhan-chi-tiet"), YEAR)
        assert page.context["count"] == rows.count()
        shown = {line["dossier"].pk for line in page.context.get("lines", ())}
        assert shown <= set(rows.values_list("pk", flat=True))


def test_a_unit_head_may_not_ask_for_another_unit(told, client_of):
    page = client_of(told.unit_head).get(url("tong-hop"), YEAR | {"don_vi": told.department.pk})
    assert page.status_code == 422 and "words" not in page.context


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.INSPECTOR, Role.CONTACT])
def test_who_answers_for_no_unit_gets_no_report(told, client_of, role):
    client = client_of(officer(role, told.unit))
    for page in ("report", "report_print", "report_excel"):
        assert client.get(url("tong-hop", page), YEAR).status_code == 403
    assert client.get(reverse("dossiers:report_list")).status_code == 403


def test_wrong_methods_and_unknown_names_are_refused(told, secretary_of, client_of):
    client = client_of(secretary_of)
    assert client.post(url("tong-hop")).status_code == 405
    assert client.post(url("tong-hop", "report_print")).status_code == 405
    for slug in ("khong-co", "so-lieu-khong_co", "so-lieu-"):
        assert client.get(url(slug)).status_code == 404
        assert client.post(url(slug, "report_excel")).status_code == 404


@pytest.mark.parametrize(
    "asked,said",
    [
        ({"tu": "31/02/2020"}, "31/02/2020"),
        ({"tu": "01/09/2020", "den": "01/08/2020"}, "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
        ({"tu": "01/01/2000", "den": "31/12/2020"}, "Chọn kỳ báo cáo dài nhất 10 năm."),
        ({"don_vi": "x"}, "x"), ({"linh_vuc": "999999"}, ""), ({"thu_tuc": "-1"}, ""),
        ({"tu": "01/01/9999", "den": "31/12/9999"}, "Xem lại năm"),
    ],
)  # fmt: skip
def test_a_period_that_can_not_be_is_explained(told, secretary_of, client_of, asked, said):
    client = client_of(secretary_of)
    page = client.get(url("tong-hop"), asked)
    assert page.status_code == 422 and said in page.content.decode()
    for other in ("report_print", "report_excel"):
        assert client.get(url("tong-hop", other), asked).status_code == 302
    assert client.get(reverse("dossiers:report_list"), asked).status_code == 422


def test_nothing_asked_is_the_present_year(told, secretary_of, client_of):
    page = client_of(secretary_of).get(url("tong-hop"))
    assert page.context["words"] == "Từ 01/01/2020 đến 31/12/2020"
    assert page.context["moment"] is not None


def test_the_rate_of_all_stands_above_the_table(told, secretary_of, client_of):
    client = client_of(secretary_of)
    page = client.get(url("tong-hop"), YEAR)
    rate = page.context["total"]["cells"][-1]["text"]
    assert re.fullmatch(r"\d+,\d%", rate)
    assert f"Tỷ lệ đúng hạn: <b>{rate}</b>." in page.content.decode()
    nothing = client.get(url("tong-hop"), {"tu": "01/01/2015", "den": "31/12/2015"})
    assert nothing.status_code == 200 and "Tỷ lệ đúng hạn: " not in nothing.content.decode()


def test_the_page_says_how_much_was_imported_from_where_and_when(told, secretary_of, client_of):
    source = SourceSystem.objects.get()
    ImportRun.objects.create(source=source, state=RunState.TAKEN_IN, at=at(9))
    page = client_of(secretary_of).get(url("tong-hop"), YEAR)
    where = f"{source}, cập nhật 09:00 ngày 09/9/2020."
    assert f"là số liệu nhập từ hệ thống khác: {where}" in page.content.decode()
    assert "Tỷ lệ đúng hạn = " in page.content.decode()


def test_the_register_book_is_on_the_form_of_its_day(told, secretary_of, client_of):
    client = client_of(secretary_of)
    paper = client.get(url("so-theo-doi", "report_print"), YEAR).content.decode()
    assert "Mẫu số 06 · Thông tư 01/2018/TT-VPCP" in paper
    later = {"tu": "01/10/2025", "den": "31/12/2025"}
    paper = client.get(url("so-theo-doi", "report_print"), later).content.decode()
    assert "Mẫu số 07 · Thông tư 03/2025/TT-VPCP" in paper


def test_the_book_of_hand_overs_tells_who_gave(place, client_of):
    dossier = place.at_work(at(8))
    with clock.at(NOW):
        page = client_of(place.unit_head).get(url("so-giao-nhan"), YEAR)
    [line] = page.context["lines"]
    assert line["dossier"] == dossier
    assert str(place.clerk) in [cell["value"] for cell in line["cells"]]


def test_refusals_and_supplements_tell_why(told, secretary_of, client_of):
    refusal = Movement.objects.filter(verb="refuse").latest("pk")
    asked = Movement.objects.filter(verb="request_supplement").latest("pk")
    for move, note in ((refusal, "Không thuộc thẩm quyền"), (asked, "Thiếu bản sao")):
        Movement.objects.filter(pk=move.pk).update(note=note)
    client = client_of(secretary_of)
    assert "Không thuộc thẩm quyền" in client.get(url("tu-choi"), YEAR).content.decode()
    assert "Thiếu bản sao" in client.get(url("bo-sung"), YEAR).content.decode()


def test_a_broken_identity_is_said_aloud(told, secretary_of, client_of, monkeypatch):
    whole = reporting.table_of

    def broken(spec, scope):
        table = whole(spec, scope)
        table.whole.numbers["pending"] += 1
        return table

    monkeypatch.setattr(reporting, "table_of", broken)
    page = client_of(secretary_of).get(url("tong-hop"), YEAR).content.decode()
    assert "Số liệu không khớp" in page and "congvu verify" in page


def test_a_long_list_is_made_in_the_background(told, secretary_of, client_of, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.views.report_kinds.AT_ONCE", 5)
    client, address = client_of(secretary_of), url("tiep-nhan-chi-tiet", "report_excel")
    query = "?tu=01/01/2020&den=31/12/2020"
    assert client.get(address + query).status_code == 302
    page = client.get(url("tiep-nhan-chi-tiet"), YEAR)
    assert "Lập tệp Excel" in page.content.decode()
    answer = client.post(address + query)
    run = JobRun.objects.get(name="dossiers.report_file")
    assert answer.url == run.url and run.owner == secretary_of
    drain()
    run.refresh_from_db()
    assert run.finished and run.error == "" and run.done == run.total == page.context["count"]
    made = ReportFile.objects.get()
    assert (made.rows, made.made_by) == (page.context["count"], secretary_of)
    rows = sheet(client.get(run.result_url))
    assert len(rows) == made.rows + 3
    assert client_of(told.unit_head).get(run.result_url).status_code == 404
    listed = client.get(reverse("dossiers:report_list")).content.decode()
    assert made.get_absolute_url() in listed


def test_old_files_are_thrown_away(told, secretary_of):
    actions.ask_report_file("tong-hop", {"first": "2020-01-01", "last": "2020-12-31"},
                            by=secretary_of)  # fmt: skip
    drain()
    made = ReportFile.objects.get()
    assert actions.drop_report_files() == [] and default_storage.exists(made.stored_name)
    with clock.at(at(30, 9)):
        assert actions.drop_report_files() == [made.stored_name]
    assert not ReportFile.objects.exists()


def test_only_who_may_report_asks_for_files_and_keeps_them(told):
    asked = {"first": "2020-01-01", "last": "2020-12-31"}
    facts = {"slug": "x", "title": "x", "stored_name": "x", "rows": 0, "size": 0}
    for verb in (
        lambda: actions.ask_report_file("tong-hop", asked, by=told.case),
        lambda: actions.keep_report_file(by=told.case, **facts),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert not ReportFile.objects.exists() and not JobRun.objects.filter(owner=told.case).exists()


def test_a_file_is_made_with_the_rights_one_has_then(told, client_of):
    asked = {"first": "2020-01-01", "last": "2020-12-31"}
    actions.ask_report_file("tiep-nhan-chi-tiet", asked, by=told.unit_head)
    told.unit_head.seats.update(valid_to=at(1).date())
    drain()
    assert not ReportFile.objects.exists()
    run = JobRun.objects.select_related("task").get(name="dossiers.report_file")
    assert run.failed


@pytest.mark.parametrize("slug", list(REPORTS))
def test_a_report_asks_the_same_whatever_it_counts(place, client_of, slug):
    user = officer(Role.SECRETARY, place.department)
    counts = []
    for number in (1, 2):
        crowd(place, 10 + number, 1 if number == 1 else 25)
        client = client_of(user)
        with clock.at(NOW), CaptureQueriesContext(connection) as seen:
            assert client.get(url(slug), YEAR).status_code == 200
        counts.append(len([q for q in seen if "SAVEPOINT" not in q["sql"]]))
    assert max(counts) <= 15 and counts[1] - counts[0] <= 1, counts


def test_procedures_of_one_name_tell_whose_they_are():
    school, other = (Unit(short_name=name) for name in ("Trường A", "Trường B"))
    known = {
        1: Procedure(pk=1, name="Cấp bản sao", owner=school),
        2: Procedure(pk=2, name="Cấp bản sao", owner=other),
        3: Procedure(pk=3, name="Miễn học phí", owner=school),
    }
    names = ["Cấp bản sao (Trường A)", "Cấp bản sao (Trường B)", "Miễn học phí"]
    assert list(names_of(known).values()) == names


def test_why_it_was_late_is_told_in_two_sentences():
    row = Dossier(cause=Cause.COMPLEX, cause_note="Phải xác minh")
    assert cause(SimpleNamespace(dossier=row)) == f"{CAUSE_LABELS[Cause.COMPLEX]}. Phải xác minh"


def test_the_sheet_says_what_is_counted_and_where_to_sign(told, secretary_of, client_of):
    client = client_of(secretary_of)
    sums = client.get(url("tong-hop", "report_print"), YEAR).content.decode()
    assert "đơn vị tính: hồ sơ" in sums and sums.count("(Ký, ghi rõ họ tên)") == 3
    rows = client.get(url("tiep-nhan-chi-tiet", "report_print"), YEAR).content.decode()
    assert "đơn vị tính" not in rows
    none = {"tu": "01/01/2015", "den": "31/12/2015"}
    for slug, words in (("tong-hop", "Không phát sinh hồ sơ"), ("tu-choi", "Không có hồ sơ nào")):
        assert words in client.get(url(slug, "report_print"), none).content.decode()


BOOKS = ("so-theo-doi", "so-giao-nhan", "so-tra-ket-qua")


def pages_of(answer):
    """The pages of a PDF as text."""
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    asked = ["pdftotext", "-layout", "-", "-"]
    told = subprocess.run(asked, input=answer.content, capture_output=True, check=True).stdout
    return told.decode().split("\f")[:-1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
@pytest.mark.parametrize("slug", BOOKS)
def test_each_register_book_prints_as_pdf_and_word(told, secretary_of, client_of, slug):
    client, spec = client_of(secretary_of), REPORTS[slug]
    page = client.get(url(slug), YEAR)
    assert url(slug, "book_pdf") in page.content.decode()
    pages = pages_of(client.get(url(slug, "book_pdf"), YEAR))
    lying = docx.Document(io.BytesIO(client.get(url(slug, "book_word"), YEAR).content))
    assert lying.sections[0].page_width > lying.sections[0].page_height
    table = lying.tables[1]
    heads = sum(1 for row in table.rows if row._tr.xpath("./w:trPr/w:tblHeader"))
    assert len(table.rows) - heads == page.context["count"]
    assert heads == (2 if slug == "so-theo-doi" else 1)
    for number, sheet_of in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in sheet_of
        assert "Ghi chú" in sheet_of or "Ký nhận" in sheet_of or number == len(pages)
    whole = " ".join(pages[0].split())
    assert spec.title.upper() in whole and str(told.department.name).upper() in whole
    assert ("Mẫu số 06 · Thông tư 01/2018/TT-VPCP" in whole) == (slug == "so-theo-doi")


@pytest.mark.parametrize("name", ["book_pdf", "book_word"])
def test_only_books_are_printed_as_books(told, secretary_of, client_of, name):
    client = client_of(secretary_of)
    assert client.get(url("tong-hop", name), YEAR).status_code == 404
    assert client.get(url("qua-han-dang-giai-quyet", name), YEAR).status_code == 404
    assert client.get(url("so-theo-doi", name), {"tu": "x"}).status_code == 302
    assert client_of(told.case).get(url("so-theo-doi", name), YEAR).status_code == 403


def test_a_book_carries_the_letterhead_of_its_unit(told, secretary_of):
    asked = reporting.Asked(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    spec = REPORTS["so-theo-doi"]

    def book(user):
        scope = asked.scope(user, NOW)
        [volume] = volumes(reporting.table_of(spec, scope).count, 2_000)
        return reporting.paper_book(spec, asked, scope, ("Người lập",), volume)

    whole = book(secretary_of)
    rows = len(whole.tables[0].rows)
    assert whole.agency == told.department.name and dict(whole.facts)["Số lượng"] == f"{rows} dòng"
    assert book(told.clerk).agency == told.point.unit.name
    assert "Quyển số" not in dict(whole.facts)


@pytest.mark.parametrize(
    ("count", "size", "rows"),
    [
        (0, 3, [(1, 0)]),
        (3, 3, [(1, 3)]),
        (7, 3, [(1, 3), (4, 6), (7, 7)]),
    ],
)
def test_a_book_goes_into_volumes_numbered_on(count, size, rows):
    found = volumes(count, size)
    assert [(one.first, one.last) for one in found] == rows
    every = [row for one in found for row in range(count)[one.rows]]
    assert every == list(range(count)) and {one.whole for one in found} == {len(rows)}


@pytest.fixture
def thin(monkeypatch):
    """Volumes of three rows."""
    monkeypatch.setattr(report_kinds, "ON_PAPER", 3)


def word_rows(answer):
    """The rows of a book in Word, without its headings."""
    rows = docx.Document(io.BytesIO(answer.content)).tables[1].rows
    heads = sum(1 for row in rows if row._tr.xpath("./w:trPr/w:tblHeader"))
    return [[cell.text for cell in row.cells] for row in rows[heads:]]


@pytest.mark.parametrize("slug", ["so-theo-doi", "so-tra-ket-qua"])
def test_a_long_book_is_bound_in_volumes_without_a_gap(told, secretary_of, client_of, slug, thin):
    client = client_of(secretary_of)
    page = client.get(url(slug), YEAR)
    count, whole = page.context["count"], len(page.context["volumes"])
    assert whole == -(-count // 3) > 1
    text = page.content.decode()
    assert f"Bản giấy: {whole} quyển" in text and text.count("quyen=2") == 3
    found = []
    for number in range(1, whole + 1):
        asked = YEAR | {"quyen": number}
        answer = client.get(url(slug, "book_word"), asked)
        assert f"-quyen-{number}.docx" in answer["Content-Disposition"]
        found += word_rows(answer)
        paper = client.get(url(slug, "report_print"), asked)
        first = f"<td>{3 * number - 2}</td>"
        assert f"Quyển số {number:02d}/{whole:02d}" in paper.content.decode()
        assert first in paper.content.decode() and len(paper.context["lines"]) <= 3
    assert [row[0] for row in found] == [str(number) for number in range(1, count + 1)]
    assert len({tuple(row[1:]) for row in found}) == count
    assert client.get(url(slug, "book_pdf"), YEAR | {"quyen": whole}).status_code == 200


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "²"])
def test_a_volume_that_is_not_there_is_not_found(told, secretary_of, client_of, number, thin):
    client = client_of(secretary_of)
    for name in ("report_print", "book_pdf", "book_word"):
        answer = client.get(url("so-theo-doi", name), YEAR | {"quyen": number})
        assert answer.status_code == 404


def test_a_short_book_has_its_doors_at_the_top_and_no_volumes(told, secretary_of, client_of):
    text = client_of(secretary_of).get(url("so-theo-doi"), YEAR).content.decode()
    assert "quyển</summary>" not in text and url("so-theo-doi", "book_pdf") in text
