"""An old conclusion as running text: nothing lost in reading, doubts asked, all or nothing."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from congvu.core import clock
from congvu.inspections.models import Finding, Inspection, Recommendation
from congvu.inspections.old_prose import is_table
from congvu.inspections.prose import AreaWords, Kind, UnitNames, read_prose
from congvu.inspections.prose.splitting import clauses
from congvu.inspections.states import Polarity
from tests.inspections.campaigns import moment
from tests.inspections.factories import make_library, make_people
from tests.inspections.old_paper import PAPER, UNITS, make_units

NAMES = UnitNames((pk, names[:2], names[2]) for pk, names in enumerate(UNITS))
OFFICE, HONOUR, JOBS, CENTRE, SCHOOL = range(5)
AREAS = AreaWords(
    [
        (1, ["Cải cách thể chế", "Thể chế"], ["Danh mục văn bản quy phạm pháp luật có đủ không?"]),
        (2, ["Thủ tục hành chính", "Thủ tục"], ["Niêm yết thành phần hồ sơ?", "Sổ theo dõi?"]),
        (3, ["Tài chính công", "Tài chính"], ["Quy chế chi tiêu nội bộ?", "Kiểm kê tài sản?"]),
    ],
    "10 nội dung kiểm tra cải cách hành chính",
)
ALNUM = re.compile(r"[^\W_]+")
STARTS = [
    "Tại Phòng NCC chưa niêm yết", "Ưu điểm:", "II. TỒN TẠI, HẠN CHẾ", "Đoàn kiểm tra đề nghị",
    "vẫn còn một số tồn tại, hạn chế như:", "1.5 tháng", "- số 12/QĐ-SLĐ", "TP. Rạch Giá",
    "Nguyên nhân", "Nơi nhận:", "(a; b)", "ngày 05. 8. 2019", "Phòng Việc làm:", "./.", "a)",
]  # fmt: skip
MARKS = [". ", "; ", ": ", ".\n", "\n", "\r\n\r\n", " ", "./. ", "… ", ", ", "?\t"]
pasted = st.lists(
    st.tuples(st.sampled_from(STARTS) | st.text(max_size=30), st.sampled_from(MARKS)), max_size=25
).map(lambda parts: "".join(a + b for a, b in parts))


def read(text):
    return read_prose(text, NAMES, AREAS)


def taken(text):
    return [line for line in read(text).lines if line.kind == Kind.LIMITATION]


@given(pasted)
def test_every_word_stands_in_a_line_that_is_taken_or_left_out(text):
    lines = read(text).lines
    told = [word for line in lines for word in ALNUM.findall(f"{line.mark} {line.text}")]
    assert [word.casefold() for word in told] == [w.casefold() for w in ALNUM.findall(text)]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.why for line in lines if line.kind == Kind.LEFT_OUT)


@pytest.mark.parametrize(
    "one",
    [
        "Công văn số 12/QĐ-SLĐ ngày 05. 8. 2019 chưa gửi",
        "Tại TP. Rạch Giá, ThS. Nguyễn Văn An và P. Người có công chưa họp",
        "Chậm 1.5 tháng, bằng 12.000.000 đồng",
        "Thiếu sổ (sổ đến; sổ đi) v.v. và biểu mẫu",
        "Trễ hạn tại mục A2.1 của Phụ lục 3.2",
    ],
)
def test_short_words_numbers_and_dates_do_not_end_a_sentence(one):
    assert [part.text for part in clauses(f"{one}. Câu sau.")] == [one, "Câu sau"]


def test_lines_broken_by_a_narrow_page_are_put_together():
    text = "Phòng Người có công chưa niêm yết đầy đủ\nthành phần hồ sơ; sổ theo dõi\ncòn thiếu."
    assert [part.text for part in clauses(text)] == [
        "Phòng Người có công chưa niêm yết đầy đủ thành phần hồ sơ",
        "sổ theo dõi còn thiếu",
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Tại PHÒNG NGƯỜI CÓ CÔNG, trung tâm bảo trợ xã hội chưa", (HONOUR, CENTRE)),
        ("phong Nguoi co cong va TT Bảo trợ", (HONOUR, CENTRE)),
        ("Phòng NCC và Trung tâm BTXH", (HONOUR, CENTRE)),
        ("VP Sở chưa đôn đốc các đơn vị", (OFFICE,)),
        ("thiếu văn phòng phẩm, phòng việc, người có công", ()),
    ],
)
def test_units_are_found_by_their_names_and_nothing_else(text, keys):
    assert NAMES.found(text).keys == keys


def test_a_number_of_units_without_names_is_asked():
    assert NAMES.found("03/05 đơn vị chưa có kế hoạch").doubt
    assert NAMES.found("Một số đơn vị chưa có kế hoạch").doubt
    assert NAMES.found("Hầu hết các đơn vị chưa có kế hoạch").doubt
    assert NAMES.found("03/05 đơn vị (Phòng NCC, Phòng VL) chưa có").doubt
    assert NAMES.found("05/05 đơn vị chưa có kế hoạch").everybody
    assert NAMES.found("Các đơn vị báo cáo còn chậm").everybody


def test_the_example_of_the_trade_is_read():
    text = (
        "Bên cạnh những kết quả đạt được, vẫn còn một số tồn tại: Tại Phòng Người có công, Trung"
        " tâm Bảo trợ xã hội chưa niêm yết thành phần hồ sơ; việc cập nhật sổ theo dõi còn chậm."
        " Đề nghị niêm yết thành phần hồ sơ trước ngày 30/11/2019."
    )
    lines = read(text).lines
    assert [line.kind for line in lines] == [
        Kind.LEFT_OUT, Kind.LIMITATION, Kind.LIMITATION, Kind.REQUEST
    ]  # fmt: skip
    assert [(line.units, line.area) for line in lines[1:3]] == [((HONOUR, CENTRE), 2)] * 2
    assert "theo phần trước" in lines[2].notes[0]
    assert (lines[3].answers, lines[3].due_on) == (2, dt.date(2019, 11, 30))


def test_strengths_causes_and_closing_words_are_left_out_with_their_reason():
    whys = {line.why for line in read(PAPER).lines if line.kind == Kind.LEFT_OUT}
    assert {"Phần mở đầu.", "Ưu điểm.", "Câu dẫn.", "Đề mục.", "Nguyên nhân.", "Phần kết."} < whys
    assert len(taken(PAPER)) == 18
    assert all("chưa" in x.text or "còn" in x.text for x in taken(PAPER))


def test_headings_of_units_hold_for_the_lines_below_them():
    text = (
        "Hạn chế\n1. Phòng Việc làm\n- Chưa kiểm kê tài sản.\n2. Phòng NCC\n- Chưa có sổ theo dõi."
    )
    assert [(line.units, line.area) for line in taken(text)] == [((JOBS,), 3), ((HONOUR,), 2)]


def test_what_sounds_like_a_limitation_elsewhere_is_shown():
    assert taken("Phòng NCC chưa kiểm kê tài sản.")[0].notes
    strengths = read("Ưu điểm\nPhòng NCC đã niêm yết, tuy chưa đủ.").lines
    assert strengths[1].kind == Kind.LEFT_OUT and strengths[1].notes


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Đơn vị\tNội dung\tHạn chế\nNCC\tA1\tChưa niêm yết", True),
        ("<table><tr><td>Đơn vị</td></tr></table>", True),
        ("Nội dung;Hạn chế\nA1;Chưa niêm yết", True),
        ("1.\tPhòng NCC chưa niêm yết; chậm.\n2.\tPhòng VL chưa báo cáo.", False),
        (PAPER, False),
        (", " * 200, False),
    ],
)
def test_a_table_is_told_from_prose(text, table):
    assert is_table(text) is table


# the page


@pytest.fixture
def office(db):
    people, units = make_people(), make_units()
    with clock.at(moment(2020, 8, 3)):
        yield {**people, "units": units, "library": make_library()}


def typed(office, text, **other):
    return {
        "title": "Kiểm tra năm 2019",
        "year": 2019,
        "period_from": "01/01/2019",
        "period_to": "30/9/2019",
        "library_version": office["library"].pk,
        "text": text,
    } | other


TEXT = (
    "Tồn tại, hạn chế:\nPhòng NCC, Phòng VL chưa niêm yết thành phần hồ sơ. Các đơn vị báo cáo"
    " còn chậm.\nKiến nghị:\nPhòng NCC niêm yết thành phần hồ sơ trước ngày 30/10/2019."
)


def answered(client, office, text=TEXT, **other):
    """The page as a browser sends it back, areas chosen."""
    form = client.post(reverse("inspections:old_import"), typed(office, text)).context["prose"]
    told = {name: form[name].value() or "" for name in form.fields}
    area = str(office["library"].areas.first().pk)
    told |= {name: area for name in told if name.startswith("area-")}
    told |= other
    return typed(office, text, verb="enter", **{k: v for k, v in told.items() if v})


def test_reading_asks_what_is_doubtful_and_writes_nothing(office, client_of):
    client = client_of(office["secretary"])
    answer = client.post(reverse("inspections:old_import"), typed(office, TEXT, verb="enter"))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Inspection.objects.exists()
    assert answer.context["wrong"] == [2, 3] and "Chọn nội dung." in page
    assert "tính cả 2 đơn vị nêu trong văn bản" in page


def test_all_is_taken_in_once_the_questions_are_answered(office, client_of):
    client = client_of(office["secretary"])
    answer = client.post(reverse("inspections:old_import"), answered(client, office))
    assert answer.status_code == 302 and answer.url == Inspection.objects.get().get_absolute_url()
    rows = Finding.objects.filter(polarity=Polarity.LIMITATION).values_list("unit__symbol", "text")
    text = "Phòng NCC, Phòng VL chưa niêm yết thành phần hồ sơ"
    late = "Các đơn vị báo cáo còn chậm"
    assert sorted(rows) == [("NCC", late), ("NCC", text), ("VL", late), ("VL", text)]
    asked = Recommendation.objects.get()
    assert (asked.unit.symbol, asked.due_on) == ("NCC", dt.date(2019, 10, 30))
    assert asked.finding.text == text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"units-2": ["999999"]}, "999999"),
        ({"due-5": "", "due_on": ""}, "Ghi hạn, hoặc đánh dấu đã khắc phục"),
        ({"due-5": "31/02/2019"}, "hợp lệ"),
        ({"answers-5": ""}, "Chọn hạn chế, hoặc chuyển thành"),
        ({"kind-2": "left_out"}, "Hạn chế này không phải của Phòng NCC"),
        ({"kind-2": "left_out", "kind-3": "left_out"}, "Không thấy câu nào nêu hạn chế"),
    ],
)
def test_one_wrong_answer_keeps_all_out(office, client_of, change, said):
    client = client_of(office["secretary"])
    if "kind-3" not in change and "kind-2" in change:
        change = change | {"answers-5": "3", "units-3": [str(office["units"][2].pk)]}
    data = answered(client, office, **change)
    answer = client.post(reverse("inspections:old_import"), data)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert answer.context["form"]["text"].value() == TEXT
    assert not Inspection.objects.exists()


def test_a_text_changed_since_is_read_anew(office, client_of):
    client = client_of(office["secretary"])
    data = answered(client, office) | {"text": TEXT.replace("Phòng VL", "Phòng TE")}
    answer = client.post(reverse("inspections:old_import"), data)
    assert answer.status_code == 422 and not Inspection.objects.exists()
    assert answer.context["wrong"] == [2, 3]


def test_two_requests_about_one_limitation_have_one_day(office, client_of):
    more = f"{TEXT} Phòng NCC bổ sung thành phần hồ sơ niêm yết trước ngày 15/11/2019."
    client, address = client_of(office["secretary"]), reverse("inspections:old_import")
    data = answered(client, office, more, **{"answers-6": "2", "kind-6": "request"})
    answer = client.post(address, data)
    assert answer.status_code == 422 and "cùng hạn chế mà khác hạn" in answer.content.decode()
    assert client.post(address, data | {"due-6": "30/10/2019"}).status_code == 302
    asked = Recommendation.objects.get().text.splitlines()
    assert [text.split()[2] for text in asked] == ["niêm", "bổ"]


def test_a_text_that_is_too_long_is_told(office, client_of):
    client, data = client_of(office["secretary"]), typed(office, TEXT * 400)
    answer = client.post(reverse("inspections:old_import"), data)
    assert answer.status_code == 422 and answer.context["form"].errors["text"]


def test_a_request_that_is_done_needs_no_day(office, client_of):
    client = client_of(office["secretary"])
    data = answered(client, office, **{"due-5": "", "due_on": "", "done-5": "on"})
    assert client.post(reverse("inspections:old_import"), data).status_code == 302
    assert Recommendation.objects.get().due_on is None


def test_others_may_not(office, client_of):
    data = typed(office, TEXT, verb="enter")
    assert (
        client_of(office["inspector"]).post(reverse("inspections:old_import"), data).status_code
        == 403
    )
    assert not Inspection.objects.exists()
