"""Pages: what one works on, nothing of others; verbs with what they ask; lists taken in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from congvu.core import clock
from congvu.core.models import LogEntry
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.forms.verbs import VerbForm
from congvu.petitions.models import Petition
from congvu.petitions.states import VERB_LABELS, PetitionState
from tests.dossiers.factories import at
from tests.organizations.factories import officer
from tests.petitions.factories import NAME, PHONE, REPLY, petition_at

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("petitions:petition_list"), reverse("petitions:petition_add")
IMPORT = reverse("petitions:import_page")


def verb(row, name):
    return reverse("petitions:petition_verb", args=[row.pk, name])


def test_a_petition_is_given_to_one_of_a_list_by_name(place):
    names = ["Phan Văn Yên", "Bùi Thị Lan", "Lê Văn Minh"]
    for name in names:
        officer(Role.CASE_OFFICER, place.unit, full_name=name)
    people = VerbForm("hand_to", place.assigned(3), place.unit_head).fields["to"].queryset
    assert [one.full_name for one in people if one.full_name in names] == sorted(names)


def test_the_list_shows_what_one_works_on_nearest_first(place, client_of):
    late, early = place.assigned(3), place.assigned(1)
    page = client_of(place.contact).get(LIST).content.decode()
    assert page.index(early.code) < page.index(late.code)
    assert NAME not in page and "Trần T. B. H." in page
    for user in (place.worker, officer(Role.UNIT_HEAD, place.other), officer(Role.VIEWER)):
        assert early.code not in client_of(user).get(LIST).content.decode()


@pytest.mark.parametrize(
    "asked,shown",
    [
        ("", True), ("nhom=qua-han", True), ("nhom=cua-toi", True), ("nhom=da-tra-loi", False),
        ("nhom=cong-khai", False), ("nhom=tat-ca", True), ("nhom=x&don_vi=x&loai=x", True),
        ("q=huong+dan", True), ("q=khong+co", False), ("loai=conduct", True),
        ("loai=proposal", False), ("don_vi=999999", False), ("sau=x", True),
        ("so_lieu=on_time&nam=2020&thang=9", False), ("so_lieu=x&nam=y", True),
        ("so_lieu=due&nam=99999999999", True),
    ],
)  # fmt: skip
def test_groups_and_filters(place, client_of, asked, shown):
    row = place.assigned()
    page = client_of(place.contact).get(f"{LIST}?{asked}").content.decode()
    assert (row.code in page) is shown


@pytest.mark.parametrize("many", [1, 20])
def test_pages_cost_the_same(place, client_of, many, django_assert_max_num_queries):
    for _ in range(many):
        row = petition_at(place.clerk, place.unit)
    client = client_of(place.head)
    pages = (LIST, row.get_absolute_url(), reverse("petitions:figures"), verb(row, "extend"),
             reverse("petitions:petition_export"))  # fmt: skip
    for path in pages:
        with django_assert_max_num_queries(15):
            assert client.get(path, {"nam": 2020} if "so-lieu" in path else {}).status_code == 200


def test_somebody_is_written_into_the_book(place, client_of):
    client = client_of(place.clerk)
    sent = {
        "at": place.counter.pk, "channel": "phone", "subject": "Chờ lâu", "content": "Chờ ba giờ",
        "sender_kind": "person", "sender_name": NAME, "sender_phone": PHONE,
        "received_at": "09:30 01/9/2020",
    }  # fmt: skip
    assert client.get(ADD).status_code == 200
    with clock.at(at(2)):
        wrong = client.post(ADD, sent | {"sender_phone": "12", "content": ""})
        assert wrong.status_code == 422 and "Chờ lâu" in wrong.content.decode()
        wrong = client.post(ADD, sent | {"subject": f"{NAME} chờ lâu"})
        assert wrong.status_code == 422 and "bỏ “Trần Thị Bích Hạnh”" in wrong.content.decode()
        elsewhere = client.post(ADD, sent | {"at": place.unit.pk})
        assert elsewhere.status_code == 422 and not Petition.objects.exists()
        answer = client.post(ADD, sent, follow=True)
    page = answer.content.decode()
    assert "Đã vào sổ PAKN-2020-0001" in page and "0xx xxx 5678" in page and PHONE not in page


def test_the_whole_way_by_its_pages(place, client_of):
    row = place.received()
    steps = [
        (place.secretary, "classify", {"kind": "conduct", "about_unit": place.other.pk}),
        (place.secretary, "assign",
         {"unit": place.unit.pk, "working_days": 15, "basis": row.limit_basis}),
        (place.unit_head, "hand_to", {"to": place.worker.pk}),
        (place.worker, "propose", {"answer": REPLY, "outcome": "explained"}),
        (place.head, "send_back", {"reason": "Nêu rõ điều luật"}),
        (place.contact, "propose", {"answer": REPLY, "outcome": "explained"}),
        (place.head, "extend", {"until": "30/9/2020", "reason": "Chờ họp"}),
        (place.head, "answer", {"number": "15/SLĐTBXH-VP", "dated_on": "08/9/2020"}),
        (place.clerk, "record_satisfaction", {"satisfaction": "satisfied"}),
        (place.secretary, "publish", {"question": "Chờ lâu", "answer": "Đã chấn chỉnh"}),
        (place.secretary, "unpublish", {"reason": "Đăng nhầm"}),
        (place.head, "forget", {"reason": "Hết hạn lưu trữ"}),
    ]  # fmt: skip
    with clock.at(at(8)):
        for user, name, sent in steps:
            client = client_of(user)
            asked = client.get(verb(row, name))
            assert asked.status_code == 200, name
            answer = client.post(verb(row, name), sent, follow=True)
            assert answer.status_code == 200, answer.content.decode()
            assert f"Đã ghi “{VERB_LABELS[name]}”" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == PetitionState.ANSWERED and row.lateness == "on_time" and row.forgotten_at


def test_the_other_ends_by_their_pages(place, client_of):
    client = client_of(place.secretary)
    for name, sent, state in (
        ("forward", {"to": "Sở Y tế"}, "forwarded"),
        ("refuse", {"refusal": "complaint", "note": "Đã hướng dẫn"}, "refused"),
        ("withdraw", {"reason": "Điện thoại ngày 08/9"}, "withdrawn"),
    ):
        row = place.received()
        page = client.post(verb(row, name), sent, follow=True).content.decode()
        row.refresh_from_db()
        assert row.state == state and row.code in page


def test_a_refused_form_keeps_what_was_typed(place, client_of):
    row = place.answered()
    client = client_of(place.secretary)
    assert "[người gửi]" in client.get(verb(row, "publish")).content.decode()
    answer = client.post(
        verb(row, "publish"), {"question": f"Bà {NAME} hỏi", "answer": "Ông Lê Ba"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and f"Bà {NAME} hỏi" in page and "tên người gửi" in page
    answer = client.post(verb(row, "publish"), {"question": "Hỏi", "answer": "Ông Lê Ba đáp"})
    assert answer.status_code == 422 and "có thể là tên người" in answer.content.decode()
    sent = {"question": "Hỏi", "answer": "Ông Lê Ba đáp", "confirmed": "on"}
    assert client.post(verb(row, "publish"), sent).status_code == 302


def test_a_stale_form_is_refused_with_its_text(place, client_of):
    row = place.received()
    actions.edit(row, by=place.clerk, subject="Trích yếu mới")
    sent = {"kind": "other", "version": "1"}
    answer = client_of(place.secretary).post(verb(row, "classify"), sent)
    assert answer.status_code == 409 and "người khác sửa" in answer.content.decode()


def test_editing_with_masks_changes_no_number(place, client_of):
    row = place.received()
    client = client_of(place.clerk)
    page = client.get(verb(row, "edit"))
    sent = {k: v or "" for k, v in page.context["form"].initial.items() if k != "procedure"}
    assert sent["sender_phone"] == "0xx xxx 5678"
    assert client.post(verb(row, "edit"), sent | {"subject": "Sửa lại"}).status_code == 302
    row = Petition.objects.get(pk=row.pk)
    assert row.subject == "Sửa lại" and row.sender_phone.clear == PHONE


def test_wrong_times_wrong_people_unknown_verbs(place, client_of):
    row = place.received()
    assert client_of(place.head).get(verb(row, "answer")).status_code == 409
    assert client_of(place.clerk).get(verb(row, "classify")).status_code == 403
    assert client_of(place.head).get(verb(row, "fly")).status_code == 404
    assert client_of(place.unit_head).get(verb(row, "classify")).status_code == 404
    assert client_of(place.head).post(row.get_absolute_url()).status_code == 405
    assert client_of(place.head).put(verb(row, "classify")).status_code == 405


def test_a_number_is_shown_once_and_logged(place, client_of):
    row = place.received(content="Chờ lâu")
    path = reverse("petitions:petition_unmask", args=[row.pk])
    client = client_of(place.clerk)
    refused = client.post(path, {"field": "sender_phone", "reason": ""})
    assert refused.status_code == 422 and PHONE not in refused.content.decode()
    answer = client.post(path, {"field": "sender_phone", "reason": "Gọi lại"})
    assert PHONE in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert LogEntry.objects.filter(action="core.unmask", reason="Gọi lại").count() == 1
    assert PHONE not in client.get(row.get_absolute_url()).content.decode()
    assert client_of(place.contact).post(path, {"field": "sender_phone"}).status_code == 404


def test_the_book_goes_out_without_names_in_full(place, client_of):
    place.answered()
    answer = client_of(place.head).get(reverse("petitions:petition_export"), {"nhom": "tat-ca"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[1][0] == "PAKN-2020-0001" and rows[1][11] == "Đúng hạn"
    assert NAME not in str(rows) and PHONE not in str(rows)


HEAD = "Mã\tNgày tiếp nhận\tTiêu đề\tNgười gửi\tĐiện thoại\tĐơn vị xử lý\tNgày trả lời\tTrả lời\n"


def listed(*lines, name="pakn.csv"):
    return SimpleUploadedFile(name, (HEAD + "\n".join(lines)).encode())


def test_a_list_is_read_then_taken_in(place, client_of):
    client = client_of(place.clerk)
    lines = [
        f"A1\t01/9/2020\tChờ lâu ở quầy\t{NAME}\t{PHONE}\t{place.unit.name}\t10/9/2020\tĐã xin lỗi",
        "A2\t02/9/2020\tMẫu đơn khó hiểu\t\t\t\t\t",
    ]
    sent = {"source": "PAKN quốc gia", "at": place.counter.pk}
    with clock.at(at(12)):
        page = client.post(IMPORT, sent | {"file": listed(*lines)})
        assert page.status_code == 200 and not Petition.objects.exists()
        assert "2 dòng đọc được hết" in page.content.decode()
        packed = sent | {"packed": page.context["packed"]}
        done = client.post(IMPORT, packed, follow=True).content.decode()
        assert "Đã nhập: 2 mới, 0 cập nhật, 0 không đổi." in done
        again = client.post(IMPORT, packed, follow=True).content.decode()
        assert "Đã nhập: 0 mới, 0 cập nhật, 2 không đổi." in again
    fact = Petition.objects.get(source_code="A1")
    assert (fact.state, fact.fact, fact.unit) == ("answered", True, place.unit)
    assert Petition.objects.get(source_code="A2").state == "received"
    page = client_of(place.head).get(fact.get_absolute_url()).content.decode()
    assert "Không sửa ở đây" in page


@pytest.mark.parametrize(
    "line,words",
    [
        ("A1\t31/02/2020\tX\t\t\t\t\t", "Không có ngày"),
        ("A1\t01/9/2020\t\t\t\t\t\t", "Thiếu trích yếu"),
        ("A1\t01/9/2020\tX\t\t12\t\t\t", "điện thoại"),
        ("A1\t01/9/2020\tX\t\t\tPhòng Lạ\t\t", "Không có đơn vị"),
        ("A1\t10/9/2020\tX\t\t\t\t01/9/2020\t", "trước ngày tiếp nhận"),
        ("A1\t01/9/2020\tX\t\t\t\t\tĐã trả lời", "thiếu ngày trả lời"),
        ("A1\t01/9/2020\tX\t\t\t\t\t\nA1\t01/9/2020\tY\t\t\t\t\t", "Trùng với dòng"),
    ],
)
def test_a_doubtful_list_is_shown_and_nothing_is_written(place, client_of, line, words):
    sent = {"source": "PAKN", "at": place.counter.pk, "file": listed(line)}
    page = client_of(place.clerk).post(IMPORT, sent)
    assert page.status_code == 422 and words in page.content.decode()
    assert not Petition.objects.exists()


def test_what_comes_back_broken_is_refused(place, client_of):
    client = client_of(place.clerk)
    for packed in ("xxx", "eJw=", "A" * 2_000_001):
        page = client.post(IMPORT, {"source": "PAKN", "at": place.counter.pk, "packed": packed})
        assert page.status_code in (400, 422)
    page = client.post(IMPORT, {"source": "", "at": place.counter.pk})
    assert page.status_code == 422
    sheet = load_workbook(io.BytesIO(client.get(f"{IMPORT}mau/").content))
    assert sheet.sheetnames == ["Phản ánh, kiến nghị", "Hướng dẫn"]


def test_the_template_can_be_taken_in_as_it_is(place, client_of):
    client = client_of(place.clerk)
    book = SimpleUploadedFile("mau.xlsx", client.get(f"{IMPORT}mau/").content)
    page = client.post(IMPORT, {"source": "PAKN", "at": place.counter.pk, "file": book})
    assert page.status_code == 200, page.context["problems"]
    assert "1 dòng đọc được hết" in page.content.decode()
