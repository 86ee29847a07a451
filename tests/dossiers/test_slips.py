"""Slips: the form of their day, what stands on them, who may print them."""

import datetime as dt
import io
import shutil
import subprocess

import docx
import pytest
import segno
from django.urls import reverse

from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.dossiers import actions, registry, rules
from congvu.dossiers.models import Dossier
from congvu.dossiers.outputs import strip
from congvu.dossiers.outputs.money import payment_slip
from congvu.dossiers.outputs.slips import slip_of
from congvu.dossiers.states import Cause
from congvu.organizations.states import Role
from tests.applicants.factories import applicant
from tests.dossiers.factories import at
from tests.dossiers.money import payment_of
from tests.organizations.factories import UserFactory, officer

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


def typed(client, dossier, kind="acceptance"):
    """The words of the same slip in Word, and the file."""
    asked = reverse("dossiers:dossier_slip_word", args=[dossier.pk, kind])
    return words_of(client.get(asked))


def words_of(answer):
    """All text of a Word file in reading order."""
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    file = docx.Document(io.BytesIO(answer.content))
    return " ".join(" ".join(file.element.body.itertext()).split()), file


@pytest.mark.parametrize(
    "kind,day,words",
    [
        ("process_control", dt.date(2020, 9, 8), "Mẫu số 05 · Thông tư 01/2018/TT-VPCP"),
        ("process_control", dt.date(2026, 1, 1), "Mẫu số 06 · Thông tư 03/2025/TT-VPCP"),
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


@pytest.mark.parametrize("known", [True, False])
def test_every_slip_tells_where_the_counter_is_or_leaves_a_line(place, client_of, known):
    if known:
        place.point.address, place.point.phone = "01 đường Hoa Sen, Rạch Giá", "0297 000 0000"
        place.point.save()
    dossier, client = place.taken(), client_of(place.clerk)
    text = printed(client, dossier)
    assert ("Địa chỉ nơi tiếp nhận: 01 đường Hoa Sen, Rạch Giá" in text) == known
    assert ("Điện thoại: 0297 000 0000" in text) == known
    assert ("Điện thoại: ……" in text) == (not known)
    assert ("Địa chỉ nơi tiếp nhận: ……" in typed(client, dossier)[0]) == (not known)
    assert "nơi tiếp nhận:" not in printed(client, dossier, "process_control").lower()


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


GIVEN = {
    "identity_number": "091 090 000 123",
    "address": "12 đường Hoa Sen",
    "email": "an@example.vn",
}


@pytest.mark.parametrize("kind,label,number", [
    ("person", "Số định danh cá nhân", "091 090 000 123"),
    ("organisation", "Mã số doanh nghiệp", "1700000123"),
])  # fmt: skip
def test_the_acceptance_slip_carries_what_its_form_asks_of_the_applicant(
    place, client_of, kind, label, number
):
    given = GIVEN | {"kind": kind, "identity_number": number, "phone": "0912 345 678"}
    who = applicant(place.clerk, place.point.unit, **given)
    dossier, client = place.taken(applicant=who), client_of(place.clerk)
    wanted = (f"{label}: {number}", "Địa chỉ: 12 đường Hoa Sen",
              "Thư điện tử: an@example.vn")  # fmt: skip
    for text in (printed(client, dossier), typed(client, dossier)[0]):
        assert [words for words in wanted if words not in text] == []
        assert "Số điện thoại" in text and "345 678" not in text


def test_what_was_not_given_has_no_line_and_a_claimed_number_is_not_printed(place, client_of):
    bare = place.taken(applicant=applicant(place.clerk, place.point.unit, identity_number=""))
    text = printed(client_of(place.clerk), bare)
    assert "Thư điện tử:" not in text and "Số định danh" not in text
    account = UserFactory(citizen=True)
    who = applicant(place.clerk, place.point.unit, **GIVEN)
    Applicant.objects.filter(pk=who.pk).update(account=account)
    claimed = place.taken(applicant=Applicant.objects.get(pk=who.pk))
    text = printed(client_of(place.clerk), claimed)
    assert "Thư điện tử: an@example.vn" in text and "091 090" not in text


def test_who_works_on_nothing_of_the_applicants_reads_masks_on_the_slip(place):
    who = applicant(place.clerk, place.point.unit, **GIVEN)
    dossier = place.taken(applicant=who)
    slip = slip_of(dossier, [*dossier.movements.all()], "acceptance", officer(Role.CASE_OFFICER))
    told = dict(slip.facts)
    assert all(str(told[label]) not in GIVEN.values()
               for label in ("Số định danh cá nhân", "Địa chỉ", "Thư điện tử"))  # fmt: skip


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
    wanted = ("22/9/2020", "15/10/2020", "Phải xác minh", "xin lỗi", "30 tháng 9 năm 2020",
              "Hồ sơ nằm ở đâu, từng ngày", "quá hạn 6 ngày làm việc", str(place.unit))  # fmt: skip
    for words in wanted:
        assert words in text, (words, text)
    assert str(place.case) not in text  # the strip names offices to the citizen
    word, file = typed(client_of(place.case), dossier, "apology")
    for words in wanted:
        assert words in word, (words, word)
    assert len(file.inline_shapes) == 2  # the code to scan, the strip


def test_a_refusal_gives_its_reasons(place, client_of):
    with clock.at(at(8)):
        draft = actions.save_draft(place.filing(), point=place.point, by=place.clerk)
        actions.submit(draft, by=place.clerk)
        actions.refuse(draft, by=place.clerk, reason="Không thuộc thẩm quyền")
    text = printed(client_of(place.clerk), draft, "refusal")
    assert "Không thuộc thẩm quyền" in text and "Mẫu số 03" in text
    assert client_of(place.clerk).get(address(draft)).status_code == 404  # never accepted


def test_every_slip_says_the_same_in_word(place, client_of):
    dossier = place.at_work(papers=[{"order": 1, "title": "Đơn <đề nghị> & phụ lục"}], sets=2)
    text, file = typed(client_of(place.clerk), dossier)
    for words in (dossier.code, dossier.applicant.full_name, "Mẫu số 01", "1. Đơn <đề nghị> & phụ",
                  "17:00 ngày 22/9/2020", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
                  "Độc lập - Tự do - Hạnh phúc", str(place.clerk)):  # fmt: skip
        assert words in text, (words, text)
    assert len(file.inline_shapes) == 1 and file.core_properties.subject == dossier.code
    with clock.at(at(10)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu ảnh")
    assert "Thiếu ảnh" in typed(client_of(place.case), dossier, "supplement")[0]


def test_process_control_holds_each_step_against_its_norm(place, client_of):
    process = place.procedure.versions.get().process
    process.steps.filter(order__lte=2).update(hours=8)
    dossier = place.at_work()  # at nine on the 8th, at step 1
    with clock.at(at(10)):  # two working days later: sixteen hours
        actions.hand_over([dossier], by=place.case, to=place.colleague, step=2)
    with clock.at(at(10, hour=11)):
        actions.propose(dossier, by=place.colleague)
        actions.approve(dossier, by=place.unit_head)
        actions.sign(dossier, by=place.head)
    text, file = typed(client_of(place.unit_head), dossier, "process_control")
    rows = [[cell.text for cell in row.cells] for row in file.tables[-1].rows]
    assert rows[1][1] == f"Giao: Người nộp hồ sơ\nNhận: {place.clerk}"
    late = next(row for row in rows if str(place.colleague) in row[1])
    assert late[3] == "Quá hạn" and "bước 1: 16 giờ làm việc, quy định 8 giờ" in late[4]
    over = next(row for row in rows if "bước 2" in row[4])
    assert "2 giờ làm việc, quy định 8 giờ" in over[4]
    assert rows[-1][3] == "Cả hồ sơ: trước hạn" and "Mẫu số 05" in text
    assert "Quá hạn" in printed(client_of(place.unit_head), dossier, "process_control")


def test_a_process_without_norms_judges_no_step(place, client_of):
    dossier = place.at_work()
    with clock.at(at(10)):
        actions.hand_over([dossier], by=place.case, to=place.colleague, step=2)
    _, file = typed(client_of(place.unit_head), dossier, "process_control")
    assert [row.cells[3].text for row in file.tables[-1].rows[1:]] == [""] * 4


def test_dossiers_handed_over_together_stand_on_one_list(place, client_of):
    rows = [place.taken() for _ in range(3)]
    other = place.taken()
    client = client_of(place.clerk)
    with clock.at(at(9)):
        sent = {"ho_so": [row.pk for row in rows]}
        answer = client.post(reverse("dossiers:bulk_verb", args=["transfer"]), sent, follow=True)
    page = answer.content.decode()
    assert all(row.code in page for row in rows) and other.code not in page
    move = rows[0].movements.get(verb="transfer")
    assert answer.redirect_chain[-1][0] == reverse("dossiers:hand_over", args=[move.pk])
    text, file = words_of(client.get(reverse("dossiers:hand_over_word", args=[move.pk])))
    wanted = ("PHIẾU BÀN GIAO HỒ SƠ", "03 hồ sơ", str(place.unit), str(place.clerk))
    assert all(words in text for words in wanted) and len(file.tables[-2].rows) == 4
    paper = client.get(reverse("dossiers:hand_over_pdf", args=[move.pk]))
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    second = rows[1].movements.get(verb="transfer")
    detail = client.get(rows[1].get_absolute_url()).content.decode()
    assert reverse("dossiers:hand_over", args=[second.pk]) in detail


def test_one_list_a_taker_and_nothing_of_others(place, client_of):
    """Two people handed to in one stroke sign two lists; a stranger sees none."""
    first, second = place.at_work(), place.at_work()
    with clock.at(at(9)):
        actions.hand_over([first], by=place.unit_head, to=place.colleague)
        actions.hand_over([second], by=place.unit_head, to=place.case)
    move = first.movements.get(verb="hand_over")
    address = reverse("dossiers:hand_over", args=[move.pk])
    lists = client_of(place.unit_head).get(address).context["lists"]
    assert [(one.first.handed_to, len(one.moves)) for one in lists] == [
        (place.colleague, 1), (place.case, 1)
    ]  # fmt: skip
    assert client_of(place.case).get(address).status_code == 200  # held it before
    for user in (officer(Role.UNIT_HEAD), officer(Role.ADMINISTRATOR)):
        for name in ("hand_over", "hand_over_pdf", "hand_over_word"):
            asked = reverse(f"dossiers:{name}", args=[move.pk])
            assert client_of(user).get(asked).status_code == 404
    assert client_of(place.unit_head).post(address).status_code == 405
    accepted = first.movements.get(verb="accept")
    wrong = reverse("dossiers:hand_over", args=[accepted.pk])
    assert client_of(place.unit_head).get(wrong).status_code == 404


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_costs_the_same(place, client_of, many, django_assert_max_num_queries):
    rows = [place.taken() for _ in range(many)]
    with clock.at(at(9)):
        actions.transfer(rows, by=place.clerk)
    move = rows[0].movements.get(verb="transfer")
    client = client_of(place.clerk)
    for name in ("hand_over", "hand_over_word"):
        with django_assert_max_num_queries(15):
            client.get(reverse(f"dossiers:{name}", args=[move.pk]))


def test_every_slip_listed_can_be_printed(place, client_of):
    dossier = place.at_work()
    with clock.at(at(30)):
        actions.apologise(
            dossier, by=place.case, new_date=at(15, 10), cause=Cause.COMPLEX, reason="Xác minh"
        )
    client = client_of(place.case)
    kinds = [kind for kind, _ in client.get(dossier.get_absolute_url()).context["slips"]]
    assert kinds == ["acceptance", "apology", "process_control"]
    assert [client.get(address(dossier, kind)).status_code for kind in kinds] == [200] * 3


def test_the_detail_offers_the_slips_there_are(place, client_of):
    dossier = place.at_work()
    page = client_of(place.case).get(dossier.get_absolute_url()).content.decode()
    assert address(dossier) in page and address(dossier, "apology") not in page


def test_strangers_and_nonsense_get_nothing(place, client_of):
    dossier = place.at_work()
    assert client_of(place.case).get(address(dossier, "x")).status_code == 404
    assert client_of(place.case).get(address(dossier, "refusal")).status_code == 404
    assert client_of(place.case).post(address(dossier)).status_code == 405
    word = reverse("dossiers:dossier_slip_word", args=[dossier.pk, "acceptance"])
    assert client_of(place.case).post(word).status_code == 405
    for user in (place.colleague, officer(Role.UNIT_HEAD), officer(Role.ADMINISTRATOR)):
        assert client_of(user).get(address(dossier)).status_code == 404
        assert client_of(user).get(word).status_code == 404


def code_to_scan(answer) -> bytes:
    """The picture of the code in a Word slip."""
    file = words_of(answer)[1]
    picture = file.inline_shapes[0]._inline.graphic.graphicData.pic
    return file.part.related_parts[picture.blipFill.blip.embed].blob


def drawn(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()


def test_the_code_to_scan_leads_to_the_page_of_following(place, client_of, settings):
    settings.SITE_URL = "https://cchc.example.gov.vn/"
    dossier, client = place.at_work(), client_of(place.clerk)
    word = reverse("dossiers:dossier_slip_word", args=[dossier.pk, "acceptance"])
    wanted = f"https://cchc.example.gov.vn/tra-cuu/?ma={dossier.code}"
    answer = client.get(word)
    assert code_to_scan(answer) == drawn(wanted)
    assert f"Mã hồ sơ: {dossier.code}" in words_of(answer)[0]  # for whoever types it
    inside = reverse("dossiers:dossier_slip_word", args=[dossier.pk, "process_control"])
    assert code_to_scan(client.get(inside)) == drawn(dossier.code)


def test_a_payment_slip_leads_there_too_an_order_to_the_bank(place, settings):
    payment = payment_of(place.at_work(), place.clerk)
    slip = payment_slip(payment)
    assert slip.qr == f"{settings.SITE_URL}/tra-cuu/?ma={slip.code}"


def test_a_scanned_address_finds_the_dossier_like_its_code(place, client_of):
    dossier = place.at_work()
    place.at_work()
    found = Dossier.objects.matching(registry.tracking_address(dossier.code))
    assert list(found) == [dossier]


@pytest.mark.parametrize(
    "text,code",
    [
        ("000.00.15.H33-200908-0001", "000.00.15.H33-200908-0001"),
        ("https://a.vn/tra-cuu/?ma=000.00.15.H33-200908-0001", "000.00.15.H33-200908-0001"),
        ("https://a.vn/tra-cuu/?x=1&ma=A%2FB", "A/B"), ("vì sao?", "vì sao?"), ("", ""),
        ("?ma=", "?ma="),
    ],
)  # fmt: skip
def test_a_code_is_read_out_of_an_address(text, code):
    assert rules.scanned_code(text) == code


def test_a_long_name_is_shortened_in_the_picture_and_whole_in_words(place):
    place.point.name = "Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính"
    place.point.save()
    row = place.taken()
    picture = strip.drawn(row, list(row.movements.order_by("pk")), at(9), public=True)
    [(_, short)] = picture.desks
    assert short.endswith("…") and len(short) <= strip.ROOM
    assert place.point.name.startswith(short[:-1]) and place.point.name in picture.boxes[0].title


def test_what_is_not_resolved_is_told_in_writing(place, client_of):
    dossier = place.at_work()
    with clock.at(at(10)):
        actions.refuse_after_assessment(dossier, by=place.head, reason="Không thuộc đối tượng")
    words = printed(client_of(place.head), dossier, "not_resolved")
    assert "THÔNG BÁO KHÔNG GIẢI QUYẾT HỒ SƠ" in words.upper() and "Không thuộc đối tượng" in words
    assert "Mẫu số" not in words
    assert "Không thuộc đối tượng" in typed(client_of(place.head), dossier, "not_resolved")[0]
