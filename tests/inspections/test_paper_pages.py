"""The pages of a paper: begun, edited, initialled, sent, sent back, signed, numbered, issued."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from congvu.core.models import LogEntry
from congvu.documents.pdf import render_pdf
from congvu.documents.signing import sign_pdf
from congvu.documents.stamp import Stamp, signature_places
from congvu.inspections import actions
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import build
from congvu.inspections.states import DocumentKind, DocumentState, InspectionState
from congvu.organizations.states import Role
from tests.documents.authority import PASSWORD, Authority
from tests.inspections.campaigns import Campaign, every_test_at, make_campaign
from tests.organizations.factories import officer
from tests.stationery.factories import template

pytestmark = pytest.mark.django_db
SIGNER = {"signer_name": "Đặng Hồng Sơn", "signer_title": "Giám đốc", "authority": ""}
_in_the_story = every_test_at(2020, 9, 8)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).remarked())


@pytest.fixture
def paper(campaign) -> OfficialDocument:
    return campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)


def url(name: str, *args) -> str:
    return reverse(f"inspections:{name}", args=args)


def sent(paper: OfficialDocument, **more) -> dict:
    """A form with the version its writer has on the screen."""
    paper.refresh_from_db()
    return {"version": paper.version, **more}


def said(response) -> str:
    return response.content.decode()


def stand(paper: OfficialDocument) -> str:
    paper.refresh_from_db()
    return paper.state


def carried(campaign: Campaign, paper: OfficialDocument, to: str) -> OfficialDocument:
    """The paper moved on through the actions."""
    names = {"signer_name": "Đặng Hồng Sơn", "signer_title": "Giám đốc"}
    day = dt.date(2020, 9, 7)
    paper = actions.submit(paper, **names, by=campaign.secretary)
    if to != DocumentState.SUBMITTED:
        paper = actions.sign(paper, signed_on=day, by=campaign.clerk)
    if to in (DocumentState.NUMBERED, DocumentState.ISSUED):
        paper = actions.number(paper, number="98", symbol="TB-SLĐ", dated_on=day, by=campaign.clerk)
    if to == DocumentState.ISSUED:
        paper = actions.issue(paper, issued_on=day, by=campaign.clerk)
    return paper


def test_a_paper_is_begun_once_and_opened_the_second_time(campaign, client_of):
    path = url("document_add", campaign.inspection.pk, "conclusion")
    client = client_of(campaign.secretary)
    first, again = client.post(path), client.post(path)
    paper = OfficialDocument.objects.get(kind=DocumentKind.CONCLUSION)
    assert first.url == again.url == paper.get_absolute_url()
    assert client.post(url("plan_document_add", campaign.plan.pk)).url == (
        OfficialDocument.objects.get(kind=DocumentKind.PLAN).get_absolute_url()
    )


def test_a_kind_without_a_number_is_not_begun(campaign, client_of):
    client = client_of(campaign.secretary)
    for kind in ("matrix", "khong-co"):
        answer = client.post(url("document_add", campaign.inspection.pk, kind))
        assert 400 <= answer.status_code < 500
    assert not OfficialDocument.objects.filter(kind__in=("matrix", "khong-co")).exists()


def test_only_preparers_begin_a_paper(campaign, outsider, client_of):
    path = url("document_add", campaign.inspection.pk, "conclusion")
    assert client_of(campaign.inspector).post(path).status_code == 403
    assert client_of(outsider).post(path).status_code == 404
    assert client_of(campaign.secretary).get(path).status_code == 405
    plan = url("plan_document_add", campaign.plan.pk)
    assert client_of(campaign.inspector).post(plan).status_code == 403
    assert not OfficialDocument.objects.filter(kind=DocumentKind.CONCLUSION).exists()


def test_a_draft_shows_itself_and_its_text(campaign, paper, client_of):
    client = client_of(campaign.secretary)
    assert "Trình ký" in said(client.get(url("document_detail", paper.pk)))
    text = said(client.get(url("document_text", paper.pk)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Việc công khai thủ tục hành chính chưa đầy đủ" in text
    fragment = client.get(url("document_text", paper.pk), headers={"HX-Request": "true"})
    assert "<html" not in said(fragment)


def test_strangers_find_no_paper(campaign, paper, outsider, client_of):
    client = client_of(outsider)
    for name in ("document_detail", "document_text", "document_edit", "document_word"):
        assert client.get(url(name, paper.pk)).status_code == 404
    for name in ("document_initial", "document_send_back", "document_signed_file"):
        assert client.post(url(name, paper.pk)).status_code == 404
    for fmt in ("docx", "pdf", "xlsx"):
        assert client.get(url("document_file", paper.pk, fmt)).status_code == 404
    assert client.post(url("document_step", paper.pk, "submit")).status_code == 404


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("document_detail", "post"),
        ("document_text", "post"),
        ("document_edit", "delete"),
        ("document_initial", "get"),
        ("document_send_back", "get"),
        ("document_signed_file", "get"),
        ("document_restore", "get"),
        ("document_word", "put"),
    ],
)
def test_the_wrong_method_is_refused(campaign, paper, client_of, name, method):
    answer = getattr(client_of(campaign.secretary), method)(url(name, paper.pk))
    assert answer.status_code == 405


def test_subject_and_recipients_are_edited_and_a_stale_save_shows_both(campaign, paper, client_of):
    client, path = client_of(campaign.secretary), url("document_edit", paper.pk)
    typed = {
        "subject": "Kết luận kiểm tra",
        "symbol": "TB-SLĐ",
        "recipients": "UBND tỉnh\n\nLưu: VT",
    }
    assert client.get(path).context["form"]["subject"].value() == paper.subject
    opened = sent(paper)
    assert client.post(path, opened | typed).url == paper.get_absolute_url()
    paper.refresh_from_db()
    assert (paper.subject, paper.symbol) == ("Kết luận kiểm tra", "TB-SLĐ")
    assert paper.recipients == ["UBND tỉnh", "Lưu: VT"]
    stale = client.post(path, opened | typed | {"subject": "Lời của người đến sau"})
    assert stale.status_code == 409
    assert "Lời của người đến sau" in said(stale) and "Kết luận kiểm tra" in said(stale)
    empty = client.post(path, sent(paper) | {"subject": " "})
    assert empty.status_code == 422
    assert client_of(campaign.inspector).get(path).status_code == 403


def test_initials_are_put_once_and_never_on_a_stale_page(campaign, paper, client_of):
    client, path = client_of(campaign.secretary), url("document_initial", paper.pk)
    assert client.post(path, {"version": "x"}).status_code == 422
    opened = sent(paper)
    assert client.post(path, opened).status_code == 302
    assert stand(paper) == DocumentState.INITIALLED
    assert client.post(path, opened).status_code == 409
    again = client.post(path, sent(paper))
    assert again.status_code == 422 and "đã ký nháy" in said(again)
    assert client_of(campaign.clerk).post(path, sent(paper)).status_code == 403
    paper.refresh_from_db()
    assert [mark["user"] for mark in paper.initials] == [campaign.secretary.pk]


def test_the_whole_way_in_the_browser(campaign, paper, client_of):
    secretary, clerk = client_of(campaign.secretary), client_of(campaign.clerk)

    def step(client, verb, **more):
        return client.post(url("document_step", paper.pk, verb), sent(paper, **more))

    assert step(secretary, "submit", **SIGNER).status_code == 302
    assert stand(paper) == DocumentState.SUBMITTED
    assert paper.frozen_sha256
    signed = SIGNER | {"signed_on": "07/9/2020"}
    assert step(clerk, "sign", **signed).status_code == 302
    number = {"number": "98", "symbol": "TB-SLĐ", "dated_on": "07/9/2020"}
    assert step(clerk, "number", **number).status_code == 302
    assert stand(paper) == DocumentState.NUMBERED
    issued = {"issued_on": "07/9/2020"}
    assert step(clerk, "issue", **issued).status_code == 302
    assert step(clerk, "file").status_code == 302
    assert (stand(paper), paper.code) == (DocumentState.FILED, "98/TB-SLĐ")
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.state == InspectionState.CONCLUDED
    detail = said(secretary.get(url("document_detail", paper.pk)))
    assert "98/TB-SLĐ · 07/9/2020" in detail
    done = LogEntry.objects.filter(object_id=str(paper.pk), action__startswith="inspections.")
    verbs = set(done.values_list("action", flat=True))
    assert {"inspections.submit_document", "inspections.number_document"} <= verbs


def test_the_head_ticks_what_is_disclosed_and_the_clerk_only_sees_it(campaign, paper, client_of):
    carried(campaign, paper, DocumentState.NUMBERED)
    head, clerk = client_of(campaign.head), client_of(campaign.clerk)
    page, at = url("document_detail", paper.pk), url("document_disclose", paper.pk)
    assert "Theo mặc định; lãnh đạo chưa chọn." in said(clerk.get(page))
    names = sent(paper, name_units="on", remarks="on")
    for user in (campaign.clerk, campaign.secretary):
        assert client_of(user).get(page).context["can_disclose"] is False
        assert client_of(user).get(at).status_code == 403
        assert client_of(user).post(at, names).status_code == 403
    assert head.put(at).status_code == 405
    assert head.get(at).context["form"]["name_units"].value() is False
    assert head.post(at, names).status_code == 302
    assert clerk.get(page).context["disclosure"] == [
        ("Tin bài về đợt kiểm tra", False),
        ("Nhận xét chung (ưu điểm, hạn chế)", True),
        ("Bảng tổng hợp kết quả của các đơn vị", False),
        ("Tên đơn vị bên cạnh hạn chế", True),
    ]
    # ticks sent along with the issue change nothing
    issued = sent(paper, issued_on="07/9/2020", matrix="on", article="on")
    assert clerk.post(url("document_step", paper.pk, "issue"), issued).status_code == 302
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.disclosure == {
        "article": False, "remarks": True, "matrix": False, "name_units": True,
    }  # fmt: skip
    late = head.post(at, sent(paper, matrix="on"))
    assert late.status_code == 409 and "đã phát hành" in said(late)
    assert late.context["form"]["matrix"].value() is True
    assert head.get(at).status_code == 409
    assert LogEntry.objects.filter(action="inspections.disclose").count() == 1


def test_issuing_shows_what_becomes_public_and_no_tick_can_be_left_behind(
    campaign, paper, outsider, client_of
):
    at = url("document_disclose", paper.pk)
    assert client_of(outsider).get(at).status_code == 404
    carried(campaign, paper, DocumentState.NUMBERED)
    client_of(campaign.head).post(at, sent(paper, matrix="on"))
    for user in (campaign.head, campaign.clerk):
        page = said(client_of(user).get(url("document_detail", paper.pk)))
        step = page[page.index('id="buoc-tiep"') : page.index('id="ban-ky"')]
        assert "Phát hành công khai đúng những phần này" in step
        assert step.count("không công khai") == 3
        assert 'type="checkbox"' not in page
        assert (at in page) is (user == campaign.head)
    plan = OfficialDocument.objects.get(kind=DocumentKind.PLAN)
    other = url("document_disclose", plan.pk)
    assert client_of(campaign.head).get(other).status_code == 409
    assert client_of(campaign.head).post(other, sent(plan)).status_code == 409


def test_an_own_word_form_is_said_beside_the_pdf_which_does_not_follow_it(
    campaign, paper, client_of
):
    client = client_of(campaign.secretary)
    address, words = url("document_detail", paper.pk), "mở tệp Word rồi lưu thành PDF"
    assert words not in said(client.get(address))
    template(officer(Role.ADMINISTRATOR), name="Mẫu của Sở")
    assert "“Mẫu của Sở”" in said(client.get(address)) and words in said(client.get(address))
    plan = OfficialDocument.objects.get(kind=DocumentKind.PLAN)
    assert words not in said(client.get(url("document_detail", plan.pk)))


def test_nobody_ticking_names_no_unit(campaign, paper, client_of):
    carried(campaign, paper, DocumentState.ISSUED)
    campaign.inspection.refresh_from_db()
    assert campaign.inspection.disclosure == {
        "article": True, "remarks": True, "matrix": False, "name_units": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("to", "verb", "who"),
    [
        (DocumentState.DRAFT, "submit", "clerk"),
        (DocumentState.SUBMITTED, "sign", "inspector"),
        (DocumentState.SIGNED, "number", "inspector"),
        (DocumentState.NUMBERED, "issue", "inspector"),
        (DocumentState.ISSUED, "file", "inspector"),
    ],
)
def test_a_step_belongs_to_its_role(campaign, paper, client_of, to, verb, who):
    if to != DocumentState.DRAFT:
        carried(campaign, paper, to)
    answer = client_of(getattr(campaign, who)).post(url("document_step", paper.pk, verb))
    assert answer.status_code == 403
    assert stand(paper) == to


def test_steps_out_of_turn_bad_input_and_stale_pages_change_nothing(campaign, paper, client_of):
    client = client_of(campaign.secretary)

    def step(verb, **more):
        return client.post(url("document_step", paper.pk, verb), more)

    paper.refresh_from_db()
    version = paper.version
    assert (
        step("number", version=version, number="1", symbol="X", dated_on="07/9/2020").status_code
        == 409
    )
    assert step("submit", version=version, signer_name="", signer_title="").status_code == 422
    assert step("submit", version=version + 7, **SIGNER).status_code == 409
    assert client.post(url("document_step", paper.pk, "bay-len")).status_code == 404
    assert client.get(url("document_step", paper.pk, "submit")).status_code == 405
    assert stand(paper) == DocumentState.DRAFT
    carried(campaign, paper, DocumentState.SUBMITTED)
    late = client_of(campaign.clerk).post(
        url("document_step", paper.pk, "sign"), sent(paper, signed_on="09/9/2020", **SIGNER)
    )
    assert late.status_code == 422 and "không được sau hôm nay" in said(late)
    assert 'value="09/9/2020"' in said(late)


def test_the_book_refuses_a_number_twice_or_before_signing_and_warns_of_a_gap(
    campaign, paper, client_of
):
    clerk = client_of(campaign.clerk)
    other = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    campaign.carry(other, "98", dt.date(2020, 9, 7))
    carried(campaign, paper, DocumentState.SIGNED)

    def number(**more):
        given = {"number": "98", "symbol": "TB-SLĐ", "dated_on": "07/9/2020"} | more
        return clerk.post(
            url("document_step", paper.pk, "number"), sent(paper, **given), follow=True
        )

    assert number().status_code == 422
    early = number(number="99", dated_on="06/9/2020")
    assert early.status_code == 422
    assert stand(paper) == DocumentState.SIGNED
    gap = number(number="105")
    assert gap.status_code == 200 and "chưa có số 104" in said(gap)
    assert paper.pk and stand(paper) == DocumentState.NUMBERED


def test_a_paper_goes_back_with_a_reason_and_its_text_moves_again(campaign, paper, client_of):
    client, path = client_of(campaign.head), url("document_send_back", paper.pk)
    carried(campaign, paper, DocumentState.SUBMITTED)
    assert client.post(path, sent(paper, reason=" ")).status_code == 422
    assert client_of(campaign.clerk).post(path, sent(paper, reason="Sai")).status_code == 403
    assert client.post(path, {"version": 0, "reason": "Sai"}).status_code == 409
    assert client.post(path, sent(paper, reason="Sai tên đơn vị")).status_code == 302
    assert (stand(paper), paper.frozen) == (DocumentState.DRAFT, None)
    last = LogEntry.objects.filter(action="inspections.send_back_document").get()
    assert last.reason == "Sai tên đơn vị"
    assert client.post(path, sent(paper, reason="Lần nữa")).status_code == 409


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_a_signed_pdf_is_put_in_and_its_signature_told(
    campaign, paper, client_of, settings, tmp_path
):
    authority = Authority()
    (tmp_path / "ca.pem").write_bytes(authority.root)
    settings.SIGNATURE_ROOTS = str(tmp_path)
    carried(campaign, paper, DocumentState.NUMBERED)
    text = build(OfficialDocument.objects.get(pk=paper.pk))
    stamp = Stamp(signature_places(text)[0])
    pdf = sign_pdf(render_pdf(text), authority.signer("Đặng Hồng Sơn"), PASSWORD, stamp=stamp)
    client, path = client_of(campaign.clerk), url("document_signed_file", paper.pk)
    file = upload("98-TB.pdf", pdf)
    assert client.post(path, sent(paper, file=file)).status_code == 302
    paper.refresh_from_db()
    (signature,) = paper.signed_file["signatures"]
    assert (signature["signer"], signature["trusted"]) == ("Đặng Hồng Sơn", True)
    page = said(client.get(url("document_detail", paper.pk)))
    assert "Đặng Hồng Sơn" in page and "98-TB.pdf" in page


def test_a_broken_signature_is_told_as_broken(campaign, paper, client_of):
    carried(campaign, paper, DocumentState.NUMBERED)
    pdf = sign_pdf(render_pdf(build(paper)), Authority().signer("Ai đó"), PASSWORD)
    place = pdf.index(b"stream") + 20
    broken = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
    client, path = client_of(campaign.clerk), url("document_signed_file", paper.pk)
    assert client.post(path, sent(paper, file=upload("x.pdf", broken))).status_code == 302
    paper.refresh_from_db()
    assert not paper.signed_file["signatures"][0]["intact"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.pdf", b""),
        ("ky.exe", b"MZ" + bytes(200)),
        ("ky.pdf", b"MZ" + bytes(200)),
    ],
)
def test_a_signed_copy_that_is_none_is_refused(campaign, paper, client_of, name, data):
    carried(campaign, paper, DocumentState.SIGNED)
    path = url("document_signed_file", paper.pk)
    answer = client_of(campaign.clerk).post(path, sent(paper, file=upload(name, data)))
    assert answer.status_code == 422
    paper.refresh_from_db()
    assert not paper.signed_file


def test_a_copy_of_an_unsigned_paper_a_stale_page_and_others_hands(campaign, paper, client_of):
    clerk, path = client_of(campaign.clerk), url("document_signed_file", paper.pk)
    png = b"\x89PNG\r\n\x1a\n" + bytes(64)
    assert clerk.post(path, sent(paper, file=upload("a.png", png))).status_code == 422
    carried(campaign, paper, DocumentState.SIGNED)
    assert clerk.post(path, sent(paper)).status_code == 422
    stale = clerk.post(path, {"version": 1, "file": upload("a.pdf", render_pdf(build(paper)))})
    assert stale.status_code == 409
    inspector = client_of(campaign.inspector)
    assert inspector.post(path, sent(paper, file=upload("a.png", png))).status_code == 403
    paper.refresh_from_db()
    assert not paper.signed_file


FORMATS = {"docx": b"PK", "pdf": b"%PDF", "xlsx": b"PK"}


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_paper_is_taken_away_in_each_format(campaign, paper, client_of, fmt):
    client = client_of(campaign.secretary)
    answer = client.get(url("document_file", paper.pk, fmt))
    assert answer.content.startswith(FORMATS[fmt])
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(url("document_file", paper.pk, "exe")).status_code == 404
    assert client.post(url("document_file", paper.pk, fmt)).status_code == 405


def test_excel_of_a_paper_has_its_sentences_and_its_tables(campaign, paper, client_of):
    answer = client_of(campaign.secretary).get(url("document_file", paper.pk, "xlsx"))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames[0] == "Nội dung" and len(book.sheetnames) == 2
    table = book.worksheets[1]
    cells = [str(cell.value or "") for row in table.iter_rows() for cell in row]
    assert any("Niêm yết đủ thành phần hồ sơ" in cell for cell in cells)
    # one header, not one per group of columns, and no tags of ours
    assert not any(cell.startswith(("finding-", "general-")) for cell in cells)


@pytest.mark.parametrize("kind", ["schedule", "outline", "remediation", "matrix", "article"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_tables_of_a_campaign_are_taken_away_in_each_format(campaign, client_of, kind, fmt):
    path = url("inspection_file", campaign.inspection.pk, kind, fmt)
    assert client_of(campaign.secretary).get(path).content.startswith(FORMATS[fmt])


@pytest.mark.parametrize("kind", ["outline", "self_report", "minutes"])
@pytest.mark.parametrize("fmt", FORMATS)
def test_papers_of_a_visit_are_taken_away_in_each_format(campaign, client_of, kind, fmt):
    path = url("visit_file", campaign.visits[0].pk, kind, fmt)
    assert client_of(campaign.secretary).get(path).content.startswith(FORMATS[fmt])


def test_what_a_unit_takes_away_is_its_own(campaign, outsider, client_of):
    visit = campaign.visits[0]
    unit_head = client_of(officer(Role.UNIT_HEAD, visit.unit))
    assert unit_head.get(url("visit_file", visit.pk, "minutes", "pdf")).status_code == 200
    article = url("inspection_file", campaign.inspection.pk, "article", "pdf")
    assert unit_head.get(article).status_code == 403
    assert client_of(outsider).get(article).status_code == 404
    stranger = client_of(outsider)
    for kind in ("outline", "self_report", "minutes"):
        assert stranger.get(url("visit_file", visit.pk, kind, "pdf")).status_code == 404
    for wrong in (("khong", "pdf"), ("minutes", "exe"), ("matrix", "pdf")):
        assert unit_head.get(url("visit_file", visit.pk, *wrong)).status_code == 404
    unknown = url("inspection_file", campaign.inspection.pk, "khong", "pdf")
    assert client_of(campaign.secretary).get(unknown).status_code == 404
