"""Last year's wording in this year's draft: what fits comes along, what does not stays behind."""

import datetime as dt

import pytest
from django.urls import reverse

from congvu.core.errors import NotAllowed, WrongState
from congvu.inspections import actions
from congvu.inspections.outputs import draft_text
from congvu.inspections.states import DocumentKind
from tests.inspections.campaigns import announce_years, make_campaign

pytestmark = pytest.mark.django_db
OWN = "Đoàn kiểm tra làm việc theo quy chế năm 2020 của Sở."


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).scheduled())


@pytest.fixture
def fresh(campaign):
    """The campaign of the year after."""
    announce_years(2022)
    plan = actions.copy_plan(campaign.plan, year=2021, by=campaign.secretary)
    spec = actions.OpeningSpec(
        title="Kiểm tra năm 2021",
        year=2021,
        library_version=campaign.inspection.library_version,
        area_codes=("N1",),
        units=tuple(campaign.units),
        period_from=dt.date(2021, 1, 1),
        period_to=dt.date(2021, 8, 15),
        plan=plan,
        previous=campaign.inspection,
    )
    return actions.open_inspection(spec, by=campaign.secretary)


def noticed(campaign):
    """Last year's notice: two lines of the office's own, one about last year's facts, one gone."""
    paper = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    actions.accept_wording(
        paper,
        {
            "prepare": "- Chuẩn bị hồ sơ và phòng làm việc cho Đoàn.",
            "+closing": OWN,
            "outline-general": "Đặc điểm, tình hình đơn vị năm 2020; việc chỉ đạo, điều hành.",
        },
        by=campaign.secretary,
    )
    paper.refresh_from_db()
    paper.wording |= {"period": "Từ ngày 01/01/2020 đến hết quý II.", "member-999": "Không còn"}
    paper.recipients = ["Như trên", "Lưu: VT"]
    paper.symbol = "TB-SLĐ"
    paper.save()
    return paper


def text_of(paper):
    return "\n".join(b.full_text for b in draft_text(paper).blocks() if hasattr(b, "full_text"))


def test_what_fits_comes_along_with_the_year_moved_on(client_of, campaign, fresh):
    noticed(campaign)
    paper = actions.create_document("notice", inspection=fresh, by=campaign.secretary)
    desk = client_of(campaign.secretary)
    assert "Nhân bản từ năm trước" in desk.get(paper.get_absolute_url()).content.decode()
    address = reverse("inspections:document_copy", args=[paper.pk])
    answer = desk.post(address, {"version": paper.version}, follow=True)
    assert "Đã lấy nơi nhận, ký hiệu và 3 câu của năm trước." in answer.content.decode()
    assert "2 câu không hợp số liệu năm nay" in answer.content.decode()
    paper.refresh_from_db()
    assert (paper.recipients, paper.symbol) == (["Như trên", "Lưu: VT"], "TB-SLĐ")
    said = text_of(paper)
    assert "Chuẩn bị hồ sơ và phòng làm việc" in said and "quy chế năm 2021" in said
    assert "tình hình đơn vị năm 2021" in said  # of the outline, annexed
    assert "hết quý II" not in said and "Không còn" not in said
    assert actions.copy_paper(paper, by=campaign.secretary).taken == 3  # again: the same


def test_what_was_reworded_here_stays(campaign, fresh):
    noticed(campaign)
    paper = actions.create_document("notice", inspection=fresh, by=campaign.secretary)
    paper = actions.accept_wording(paper, {"prepare": "- Lời mới."}, by=campaign.secretary)
    made = actions.copy_paper(paper, by=campaign.secretary)
    assert made.document.wording["prepare"] == "- Lời mới."


def test_the_decision_is_copied_and_its_people_are_not(campaign, fresh):
    paper = actions.create_document("decision", inspection=fresh, by=campaign.secretary)
    made = actions.copy_paper(paper, by=campaign.secretary)  # last year's was issued
    assert made.document.symbol == "QĐ-SLĐ"
    assert not any(tag.startswith("member-") for tag in made.document.wording)


def test_nothing_to_copy_is_said(client_of, campaign):
    first = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    with pytest.raises(WrongState):
        actions.copy_paper(first, by=campaign.secretary)
    desk = client_of(campaign.secretary)
    assert "Nhân bản" not in desk.get(first.get_absolute_url()).content.decode()
    address = reverse("inspections:document_copy", args=[first.pk])
    assert desk.post(address).status_code == 409


def test_only_who_prepares_copies(client_of, campaign, fresh, outsider):
    paper = actions.create_document("decision", inspection=fresh, by=campaign.secretary)
    address = reverse("inspections:document_copy", args=[paper.pk])
    with pytest.raises(NotAllowed):
        actions.copy_paper(paper, by=campaign.inspector)
    assert client_of(campaign.clerk).post(address).status_code == 403
    assert client_of(outsider).post(address).status_code == 404
    assert client_of(campaign.secretary).get(address).status_code == 405
    stale = client_of(campaign.secretary).post(address, {"version": paper.version + 5})
    assert stale.status_code == 409
