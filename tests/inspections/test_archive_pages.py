"""Hồ sơ đợt kiểm tra: what is there and missing, cover and contents, one ZIP for the archives."""

import datetime as dt
import hashlib
import io
import zipfile

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.assessments.models import Answer
from congvu.core.jobs.running import drain
from congvu.documents.pdf import render_pdf
from congvu.evidence.actions import store_version
from congvu.evidence.models import Attachment
from congvu.inspections import actions
from congvu.inspections.models import CampaignArchive, OfficialDocument, Recommendation
from congvu.inspections.outputs import build
from congvu.inspections.outputs.cover import contents_text
from congvu.inspections.outputs.dossier import dossier
from congvu.inspections.outputs.explanations import explanations_text
from congvu.inspections.states import DocumentKind
from congvu.organizations.states import Role
from tests.inspections.campaigns import every_test_at, make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
_in_the_story = every_test_at(2020, 9, 8)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).concluded())


def url(name: str, *args) -> str:
    return reverse(f"inspections:{name}", args=args)


def made(campaign, client) -> CampaignArchive:
    """Asked for on the page, made in the background."""
    assert client.post(url("archive_make", campaign.inspection.pk)).status_code == 302
    drain()
    return CampaignArchive.objects.get()


def test_the_file_lists_every_paper_and_what_is_missing(campaign, client_of):
    page = client_of(campaign.secretary).get(url("document_list", campaign.inspection.pk))
    said = page.content.decode()
    for code in ("35/KH-SLĐ", "12826/QĐ-SLĐ", "98/TB-SLĐ"):
        assert code in said
    assert all(str(unit) in said for unit in campaign.units)
    missing = {item.kind for item in page.context["dossier"].missing}
    assert DocumentKind.NOTICE in missing


@pytest.mark.parametrize(
    "name", ["document_list", "inspection_steps", "inspection_detail", "article"]
)
def test_lists_of_papers_leave_frozen_texts_where_they_are(campaign, client_of, name):
    client = client_of(campaign.secretary)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url(name, campaign.inspection.pk)).status_code == 200
    asked = [query["sql"] for query in seen if "inspections_officialdocument" in query["sql"]]
    assert asked
    assert not any('"frozen"' in query["sql"] for query in seen)


@pytest.mark.parametrize("sheet", ["bia", "muc-luc"])
@pytest.mark.parametrize(("fmt", "begin"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK")])
def test_cover_and_contents_are_printed(campaign, client_of, sheet, fmt, begin):
    client = client_of(campaign.secretary)
    path = url("archive_sheet", campaign.inspection.pk, sheet, fmt)
    assert client.get(path).content.startswith(begin)
    assert client.post(path).status_code == 405


def test_an_unknown_sheet_or_format_is_not_found(campaign, client_of):
    client = client_of(campaign.secretary)
    for wrong in (("khac", "pdf"), ("bia", "exe")):
        path = url("archive_sheet", campaign.inspection.pk, *wrong)
        assert client.get(path).status_code == 404


def test_one_zip_has_every_paper_the_signed_copies_and_the_log(campaign, client_of):
    secretary = client_of(campaign.secretary)
    paper = OfficialDocument.objects.get(kind=DocumentKind.CONCLUSION)
    copy = render_pdf(build(paper))
    file = SimpleUploadedFile("98-TB ban ky.pdf", copy)
    secretary.post(url("document_signed_file", paper.pk), {"version": paper.version, "file": file})
    row = made(campaign, secretary)
    taken = secretary.get(url("archive_file", row.pk))
    data = b"".join(taken.streaming_content)
    assert hashlib.sha256(data).hexdigest() == row.sha256
    assert len(data) == row.size
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == row.contents
        assert any(archive.read(name) == copy for name in names)
        papers = [name for name in names if name.endswith(".pdf")]
        assert all(archive.read(name).startswith(b"%PDF") for name in papers)
    for words in ("Bìa hồ sơ", "Mục lục", "35-KH-SLĐ", "12826-QĐ-SLĐ", "98-TB-SLĐ", "Nhật ký"):
        assert any(words in name for name in names), words
    assert sum("Biên bản" in name for name in names) == 2
    assert names == sorted(names)


def attach(campaign, target, name: str) -> bytes:
    """A file that was put on something while that was open."""
    data = render_pdf(build(OfficialDocument.objects.first())) + name.encode()
    version = store_version(io.BytesIO(data), name, by=campaign.secretary, title=name)
    kind = ContentType.objects.get_for_model(target)
    Attachment.objects.create(item=version.item, content_type=kind, object_id=target.pk)
    return data


def test_the_zip_has_what_units_sent_said_and_mended(client_of):
    campaign = make_campaign(units=1).minuted()
    visit, head = campaign.visits[0], officer(Role.UNIT_HEAD, campaign.units[0])
    files = {
        "to-khai.pdf": Answer.objects.filter(sheet=visit.sheet).first(),
        "anh-chup.pdf": campaign.findings[0],
        "bien-ban-ky.pdf": visit.minutes,
    }
    sent = {name: attach(campaign, target, name) for name, target in files.items()}
    actions.send_draft(visit, by=campaign.secretary)
    told = actions.explain(campaign.visits[0], text="Đã niêm yết ngày 20/8/2020", by=head)
    row = actions.add_remark(
        campaign.inspection,
        polarity="limitation",
        text="Công khai chưa đủ",
        findings=campaign.findings,
        by=campaign.secretary,
    )
    assert row.pk
    page = client_of(campaign.secretary).get(url("document_list", campaign.inspection.pk))
    assert "01 giải trình chưa trả lời" in page.content.decode()
    actions.answer_explanation(told, text="Đúng", accepted=True, by=campaign.secretary)
    paper = campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)
    campaign.carry(paper, "98", dt.date(2020, 9, 7))
    asked = Recommendation.objects.get()
    remedy = actions.submit_remedy(asked, text="Đã niêm yết", done_on=dt.date(2020, 9, 8), by=head)
    sent["khac-phuc.pdf"] = attach(campaign, remedy, "khac-phuc.pdf")
    whole = dossier(campaign.inspection)
    place = {item.title: number for number, item in enumerate(whole.items, start=1)}
    unit = campaign.units[0]
    home = {
        "to-khai.pdf": place[f"Báo cáo tự kiểm tra của {unit}"],
        "anh-chup.pdf": place[f"Biên bản kiểm tra tại {unit}"],
        "bien-ban-ky.pdf": place[f"Biên bản kiểm tra tại {unit}"],
        "khac-phuc.pdf": place["Hồ sơ khắc phục của các đơn vị"],
    }
    archive = made(campaign, client_of(campaign.secretary))
    with default_storage.open(archive.stored_name) as file, zipfile.ZipFile(file) as packed:
        names = packed.namelist()
        for name, data in sent.items():
            [found] = [one for one in names if one.endswith(name)]
            assert packed.read(found) == data
            assert found.startswith(f"{home[name]:02d}.")
    said = f"{place[f'Giải trình của {unit}']:02d} Giải trình của"
    assert any(name.startswith(said) for name in names)
    told = explanations_text(visit).body[0].rows[0].cells
    assert "Đã niêm yết ngày 20/8/2020" in told[2] and told[3] == "Tiếp thu: Đúng"


def test_signed_copies_that_are_missing_are_named(campaign, client_of):
    secretary = client_of(campaign.secretary)
    path = url("document_list", campaign.inspection.pk)
    page = secretary.get(path)
    lacking = page.context["dossier"].unsigned
    # plan, decision, conclusion and the minutes of two units were signed, no copy is there
    assert len(lacking) == 5 and "thiếu 05 bản ký" in page.content.decode()
    attach(campaign, campaign.visits[0].minutes, "bien-ban-ky.pdf")
    whole = secretary.get(path).context["dossier"]
    assert len(whole.unsigned) == 4
    notes = [row.cells[5] for row in contents_text(campaign.inspection, whole).body[0].rows]
    assert notes.count("thiếu bản ký") == 4 and "kèm 01 tệp" in notes


def test_who_makes_and_takes_the_archive(campaign, outsider, client_of):
    make = url("archive_make", campaign.inspection.pk)
    assert client_of(campaign.inspector).post(make).status_code == 403
    assert client_of(outsider).post(make).status_code == 404
    assert client_of(campaign.secretary).get(make).status_code == 405
    row = made(campaign, client_of(campaign.clerk))
    take = url("archive_file", row.pk)
    assert client_of(outsider).get(take).status_code == 404
    assert client_of(outsider).get(url("document_list", campaign.inspection.pk)).status_code == 404
    taken = client_of(campaign.inspector).get(take)
    assert taken.status_code == 200
    b"".join(taken)  # read to the end: closing it early would close the connection
    assert client_of(campaign.secretary).post(take).status_code == 405
    assert client_of(campaign.secretary).get(url("archive_file", row.pk + 1)).status_code == 404


def test_a_zip_that_is_gone_is_not_found(campaign, client_of):
    row = made(campaign, client_of(campaign.secretary))
    CampaignArchive.objects.filter(pk=row.pk).update(stored_name="archives/khong-con.zip")
    assert client_of(campaign.secretary).get(url("archive_file", row.pk)).status_code == 404
