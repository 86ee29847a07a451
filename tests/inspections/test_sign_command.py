"""congvu sign: a paper signed with a key of the office, seen on the page, verified when put in."""

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from congvu.documents.signing import verify_pdf
from congvu.evidence.models import Version
from congvu.inspections.models import OfficialDocument
from congvu.inspections.states import DocumentKind
from tests.documents.authority import PASSWORD, Authority
from tests.inspections.campaigns import make_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return Authority()


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).opened())


@pytest.fixture
def paper(campaign) -> OfficialDocument:
    return OfficialDocument.objects.get(kind=DocumentKind.PLAN)


@pytest.fixture
def key(authority, tmp_path, monkeypatch, settings):
    """A key file, its password in the environment, its authority trusted."""
    roots = tmp_path / "roots"
    roots.mkdir()
    (roots / "ca.pem").write_bytes(authority.root)
    settings.SIGNATURE_ROOTS = str(roots)
    monkeypatch.setenv("CONGVU_SIGN_PASSWORD", PASSWORD)
    file = tmp_path / "giamdoc.p12"
    file.write_bytes(authority.signer("Đặng Hồng Sơn"))
    return file


def test_a_paper_is_signed_and_its_copy_verified(campaign, paper, key, authority, capsys):
    call_command("sign", str(paper.pk), by=campaign.clerk.username, pkcs12=key)
    assert "Đã ký số" in capsys.readouterr().out
    paper.refresh_from_db()
    (said,) = paper.signed_file["signatures"]
    assert (said["signer"], said["intact"], said["trusted"]) == ("Đặng Hồng Sơn", True, True)
    stored = Version.objects.get(uuid=paper.signed_file["version"])
    with default_storage.open(stored.stored_name, "rb") as file:
        (report,) = verify_pdf(file.read(), [authority.root])
    assert report.covers_whole_document


def test_what_is_wrong_is_said_and_nothing_put_in(campaign, paper, key, monkeypatch, tmp_path):
    clerk, draft = campaign.clerk.username, campaign.paper(
        DocumentKind.DECISION, inspection=campaign.inspection
    )  # fmt: skip
    for words, given, said in (
        ([str(paper.pk)], {"by": "khongco"}, "Không có người dùng"),
        (["999999"], {"by": clerk}, "Không có văn bản"),
        ([str(paper.pk)], {"by": campaign.inspector.username}, "quyền"),
        ([str(draft.pk)], {"by": clerk}, "chưa ký"),
        ([str(paper.pk)], {"by": clerk, "pkcs12": tmp_path / "khac.p12"}, "không đọc được"),
        ([str(paper.pk)], {"by": clerk, "picture": key}, "png"),
    ):
        with pytest.raises(CommandError) as told:
            call_command("sign", *words, **{"pkcs12": key, **given})
        assert said in str(told.value), told.value
    monkeypatch.setenv("CONGVU_SIGN_PASSWORD", "sai")
    with pytest.raises(CommandError, match="mật khẩu"):
        call_command("sign", str(paper.pk), by=clerk, pkcs12=key)
    paper.refresh_from_db()
    assert not paper.signed_file


def test_a_stranger_to_the_paper_signs_nothing(paper, key, citizen):
    with pytest.raises(CommandError, match="Không có văn bản"):
        call_command("sign", str(paper.pk), by=citizen.username, pkcs12=key)
