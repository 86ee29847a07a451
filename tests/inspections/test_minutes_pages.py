"""Minutes on the spot: written, the unit's own words, signed or refused."""

import io

import pytest
from django.urls import reverse

from congvu.core.models import LogEntry
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf
from congvu.evidence.actions import store_version
from congvu.inspections import actions
from congvu.inspections.models import Minutes, TeamMember
from congvu.inspections.outputs import visit_text
from congvu.inspections.resting import digest
from congvu.inspections.states import DocumentKind, VisitState
from congvu.organizations.states import Role
from tests.documents.authority import PASSWORD, Authority
from tests.inspections.campaigns import every_test_at, make_campaign
from tests.organizations.factories import officer
from tests.stationery.factories import template

pytestmark = pytest.mark.django_db
WRITTEN = {
    "began_at": "25/8/2020 07:30", "ended_at": "25/8/2020 11:00", "place": "Phòng họp",
    "unit_participants": "Nguyễn Văn A, Trưởng phòng\n\nTrần B", "papers_seen": "Sổ một cửa",
    "general_view": "Tốt", "copies": 2, "read_aloud": "on",
}  # fmt: skip
LIMIT = {"minutes_detail": 16, "minutes_sign": 18, "minutes_print": 15}
_on_the_day = every_test_at(2020, 8, 25, 11)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).judged())


@pytest.fixture
def visit(campaign):
    return campaign.visits[0]


def url(name, *args):
    return reverse(f"inspections:{name}", args=args)


def test_minutes_save_themselves_and_a_stale_save_shows_both(campaign, visit, client_of):
    client, path = client_of(campaign.secretary), url("minutes_detail", visit.pk)
    assert client.get(path).context["form"]["began_at"].value()
    auto = {"X-Autosave": "1"}
    assert client.post(path, WRITTEN, headers=auto).json()["version"] == 1
    minutes = Minutes.objects.get()
    assert minutes.unit_participants == ["Nguyễn Văn A, Trưởng phòng", "Trần B"]
    actions.write_minutes(visit, general_view="Người khác ghi", by=campaign.head)
    stale = client.post(path, WRITTEN | {"version": 1}, headers=auto)
    assert stale.status_code == 409
    assert "Người khác ghi" in stale.content.decode()
    wrong = client.post(path, WRITTEN | {"ended_at": "25/8/2020 07:00", "version": 2})
    assert wrong.status_code == 422
    assert "Sổ một cửa" in wrong.content.decode()


@pytest.mark.parametrize("name", ["minutes_detail", "minutes_sign"])
def test_an_own_word_form_is_said_beside_the_pdf_which_does_not_follow_it(
    campaign, visit, client_of, name
):
    actions.write_minutes(visit, by=campaign.secretary)
    client, path = client_of(campaign.secretary), url(name, visit.pk)
    words = "mở tệp Word rồi lưu thành PDF"
    assert words not in client.get(path).content.decode()
    template(officer(Role.ADMINISTRATOR), name="Mẫu biên bản", kind=DocumentKind.MINUTES)
    page = client.get(path).content.decode()
    assert "“Mẫu biên bản”" in page and words in page


def test_the_unit_writes_its_own_opinion_and_reads_after_signing(campaign, visit, client_of):
    unit_head = officer(Role.UNIT_HEAD, visit.unit)
    client, path = client_of(unit_head), url("minutes_detail", visit.pk)
    assert client.post(path, WRITTEN).status_code == 403
    refused = client.post(url("minutes_opinion", visit.pk), {"unit_opinion": "Không nhất trí"})
    assert refused.status_code == 409
    actions.write_minutes(visit, by=campaign.secretary)
    page = client.get(path)
    assert page.context["opinion_form"] and page.context["text"] is None
    client.post(url("minutes_opinion", visit.pk), {"unit_opinion": "Không nhất trí"})
    assert Minutes.objects.get().unit_opinion == "Không nhất trí"
    assert client.get(url("minutes_print", visit.pk)).status_code == 403


def shown(client, path):
    """The code of the text under the form."""
    return client.get(path).context["seen"]


def test_signing_freezes_what_was_printed(campaign, visit, client_of):
    client, path = client_of(campaign.secretary), url("minutes_sign", visit.pk)
    client.post(url("minutes_detail", visit.pk), WRITTEN | {"read_aloud": ""})
    sent = {"signed_on": "25/8/2020", "signed_by_unit": "Nguyễn Văn A"}
    assert client.post(path, sent | {"code": shown(client, path)}).status_code == 422
    visit.refresh_from_db()
    assert visit.state == VisitState.IN_PROGRESS
    client.post(url("minutes_detail", visit.pk), WRITTEN)
    code = client.get(path).context["code"]
    assert client.post(path, sent | {"code": shown(client, path)}).status_code == 302
    minutes = Minutes.objects.get()
    assert minutes.text_sha256 == digest(minutes.frozen)
    page = client.get(url("minutes_detail", visit.pk))
    assert page.context["code"] == code and page.context["form"] is None
    assert code in client.get(url("minutes_print", visit.pk)).content.decode()
    assert LogEntry.objects.filter(action="inspections.sign_minutes").count() == 2
    unit_head = officer(Role.UNIT_HEAD, visit.unit)
    own = client_of(unit_head).get(url("minutes_detail", visit.pk))
    assert "Tốt" in own.content.decode() and code in own.content.decode()


def test_what_went_in_after_printing_is_not_signed(campaign, visit, client_of):
    client, path = client_of(campaign.secretary), url("minutes_sign", visit.pk)
    client.post(url("minutes_detail", visit.pk), WRITTEN)
    printed = client.get(url("minutes_print", visit.pk)).context["text"]["fingerprint"]
    seen = shown(client, path)
    assert seen.startswith(printed.replace("-", "").lower())
    answer = campaign.findings[0].answer
    actions.raise_finding(answer, actions.FindingText("Thêm sau khi in"), by=campaign.inspector)
    sent = {"signed_on": "25/8/2020", "signed_by_unit": "Người đã gõ"}
    for code in (seen, printed, "", "7F3A"):
        refused = client.post(path, sent | {"code": code})
        page = refused.content.decode()
        assert refused.status_code == 409 and "Biên bản đã thay đổi sau khi in" in page
        assert "Người đã gõ" in page and "Thêm sau khi in" in page
    assert not Minutes.objects.get().text_sha256
    assert client.post(path, sent | {"code": shown(client, path)}).status_code == 302
    assert "Thêm sau khi in" in str(Minutes.objects.get().frozen)


def test_a_page_of_minutes_costs_few_queries(
    campaign, visit, client_of, django_assert_max_num_queries
):
    client = client_of(campaign.secretary)
    client.post(url("minutes_detail", visit.pk), WRITTEN)
    for name in ("minutes_detail", "minutes_sign", "minutes_print"):
        client.get(url(name, visit.pk))
        with django_assert_max_num_queries(LIMIT[name]):
            client.get(url(name, visit.pk))


def test_a_refusal_needs_reason_and_witness(campaign, visit, client_of):
    client, path = client_of(campaign.secretary), url("minutes_sign", visit.pk)
    client.post(url("minutes_detail", visit.pk), WRITTEN)
    sent = {"signed_on": "25/8/2020", "refused": "on", "refusal_reason": "Không nhất trí"}
    sent["code"] = shown(client, path)
    assert client.post(path, sent).status_code == 422
    assert client.post(path, sent | {"witness": "Bà C, Chủ tịch công đoàn"}).status_code == 302
    assert Minutes.objects.get().refused
    page = client.get(url("minutes_print", visit.pk)).content.decode()
    assert "lý do: Không nhất trí. Người chứng kiến: Bà C, Chủ tịch công đoàn." in page


def test_the_secretary_gives_way_at_the_own_office(campaign, visit, client_of):
    insider = officer(Role.SECRETARY, visit.unit)
    member = TeamMember.objects.get(role="secretary")
    TeamMember.objects.filter(pk=member.pk).update(user=insider)
    page = client_of(insider).get(url("minutes_detail", visit.pk))
    assert "không lập biên bản" in page.content.decode()
    assert client_of(insider).post(url("minutes_detail", visit.pk), WRITTEN).status_code == 403
    assert client_of(insider).get(url("minutes_sign", visit.pk)).status_code == 403


def test_strangers_find_no_minutes(visit, outsider, client_of):
    assert client_of(outsider).get(url("minutes_detail", visit.pk)).status_code == 404


# --- the signed copy --------------------------------------------------------------------------


def put_beside(visit, data: bytes, name: str, by) -> None:
    """A file put beside the minutes."""
    version = store_version(io.BytesIO(data), name, by=by, attach_to=visit.minutes, title=name)
    assert version.media_type == "application/pdf"


@pytest.mark.parametrize("name", ["minutes_detail", "minutes_sign"])
def test_both_pages_hand_out_the_pdf_to_sign(campaign, visit, client_of, name):
    page = client_of(campaign.secretary).get(url(name, visit.pk)).content.decode()
    assert url("visit_file", visit.pk, "minutes", "pdf") in page


def test_signatures_of_a_pdf_put_in_are_told_and_a_broken_one_too(
    campaign, visit, client_of, settings, tmp_path
):
    authority = Authority()
    (tmp_path / "ca.pem").write_bytes(authority.root)
    settings.SIGNATURE_ROOTS = str(tmp_path)
    actions.write_minutes(visit, by=campaign.secretary, place="Tại đơn vị")
    visit.refresh_from_db()
    desk, path = client_of(campaign.secretary), url("minutes_detail", visit.pk)
    plain = render_pdf(visit_text("minutes", visit))
    put_beside(visit, plain, "ban-quet.pdf", campaign.secretary)
    assert "ban-quet.pdf: tệp không có chữ ký số" in desk.get(path).content.decode()
    signed = sign_pdf(plain, authority.signer("Trần Thị Hoa"), PASSWORD)
    put_beside(visit, signed, "ky-so.pdf", campaign.secretary)
    said = desk.get(path).content.decode()
    assert "chữ ký số còn nguyên vẹn" in said and "Trần Thị Hoa" in said
    at = signed.index(b"/MediaBox") + 12
    broken = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    put_beside(visit, broken, "sua.pdf", campaign.secretary)
    said = desk.get(url("minutes_sign", visit.pk)).content.decode()
    assert "chữ ký số không còn nguyên vẹn" in said
