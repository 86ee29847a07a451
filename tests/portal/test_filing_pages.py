"""Filing online page by page: the form, the papers, the last look, the receipt, what follows."""

import io
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper
from congvu.dossiers.rules.ratings import scale_on
from congvu.evidence.actions import store_version
from congvu.organizations.states import Role
from congvu.procedures.models import Component
from tests.dossiers.factories import at, office
from tests.dossiers.filings import ANSWERS, PERSON, Online, online, png, second_counter
from tests.dossiers.test_papers import png as picture
from tests.evidence.factories import pdf
from tests.organizations.factories import UnitFactory, UserFactory, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(db) -> Online:
    place = office()
    with clock.at(at(7)):
        yield online(place)


def to(name, *args):
    return reverse(f"portal:{name}", args=args)


def typed(version=0, **more):
    """What the form sends."""
    told = {**PERSON, "email": "", "birth_date": ""}
    told |= {f"o_{name}": text for name, text in ANSWERS.items()}
    return told | {"version": version} | more


def body(answer):
    return answer.content.decode()


def saved_by_itself(client, path, data):
    return client.post(path, data, headers={"X-Autosave": "1"})


def test_the_page_of_a_procedure_offers_it_only_where_it_is_filed_here(web, client):
    page, door = to("procedure_detail", web.place.procedure.pk), "Nộp trực tuyến</a>"
    assert door in body(client.get(page))
    web.place.procedure.levels.all().delete()
    assert door not in body(client.get(page))


def test_a_stranger_is_led_to_sign_in_and_back(web, client):
    page = to("filing_begin", web.place.procedure.pk)
    answer = client.get(page)
    wanted = f"{reverse('citizen_sign_in')}?{urlencode({'next': page})}"
    assert (answer.status_code, answer.headers["Location"]) == (302, wanted)


def test_from_the_form_to_the_receipt_in_four_pages(web, client_of):
    client = client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    page = body(client.get(begin))
    assert "Số hiệu văn bằng" in page
    assert "(không bắt buộc)" in page
    assert not Dossier.objects.exists()
    answer = client.post(begin, typed())
    row = Dossier.objects.get()
    assert answer.headers["Location"] == to("filing_papers", row.pk)
    assert "cần nộp" in body(client.get(to("filing_papers", row.pk)))
    sent = client.post(to("paper_add", row.pk), {"giay_to": "1", "file": picture("don.png")})
    assert sent.headers["Location"] == f"{to('filing_papers', row.pk)}#giay-to-1"
    last = body(client.get(to("filing_preview", row.pk)))
    assert "Trần Thị Bình" in last
    assert "don.png" in last
    assert "Còn thiếu" not in last
    answer = client.post(to("filing_hand_in", row.pk), {"version": row.online.version})
    assert answer.headers["Location"] == to("filed_detail", row.pk)
    receipt = body(client.get(to("filed_detail", row.pk)))
    assert f"số nộp {row.pk}" in receipt
    assert "kiểm tra thành phần hồ sơ" in receipt
    row.refresh_from_db()
    assert row.state == "submitted"


def test_the_form_of_a_paper_is_downloaded_where_its_file_is_added(web, client_of):
    client = client_of(web.account)
    client.post(to("filing_begin", web.place.procedure.pk), typed())
    row = Dossier.objects.get()
    file = store_version(io.BytesIO(pdf()), "mau-don.pdf", by=officer("contact", UnitFactory()))
    Component.objects.filter(procedure_version=row.online.procedure_version, order=1).update(
        file=file
    )
    told = body(client.get(to("filing_papers", row.pk)))
    door = reverse("evidence:published_file", args=[file.uuid])
    assert f'href="{door}"' in told
    answer = client.get(door)
    assert b"".join(answer.streaming_content) == pdf()


def test_what_is_missing_stands_beside_its_field_and_is_kept(web, client_of):
    client = client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    answer = client.post(begin, typed(phone="12", o_so_hieu="", o_co_giay="A5"))
    told = body(answer)
    assert answer.status_code == 422
    for words in ("Số điện thoại phải có", "Ô này phải điền", "Chọn một trong các lựa chọn"):
        assert words in told
    assert "Nội dung đã lưu" in told
    assert OnlineForm.objects.get().told_person["phone"] == "12"


def test_it_saves_itself_and_tells_the_version_to_go_on_with(web, client_of):
    client = client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    first = saved_by_itself(client, begin, typed(o_so_hieu="")).json()
    assert first["saved_at"] == "09:00"
    again = saved_by_itself(client, begin, typed(first["version"], o_so_hieu="B")).json()
    assert again["version"] == first["version"] + 1
    assert Dossier.objects.count() == 1
    assert OnlineForm.objects.get().told_answers["so_hieu"] == "B"


def test_two_windows_are_told_apart_and_both_texts_are_shown(web, client_of):
    client = client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    first = saved_by_itself(client, begin, typed(o_so_hieu="A")).json()["version"]
    saved_by_itself(client, begin, typed(first, o_so_hieu="B"))
    late = saved_by_itself(client, begin, typed(first, o_so_hieu="C"))
    assert late.status_code == 409
    assert "data-stale" in body(late)
    plain = client.post(begin, typed(first, o_so_hieu="C"))
    assert plain.status_code == 409
    assert "Số hiệu văn bằng: B" in body(plain)
    assert OnlineForm.objects.get().told_answers["so_hieu"] == "B"


def test_a_draft_is_kept_without_script_and_gone_on_with_later(web, client_of):
    client = client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    answer = client.post(begin, typed(o_so_hieu="", luu="1"))
    assert answer.headers["Location"] == to("filed_list")
    row = Dossier.objects.get()
    page = body(client.get(to("filed_list")))
    assert to("filing_form", row.pk) in page
    assert "Chưa nộp" in page
    assert 'value="Trần Thị Bình"' in body(client.get(to("filing_form", row.pk)))
    assert client.get(to("filed_detail", row.pk)).status_code == 302


def test_where_it_goes_is_asked_only_where_there_are_several_counters(web, client_of):
    client = client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    assert "Nộp ở đâu?" not in body(client.get(begin))
    other = second_counter(web.place)
    assert "Nộp ở đâu?" in body(client.get(begin))
    answer = client.post(begin, typed(point=""))
    assert (answer.status_code, "Chọn nơi tiếp nhận hồ sơ." in body(answer)) == (422, True)
    row = Dossier.objects.get()
    assert "Chọn nơi tiếp nhận hồ sơ." in body(client.get(to("filing_preview", row.pk)))
    for nonsense in ("²", "99999999", "x"):
        sent = typed(OnlineForm.objects.get().version, point=nonsense)
        assert client.post(to("filing_form", row.pk), sent).status_code == 422
    sent = typed(OnlineForm.objects.get().version, point=other.pk)
    assert client.post(to("filing_form", row.pk), sent).status_code == 302
    page = body(client.get(to("filing_form", row.pk)))
    assert f'<option value="{other.pk}" selected>' in page
    for name in ("filing_preview", "filed_list"):
        args = [row.pk] if name == "filing_preview" else []
        assert str(other) in body(client.get(to(name, *args)))
    actions.add_paper(row, by=web.account, order=1, stream=png(), name="don.png")
    client.post(to("filing_hand_in", row.pk))
    assert str(other) in body(client.get(to("filed_detail", row.pk)))
    assert str(other) in body(client.get(to("filed_list")))


def test_two_windows_are_shown_the_counter_by_its_name(web, client_of):
    other, client = second_counter(web.place), client_of(web.account)
    begin = to("filing_begin", web.place.procedure.pk)
    first = saved_by_itself(client, begin, typed(point="")).json()["version"]
    saved_by_itself(client, begin, typed(first, point=other.pk))
    late = body(client.post(begin, typed(first, point=web.place.point.pk)))
    assert f"Nơi tiếp nhận hồ sơ: {other}" in late
    assert f"Nơi tiếp nhận hồ sơ: {web.place.point}" in late


def test_the_pages_say_until_when_a_draft_is_kept(web, client_of):
    client = client_of(web.account)
    begin = body(client.get(to("filing_begin", web.place.procedure.pk)))
    assert "giữ 90 ngày kể từ lần lưu cuối." in begin and "mặc định của phần mềm" not in begin
    row = web.draft()
    for path in (to("filing_form", row.pk), to("filing_papers", row.pk), to("filed_list")):
        assert "06/12/2020" in body(client.get(path))
    actions.hand_in_dossier(row, by=web.account)
    assert "06/12/2020" not in body(client.get(to("filed_list")))
    office = body(client_of(officer(Role.SECRETARY)).get(to("filing_list")))
    assert "90 ngày" in office
    assert "Mặc định của phần mềm" in office


def test_a_wrong_version_number_is_refused(web, client_of):
    client = client_of(web.account)
    answer = client.post(to("filing_begin", web.place.procedure.pk), typed("²"))
    assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_the_next_filing_begins_with_the_same_person(web, client_of):
    web.handed_in()
    page = body(client_of(web.account).get(to("filing_begin", web.place.procedure.pk)))
    assert 'value="089300001234"' in page
    assert "A 123" not in page


def test_a_refused_file_is_told_at_its_paper(web, client_of):
    row = actions.open_draft(web.place.procedure, by=web.account)
    client = client_of(web.account)
    bad = io.BytesIO(b"MZ\x90\x00" + b"0" * 200)
    bad.name = "don.pdf"
    answer = client.post(to("paper_add", row.pk), {"giay_to": "1", "file": bad})
    assert answer.status_code == 422
    assert 'id="tep-1-loi"' in body(answer)
    for nothing in ({"giay_to": "1"}, {"giay_to": "1", "upload": "x"}, {"giay_to": "²"}):
        assert client.post(to("paper_add", row.pk), nothing).status_code == 422
    assert not OnlinePaper.objects.exists()


def test_a_file_is_taken_out_again(web, client_of):
    row = web.draft()
    client, paper = client_of(web.account), OnlinePaper.objects.get()
    answer = client.post(to("paper_drop", paper.pk))
    assert answer.headers["Location"] == f"{to('filing_papers', row.pk)}#giay-to-1"
    assert not OnlinePaper.objects.exists()


def test_an_unfinished_dossier_is_not_handed_in(web, client_of):
    row = actions.open_draft(web.place.procedure, by=web.account)
    client = client_of(web.account)
    last = body(client.get(to("filing_preview", row.pk)))
    assert "Còn thiếu" in last
    assert "Nộp hồ sơ</button>" not in last
    answer = client.post(to("filing_hand_in", row.pk))
    assert answer.status_code == 422
    assert "Hồ sơ chưa đủ" in body(answer)


def test_a_draft_is_thrown_away_after_a_question(web, client_of):
    row = web.draft()
    client = client_of(web.account)
    assert "không lấy lại được" in body(client.get(to("filing_discard", row.pk)))
    assert client.post(to("filing_discard", row.pk)).headers["Location"] == to("filed_list")
    assert not Dossier.objects.exists()


def test_returned_it_shows_what_is_asked_and_goes_the_same_way_again(web, client_of):
    row = web.handed_in()
    client = client_of(web.account)
    with clock.at(at(8)):
        actions.return_for_completion(row, by=web.place.clerk, reason="Đơn thiếu chữ ký.")
        page = body(client.get(to("filed_detail", row.pk)))
        assert "Đơn thiếu chữ ký." in page
        assert to("filing_form", row.pk) in page
        row.refresh_from_db()
        answer = client.post(to("filing_form", row.pk), typed(row.online.version, o_so_hieu="Mới"))
        assert answer.headers["Location"] == to("filing_papers", row.pk)
        form = OnlineForm.objects.get()
        client.post(to("filing_hand_in", row.pk), {"version": form.version})
    row.refresh_from_db()
    assert (row.state, row.submitted_at) == ("submitted", at(8))


def test_a_supplement_is_answered_with_files(web, client_of):
    row = web.asked_for_more()
    client = client_of(web.account)
    with clock.at(at(10)):
        page = body(client.get(to("filed_supplement", row.pk)))
        assert "Thiếu bản sao." in page
        empty = client.post(to("filed_supplement", row.pk), {"note": "Đây"})
        assert empty.status_code == 422
        assert "ít nhất một tệp" in body(empty)
        assert "Đây" in body(empty)
        sent = client.post(to("paper_add", row.pk), {"file": picture("sao.png")})
        assert sent.headers["Location"] == to("filed_supplement", row.pk)
        assert "sao.png" in body(client.get(to("filed_supplement", row.pk)))
        done = client.post(to("filed_supplement", row.pk), {"note": "Đây"})
        assert done.headers["Location"] == to("filed_detail", row.pk)
        assert client.get(to("filed_supplement", row.pk)).status_code == 403
        sent = body(client.get(to("filed_detail", row.pk)))
        assert "Bổ sung lần 1" in sent
        assert "sao.png" in sent
    row.refresh_from_db()
    assert row.state == "in_progress"


def test_the_due_date_the_slip_and_the_result_reach_the_filer(web, client_of):
    row = web.at_work()
    client = client_of(web.account)
    page = body(client.get(to("filed_detail", row.pk)))
    assert "22/9/2020" in page
    assert "Giấy tiếp nhận hồ sơ" in page
    pdf = client.get(to("filed_slip", row.pk, "acceptance"))
    assert pdf.content[:5] == b"%PDF-"
    assert client.get(to("filed_slip", row.pk, "process_control")).status_code == 404
    with clock.at(at(10)):
        actions.propose(row, by=web.place.case)
        row = actions.approve(row, by=web.place.unit_head)
        told = {"title": "Giấy xác nhận", "number": "12/GXN", "signed_on": at(10).date()}
        result = actions.put_result(row, png(), "giay.png", by=web.place.head, **told)
        before = body(client.get(to("filed_detail", row.pk)))
        assert "Giấy xác nhận" not in before
        actions.sign(row, by=web.place.head)
    page = body(client.get(to("filed_detail", row.pk)))
    assert "Giấy xác nhận số 12/GXN" in page
    address = reverse("evidence:file", args=[result.file["version"]])
    assert address in page
    assert status(client, address) == 200
    assert status(client_of(UserFactory(citizen=True)), address) == 404
    with clock.at(at(11)):
        actions.withdraw_result(result, by=web.place.head, reason="Sai số")
    assert status(client, address) == 404


def status(client, address):
    answer = client.get(address)
    b"".join(answer.streaming_content if answer.streaming else [answer.content])
    return answer.status_code


def test_returned_the_filer_is_asked_to_rate_once(web, client_of):
    row = web.handed_in()
    Dossier.objects.filter(pk=row.pk).update(
        state="returned", code="X-1", accepted_at=at(8), finished_at=at(9), returned_at=at(9)
    )
    client = client_of(web.account)
    page = body(client.get(to("filed_detail", row.pk)))
    assert "/ho-so/danh-gia/" in page
    row.refresh_from_db()
    actions.rate(row, level=level(), token=actions.rating_token(row))
    again = body(client.get(to("filed_detail", row.pk)))
    assert "/ho-so/danh-gia/" not in again
    assert "Bạn đã đánh giá" in again


def level():
    """The best level of the scale of today."""
    return next(iter(scale_on(clock.today()).levels))


def test_withdrawn_with_a_reason_and_only_while_it_may_be(web, client_of):
    row = web.handed_in()
    client = client_of(web.account)
    assert client.get(to("filed_withdraw", row.pk)).status_code == 200
    empty = client.post(to("filed_withdraw", row.pk), {"reason": " "})
    assert empty.status_code == 422
    assert "Ghi lý do" in body(empty)
    done = client.post(to("filed_withdraw", row.pk), {"reason": "Nộp nhầm"})
    assert done.headers["Location"] == to("filed_detail", row.pk)
    assert client.get(to("filed_withdraw", row.pk)).status_code == 403


OWN = ["filed_detail", "filing_form", "filing_papers", "filing_preview", "filing_discard",
       "filed_supplement", "filed_withdraw"]  # fmt: skip
POSTED = ["paper_add", "filing_hand_in"]


@pytest.mark.parametrize("name", [*OWN, *POSTED])
def test_nobody_else_gets_to_a_dossier_of_an_account(web, client_of, client, name):
    row = web.draft()
    method = "post" if name in POSTED else "get"
    stranger = UserFactory(citizen=True)
    assert getattr(client_of(stranger), method)(to(name, row.pk)).status_code == 404
    for who in (web.place.clerk, web.place.head, officer(Role.UNIT_HEAD, web.place.unit)):
        answer = getattr(client_of(who), method)(to(name, row.pk))
        assert answer.headers["Location"].startswith(reverse("citizen_sign_in"))
    answer = getattr(client, method)(to(name, row.pk))
    assert answer.headers["Location"].startswith(reverse("citizen_sign_in"))
    paper = OnlinePaper.objects.get()
    assert client_of(UserFactory(citizen=True)).post(to("paper_drop", paper.pk)).status_code == 404


@pytest.mark.parametrize("name", POSTED)
def test_what_writes_is_never_done_by_looking(web, client_of, name):
    assert client_of(web.account).get(to(name, web.draft().pk)).status_code == 405


@pytest.mark.parametrize("name", ["filed_list", "filing_preview", "filed_detail"])
def test_what_is_looked_at_is_not_sent_to(web, client_of, name):
    args = [] if name == "filed_list" else [web.draft().pk]
    assert client_of(web.account).post(to(name, *args)).status_code == 405


def test_pages_cost_the_same_for_one_row_and_for_twenty(
    web, client_of, django_assert_max_num_queries
):
    row = web.handed_in()
    client = client_of(web.account)
    with django_assert_max_num_queries(15):
        client.get(to("filed_list"))
    for number in range(20):
        Dossier.objects.create(
            procedure=web.place.procedure, filed_by=web.account, point=web.place.point,
            state="submitted", code=f"N{number}",
        )  # fmt: skip
    with django_assert_max_num_queries(15):
        client.get(to("filed_list"))
    actions.accept(row, by=web.place.clerk)
    draft = web.draft()
    pages = [("filed_detail", row), *((name, draft) for name in OWN if name.startswith("filing_"))]
    for name, one in pages:
        with django_assert_max_num_queries(15):
            assert client.get(to(name, one.pk)).status_code == 200


def test_a_citizen_gets_none_of_the_pages_of_officers(web, client_of):
    row = web.handed_in()
    client = client_of(web.account)
    assert client.get(row.get_absolute_url()).status_code == 404
    assert client.get(reverse("evidence:item_list")).status_code == 403
    assert client.get(reverse("evidence:item_add")).status_code == 403
