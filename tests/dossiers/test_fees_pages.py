"""Pages of money: charge, take, undo, the code to scan, the day's sheet, books and accounts."""

import io
import shutil
import subprocess
from decimal import Decimal

import docx
import openpyxl
import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import NotAllowed
from congvu.dossiers import actions, rules
from congvu.dossiers.models import BankAccount, FeeDue, Payment, ReceiptBook
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.dossiers.money import account, book, levy, owing, rule
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
SHEET = reverse("dossiers:day_sheet")


def page_of(dossier, name="dossier_fees"):
    return reverse(f"dossiers:{name}", args=[dossier.pk])


@pytest.fixture
def ninth():
    """The ninth of September 2020."""
    with clock.at(at(9)):
        yield


def test_rules_of_the_version_are_charged_by_ticking(place, client_of, ninth):
    always, case = rule(place), rule(place, 20_000, "fee", condition="cấp lại")
    rule(place, None, label="Phí thẩm định", condition="theo quy mô")
    dossier, client = place.at_work(at(9)), client_of(place.clerk)
    page = client.get(page_of(dossier)).content.decode()
    assert "Cấp giấy phép: 50.000 đồng" in page and "theo quy mô" in page
    assert page.count(" checked") == 1 and page.count("button-primary") == 1
    answer = client.post(page_of(dossier, "dossier_charge"),
                         {"rules": [always.pk, case.pk], "quantity": "2"}, follow=True)  # fmt: skip
    told = answer.content.decode()
    assert "Đã ghi 02 khoản" in told and "còn phải thu 140.000 đồng" in told
    assert {(one.rule_id, one.quantity) for one in FeeDue.objects.all()} == {
        (always.pk, 2), (case.pk, 2)
    }  # fmt: skip


@pytest.mark.parametrize(
    "fields,words",
    [
        ({}, "Chọn một mức thu"),
        ({"label": "Phí sao chụp"}, "Ghi mức thu"),
        ({"rate": "5.000"}, "Ghi tên khoản thu"),
        ({"label": "Phí sao chụp", "rate": "-5", "kind": "fee"}, "lớn hơn"),
        ({"label": "Phí sao chụp", "rate": "5000", "kind": "fee", "quantity": "0"}, "lớn hơn"),
    ],
)
def test_a_charge_that_is_wrong_is_explained_and_kept(place, client_of, fields, words, ninth):
    dossier = place.at_work(at(9))
    answer = client_of(place.clerk).post(
        page_of(dossier, "dossier_charge"), {"quantity": "1"} | fields
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and not FeeDue.objects.exists()
    assert fields.get("label", "") in page


def test_an_amount_typed_with_dots_is_that_amount(place, client_of, ninth):
    dossier = place.at_work(at(9))
    fields = {"label": "Phí sao chụp", "rate": "1.250.000", "kind": "fee", "quantity": "1"}
    client_of(place.case).post(page_of(dossier, "dossier_charge"), fields)
    assert FeeDue.objects.get().rate == 1_250_000


def test_money_is_taken_and_the_slip_printed(place, client_of, ninth):
    dossier, [first, second] = owing(place, 50_000, 20_000)
    kept, client = book(place), client_of(place.clerk)
    page = client.get(page_of(dossier)).content.decode()
    assert "50.000 đồng" in page and page.count("button-primary") == 1
    fields = {"dues": [first.pk, second.pk], "method": "cash", "book": kept.pk, "number": "8"}
    answer = client.post(page_of(dossier, "dossier_collect"), fields, follow=True)
    assert "Đã thu 70.000 đồng, biên lai AA-20T số 0000008." in answer.content.decode()
    payment = Payment.objects.get()
    slip = client.get(reverse("dossiers:payment_print", args=[payment.pk]))
    assert slip.headers["Content-Type"] == "application/pdf"
    assert "no-store" in slip.headers["Cache-Control"]
    word = client.get(reverse("dossiers:payment_word", args=[payment.pk]))
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "Bảy mươi nghìn đồng" in text and "0000008" in text
    if shutil.which("pdftotext"):
        asked = ["pdftotext", "-layout", "-", "-"]
        text = subprocess.run(asked, input=slip.content, capture_output=True, check=True).stdout
        words = " ".join(text.decode().split())
        for one in ("PHIẾU THU PHÍ, LỆ PHÍ", "70.000 đồng", "Bảy mươi nghìn đồng", "0000008",
                    dossier.applicant.full_name, dossier.code, str(place.clerk)):  # fmt: skip
            assert one in words, (one, words)


@pytest.mark.parametrize(
    "fields,status,words",
    [
        ({"dues": []}, 422, "Chọn ít nhất một khoản"),
        ({"method": "barter"}, 422, "barter"),
        ({"number": ""}, 422, "Gõ số in trên biên lai"),
        ({"number": "500"}, 422, "0000001 đến 0000100"),
        ({"number": "x"}, 422, "nguyên"),
    ],
)
def test_taking_money_wrongly_is_explained_and_kept(place, client_of, fields, status, words, ninth):
    dossier, [due] = owing(place)
    kept = book(place)
    known = {
        "dues": [due.pk],
        "method": "cash",
        "book": kept.pk,
        "number": "8",
        "note": "Ghi chú x",
    }
    answer = client_of(place.clerk).post(page_of(dossier, "dossier_collect"), known | fields)
    page = answer.content.decode()
    assert answer.status_code == status and words in page and "Ghi chú x" in page
    assert not Payment.objects.exists()


def test_the_same_form_sent_twice_takes_the_money_once(place, client_of, ninth):
    dossier, [due] = owing(place)
    client, fields = client_of(place.clerk), {"dues": [due.pk], "method": "cash"}
    assert client.post(page_of(dossier, "dossier_collect"), fields).status_code == 302
    assert client.post(page_of(dossier, "dossier_collect"), fields).status_code == 422
    assert Payment.objects.count() == 1


def test_relief_and_letting_go_have_pages_of_their_own(place, client_of, ninth):
    dossier, [due, other] = owing(place, 50_000, 20_000)
    client = client_of(place.case)
    path = reverse("dossiers:due_relieve", args=[due.pk])
    assert 'value="50.000"' in client.get(path).content.decode()  # all of it is proposed
    wrong = client.post(path, {"relief": "merit", "amount": "60.000", "note": ""})
    assert wrong.status_code == 422 and "giấy tờ chứng minh" in wrong.content.decode()
    right = {"relief": "merit", "amount": "30.000", "note": "Thẻ 12", "version": due.version}
    assert client.post(path, right).status_code == 302
    due.refresh_from_db()
    assert due.owed == 20_000
    stale = client.post(path, right)
    assert stale.status_code == 409 and "người khác sửa" in stale.content.decode()
    drop = reverse("dossiers:due_drop", args=[other.pk])
    assert client.post(drop, {"reason": ""}).status_code == 422
    answer = client.post(drop, {"reason": "Ghi nhầm"}, follow=True)
    assert "đã bỏ" in answer.content.decode() and "Ghi nhầm" in answer.content.decode()


def test_a_payment_is_undone_on_a_page_of_its_own(place, client_of, ninth):
    dossier, dues = owing(place)
    payment = actions.collect(dossier, dues, by=place.clerk, method="cash")
    client = client_of(place.clerk)
    path = reverse("dossiers:payment_reverse", args=[payment.pk])
    assert client.get(path).status_code == 200 and client.post(path, {}).status_code == 422
    answer = client.post(path, {"reason": "Thu nhầm"}, follow=True)
    page = answer.content.decode()
    assert "-50.000" in page and "Thu nhầm" in page and "còn phải thu 50.000" in page
    assert client.post(path, {"reason": "lại"}).status_code == 409
    assert client.get(reverse("dossiers:payment_print", args=[payment.pk])).status_code == 404


def test_a_receipt_is_written_afterwards(place, client_of, ninth):
    dossier, dues = owing(place)
    payment = actions.collect(dossier, dues, by=place.clerk, method="transfer", reference="FT9")
    kept, client = book(place), client_of(place.clerk)
    path = reverse("dossiers:payment_receipt", args=[payment.pk])
    assert client.post(path, {"book": kept.pk, "number": "200"}).status_code == 422
    assert client.post(path, {"book": kept.pk, "number": "20"}).status_code == 302
    assert "0000020" in client.get(page_of(dossier)).content.decode()


def test_the_code_to_scan_stands_on_the_page_and_on_the_order(place, client_of, ninth):
    dossier, _ = owing(place, 70_000)
    client = client_of(place.case)
    assert "<svg" not in client.get(page_of(dossier)).content.decode()  # no account, no code
    account(place)
    page = client.get(page_of(dossier)).content.decode()
    assert "<svg" in page and "style=" not in page and "1023456" in page
    assert dossier.code.replace(".", "").replace("-", "") in page  # the purpose, bare
    order = client.get(page_of(dossier, "dossier_order"))
    assert order.status_code == 200 and order.content.startswith(b"%PDF")
    word = client.get(page_of(dossier, "dossier_order_word"))
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "70.000 đồng" in text and "Vietcombank" in text
    actions.drop_due(dossier.dues.get(), by=place.clerk, reason="x")
    assert client.get(page_of(dossier, "dossier_order")).status_code == 404


def test_the_account_of_the_unit_above_serves_where_the_counter_has_none(place, client_of, ninth):
    dossier, _ = owing(place)
    account(place, unit=place.department, number="777000")
    account(place, unit=UnitFactory(), number="888000")
    assert "777000" in client_of(place.clerk).get(page_of(dossier)).content.decode()
    account(place, number="999000")
    page = client_of(place.clerk).get(page_of(dossier)).content.decode()
    assert "999000" in page and "777000" not in page


def test_the_page_of_the_dossier_says_what_is_owed(place, client_of, ninth):
    dossier, [due, other] = owing(place, 50_000, 20_000)
    client = client_of(place.clerk)
    page = client.get(dossier.get_absolute_url()).content.decode()
    assert "Còn phải thu 70.000 đồng trên 70.000 đồng." in page and page_of(dossier) in page
    actions.collect(dossier, [due, other], by=place.clerk, method="cash")
    assert "Đã thu đủ 70.000 đồng." in client.get(dossier.get_absolute_url()).content.decode()


@pytest.mark.parametrize("many", [1, 20])
def test_pages_cost_the_same_for_one_and_many(
    place, client_of, many, django_assert_max_num_queries, ninth
):
    account(place)
    book(place)
    dossier, dues = owing(place, *[1_000] * (many + 1))
    for due in dues[:many]:
        actions.collect(dossier, [due], by=place.clerk, method="cash")
    client = client_of(place.clerk)
    for path in (dossier.get_absolute_url(), page_of(dossier), SHEET,
                 reverse("dossiers:book_list")):  # fmt: skip
        with django_assert_max_num_queries(15):
            assert client.get(path).status_code == 200
    secretary = client_of(officer(Role.SECRETARY))
    with django_assert_max_num_queries(15):
        secretary.get(reverse("dossiers:account_list"))


# --- the day's sheet -----------------------------------------------------------------------------


def test_the_sheet_counts_the_day_and_what_was_undone(place, client_of, ninth):
    dossier, dues = owing(place, 50_000)
    actions.charge(dossier, [levy(30_000, kind="fee")], by=place.clerk)
    kept = book(place)
    first = actions.collect(dossier, dues, by=place.clerk, method="cash", book=kept, number=1)
    fee = dossier.dues.get(kind="fee")
    actions.collect(dossier, [fee], by=place.clerk, method="transfer", reference="FT5")
    with clock.at(at(9, hour=16)):
        actions.reverse_payment(first, by=place.clerk, reason="Thu nhầm")
        actions.collect(dossier, dues, by=place.clerk, method="cash", book=kept, number=2)
    with clock.at(at(10)):
        other, more = owing(place, 99_000)
        actions.collect(other, more, by=place.clerk, method="cash")
    answer = client_of(place.clerk).get(SHEET, {"ngay": "09/9/2020"})
    sheet = answer.context["sheet"]
    assert len(sheet.rows) == 4 and (sheet.fee, sheet.charge, sheet.total) == (
        30_000,
        50_000,
        80_000,
    )
    assert dict(sheet.by_method) == {"Tiền mặt": 50_000, "Chuyển khoản": 30_000}
    page = answer.content.decode()
    assert "Hủy biên lai AA-20T số 0000001: Thu nhầm" in page and "80.000" in page
    assert "99.000" not in page
    printed = client_of(place.clerk).get(reverse("dossiers:day_sheet_print")).content.decode()
    assert "Người lập" in printed and "80.000" in printed


def test_the_sheet_as_excel_is_the_sheet_on_the_page(place, client_of, ninth):
    dossier, dues = owing(place, 50_000)
    actions.collect(dossier, dues, by=place.clerk, method="cash", note="=1+1")
    answer = client_of(place.clerk).get(reverse("dossiers:day_sheet_excel"))
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert "09/9/2020" in rows[0][0] and rows[1][:4] == ["STT", "Giờ", "Biên lai", "Mã hồ sơ"]
    assert rows[2][3] == dossier.code and rows[2][9] == 50_000 and rows[2][11] == "=1+1"
    assert rows[3][5] == "Cộng" and rows[3][9] == 50_000


def test_each_counter_sees_its_own_money_and_the_office_all_of_it(place, client_of, ninth):
    dossier, dues = owing(place, 50_000)
    actions.collect(dossier, dues, by=place.clerk, method="cash")
    asked = {"diem": place.point.pk}
    for role in (Role.HEAD, Role.DEPUTY, Role.SECRETARY):
        page = client_of(officer(role)).get(SHEET, asked).content.decode()
        assert dossier.code in page
    stranger = officer(Role.ONE_STOP_OFFICER)
    assert dossier.code not in client_of(stranger).get(SHEET, asked).content.decode()
    assert client_of(stranger).get(reverse("dossiers:day_sheet_excel"), asked).status_code == 204
    for user in (place.case, officer(Role.CONTACT)):
        assert client_of(user).get(SHEET).status_code == 403


def test_a_day_that_is_none_is_said(place, client_of, ninth):
    page = client_of(place.clerk).get(SHEET, {"ngay": "31/02/2020"}).content.decode()
    assert "Ngày chưa đúng" in page and "09/9/2020" in page


# --- books, accounts -----------------------------------------------------------------------------


def test_books_are_kept_on_pages(place, client_of):
    client, add = client_of(place.clerk), reverse("dossiers:book_add")
    fields = {"point": place.point.pk, "form": "01BLP2-001", "series": "AA-20T", "name": "01",
              "first": "1", "last": "50", "width": "7", "active": "on"}  # fmt: skip
    assert client.post(add, fields | {"last": "0"}).status_code == 422
    assert client.post(add, fields).status_code == 302
    made = ReceiptBook.objects.get()
    twice = client.post(add, fields)
    assert twice.status_code == 422 and "đã có" in twice.content.decode()
    path = reverse("dossiers:book_edit", args=[made.pk])
    client.post(path, fields | {"active": "", "version": made.version})
    made.refresh_from_db()
    assert not made.active
    assert client.post(path, fields | {"version": "1"}).status_code == 409
    assert "AA-20T quyển 01" in client.get(reverse("dossiers:book_list")).content.decode()
    stranger = client_of(officer(Role.ONE_STOP_OFFICER))
    assert stranger.get(path).status_code == 404
    assert stranger.post(add, fields | {"name": "9"}).status_code == 422  # no counter of theirs


@pytest.mark.parametrize(
    "first,width,kept",
    [("0000001", "", 7), ("00001", "", 5), ("1", "", 7), ("001", "3", 3), ("001", "5", None)],
)
def test_numbers_of_a_book_keep_the_zeros_they_were_given(place, client_of, first, width, kept):
    client, add = client_of(place.clerk), reverse("dossiers:book_add")
    fields = {"point": place.point.pk, "form": "01BLP2-001", "series": "AA-20T", "name": "01",
              "first": first, "last": "50", "width": width, "active": "on"}  # fmt: skip
    answer = client.post(add, fields)
    if kept is None:
        assert answer.status_code == 422 and "gõ 3 chữ số" in answer.content.decode()
        return
    made = ReceiptBook.objects.get()
    low, high = f"{1:0{kept}d}", f"{50:0{kept}d}"
    assert made.width == kept
    assert f"{low} – {high}" in client.get(reverse("dossiers:book_list")).content.decode()
    page = client.get(reverse("dossiers:book_edit", args=[made.pk])).content.decode()
    assert f'value="{low}"' in page and f'value="{high}"' in page


def test_the_list_tells_the_highest_number_as_printed(place, client_of):
    kept = book(place)
    dossier = place.taken()
    actions.charge(dossier, [levy()], by=place.clerk)
    dues = [*FeeDue.objects.all()]
    actions.collect(dossier, dues, by=place.clerk, method="cash", book=kept, number=8)
    page = client_of(place.clerk).get(reverse("dossiers:book_list")).content.decode()
    assert "đến số 0000008" in page


def test_accounts_are_kept_by_the_office_alone(place, client_of):
    client, add = client_of(officer(Role.SECRETARY)), reverse("dossiers:account_add")
    fields = {"unit": place.point.unit_id, "bank_bin": "970436", "bank_name": "Vietcombank",
              "number": "0123456789", "holder": "SO LDTBXH", "active": "on"}  # fmt: skip
    wrong = client.post(add, fields | {"bank_bin": "97043", "number": "01 23"})
    assert wrong.status_code == 422 and "đúng 6 chữ số" in wrong.content.decode()
    assert client.post(add, fields).status_code == 302
    other = client.post(add, fields | {"number": "55"})
    assert other.status_code == 422 and "đang dùng một tài khoản khác" in other.content.decode()
    made = BankAccount.objects.get()
    path = reverse("dossiers:account_edit", args=[made.pk])
    client.post(path, fields | {"holder": "SỞ LĐTBXH", "version": made.version})
    made.refresh_from_db()
    assert made.holder == "SỞ LĐTBXH"
    assert "0123456789" in client.get(reverse("dossiers:account_list")).content.decode()
    assert client_of(place.clerk).get(path).status_code == 403


def test_who_only_takes_money_opens_no_account(place):
    fields = {"unit": place.point.unit, "bank_bin": "970436", "bank_name": "Vietcombank",
              "number": "0123456789", "holder": "SO LDTBXH"}  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.open_account(by=place.clerk, **fields)
    assert not BankAccount.objects.exists()
    made = actions.open_account(by=officer(Role.SECRETARY), **fields)
    assert made.unit == place.point.unit


def test_pages_of_money_of_others_are_not_there(place, client_of, ninth):
    dossier, [due] = owing(place)
    paid = actions.collect(dossier, [due], by=place.clerk, method="cash")
    stranger = client_of(officer(Role.ONE_STOP_OFFICER))
    for name, key in (
        ("dossier_fees", dossier.pk), ("dossier_order", dossier.pk), ("due_relieve", due.pk),
        ("due_drop", due.pk), ("payment_reverse", paid.pk), ("payment_receipt", paid.pk),
        ("payment_print", paid.pk),
    ):  # fmt: skip
        assert stranger.get(reverse(f"dossiers:{name}", args=[key])).status_code == 404
    assert client_of(place.clerk).post(page_of(dossier)).status_code == 405
    assert client_of(place.clerk).get(page_of(dossier, "dossier_charge")).status_code == 405
    assert FeeDue.objects.filter(relief_amount__gt=Decimal(0)).count() == 0


def test_the_printed_sheet_names_the_office_and_says_the_sum_in_words(place, client_of, ninth):
    row, dues = owing(place, 50_000, 30_000)
    actions.collect(row, dues, by=place.clerk, method="cash")
    page = client_of(place.clerk).get(reverse("dossiers:day_sheet_print")).content.decode()
    assert place.point.unit.name in page and "đơn vị tính: đồng" in page
    assert "Tổng cộng: 80.000 đồng (bằng chữ: Tám mươi nghìn đồng)" in page


@pytest.mark.parametrize(
    "label,words",
    [("Lệ phí cấp giấy phép", "Lệ phí cấp giấy phép"), ("Cấp giấy phép", "Lệ phí: Cấp giấy phép"),
     ("lệ phí hộ tịch", "lệ phí hộ tịch")],
)  # fmt: skip
def test_the_kind_of_a_fee_is_said_once(place, client_of, label, words):
    assert rules.fee_words("Lệ phí", label) == words
    dossier = place.at_work(at(9))
    with clock.at(at(9)):
        actions.charge(dossier, [levy(50_000, label=label)], by=place.clerk)
    page = client_of(place.clerk).get(page_of(dossier)).content.decode()
    assert words in page and "Lệ phí: Lệ phí" not in page
