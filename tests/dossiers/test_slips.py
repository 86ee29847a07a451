"""Slips: the form of their day, what stands on them, who may print them."""

import datetime as dt
import shutil
import subprocess

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import actions, rules
from congvu.dossiers.states import Cause
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.organizations.factories import officer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils"),
]


def address(dossier, kind="acceptance"):
    return reverse("dossiers:dossier_slip", args=[dossier.pk, kind])


def printed(client, dossier, kind="acceptance"):
    """The words of a slip, on one line."""
    answer = client.get(address(dossier, kind))
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"
    asked = ["pdftotext", "-layout", "-", "-"]
    told = subprocess.run(asked, input=answer.content, capture_output=True, check=True).stdout
    pages = told.decode().split("\f")
    assert len(pages) == 2 and not pages[1].strip()  # one sheet
    return " ".join(pages[0].split())


@pytest.mark.parametrize(
    "kind,day,words",
    [
        ("acceptance", dt.date(2020, 9, 8), "Mẫu số 01 · Thông tư 01/2018/TT-VPCP"),
        ("acceptance", dt.date(2025, 9, 14), "Mẫu số 01 · Thông tư 01/2018/TT-VPCP"),
        ("acceptance", dt.date(2025, 9, 15), "Mẫu số 01 · Thông tư 03/2025/TT-VPCP"),
        ("apology", dt.date(2026, 1, 1), "Mẫu số 04 · Thông tư 03/2025/TT-VPCP"),
        ("stop", dt.date(2026, 1, 1), "Mẫu số 05 · Thông tư 03/2025/TT-VPCP"),
    ],
)
def test_a_form_hangs_on_the_law_of_its_day(kind, day, words):
    assert rules.slip_form(kind, day).words == words


def test_the_law_of_2018_knows_no_notice_of_stopping():
    assert rules.slip_form("stop", dt.date(2020, 9, 8)) is None


def test_the_acceptance_slip_says_what_was_received_and_when_it_is_due(place, client_of):
    papers = [{"order": 1, "title": "Đơn đề nghị", "originals": 1}, {"title": "Ảnh 4x6"}]
    dossier = place.taken(papers=papers, sets=2)
    text = printed(client_of(place.clerk), dossier)
    wanted = (
        dossier.code, dossier.applicant.full_name, "Thông tư 01/2018/TT-VPCP", "2. Ảnh 4x6",
        "Đơn đề nghị (01 bản chính)", "02 bộ", "10 ngày làm việc", "09:00 ngày 08/9/2020",
        "17:00 ngày 22/9/2020", str(place.clerk), "Ngày 08 tháng 9 năm 2020",
    )  # fmt: skip
    for words in wanted:
        assert words in text, (words, text)
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
    assert dossier.applicant.phone.clear not in text  # a slip is lost easily


def test_a_later_due_date_never_changes_the_slip_of_acceptance(place, client_of):
    dossier = place.at_work()
    with clock.at(at(10)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu giấy khai sinh")
    text = printed(client_of(place.case), dossier, "supplement")
    assert "Thiếu giấy khai sinh" in text and "Lần yêu cầu: 01" in text and "Mẫu số 02" in text
    with clock.at(at(17)):
        actions.receive_supplement(dossier, by=place.clerk)
    assert "22/9/2020" in printed(client_of(place.case), dossier)


def test_an_apology_names_both_days_and_why(place, client_of):
    dossier = place.at_work()
    with clock.at(at(30)):
        actions.apologise(
            dossier, by=place.case, new_date=at(15, 10), cause=Cause.COMPLEX, reason="Phải xác minh"
        )
    text = printed(client_of(place.case), dossier, "apology")
    for words in ("22/9/2020", "15/10/2020", "Phải xác minh", "xin lỗi", "30 tháng 9 năm 2020"):
        assert words in text


def test_a_refusal_gives_its_reasons(place, client_of):
    with clock.at(at(8)):
        draft = actions.save_draft(place.filing(), point=place.point, by=place.clerk)
        actions.submit(draft, by=place.clerk)
        actions.refuse(draft, by=place.clerk, reason="Không thuộc thẩm quyền")
    text = printed(client_of(place.clerk), draft, "refusal")
    assert "Không thuộc thẩm quyền" in text and "Mẫu số 03" in text
    assert client_of(place.clerk).get(address(draft)).status_code == 404  # never accepted


def test_the_detail_offers_the_slips_there_are(place, client_of):
    dossier = place.at_work()
    page = client_of(place.case).get(dossier.get_absolute_url()).content.decode()
    assert address(dossier) in page and address(dossier, "apology") not in page


def test_strangers_and_nonsense_get_nothing(place, client_of):
    dossier = place.at_work()
    assert client_of(place.case).get(address(dossier, "x")).status_code == 404
    assert client_of(place.case).get(address(dossier, "refusal")).status_code == 404
    assert client_of(place.case).post(address(dossier)).status_code == 405
    for user in (place.colleague, officer(Role.UNIT_HEAD), officer(Role.ADMINISTRATOR)):
        assert client_of(user).get(address(dossier)).status_code == 404
