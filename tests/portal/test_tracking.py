"""A dossier followed by its code and the last four digits; guessing leads nowhere."""

import datetime as dt
import re
import time

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import clock, personal
from congvu.dossiers import actions, registry
from congvu.dossiers.models import Dossier, ImportRun, SourceSystem
from congvu.portal import guessing
from tests.applicants.factories import applicant
from tests.dossiers.factories import at, dossier_at, office

pytestmark = pytest.mark.django_db
PATH = "/tra-cuu/"
LISTED = "H33.15-200908-0001"


@pytest.fixture
def desk():
    """An office, with the clock on its tenth of September."""
    made = office()
    with clock.at(at(10)):
        yield made


def at_work(desk, phone: str = "0912 345 678") -> Dossier:
    """On the case officer's desk, of somebody with this number."""
    who = applicant(desk.clerk, desk.point.unit, name="Trần Thị Riêng", phone=phone)
    return desk.at_work(applicant=who)


def listed(desk, phone: str = "0912 345 678", day: int = 9, **more: str) -> Dossier:
    """A fact of a list that names its phone, taken in on that day."""
    told = {"Mã hồ sơ": LISTED, "Tên thủ tục": "Cấp phép ở tỉnh", "Chủ hồ sơ": "Trần Thị Riêng",
            "Ngày tiếp nhận": "08/09/2020", "Hạn trả": "24/09/2020 17:00",
            "Trạng thái": "Đang xử lý", "Đơn vị tiếp nhận": "Trung tâm tỉnh",
            "Điện thoại": phone} | more  # fmt: skip
    system, _ = SourceSystem.objects.get_or_create(name="Một cửa điện tử của tỉnh")
    with clock.at(at(day, hour=8)):
        data = f"{';'.join(told)}\n{';'.join(told.values())}"
        actions.import_list(data, system, by=desk.clerk, name="ds.csv")
    return Dossier.objects.get(source=system)


def ask(client, code: str, digits: str, **more):
    return client.post(PATH, {"ma": code, "so_cuoi": digits}, **more)


def without_token(answer) -> str:
    """The page without what differs by chance."""
    text = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|hx-headers=\S+ \S+', "", text)


def test_it_says_where_it_stands_until_when_and_why(client, desk):
    dossier = at_work(desk)
    answer = ask(client, dossier.code, "5678")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    for words in (dossier.code, str(dossier.procedure), "Đang giải quyết", "22/9/2020",
                  "10 ngày làm việc", "Quá trình giải quyết", "Phân công", 'class="strip"',
                  "Nhận kết quả tại", str(desk.unit)):  # fmt: skip
        assert words in text, words


def test_nothing_private_is_on_the_page(client, desk):
    dossier = at_work(desk)
    with clock.at(at(9)):
        actions.hand_over([dossier], by=desk.case, to=desk.colleague, note="Ghi chú nội bộ")
    text = ask(client, dossier.code, "5678").content.decode()
    people = (desk.clerk, desk.case, desk.colleague, desk.unit_head, desk.head)
    hidden = ["Trần Thị Riêng", "345 678", "Ghi chú nội bộ", *(one.full_name for one in people)]
    assert [words for words in hidden if words in text] == []


def test_it_waits_for_papers_and_says_so(client, desk):
    dossier = at_work(desk)
    with clock.at(at(9)):
        actions.request_supplement(dossier, by=desk.case, reasons="Thiếu bản sao")
    text = ask(client, dossier.code, "5678").content.decode()
    assert "Chờ bổ sung hồ sơ" in text and "<b>bổ sung hồ sơ</b>" in text


@pytest.mark.parametrize("typed", [" {} ", "{}\t"])
def test_spaces_and_small_letters_do_no_harm(client, desk, typed):
    dossier = at_work(desk)
    assert ask(client, typed.format(dossier.code.lower()), " 5678 ").status_code == 200


def test_wrong_code_and_wrong_digits_get_the_same_answer(client, desk):
    dossier = at_work(desk)
    wrong_code = ask(client, "000.00.99.H33-200908-9999", "0000")
    wrong_digits = ask(client, dossier.code, "0000")
    assert wrong_code.status_code == wrong_digits.status_code == 422
    same = without_token(wrong_digits).replace(dossier.code, "000.00.99.H33-200908-9999")
    assert without_token(wrong_code) == same
    assert "Không tìm thấy hồ sơ với mã và bốn số này" in same


def test_both_wrong_ways_ask_the_same(client, desk):
    dossier = at_work(desk)
    asked = []
    listed(desk)
    ways = ((dossier.code, "0000"), ("000.00.99.H33-200908-9999", "5678"), (LISTED, "0000"))
    for code, digits in ways:
        with CaptureQueriesContext(connection) as seen:
            ask(client, code, digits)
        asked.append([q["sql"] for q in seen if "dossiers_dossier" in q["sql"]])
    assert [len(queries) for queries in asked] == [2, 2, 2]  # ours, and those of lists


@pytest.mark.parametrize(
    ("code", "digits", "words"),
    [
        ("", "5678", "bắt buộc"),
        ("X", "567", "bốn chữ số"),
        ("X", "56789", "bốn chữ số"),
        ("X", "٥٦٧٨", "Không tìm thấy"),
        ("X" * 201, "5678", "200"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_the_code(client, db, code, digits, words):
    answer = ask(client, code, digits)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert f'value="{code}"' in answer.content.decode() or not code


def test_without_a_number_or_after_erasure_nobody_follows(client, desk):
    who = applicant(desk.clerk, desk.point.unit, phone="")
    nameless = desk.at_work(applicant=who)
    for digits in ("0000", "5678"):
        assert ask(client, nameless.code, digits).status_code == 422
    dossier = at_work(desk)
    personal.erase(dossier.applicant, by=desk.head, reason="Hết hạn lưu")
    assert ask(client, dossier.code, "5678").status_code == 422


def test_of_other_systems_and_without_applicant_nothing_is_told(client, desk, unit):
    dossier = dossier_at(desk.clerk, unit)
    assert ask(client, dossier.code, "5678").status_code == 422


def test_a_code_in_the_address_is_filled_in(client, db):
    text = client.get(PATH, {"ma": "000.00.15.H33-200908-0001"}).content.decode()
    assert 'value="000.00.15.H33-200908-0001"' in text
    assert client.put(PATH).status_code == 405


def test_a_visitor_who_guesses_is_stopped(client, desk):
    dossier = at_work(desk)
    for number in range(settings.TRACKING_WRONG_TRIES):
        assert ask(client, f"X-{number}", "0000").status_code == 422
    answer = ask(client, dossier.code, "5678")
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= guessing.WINDOW
    assert "Tra cứu sai quá nhiều lần" in answer.content.decode()
    assert ask(client, dossier.code, "5678", REMOTE_ADDR="10.0.0.9").status_code == 200


def test_a_code_that_is_guessed_at_is_closed_to_everybody(client, desk):
    dossier = at_work(desk)
    for code in (dossier.code, "000.00.99.H33-200908-9999"):  # existing or not
        for number in range(settings.TRACKING_WRONG_TRIES):
            ask(client, code, f"{number:04d}", REMOTE_ADDR=f"10.0.1.{number}")
        assert ask(client, code, "5678", REMOTE_ADDR="10.0.2.1").status_code == 429


def test_right_answers_do_not_count(client, desk):
    dossier = at_work(desk)
    for _ in range(settings.TRACKING_WRONG_TRIES + 2):
        assert ask(client, dossier.code, "5678").status_code == 200


def test_a_code_is_found_by_its_index(client, desk):
    at_work(desk)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    rows = Dossier.objects.filter(source__isnull=True, code="X-200908-0001").exclude(code="")
    assert "dossier_code_once" in rows.explain()


def test_an_answer_costs_little(client, desk, django_assert_max_num_queries):
    dossier = at_work(desk)
    ask(client, dossier.code, "5678")
    with django_assert_max_num_queries(15):
        ask(client, dossier.code, "5678")
    spent = []
    for _ in range(10):
        began = time.process_time()
        ask(client, dossier.code, "5678")
        spent.append(time.process_time() - began)
    assert sorted(spent)[5] < 0.08  # four times the promise: a test beside others is no bench


def test_the_door_is_in_the_menu(client, db):
    text = client.get(reverse("portal:home")).content.decode()
    assert f'href="{reverse("portal:tracking")}"' in text


def test_at_its_end_the_applicant_is_asked_how_it_went(client, desk):
    who = applicant(desk.clerk, desk.point.unit, phone="0912345678")
    dossier = desk.to_sign(applicant=who)
    assert "Đánh giá" not in ask(client, dossier.code, "5678").content.decode()
    with clock.at(at(9)):
        dossier = actions.sign(dossier, by=desk.head)
    with clock.at(at(10)):
        actions.return_result(dossier, by=desk.clerk)
        text = ask(client, dossier.code, "5678").content.decode()
    assert "không, đã trả kết quả" in text
    assert "Nơi tiếp nhận" in text and "Nhận kết quả tại" not in text  # nothing is left to fetch
    path = re.search(r'href="(/ho-so/danh-gia/[^"]+)"', text)[1]
    assert client.get(path).status_code == 200
    actions.rate(dossier, level="satisfied", last_four="5678")
    again = ask(client, dossier.code, "5678").content.decode()
    assert "đã được đánh giá" in again and "/ho-so/danh-gia/" not in again


def test_through_its_process_it_is_at_no_step(client, desk):
    who = applicant(desk.clerk, desk.point.unit, phone="0912345678")
    dossier = desk.to_sign(applicant=who)
    assert re.search(r"Bước \d/3: ", ask(client, dossier.code, "5678").content.decode())
    with clock.at(at(9)):
        actions.sign(dossier, by=desk.head)
    assert not re.search(r"Bước \d/3: ", ask(client, dossier.code, "5678").content.decode())


def test_the_address_of_a_slip_fills_the_code_in_and_shows_nothing(client, desk):
    dossier = at_work(desk)
    page = client.get(PATH, {"ma": dossier.code})
    text = page.content.decode()
    assert page.status_code == 200 and f'value="{dossier.code}"' in text
    for private in (str(dossier.procedure), "Đang giải quyết", "22/9/2020", str(desk.unit)):
        assert private not in text
    assert (
        client.get(PATH, {"ma": dossier.code, "so_cuoi": "5678"})
        .content.decode()
        .count(str(dossier.procedure))
        == 0
    )  # the digits are never taken from an address


def test_a_pasted_address_of_a_slip_is_as_good_as_its_code(client, desk):
    dossier = at_work(desk)
    answer = ask(client, registry.tracking_address(dossier.code), "5678")
    assert answer.status_code == 200 and str(dossier.procedure) in answer.content.decode()


def test_what_was_filed_elsewhere_is_followed_there(client, db):
    page = client.get(reverse("portal:tracking")).content.decode()
    assert 'href="https://dichvucong.gov.vn/"' in page
    assert "Tra cứu tại Cổng Dịch vụ công quốc gia" in page and "nhập từ" not in page
    source = SourceSystem.objects.create(name="Một cửa điện tử của tỉnh")
    old, last = (dt.datetime(2020, 9, day, 2, 41, tzinfo=dt.UTC) for day in (1, 8))
    for moment, state in ((old, "taken_in"), (last, "taken_in"), (last.replace(day=9), "waiting")):
        ImportRun.objects.create(source=source, at=moment, state=state)
    SourceSystem.objects.create(name="Chưa nhập lần nào")
    page = client.get(reverse("portal:tracking")).content.decode()
    assert "nhập từ Một cửa điện tử của tỉnh, cập nhật 09:41 ngày 08/9/2020." in page


def test_a_fact_of_a_list_with_phones_tells_what_its_system_says(client, desk):
    listed(desk)
    answer = ask(client, f" {LISTED.lower()} ", "5678")
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    for words in ("Theo danh sách của Một cửa điện tử của tỉnh, cập nhật lúc 08:00 · 09/9/2020.",
                  "Cấp phép ở tỉnh", "Đang giải quyết", "17:00 · 24/9/2020", "Trung tâm tỉnh",
                  'href="https://dichvucong.gov.vn/"'):  # fmt: skip
        assert words in text, words
    for ours in ("Trần Thị", "345", "Vì sao hẹn", "Còn hạn", "Quá trình giải quyết", "Đánh giá"):
        assert ours not in text, ours


def test_its_day_is_theirs_or_none(client, desk):
    """The procedure is known here and its limit too: what we make of it is not told."""
    row = listed(desk, **{"Tên thủ tục": desk.procedure.name, "Hạn trả": ""})
    assert row.due_at and not row.source_due_at
    text = ask(client, LISTED, "5678").content.decode()
    assert "danh sách không ghi" in text and "22/9/2020" not in text


def test_a_later_list_without_news_is_named_too(client, desk):
    listed(desk)
    listed(desk, day=10)
    text = ask(client, LISTED, "5678").content.decode()
    assert "cập nhật lúc 08:00 · 09/9/2020" in text
    assert "danh sách mới nhất, nhập lúc 08:00 · 10/9/2020, không có gì mới" in text


def test_a_result_given_out_elsewhere_is_not_rated_here(client, desk):
    ended = {"Trạng thái": "Đã trả kết quả", "Ngày có kết quả": "09/09/2020"}
    listed(desk, **ended, **{"Ngày trả kết quả": "09/09/2020"})
    text = ask(client, LISTED, "5678").content.decode()
    assert "không, đã trả kết quả" in text and "Đánh giá" not in text


def test_without_a_phone_a_list_reveals_nothing(client, desk):
    listed(desk, phone="")
    there, nowhere = ask(client, LISTED, "5678"), ask(client, "H33.15-200908-0002", "5678")
    assert there.status_code == nowhere.status_code == 422
    same = without_token(there).replace(LISTED, "H33.15-200908-0002")
    assert same == without_token(nowhere)
    assert "hệ thống khác thì tra cứu tại đó" in same


def test_guessing_at_a_list_is_stopped_as_well(client, desk):
    listed(desk)
    for number in range(settings.TRACKING_WRONG_TRIES):
        assert ask(client, LISTED, f"{number:04d}").status_code == 422
    assert ask(client, LISTED, "5678").status_code == 429


def test_what_ended_without_a_result_waits_for_nothing(client, desk):
    dossier = at_work(desk)
    with clock.at(at(9)):
        actions.withdraw(dossier, by=desk.clerk, reason="Không cần nữa")
    listed(desk, **{"Trạng thái": "Rút hồ sơ"})
    for code in (dossier.code, LISTED):
        assert "không, hồ sơ đã kết thúc" in ask(client, code, "5678").content.decode()


def test_a_fact_costs_little(client, desk, django_assert_max_num_queries):
    listed(desk)
    ask(client, LISTED, "5678")
    with django_assert_max_num_queries(12):
        ask(client, LISTED, "5678")
