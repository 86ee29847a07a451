"""Hồ sơ đợt kiểm tra: what is there and missing, cover and contents, one ZIP for the archives."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.core import clock
from congvu.core.jobs.running import drain
from congvu.documents.pdf import render_pdf
from congvu.inspections.models import CampaignArchive, OfficialDocument
from congvu.inspections.outputs import build
from congvu.inspections.states import DocumentKind
from tests.inspections.campaigns import make_campaign, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_story():
    with clock.at(moment(2020, 9, 8)):
        yield


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).concluded())


@pytest.fixture
def campaign(campaign_kept):
    return campaign_kept.copied()


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
    numbered = [name for name in names if not name.startswith("00")]
    assert [int(name[:2]) for name in numbered] == list(range(1, len(numbered) + 1))


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
