"""The pages where citizens send petitions, follow them, and read what was answered."""

import io
import re
import uuid

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from congvu.applicants.actions import keep_own
from congvu.core import clock, formats
from congvu.evidence.models import Attachment, Upload
from congvu.petitions import actions
from congvu.petitions.models import Petition
from congvu.portal.actions import ask_erasure, erase_asked
from tests.applicants.test_own import TYPED
from tests.dossiers.factories import at
from tests.dossiers.filings import png
from tests.organizations.factories import UserFactory
from tests.petitions.factories import NAME, PHONE, REPLY, TEXT, finished, office, petition_at

pytestmark = pytest.mark.django_db
ANSWERS, SEND, FOLLOW, MINE = (
    reverse(f"portal:petition_{name}") for name in ("answers", "send", "follow", "mine")
)
GIVEN = {
    "topic": "conduct",
    "about_unit": "",
    "subject": "Phải đi lại ba lần",
    "content": "Mỗi lần được hướng dẫn một kiểu.",
    "sender_kind": "person",
    "sender_name": "",
    "sender_phone": PHONE,
    "sender_email": "",
    "sender_address": "",
}


@pytest.fixture
def place():
    """An office, with the clock on its eighth of September."""
    made = office()
    with clock.at(at(8)):
        yield made


@pytest.fixture
def browser(client_of, citizen):
    return client_of(citizen)


def text_of(answer) -> str:
    return answer.content.decode()


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.png", png().getvalue(), "image/png")


def send(client, **fields):
    return client.post(SEND, GIVEN | fields, follow=True)


# --- sending --------------------------------------------------------------------------------------
def test_a_visitor_sends_and_gets_a_receipt_with_nothing_private(client, place):
    answer = send(client, files=[picture()], about_unit=place.other.pk, sender_name=NAME)
    row = Petition.objects.get()
    assert (row.channel, row.kind, row.about_unit) == ("portal", "conduct", place.other)
    assert Attachment.objects.of(row).count() == 1
    text = text_of(answer)
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    for words in (row.code, "Phải đi lại ba lần", "29/9/2020", "15 ngày làm việc"):
        assert words in text, words
    for private in (NAME, PHONE, "một kiểu"):
        assert private not in text


def test_an_account_finds_its_data_filled_in_and_its_petition_again(browser, citizen, place):
    keep_own(by=citizen, **TYPED)
    text = text_of(browser.get(SEND))
    assert "Trần Thị Ánh Hồng" in text and citizen.email in text
    answer = send(browser, files=[picture()])
    row = Petition.objects.sent_from(citizen).get()
    assert reverse("portal:petition_own", args=[row.pk]) in text_of(answer)
    assert row.code in text_of(browser.get(MINE))
    text = text_of(browser.get(reverse("portal:petition_own", args=[row.pk])))
    assert "một kiểu" in text and "anh" in text


def test_without_a_profile_the_address_of_the_account_is_there(browser, citizen, place):
    assert citizen.email in text_of(browser.get(SEND))


def test_an_officer_sends_as_a_visitor(client_of, place):
    send(client_of(place.contact))
    assert Petition.objects.get().sent_by is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"topic": ""}, "Chọn nội dung"),
        ({"topic": "nothing"}, "nothing"),
        ({"subject": ""}, "Ghi tóm tắt"),
        ({"content": ""}, "Ghi nội dung phản ánh"),
        ({"sender_phone": ""}, "Ghi điện thoại hoặc thư điện tử để nhận trả lời"),
        ({"sender_phone": "12"}, "9 đến 11 chữ số"),
        ({"sender_email": "x"}, "Thư điện tử chưa đúng"),
        ({"subject": "Gọi 0912 345 678"}, "số điện thoại"),
        ({"about_unit": "99999"}, "id_about_unit_error"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, place, fields, words):
    answer = client.post(SEND, GIVEN | {"content": "Chữ đã gõ"} | fields | {"files": [picture()]})
    text = text_of(answer)
    assert answer.status_code == 422 and words in text
    assert ("Chữ đã gõ" in text or not fields.get("content", "x")) and "anh.png (" in text
    assert not Petition.objects.exists()


def test_everything_wrong_is_said_at_once_each_at_its_field(client, place):
    bad = SimpleUploadedFile("anh.jpg", b"MZ\x90\x00" + b"\0" * 100)
    wrong = {"topic": "", "subject": "", "content": "", "sender_phone": "", "sender_email": ""}
    page = client.post(SEND, GIVEN | wrong | {"files": [bad]})
    errors = page.context["form"].errors
    assert set(errors) == {"topic", "subject", "content", "sender_phone", "files"}
    assert all(len(told) == 1 for told in errors.values())
    wrong = {
        "subject": "Gọi 0912 345 678",
        "content": "",
        "sender_phone": "12",
        "sender_email": "x",
    }
    page = client.post(SEND, GIVEN | wrong)
    assert set(page.context["form"].errors) == {
        "subject", "content", "sender_phone", "sender_email",
    }  # fmt: skip


def test_a_program_is_refused_beside_its_field(client, place):
    bad = SimpleUploadedFile("anh.jpg", b"MZ\x90\x00" + b"\0" * 100)
    answer = client.post(SEND, GIVEN | {"files": [bad]})
    assert answer.status_code == 422 and "chương trình" in text_of(answer)


def again(page) -> dict[str, object]:
    """What a browser sends of a refused page as it stands: its mark, and the files ticked."""
    form, kept = page.context["form"], [str(one.uuid) for one in page.context["kept"]]
    return {"ticket": form["ticket"].value(), "listed": kept, "kept": kept}


def test_files_of_a_refused_form_are_listed_and_sent_without_being_chosen_again(client, place):
    two = [picture(), SimpleUploadedFile("hai.png", png("red").getvalue())]
    page = client.post(SEND, GIVEN | {"subject": "", "files": two})
    text = text_of(page)
    assert page.status_code == 422 and "Không cần chọn lại" in text
    for name in ("kept", "listed"):  # beside the empty one that the script fills in
        assert len(re.findall(f'name="{name}" value="[^"]', text)) == 2
    page = client.post(SEND, GIVEN | again(page) | {"content": ""})
    assert [one.name for one in page.context["kept"]] == ["anh.png", "hai.png"]
    third = SimpleUploadedFile("ba.png", png("blue").getvalue())
    client.post(SEND, GIVEN | again(page) | {"files": [third]})
    assert Attachment.objects.of(Petition.objects.get()).count() == 3


def test_a_file_that_lost_its_tick_is_thrown_away(client, place):
    two = [picture(), SimpleUploadedFile("hai.png", png("red").getvalue())]
    told = again(client.post(SEND, GIVEN | {"subject": "", "files": two}))
    page = client.post(SEND, GIVEN | told | {"kept": told["kept"][1:], "subject": ""})
    assert [one.name for one in page.context["kept"]] == ["hai.png"]
    assert Upload.objects.count() == 1
    client.post(SEND, GIVEN | again(page) | {"kept": []})
    assert not Attachment.objects.exists() and not Upload.objects.exists()


def test_the_files_of_a_form_are_not_shown_to_who_does_not_know_its_mark(client, browser, place):
    told = again(client.post(SEND, GIVEN | {"subject": "", "files": [picture()]}))
    for who, mark in ((client, str(uuid.uuid4())), (browser, told["ticket"])):
        page = who.post(SEND, GIVEN | told | {"ticket": mark, "subject": ""})
        assert page.status_code == 422 and not page.context["kept"]
    assert Upload.objects.count() == 1


def test_a_visitor_who_sends_many_files_is_slowed_down(client, place, settings):
    settings.PETITIONS_PER_HOUR = 1
    page = client.post(SEND, GIVEN | {"subject": "", "files": [picture()] * 6})
    page = client.post(SEND, GIVEN | again(page) | {"files": [picture()]})
    assert page.status_code == 429 and int(page["Retry-After"]) > 0
    assert "gửi quá nhiều" in text_of(page) and "anh.png (" in text_of(page)
    assert client.post(SEND, GIVEN | again(page)).status_code == 302


def test_files_of_a_form_filled_in_anew_go_with_the_other_one(client, place):
    form = GIVEN | {"ticket": str(uuid.uuid4())}
    client.post(SEND, form)
    page = client.post(SEND, form | {"content": "Việc khác", "files": [picture()]})
    assert page.status_code == 409 and len(page.context["kept"]) == 1
    client.post(SEND, GIVEN | again(page) | {"content": "Việc khác"})
    assert Attachment.objects.of(Petition.objects.get(search_text__contains="0002")).count() == 1


def test_a_visitor_who_sends_many_is_is_slowed_down(client, place):
    for _ in range(settings.PETITIONS_PER_HOUR):
        assert send(client).status_code == 200
    answer = client.post(SEND, GIVEN | {"content": "Chữ đã gõ"})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert "gửi quá nhiều" in text_of(answer) and "Chữ đã gõ" in text_of(answer)
    assert client.post(SEND, GIVEN, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_double_click_leads_to_the_same_receipt(client, place):
    page = client.get(SEND)
    form = GIVEN | {"ticket": str(page.context["form"]["ticket"].value())}
    assert f'value="{form["ticket"]}"' in text_of(page)
    for _ in range(settings.PETITIONS_PER_HOUR + 1):  # the same one is never too many
        answer = client.post(SEND, form | {"files": [picture()]}, follow=True)
        assert Petition.objects.get().code in text_of(answer)


def test_a_form_sent_and_filled_in_anew_may_go_as_another(client, place):
    form = GIVEN | {"ticket": str(uuid.uuid4())}
    client.post(SEND, form)
    answer = client.post(SEND, form | {"content": "Việc khác"})
    fresh = answer.context["form"]["ticket"].value()
    assert answer.status_code == 409 and Petition.objects.get().code in text_of(answer)
    assert fresh != form["ticket"] and "Việc khác" in text_of(answer)
    client.post(SEND, form | {"content": "Việc khác", "ticket": fresh})
    assert Petition.objects.count() == 2


def test_a_forged_receipt_is_not_found(client, place):
    send(client)
    assert client.get(reverse("portal:petition_sent", args=["1:abc:def"])).status_code == 404


@pytest.mark.parametrize("path", [ANSWERS, SEND, FOLLOW])
def test_other_methods_are_refused(client, path):
    assert client.put(path).status_code == 405


# --- following ------------------------------------------------------------------------------------
def follow(client, code: str, proof: str, **more):
    return client.post(FOLLOW, {"ma": code, "bi_mat": proof}, **more)


def without_token(answer) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|hx-headers=\S+ \S+', "", text_of(answer))


def test_it_says_where_it_stands_and_nothing_private(client, place):
    row = place.assigned()
    text = text_of(follow(client, row.code, "5678"))
    for words in (
        row.code,
        "Đơn vị đang xử lý",
        str(place.unit),
        formats.date(localdate(row.due_at)),
    ):
        assert words in text, words
    people = (place.clerk, place.secretary, place.contact)
    for private in (NAME, PHONE, TEXT, *(one.full_name for one in people)):
        assert private not in text


def test_a_draft_answer_is_no_news_and_a_signed_one_is_told(client, place):
    row = place.proposed()
    text = text_of(follow(client, row.code, "5678"))
    assert "Đơn vị đang xử lý" in text and REPLY not in text
    actions.answer(row, by=place.head, number="15/SLĐTBXH-VP")
    text = text_of(follow(client, row.code, "5678"))
    assert REPLY in text and "15/SLĐTBXH-VP" in text


def test_wrong_code_and_wrong_digits_get_the_same_answer(client, place):
    row = place.received()
    wrong_code, wrong_digits = follow(client, "X-9", "0000"), follow(client, row.code, "0000")
    assert wrong_code.status_code == wrong_digits.status_code == 422
    same = without_token(wrong_digits).replace(f'value="{row.code}"', 'value="X-9"')
    assert without_token(wrong_code) == same


def test_guessing_is_stopped_for_the_visitor_and_for_the_code(client, place):
    row = place.received()
    for number in range(settings.TRACKING_WRONG_TRIES):
        follow(client, row.code, f"{number:04d}", REMOTE_ADDR=f"10.0.1.{number}")
    answer = follow(client, row.code, "5678", REMOTE_ADDR="10.0.2.1")
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    for number in range(settings.TRACKING_WRONG_TRIES):
        follow(client, f"PAKN-2019-{number:04d}", "5678")
    assert follow(client, place.received().code, "5678").status_code == 429


def test_bad_input_gets_a_sentence_and_keeps_the_code(client, place):
    answer = follow(client, "PAKN-2020-0001", "")
    assert answer.status_code == 422 and 'value="PAKN-2020-0001"' in text_of(answer)
    assert 'value="PAKN-2020-0001"' in text_of(client.get(FOLLOW, {"ma": "PAKN-2020-0001"}))


# --- of one's own ---------------------------------------------------------------------------------
def own(name: str, row) -> str:
    return reverse(f"portal:petition_{name}", args=[row.pk])


def test_a_stranger_finds_none_of_it(browser, client, client_of, place):
    send(browser)
    row = Petition.objects.get()
    other = client_of(UserFactory(citizen=True))
    assert row.code not in text_of(other.get(MINE))
    for name in ("own", "withdraw"):
        assert other.get(own(name, row)).status_code == 404
        assert client.get(own(name, row))["Location"].startswith("/tai-khoan/vao/")
    assert other.post(own("rate", row), {"satisfaction": "satisfied"}).status_code == 404


def test_it_is_withdrawn_with_a_reason(browser, place):
    send(browser)
    row = Petition.objects.get()
    assert browser.post(own("withdraw", row), {"reason": ""}).status_code == 422
    assert "Đã rút" in text_of(browser.post(own("withdraw", row), {"reason": "Xong"}, follow=True))
    assert browser.get(own("withdraw", row)).status_code == 403


def test_the_answer_is_read_and_judged(browser, citizen, place):
    send(browser)
    row = finished(place, Petition.objects.get(), "answer")
    text = text_of(browser.get(own("own", row)))
    assert "Đã nhắc." in text and "Bạn thấy trả lời thế nào?" in text
    browser.post(own("rate", row), {"satisfaction": "not_satisfied", "note": "Chậm"})
    row.refresh_from_db()
    assert (row.satisfaction, row.satisfaction_note) == ("not_satisfied", "Chậm")
    answer = browser.post(own("rate", row), {"satisfaction": "x"}, follow=True)
    assert "Chọn hài lòng" in text_of(answer)


@pytest.mark.parametrize("count", [1, 20])
def test_lists_cost_the_same_for_one_and_for_twenty(
    browser, citizen, place, count, django_assert_max_num_queries
):
    for _ in range(count):
        petition_at(place.clerk, place.unit, sent_by=citizen, channel="portal", state="answered",
                    answered_at=at(8), published_at=at(8))  # fmt: skip
    for path, most in ((MINE, 6), (ANSWERS, 5)):
        browser.get(path)
        with django_assert_max_num_queries(most):
            browser.get(path)


def test_a_copy_of_ones_data_holds_what_was_sent_and_no_one_elses(browser, citizen, place):
    place.answered(on=8)
    send(browser, sender_name=NAME, files=[picture()])
    answer = browser.post(reverse("portal:account_data"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["Phản ánh, kiến nghị"]
    [line] = [[c.value for c in row] for row in sheet.rows][1:]
    for words in ("Mỗi lần được hướng dẫn một kiểu.", NAME, PHONE, "anh.png"):
        assert words in line, words


def test_erasing_oneself_waits_for_the_answer_then_takes_it_along(browser, citizen, place):
    send(browser, sender_name=NAME)
    path, row = reverse("portal:account_erase"), Petition.objects.get()
    answer = browser.post(path, {"sure": "on"})
    assert answer.status_code == 409 and row.code in text_of(answer)
    finished(place, row, "answer")
    assert browser.post(path, {"sure": "on"}).status_code == 302
    row.refresh_from_db()
    citizen.refresh_from_db()
    assert row.forgotten_at and not citizen.is_active and NAME not in row.full_name


def test_the_office_erases_what_was_sent_after_the_wish(browser, citizen, place):
    mine = keep_own(by=citizen, **TYPED)
    send(browser)
    row = finished(place, Petition.objects.get(), "answer")
    erase_asked(mine, by=place.head, reason="Hết thời hạn bảo quản")
    row.refresh_from_db()
    assert row.forgotten_at
    assert ask_erasure(by=UserFactory(citizen=True), sure=True)


# --- for everybody --------------------------------------------------------------------------------
def test_published_answers_are_told_without_names(client, place):
    row = place.answered(on=8)
    assert row.subject not in text_of(client.get(ANSWERS))
    question, answer = actions.suggested(row)
    actions.publish(row, by=place.secretary, question=question, answer=answer, confirmed=True)
    text = text_of(client.get(ANSWERS))
    assert REPLY in text and "[người gửi]" in text
    for private in (NAME, PHONE):
        assert private not in text


def test_the_doors_are_in_the_menu_on_home_and_for_search_engines(client, place):
    text = text_of(client.get(reverse("portal:home")))
    assert f'href="{ANSWERS}"' in text and f'href="{SEND}"' in text
    assert f"Allow: {ANSWERS}" in text_of(client.get("/robots.txt"))
    assert ANSWERS in text_of(client.get("/sitemap.xml"))
