"""Minutes taken along as Word, filled in at the unit, saved by LibreOffice, read back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.inspections import actions
from congvu.inspections.models import Finding, Minutes
from congvu.organizations.states import Role
from tests.documents import wordfiles as word
from tests.inspections.campaigns import every_test_at, make_campaign, moment
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
FILLED = {
    "Thời gian bắt đầu": "07 giờ 30, ngày 25/8/2020",
    "Đại diện đơn vị được kiểm tra": "Nguyễn Văn A, Trưởng phòng",
    "Tài liệu đã xem": "Sổ theo dõi hồ sơ",
    "Đánh giá chung": "Đơn vị chuẩn bị chu đáo",
    "Ý kiến của đơn vị được kiểm tra": "Không nhất trí về thời hạn",
    "Thời gian kết thúc": "11 giờ 00",
}
_on_the_day = every_test_at(2020, 8, 25, 11)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).judged())


@pytest.fixture
def visit(campaign):
    return campaign.visits[0]


@pytest.fixture
def client(campaign, client_of):
    return client_of(campaign.secretary)


def url(name: str, *args) -> str:
    return reverse(f"inspections:{name}", args=args)


def blank(client, visit) -> bytes:
    """The form as taken along."""
    return client.get(url("visit_file", visit.pk, "minutes", "docx") + "?trong=1").content


def filled(source: bytes, values: dict[str, str]) -> bytes:
    """Typed over the dots after each label."""
    xml = word.part(source)
    for label, value in values.items():
        place = xml.index(f"{label}: ")
        dots = re.compile(r"…[… ]*").search(xml, place)
        xml = xml[: dots.start()] + value + xml[dots.end() :]
    return word.with_parts(source, **{"word__document.xml": xml})


def put_in(client, visit, data: bytes, name: str = "bien-ban.docx"):
    return client.post(url("minutes_word", visit.pk), {"file": SimpleUploadedFile(name, data)})


def said(response) -> str:
    return response.content.decode()


def taken_over(client, visit, review, **more):
    """Send the review as it stands."""
    form = review.context["form"]
    values = {name: form[name].value() for name in form.fields}
    told = {name: value for name, value in values.items() if value not in (None, False)}
    return client.post(url("minutes_accept", visit.pk), told | more)


def check_read(review) -> None:
    """Everything typed at the unit stands in its field."""
    form = review.context["form"]
    assert form["unit_participants"].value() == "Nguyễn Văn A, Trưởng phòng"
    assert form["papers_seen"].value() == "Sổ theo dõi hồ sơ"
    assert form["unit_opinion"].value() == "Không nhất trí về thời hạn"
    assert form["began_at"].value() == moment(2020, 8, 25, 7, 30).replace(tzinfo=None)
    assert form["ended_at"].value() == moment(2020, 8, 25, 11).replace(tzinfo=None)


def test_what_was_filled_in_is_reviewed_and_taken_over(client, visit):
    assert "trong=1" in said(client.get(url("minutes_word", visit.pk)))
    review = put_in(client, visit, filled(blank(client, visit), FILLED))
    check_read(review)
    assert not Minutes.objects.exists()
    answer = taken_over(client, visit, review, read_aloud="on")
    assert (answer.status_code, answer.url) == (302, url("minutes_detail", visit.pk))
    row = Minutes.objects.get()
    assert (row.unit_participants, row.papers_seen) == (
        ["Nguyễn Văn A, Trưởng phòng"],
        ["Sổ theo dõi hồ sơ"],
    )
    assert (row.began_at, row.ended_at) == (moment(2020, 8, 25, 7, 30), moment(2020, 8, 25, 11))
    assert row.unit_opinion == "Không nhất trí về thời hạn"


@word.soffice
@pytest.mark.slow
def test_a_form_saved_by_libreoffice_is_read_the_same(client, visit, tmp_path):
    source = filled(blank(client, visit), FILLED)
    saved = word.through_libreoffice(source, tmp_path, "docx")
    check_read(put_in(client, visit, saved))


@word.soffice
@pytest.mark.slow
def test_lists_written_before_survive_libreoffice(client, campaign, visit, tmp_path):
    papers = ["Kế hoạch CCHC năm", "Quy chế làm việc"]
    actions.write_minutes(visit, papers_seen=papers, by=campaign.secretary)
    saved = word.through_libreoffice(blank(client, visit), tmp_path, "docx")
    review = put_in(client, visit, saved)
    assert taken_over(client, visit, review).status_code == 302
    assert Minutes.objects.get().papers_seen == papers


def test_notes_under_an_area_become_findings(client, visit):
    source = blank(client, visit)
    before = Finding.objects.filter(visit=visit).count()
    xml = word.part(source)
    dots = re.compile(r"…[… ]*").search(xml, xml.index("Ghi nhận"))
    noted = xml[: dots.start()] + "Niêm yết chưa đủ" + xml[dots.end() :]
    review = put_in(client, visit, word.with_parts(source, **{"word__document.xml": noted}))
    (name,) = [name for name in review.context["form"].fields if name.startswith("note-")]
    assert review.context["form"][name].value() == "Niêm yết chưa đủ"
    assert taken_over(client, visit, review).status_code == 302
    assert Finding.objects.filter(visit=visit).count() == before + 1
    assert Finding.objects.filter(visit=visit, text="Niêm yết chưa đủ").exists()


def test_an_hour_that_is_none_is_marked_doubtful(client, visit):
    wrong = FILLED | {"Thời gian bắt đầu": "sáng sớm"}
    review = put_in(client, visit, filled(blank(client, visit), wrong))
    assert "sáng sớm" in said(review)
    assert review.context["doubtful"]


def test_minutes_of_another_unit_are_refused(client, campaign, visit):
    other = campaign.visits[1]
    refused = put_in(client, visit, filled(blank(client, other), FILLED))
    assert refused.status_code == 422
    assert "không phải bản Word của văn bản" in said(refused)
    assert not Minutes.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b""), ("a.pdf", b"%PDF-1.7"), ("a.docx", b"PK\x03\x04hong")]
)
def test_what_is_no_word_file_is_refused(client, visit, name, data):
    refused = put_in(client, visit, data, name)
    assert refused.status_code == 422
    assert client.post(url("minutes_word", visit.pk), {}).status_code == 422


def test_a_stale_review_writes_nothing(client, campaign, visit):
    actions.write_minutes(visit, general_view="Người khác ghi", by=campaign.head)
    review = put_in(client, visit, filled(blank(client, visit), {}))
    actions.write_minutes(visit, general_view="Ghi thêm", by=campaign.head)
    refused = taken_over(client, visit, review, general_view="Của tôi")
    assert refused.status_code == 409
    assert "Của tôi" in said(refused)
    assert Minutes.objects.get().general_view == "Ghi thêm"


def test_wrong_hours_in_the_review_keep_what_was_typed(client, visit):
    review = put_in(client, visit, filled(blank(client, visit), FILLED))
    refused = taken_over(client, visit, review, ended_at="25/8/2020 06:00")
    assert refused.status_code == 422
    assert "Sổ theo dõi hồ sơ" in said(refused)
    assert not Minutes.objects.exists()


def test_others_take_no_minutes_over(campaign, visit, outsider, client_of):
    for user, status in ((campaign.inspector, 403), (outsider, 404)):
        assert client_of(user).get(url("minutes_word", visit.pk)).status_code == status
        assert client_of(user).post(url("minutes_accept", visit.pk)).status_code == status
    assert client_of(campaign.secretary).get(url("minutes_accept", visit.pk)).status_code == 405
    assert client_of(campaign.secretary).put(url("minutes_word", visit.pk)).status_code == 405
    unit_head = officer(Role.UNIT_HEAD, visit.unit)
    assert client_of(unit_head).get(url("minutes_word", visit.pk)).status_code == 403


def test_signed_minutes_are_read_back_no_more(client_of):
    campaign = make_campaign(units=1).minuted()
    client = client_of(campaign.secretary)
    assert client.get(url("minutes_word", campaign.visits[0].pk)).status_code == 409
    assert client.post(url("minutes_accept", campaign.visits[0].pk), {}).status_code == 409
