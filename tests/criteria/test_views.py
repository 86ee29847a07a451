"""Pages of the criteria libraries."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.criteria.actions import freeze_version
from congvu.criteria.models import LibraryVersion
from tests.criteria import factories as make
from tests.criteria.factories import SHIPPED, SMALL

pytestmark = pytest.mark.django_db
READING = ["detail", "print", "excel", "source", "diff"]
DECIDING = ["accept", "discard"]


def where(name: str, version: LibraryVersion) -> str:
    return reverse(f"criteria:version_{name}", args=[version.pk])


def text(answer) -> str:
    return answer.content.decode()


def test_the_list_marks_the_version_in_use(client_of, inspector):
    make.accepted()
    make.draft(SMALL.replace("nhỏ", "mới"))
    page = text(client_of(inspector).get(reverse("criteria:library_list")))
    assert page.count("đang áp dụng") == 1
    assert "Dự thảo" in page


def test_an_empty_list_says_how_to_begin(client_of, inspector):
    assert "Chưa có bộ tiêu chí" in text(client_of(inspector).get("/bo-tieu-chi/"))


def test_the_detail_explains_each_rule_in_a_sentence(client_of, inspector):
    page = text(client_of(inspector).get(where("detail", make.accepted())))
    assert "từ 95% được 10 điểm; dưới 95% được 4 điểm" in page
    assert "Không phát sinh: được điểm tối đa" in page
    assert "Minh chứng: Sổ theo dõi" in page
    assert "Hồ sơ đúng hạn được bao nhiêu phần trăm?" in page


def test_the_detail_can_be_narrowed_to_one_kind_of_unit(client_of, inspector):
    version = make.accepted()
    browser = client_of(inspector)
    page = text(browser.get(where("detail", version), {"loai": "school"}))
    assert "Có kế hoạch không?" in page
    assert "Tỷ lệ hồ sơ đúng hạn?" not in page
    everything = text(browser.get(where("detail", version), {"loai": "nhà máy"}))
    assert "Tỷ lệ hồ sơ đúng hạn?" in everything


def test_an_area_without_criteria_for_a_kind_says_so(client_of, inspector):
    version = make.accepted((SHIPPED / "insp_10.yaml").read_text(encoding="utf-8"))
    page = text(client_of(inspector).get(where("detail", version), {"loai": "school"}))
    assert "Không thuộc phạm vi" in page
    assert "31" in page


@pytest.mark.parametrize("name", READING)
def test_a_draft_can_be_read_before_it_has_rows(client_of, inspector, name):
    assert client_of(inspector).get(where(name, make.draft())).status_code == 200


@pytest.mark.parametrize("name", ["detail", "print", "diff", "excel"])
def test_queries_do_not_grow_with_criteria(client_of, inspector, name):
    def ask(areas: int) -> int:
        body = make.many(areas).replace("code: NHO", f"code: NHO{areas}")
        version = make.accepted(body)
        browser = client_of(inspector)
        browser.get(where(name, version))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(where(name, version)).status_code == 200
        return len(queries)

    assert ask(1) == ask(20) <= 15


def test_queries_of_the_list_do_not_grow_with_versions(client_of, inspector):
    def ask(versions: int) -> int:
        for number in range(versions):
            make.draft(SMALL.replace("NHO", f"L{versions}-{number}"))
        browser = client_of(inspector)
        browser.get("/bo-tieu-chi/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/bo-tieu-chi/")
        return len(queries)

    assert ask(1) == ask(20) <= 15


def test_the_workbook_holds_one_row_per_criterion(client_of, inspector):
    version = make.accepted()
    answer = client_of(inspector).get(where("excel", version))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    codes = [row[1] for row in book["Tiêu chí"].iter_rows(values_only=True)]
    assert codes[-2:] == ["N1.1", "N1.2"]
    assert book["Thang xếp loại"]["A2"].value == "Tốt"
    assert 'filename="NHO-1.xlsx"' in answer["Content-Disposition"]


def test_the_source_comes_back_as_it_was(client_of, inspector):
    assert text(client_of(inspector).get(where("source", make.accepted()))) == SMALL


def test_the_difference_page_shows_before_and_after(client_of, secretary):
    make.accepted()
    version = make.draft(SMALL.replace("Có kế hoạch không?", "Có kế hoạch năm không?"))
    page = text(client_of(secretary).get(where("diff", version)))
    assert "<del>Có kế hoạch không?</del>" in page
    assert "<ins>Có kế hoạch năm không?</ins>" in page
    assert where("accept", version) in page


def test_the_secretary_uploads_a_text_and_lands_on_the_differences(client_of, secretary):
    browser = client_of(secretary)
    assert browser.get(reverse("criteria:version_upload")).status_code == 200
    answer = browser.post(reverse("criteria:version_upload"), {"text": SMALL})
    assert answer["Location"] == where("diff", LibraryVersion.objects.get())


def test_a_browser_s_line_ends_do_not_make_another_version(client_of, secretary):
    make.draft()
    sent = {"text": SMALL.replace("\n", "\r\n")}
    client_of(secretary).post(reverse("criteria:version_upload"), sent)
    assert LibraryVersion.objects.count() == 1


def test_the_secretary_uploads_a_file(client_of, secretary):
    file = SimpleUploadedFile("nho.yaml", SMALL.encode())
    answer = client_of(secretary).post(reverse("criteria:version_upload"), {"file": file})
    assert answer.status_code == 302


def test_a_bad_file_lists_its_problems_and_is_kept_as_text(client_of, secretary):
    bad = SMALL.replace("format: 1", "format: 7")
    file = SimpleUploadedFile("nho.yaml", bad.encode())
    answer = client_of(secretary).post(reverse("criteria:version_upload"), {"file": file})
    page = text(answer)
    assert answer.status_code == 422
    assert "Dòng 1, cột 9:" in page
    assert "format: 7" in page
    assert not LibraryVersion.objects.exists()


def test_nothing_given_is_refused(client_of, secretary):
    answer = client_of(secretary).post(reverse("criteria:version_upload"), {"text": "  "})
    assert answer.status_code == 422
    assert "Hãy chọn một tệp" in text(answer)


def test_the_secretary_accepts_and_discards(client_of, secretary):
    browser = client_of(secretary)
    kept = make.draft()
    assert browser.post(where("accept", kept), {"version": kept.version}).status_code == 302
    kept.refresh_from_db()
    assert kept.areas.count() == 1
    thrown = make.draft(SMALL.replace("nhỏ", "bỏ đi"))
    assert browser.post(where("discard", thrown)).status_code == 302
    assert LibraryVersion.objects.get() == kept


def test_a_stale_or_frozen_decision_is_a_conflict(client_of, secretary):
    browser = client_of(secretary)
    assert browser.post(where("accept", make.draft()), {"version": 9}).status_code == 409
    frozen = freeze_version(make.accepted(), by=None)
    for name in DECIDING:
        assert browser.post(where(name, frozen)).status_code == 409


def test_an_inspector_reads_but_decides_nothing(client_of, inspector):
    version = make.draft()
    browser = client_of(inspector)
    assert where("accept", version) not in text(browser.get(where("diff", version)))
    for name in DECIDING:
        assert browser.post(where(name, version)).status_code == 403
    assert browser.get(reverse("criteria:version_upload")).status_code == 403
    assert browser.post(reverse("criteria:version_upload"), {"text": SMALL}).status_code == 403


def test_a_citizen_finds_nothing(client_of, citizen):
    version = make.draft()
    browser = client_of(citizen)
    assert browser.get(reverse("criteria:library_list")).status_code == 403
    for name in READING:
        assert browser.get(where(name, version)).status_code == 404
    for name in DECIDING:
        assert browser.post(where(name, version)).status_code == 404
    assert browser.get(reverse("criteria:version_upload")).status_code == 403


@pytest.mark.parametrize("name", READING)
def test_pages_that_only_show_refuse_a_post(client_of, secretary, name):
    assert client_of(secretary).post(where(name, make.draft())).status_code == 405


@pytest.mark.parametrize("name", DECIDING)
def test_decisions_refuse_a_get(client_of, secretary, name):
    version = make.draft()
    assert client_of(secretary).get(where(name, version)).status_code == 405
    assert LibraryVersion.objects.get().state == "draft"
