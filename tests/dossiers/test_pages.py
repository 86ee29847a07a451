"""Pages: what one works on, nothing of others; a list read, corrected, taken in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.core import clock
from congvu.core.search import fold
from congvu.dossiers import actions
from congvu.dossiers.forms.lists import asked_as
from congvu.dossiers.lists.columns import LABELS
from congvu.dossiers.models import Dossier, ImportRun, SourceSystem
from congvu.dossiers.states import RunState
from congvu.organizations.states import Role
from tests.dossiers.factories import at, dossier_at
from tests.dossiers.lists import row, workbook
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
LIST = reverse("dossiers:dossier_list")
ADD = reverse("dossiers:run_add")


def file(*rows, name="ds.xlsx"):
    return SimpleUploadedFile(name, workbook(rows or [row(1)]))


def staged(client, *rows, **fields):
    answer = client.post(ADD, {"name": "Một cửa tỉnh", "file": file(*rows)} | fields)
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def test_the_list_shows_what_one_works_on_nearest_first(place, client_of):
    late, early = place.at_work(at(10)), place.at_work(at(8))
    page = client_of(place.case).get(LIST).content.decode()
    assert page.index(early.code) < page.index(late.code)
    for user in (place.colleague, officer(Role.UNIT_HEAD), officer(Role.VIEWER)):
        assert early.code not in client_of(user).get(LIST).content.decode()


@pytest.mark.parametrize(
    "asked,shown",
    [
        ("nhom=qua-han", True), ("nhom=cua-toi", True), ("nhom=tam-dung", False),
        ("nhom=xong", False), ("nhom=tat-ca", True), ("nhom=x&don_vi=x&trang_thai=x", True),
        ("q=nguyen", True), ("q=H33", True), ("q=H99", False), ("trang_thai=in_progress", True),
        ("trang_thai=stopped", False), ("sau=hong", True), ("sau=2020-01-01_1&truoc=", True),
    ],
)  # fmt: skip
def test_groups_and_filters(place, client_of, asked, shown):
    dossier = place.at_work()
    page = client_of(place.case).get(f"{LIST}?{asked}").content.decode()
    assert (dossier.code in page) is shown


def test_a_name_is_searched_for_in_the_body_of_a_request_only(place, client_of):
    dossier, client = place.at_work(), client_of(place.case)
    for words, shown in (("nguyen", True), ("khong co", False)):
        answer = client.post(LIST, {"q": words, "nhom": "tat-ca"})
        page = answer.content.decode()
        assert answer.status_code == 200 and (dossier.code in page) is shown
        assert f'value="{words}"' in page and "no-store" in answer["Cache-Control"]
        assert f"q={words.split()[0]}" not in page
    page = client.get(f"{LIST}?q=khong+co").content.decode()
    assert dossier.code in page and 'value="khong co"' not in page


def test_a_code_and_the_filters_stand_in_the_address(place, client_of):
    dossier, client = place.at_work(), client_of(place.case)
    answer = client.post(LIST, {"q": f" {dossier.code} ", "nhom": "tat-ca", "don_vi": "",
                                "trang_thai": "in_progress"})  # fmt: skip
    wanted = f"{LIST}?nhom=tat-ca&q={dossier.code}&trang_thai=in_progress"
    assert answer.status_code == 302 and answer.url == wanted
    assert dossier.code in client.get(wanted).content.decode()
    scanned = client.post(LIST, {"q": f"https://a.vn/tra-cuu/?ma={dossier.code}"})
    assert scanned.url == f"{LIST}?q={dossier.code}"


def test_a_search_by_name_says_when_there_are_more(place, client_of, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.views.common.PAGE", 1)
    place.at_work(), place.at_work()
    page = client_of(place.case).post(LIST, {"q": "nguyen"}).content.decode()
    assert "Mới hiện 1 hồ sơ đầu" in page and "Trang sau" not in page


def test_what_is_looked_for_is_found_in_whatever_group_it_is(place, client_of):
    dossier, client = place.at_work(), client_of(place.case)
    page = client.get(f"{LIST}?nhom=xong&q={dossier.code}").content.decode()
    assert dossier.code in page and "Không có trong nhóm “Có kết quả”" in page
    page = client.post(LIST, {"nhom": "tam-dung", "q": "nguyen"}).content.decode()
    assert dossier.code in page and "Không có trong nhóm “Tạm dừng" in page
    assert "Không có trong nhóm" not in client.get(f"{LIST}?nhom=xong").content.decode()
    hidden = client_of(place.colleague).get(f"{LIST}?nhom=xong&q={dossier.code}")
    assert hidden.context["lines"] == []


def test_what_has_no_due_date_has_a_group_of_its_own(place, client_of):
    refused = dossier_at(place.clerk, place.unit, state="refused", due_at=None, accepted_at=None)
    dated, client = place.at_work(), client_of(place.clerk)
    page = client.get(f"{LIST}?nhom=khong-han").content.decode()
    assert refused.code in page and dated.code not in page
    assert refused.code not in client.get(f"{LIST}?nhom=tat-ca").content.decode()
    assert refused.code in client.get(f"{LIST}?q={refused.code}").content.decode()
    waiting = dossier_at(
        place.clerk, place.unit, state="submitted", due_at=None, accepted_at=None,
        submitted_at=clock.now(),
    )  # fmt: skip
    assert waiting.code not in client.get(f"{LIST}?nhom=khong-han").content.decode()


def test_a_long_list_is_walked_both_ways(place, client_of, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.views.common.PAGE", 2)
    codes = [place.at_work(at(8, hour=7 + n)).code for n in range(3)]
    client = client_of(place.case)
    first = client.get(LIST)
    assert codes[1] in first.content.decode() and codes[2] not in first.content.decode()
    second = client.get(LIST, {"sau": first.context["next_cursor"]})
    assert codes[2] in second.content.decode() and "next_cursor" not in second.context
    back = client.get(LIST, {"truoc": second.context["previous_cursor"]})
    assert [one["row"].code for one in back.context["lines"]] == codes[:2]


@pytest.mark.parametrize("many", [1, 20])
def test_the_list_and_the_detail_cost_the_same(
    place, client_of, many, django_assert_max_num_queries
):
    for _ in range(many):
        dossier_at(place.clerk, place.unit, holder=place.case)
    client = client_of(place.case)
    with django_assert_max_num_queries(15):
        client.get(LIST)
    with django_assert_max_num_queries(15):
        client.get(reverse("dossiers:difference_list"))
    with django_assert_max_num_queries(15):
        client.get(Dossier.objects.first().get_absolute_url())


def test_the_detail_tells_the_life_and_why_this_day(
    place, client_of, django_assert_max_num_queries
):
    dossier = place.at_work()
    with clock.at(at(10)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu giấy khai sinh")
    with clock.at(at(17)):
        actions.receive_supplement(dossier, by=place.clerk)
    client = client_of(place.case)
    with django_assert_max_num_queries(15):
        page = client.get(dossier.get_absolute_url()).content.decode()
    for words in ("Thiếu giấy khai sinh", "Thời hạn 10 ngày làm việc", "29/9/2020", "<svg",
                  "khi tiếp nhận hẹn 22/9/2020", "chờ bổ sung hồ sơ"):  # fmt: skip
        assert words in page
    assert "style=" not in page


def test_a_stranger_finds_nothing_and_nobody_posts(place, client_of):
    dossier = place.at_work()
    path = dossier.get_absolute_url()
    for user in (place.colleague, officer(Role.UNIT_HEAD), officer(Role.ADMINISTRATOR)):
        assert client_of(user).get(path).status_code == 404
    assert client_of(place.case).post(path).status_code == 405
    assert (
        client_of(place.case).get(reverse("dossiers:dossier_detail", args=[0])).status_code == 404
    )


def test_a_list_is_read_then_taken_in(place, client_of, django_assert_max_num_queries):
    client = client_of(place.clerk)
    run = staged(client, row(1), row(2, due=""))
    assert run.state == RunState.WAITING and run.file and not Dossier.objects.exists()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "2 hồ sơ mới" in page and "Ngày tiếp nhận" in page
    answer = client.post(reverse("dossiers:run_take_in", args=[run.pk]), follow=True)
    assert "Đã nhập: 2 hồ sơ mới" in answer.content.decode()
    run.refresh_from_db()
    assert (run.state, run.created, bool(run.file)) == (RunState.TAKEN_IN, 2, False)
    again = client.post(reverse("dossiers:run_take_in", args=[run.pk]))
    assert again.status_code == 409 and Dossier.objects.count() == 2
    fact = Dossier.objects.first()
    head = client_of(place.head)
    with django_assert_max_num_queries(15):
        page = head.get(fact.get_absolute_url()).content.decode()
    assert "Hồ sơ nhập từ Một cửa tỉnh" in page and "không sửa ở đây" in page.lower()
    page = client_of(place.head).get(reverse("dossiers:run_list")).content.decode()
    assert "ds.xlsx" in page


def test_the_file_goes_when_the_list_is_done(place, client_of, django_capture_on_commit_callbacks):
    client = client_of(place.clerk)
    for name in ("run_take_in", "run_discard"):
        run = staged(client, name=f"Hệ thống {name}")
        stored, path = run.file.storage, run.file.name
        assert stored.exists(path)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse(f"dossiers:{name}", args=[run.pk]))
        assert not stored.exists(path)
    assert Dossier.objects.count() == 1
    run.refresh_from_db()
    assert run.state == RunState.DISCARDED


def test_problems_are_shown_and_nothing_is_written(place, client_of):
    client = client_of(place.clerk)
    run = staged(client, row(1), row(2, received="31/02/2020"))
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Có 1 chỗ chưa đúng" in page and "Không có ngày 31/02/2020" in page
    assert client.post(reverse("dossiers:run_take_in", args=[run.pk])).status_code == 422
    assert not Dossier.objects.exists()


def test_words_are_given_a_meaning_on_the_page(place, client_of):
    client = client_of(place.clerk)
    run = staged(client, row(1, state="Xong hẳn", unit="P. NCC", channel="Kiosk"))
    assert "Hình thức nộp “Kiosk”" in client.get(run.get_absolute_url()).content.decode()
    assert "Trạng thái “Xong hẳn”" in client.get(run.get_absolute_url()).content.decode()
    path = reverse("dossiers:run_map", args=[run.pk])
    done, here, how = (
        asked_as("word", "Xong hẳn"),
        asked_as("unit", "P. NCC"),
        asked_as("channel", "Kiosk"),
    )
    assert client.post(path, {done: "gone"}).status_code == 422
    client.post(path, {done: "returned", here: "", how: "online"})
    client.post(path, {here: str(place.unit.pk)})
    run.refresh_from_db()
    assert run.findings["good"] and run.created == 1
    system = SourceSystem.objects.get()
    assert (system.words, system.channels) == ({"xong han": "returned"}, {"kiosk": "online"})
    client.post(reverse("dossiers:run_take_in", args=[run.pk]))
    page = client_of(place.head).get(Dossier.objects.get().get_absolute_url()).content.decode()
    assert "Hình thức nộp ở nguồn</dt><dd>Kiosk" in page


TWO_ROWS = """SỞ X;;;;
Ký hiệu;Việc;Thời gian;;Ghi
;;Vào;Ra;
(1);(2);(3);(4);(5)
A-1;Cấp giấy;08/09/2020;21/09/2020;
A-2;Cấp giấy;08/09/2020;;
Tổng cộng;2;;;
"""


def csv_list(text=TWO_ROWS):
    return SimpleUploadedFile("cu.csv", text.encode())


def test_columns_nobody_knows_are_chosen_on_the_page_and_remembered(place, client_of):
    client = client_of(place.clerk)
    client.post(ADD, {"name": "Phần mềm cũ", "file": csv_list()})
    run = ImportRun.objects.get()
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Chưa đọc được dòng nào" in page and page.count("button-primary") == 1
    assert "Thời gian › Vào" in page and "Không thấy cột: Mã hồ sơ" in page
    path = reverse("dossiers:run_columns", args=[run.pk])
    rest = dict.fromkeys(LABELS, "-")
    mapped = rest | {"code": "Ký hiệu", "received_at": "Thời gian › Vào"}
    twice = client.post(path, mapped | {"due_at": "Thời gian › Vào"})
    assert twice.status_code == 422 and "đã chọn cho ngày tiếp nhận" in twice.content.decode()
    for wrong in ({"code": ""}, {"code": "-"}, {"due_at": "Không có"}):
        assert client.post(path, mapped | wrong).status_code == 422
    assert client.post(path, mapped | {"finished_at": "Thời gian › Ra"}).status_code == 302
    run.refresh_from_db()
    assert run.findings["good"] and run.created == 2
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Dòng tổng cộng, không nhập." in page and "Dòng 7" in page
    assert "Cột nhận chưa đúng? Chọn lại" in page
    client.post(reverse("dossiers:run_take_in", args=[run.pk]))
    again = client.post(ADD, {"source": run.source_id, "file": csv_list()}, follow=True)
    assert "giữ nguyên 2" in again.content.decode()


def test_a_column_that_went_away_is_asked_for_on_the_page(place, client_of):
    client = client_of(place.clerk)
    head = "Mã hồ sơ;Ngày tiếp nhận;{}\nA-1;08/09/2020;22/09/2020\n"
    client.post(ADD, {"name": "Cũ", "file": csv_list(head.format("Hẹn trả"))})
    run = ImportRun.objects.get()
    client.post(reverse("dossiers:run_take_in", args=[run.pk]))
    client.post(ADD, {"source": run.source_id, "file": csv_list(head.format("Trả dân"))})
    run = ImportRun.objects.latest("pk")
    page = client.get(run.get_absolute_url()).content.decode()
    assert "tệp này không còn" in page and page.count("button-primary") == 1
    path = reverse("dossiers:run_columns", args=[run.pk])
    answers = {"code": "Mã hồ sơ", "received_at": "Ngày tiếp nhận"}
    rest = dict.fromkeys(LABELS, "-") | answers
    client.post(path, rest | {"due_at": ""})  # not answered: asked again
    run.refresh_from_db()
    assert not run.findings["good"]
    client.post(path, rest | {"due_at": "-"})
    run.refresh_from_db()
    assert run.findings["good"] and "due_at" not in run.source.columns
    client.post(reverse("dossiers:run_take_in", args=[run.pk]))
    assert Dossier.objects.get().source_due_at == at(22, 9, 0)


def test_a_page_opened_before_a_colleague_answered_answers_for_its_own_words(place, client_of):
    client = client_of(place.clerk)
    run = staged(client, row(1, state="Xong hẳn"), row(2, state="Đợi sếp"))
    path = reverse("dossiers:run_map", args=[run.pk])
    first, second = sorted(run.findings["unknown_states"])
    actions.map_list(run, by=place.clerk, words={first: "returned"})
    late = {asked_as("word", first): "awaiting_signature"}  # of the page seen before
    told = client.post(path, late, follow=True).content.decode()
    assert "1 từ đã có người trả lời trước" in told
    assert SourceSystem.objects.get().words == {fold(first): "returned"}
    told = client.post(path, {asked_as("word", second): "awaiting_signature"}, follow=True)
    assert "trả lời trước" not in told.content.decode()
    assert SourceSystem.objects.get().words[fold(second)] == "awaiting_signature"


def test_what_is_remembered_of_a_system_is_put_right_or_forgotten(place, client_of):
    client = client_of(place.clerk)
    run = staged(client, row(1, state="Xong hẳn", channel="Kiosk", unit="P. NCC"))
    actions.map_list(run, by=place.clerk, words={"Xong hẳn": "returned"},
                     channels={"Kiosk": "online"}, units={"P. NCC": place.unit.pk})  # fmt: skip
    client.post(reverse("dossiers:run_take_in", args=[run.pk]))
    source = SourceSystem.objects.get()
    path = reverse("dossiers:source_edit", args=[source.pk])
    assert path in client.get(reverse("dossiers:run_list")).content.decode()
    page = client.get(path).content.decode()
    assert "Thời gian › Hẹn trả" in page and "Hình thức nộp “kiosk”" in page
    form = {f"column_{name}": word for name, word in source.columns.items()}
    form |= {asked_as("word", "xong han"): "", asked_as("channel", "kiosk"): "post"}
    form[asked_as("unit", "p. ncc")] = str(place.unit.pk)
    form |= {"column_due_at": "Hạn", "column_fee": "-", "column_point": "", "version": "1"}
    assert client.post(path, form).status_code == 409
    form["version"] = str(source.version)
    assert client.post(path, form | {"column_code": "-"}).status_code == 422
    assert client.post(path, form).status_code == 302
    source.refresh_from_db()
    assert (source.words, source.channels) == ({}, {"kiosk": "post"})
    assert source.columns["due_at"] == "Hạn" and source.columns["fee"] == ""
    assert "point" not in source.columns and source.units == {"p. ncc": place.unit.pk}
    assert client_of(place.case).get(path).status_code == 403


@pytest.mark.parametrize(
    "fields,part",
    [
        ({"name": ""}, "Chọn hệ thống nguồn"),
        ({"file": ""}, "bắt buộc"),
        ({"file": SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")}, "kiểu cũ"),
        ({"file": SimpleUploadedFile("a.csv", b"1;2\n3;4\n")}, "Không thấy cột"),
    ],
)
def test_a_bad_upload_says_what_to_do_and_keeps_what_was_typed(place, client_of, fields, part):
    answer = client_of(place.clerk).post(ADD, {"name": "Hệ thống A", "file": file()} | fields)
    page = answer.content.decode()
    assert answer.status_code == 422 and part in page
    assert not SourceSystem.objects.exists()
    assert fields.get("name", "Hệ thống A") in page


def test_too_long_a_list_is_sent_to_the_command(place, client_of, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.actions.lists.MOST_ROWS", 1)
    answer = client_of(place.clerk).post(ADD, {"name": "A", "file": file(row(1), row(2))})
    assert answer.status_code == 422 and "import-dossiers" in answer.content.decode()


def test_only_those_who_answer_for_lists_come_in(place, client_of):
    run = staged(client_of(place.clerk))
    paths = [ADD, run.get_absolute_url(), reverse("dossiers:run_list")]
    for user in (place.case, place.unit_head, officer(Role.ADMINISTRATOR)):
        client = client_of(user)
        assert all(client.get(path).status_code in (403, 404) for path in paths)
        for name in ("run_map", "run_columns", "run_take_in", "run_discard"):
            path = reverse(f"dossiers:{name}", args=[run.pk])
            assert client.post(path).status_code in (403, 404)
    for name in ("run_map", "run_columns", "run_take_in", "run_discard"):
        path = reverse(f"dossiers:{name}", args=[run.pk])
        assert client_of(place.clerk).get(path).status_code == 405


def test_differences_are_a_list(place, client_of):
    run = staged(client_of(place.clerk), row(1, procedure="9.9", name="Khác"))
    client_of(place.clerk).post(reverse("dossiers:run_take_in", args=[run.pk]))
    path = reverse("dossiers:difference_list")
    page = client_of(place.head).get(path).content.decode()
    assert "200908-0001" in page and "Thủ tục chưa có trong danh mục" in page
    other = client_of(place.head).get(f"{path}?loai=ours_later").content.decode()
    assert "200908-0001" not in other
    assert "200908-0001" not in client_of(place.case).get(path).content.decode()
