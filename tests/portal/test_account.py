"""The pages of a citizen's account, and of those who decide on erasing."""

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.accounts.actions import admit_citizen
from congvu.applicants.actions import forget, keep_own
from congvu.applicants.models import Applicant, own_applicant
from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, OnlineForm
from congvu.evidence.models import Item
from congvu.notices.models import Notice
from congvu.portal.actions import ask_erasure
from tests.applicants.test_own import NUMBER, TYPED
from tests.dossiers.factories import at, office
from tests.dossiers.filings import ANSWERS, Online, filed_by, filed_here, online
from tests.organizations.factories import UserFactory

pytestmark = pytest.mark.django_db
ACCOUNT, DATA, ERASE = (
    reverse(f"portal:{name}") for name in ("account", "account_data", "account_erase")
)
WISHES = reverse("portal:erasure_list")


@pytest.fixture
def browser(client_of, citizen):
    return client_of(citizen)


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def filed(citizen):
    """The citizen with a dossier that has its result."""
    with clock.at(at(8)):
        desk = office()
        own = keep_own(by=citizen, **TYPED)
        dossier = desk.to_sign(applicant=own)
    return desk, own, dossier


@pytest.mark.parametrize("path", [ACCOUNT, ERASE])
def test_a_visitor_is_led_to_the_way_in_and_back(client, path):
    answer = client.get(path)
    assert answer["Location"] == f"/tai-khoan/vao/?next={path.replace('/', '%2F')}"
    assert client.post(path)["Location"] == answer["Location"]


def test_an_officer_has_no_such_page(client_of, unit_head):
    for path in (ACCOUNT, ERASE):
        assert client_of(unit_head).get(path)["Location"].startswith("/tai-khoan/vao/?next=")


@pytest.mark.parametrize(("path", "method"), [(ACCOUNT, "put"), (DATA, "get"), (ERASE, "delete")])
def test_other_methods_are_refused(browser, path, method):
    assert getattr(browser, method)(path).status_code == 405


def test_it_is_filled_in_once_and_shown_again(browser, citizen):
    text = text_of(browser.get(ACCOUNT))
    assert citizen.email in text and "Khai một lần" in text and "nơi đã nộp" in text
    answer = browser.post(ACCOUNT, TYPED)
    assert answer.status_code == 302
    text = text_of(browser.get(ACCOUNT))
    for words in ("Trần Thị Ánh Hồng", NUMBER, "0912 345 678", "Số 1 đường Thử", "Đã lưu."):
        assert words in text, words
    assert "no-store" in browser.get(ACCOUNT)["Cache-Control"]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(browser):
    answer = browser.post(ACCOUNT, TYPED | {"identity_number": "12", "phone": ""})
    text = text_of(answer)
    assert answer.status_code == 422 and "Ghi số điện thoại" in text and "Số 1 đường Thử" in text
    answer = browser.post(ACCOUNT, TYPED | {"identity_number": "12"})
    assert answer.status_code == 422 and "9 hoặc 12 chữ số" in text_of(answer)
    assert not Applicant.objects.exists()


def test_two_tabs_do_not_overwrite_each_other(browser, citizen):
    own = keep_own(by=citizen, **TYPED)
    keep_own(by=citizen, expected=own.version, **TYPED | {"name": "Tên Mới"})
    answer = browser.post(ACCOUNT, TYPED | {"name": "Tên Cũ", "version": own.version})
    text = text_of(answer)
    assert answer.status_code == 409 and "Tên Cũ" in text and "ở một trang khác" in text
    again = browser.post(ACCOUNT, TYPED | {"name": "Tên Cũ", "version": own.version + 1})
    assert again.status_code == 302


def test_the_page_says_the_same_whether_the_number_is_known_at_a_counter(browser, citizen):
    with clock.at(at(8)):
        desk = office()
        desk.taken()
    known = Applicant.objects.get(account=None)
    answers = []
    for number in (known.identity_number.clear, "079999999999"):
        answers.append(browser.post(ACCOUNT, TYPED | {"identity_number": number}))
        answers.append(text_of(browser.get(ACCOUNT)).replace(number, "…"))
        Applicant.objects.filter(account=citizen).delete()
    assert answers[0].status_code == answers[2].status_code == 302
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", answers[1]) == token.sub("", answers[3])


# --- a copy -------------------------------------------------------------------------------------
def test_a_copy_holds_all_of_it(browser, citizen, filed):
    _, _, dossier = filed
    answer = browser.post(DATA)
    assert "du-lieu-cua-toi.xlsx" in answer["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    told = {name: [[c.value for c in row] for row in book[name].rows] for name in book.sheetnames}
    facts = dict(row[:2] for row in told["Thông tin"])
    assert facts["Họ tên, tên tổ chức"] == "Trần Thị Ánh Hồng"
    assert facts["Số định danh, mã số doanh nghiệp"] == NUMBER
    assert facts["Địa chỉ đăng nhập"] == citizen.email
    assert told["Hồ sơ"][1][0] == dossier.code
    assert "Khai thông tin của mình" in [row[1] for row in told["Nhật ký"]]


def test_an_account_without_an_address_is_named_by_what_opens_it(client_of):
    user = admit_citizen("cong-dan", "dấu")
    with clock.at(at(8)):
        draft, row = filed_by(user).draft(), filed_by(user).handed_in()
    browser, tied = client_of(user), "tài khoản định danh điện tử"
    for path in (ACCOUNT, reverse("portal:filed_list"), reverse("portal:petition_mine")):
        assert tied in text_of(browser.get(path))
    for name, one, words in (
        ("filing_preview", draft, "xem được tại trang Hồ sơ của tôi"),
        ("filed_detail", row, "kết quả kiểm tra xem tại trang này"),
    ):
        assert words in text_of(browser.get(reverse(f"portal:{name}", args=[one.pk])))
    facts = dict(row[:2] for row in sheets(browser.post(DATA))["Thông tin"])
    assert facts["Gắn với tài khoản định danh điện tử lúc"]


def sheets(answer):
    """Every sheet of a workbook as lists of values."""
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {name: [[c.value for c in row] for row in book[name].rows] for name in book.sheetnames}


def test_a_copy_holds_what_was_typed_into_forms_handed_in_or_not(client_of):
    with clock.at(at(7)):
        web = online(office())
        web.draft()
        browser = client_of(web.account)
        assert "Tải dữ liệu của tôi" in text_of(browser.get(ACCOUNT))
        told = sheets(browser.post(DATA))
        assert [row[0] for row in told["Hồ sơ"][1:]] == ["Hồ sơ chưa có mã"]
        facts = {row[3]: row[4] for row in told["Tờ khai đã điền"][1:]}
        assert facts["Số hiệu văn bằng"] == "A 123"
        assert facts["Số định danh, mã số doanh nghiệp"] == "089300001234"
        assert (facts["Loại"], facts["Đơn đề nghị"]) == ("Cá nhân", "don.png")
        assert {row[0] for row in told["Tờ khai đã điền"][1:]} == {"Hồ sơ nháp, chưa nộp"}
        row = Dossier.objects.get()
        actions.hand_in_dossier(row, by=web.account)
        told = sheets(browser.post(DATA))
        assert {row[0] for row in told["Tờ khai đã điền"][1:]} == {f"Số nộp {row.pk}"}


def test_a_copy_holds_nothing_of_others(browser, citizen):
    with clock.at(at(7)):
        keep_own(by=citizen, **TYPED)
        online(office()).draft()
        Dossier.objects.create(applicant_label="Ai đó")
    told = sheets(browser.post(DATA))
    assert (len(told["Hồ sơ"]), len(told["Tờ khai đã điền"])) == (1, 1)


def test_a_copy_costs_the_same_for_one_form_and_for_many(client_of, django_assert_max_num_queries):
    with clock.at(at(7)):
        web = online(office())
        web.draft()
        browser = client_of(web.account)
        with CaptureQueriesContext(connection) as one:
            browser.post(DATA)
        for _ in range(4):
            place = office()
            filed_here(place)
            Online(place, place.procedure.versions.get(), web.account).draft()
        with django_assert_max_num_queries(len(one)):
            browser.post(DATA)


def test_without_data_there_is_no_copy(browser):
    answer = browser.post(DATA, follow=True)
    assert "chưa khai thông tin" in text_of(answer)


# --- the end ------------------------------------------------------------------------------------
def test_whoever_filed_nothing_is_gone_at_once(browser, citizen):
    keep_own(by=citizen, **TYPED)
    assert "không lấy lại được" in text_of(browser.get(ERASE))
    answer = browser.post(ERASE, {"sure": "on"})
    assert answer["Location"] == reverse("portal:home")
    assert "Đã xóa dữ liệu" in text_of(browser.get(answer["Location"]))
    assert browser.get(ACCOUNT)["Location"].startswith("/tai-khoan/vao/")
    citizen.refresh_from_db()
    assert not citizen.is_active


def test_what_was_never_handed_in_goes_with_its_files_though_no_row_was_made(client_of):
    with clock.at(at(7)):
        web = online(office())
        web.draft()
        assert own_applicant(web.account) is None
        client_of(web.account).post(ERASE, {"sure": "on"})
    assert not Dossier.objects.exists() and not OnlineForm.objects.exists()
    assert not Item.objects.exists()
    web.account.refresh_from_db()
    assert not web.account.is_active


def test_drafts_go_while_the_office_decides_on_the_rest_and_stay_when_it_is_refused(client_of):
    with clock.at(at(7)):
        web = online(office())
        row = web.handed_in()
        web.draft()
        browser = client_of(web.account)
        assert browser.post(ERASE, {"sure": "on"}).status_code == 409
        assert Dossier.objects.count() == 2
        actions.withdraw(row, by=web.account, reason="Không cần nữa")
        browser.post(ERASE, {"sure": "on"})
        assert list(Dossier.objects.values_list("pk", flat=True)) == [row.pk]
        own = own_applicant(web.account)
        assert own.erasure_asked_at
        assert OnlineForm.objects.get().told_answers == ANSWERS
        forget(own, by=web.place.head, reason="Hết thời hạn lưu trữ")
    assert OnlineForm.objects.get().told_answers == {}


def test_it_has_to_be_ticked(browser, citizen):
    keep_own(by=citizen, **TYPED)
    answer = browser.post(ERASE)
    assert answer.status_code == 422 and "Đánh dấu để xác nhận" in text_of(answer)
    assert own_applicant(citizen)


def test_a_dossier_under_way_holds_the_data(browser, citizen, filed):
    answer = browser.post(ERASE, {"sure": "on"})
    assert answer.status_code == 409 and filed[2].code in text_of(answer)
    assert own_applicant(citizen)


def ended(filed) -> None:
    dossier = filed[2]
    type(dossier).objects.filter(pk=dossier.pk).update(state="returned")


def test_after_a_dossier_the_office_decides_and_is_told_once(
    browser, citizen, filed, head, administrator
):
    ended(filed)
    for _ in range(2):
        answer = browser.post(ERASE, {"sure": "on"}, follow=True)
        assert "Bạn đã gửi yêu cầu xóa lúc" in text_of(answer)
    told = Notice.objects.filter(path=WISHES)
    assert set(told.values_list("recipient", flat=True)) >= {head.pk, administrator.pk}
    assert told.filter(recipient=head).count() == 1
    assert own_applicant(citizen)
    assert "Đã gửi yêu cầu xóa ngày" in text_of(browser.get(ACCOUNT))


def test_the_head_sees_the_wish_and_erases_with_a_ground(client_of, citizen, filed, head):
    ended(filed)
    ask_erasure(by=citizen, sure=True)
    own = own_applicant(citizen)
    office_browser = client_of(head)
    text = text_of(office_browser.get(WISHES))
    assert "Trần T. Á. H." in text and NUMBER not in text
    path = reverse("portal:erasure_do", args=[own.pk])
    answer = office_browser.post(path, {"reason": " "})
    assert answer.status_code == 422 and "Ghi căn cứ xóa dữ liệu." in text_of(answer)
    assert office_browser.post(path, {"reason": "Hết thời hạn bảo quản"}).status_code == 302
    assert own_applicant(citizen) is None
    row = LogEntry.objects.filter(action="applicants.forget").get()
    assert row.actor == head and row.reason == "Hết thời hạn bảo quản"
    assert "Không có yêu cầu nào" in text_of(office_browser.get(WISHES))


def test_only_who_was_asked_about_is_erased_here(client_of, citizen, filed, head):
    own = own_applicant(citizen)
    path = reverse("portal:erasure_do", args=[own.pk])
    assert client_of(head).post(path, {"reason": "Thử"}).status_code == 404


@pytest.mark.parametrize("who", ["secretary", "unit_head", "outsider", "citizen"])
def test_nobody_else_decides(client_of, request, who):
    other = client_of(request.getfixturevalue(who))
    assert other.get(WISHES).status_code == 404
    assert other.post(reverse("portal:erasure_do", args=[1])).status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_costs_the_same_for_one_and_for_twenty(
    client_of, head, count, django_assert_max_num_queries
):
    for _ in range(count):
        own = keep_own(by=UserFactory(citizen=True), **TYPED)
        Applicant.objects.filter(pk=own.pk).update(erasure_asked_at=clock.now())
    office_browser = client_of(head)
    office_browser.get(WISHES)
    with django_assert_max_num_queries(7):
        office_browser.get(WISHES)


def test_the_account_costs_few_queries(browser, citizen, django_assert_max_num_queries):
    keep_own(by=citizen, **TYPED)
    with django_assert_max_num_queries(6):
        browser.get(ACCOUNT)
