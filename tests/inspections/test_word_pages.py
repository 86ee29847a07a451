"""Word out and Word in: taken away, edited, put in, compared sentence by sentence, taken over."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.evidence.models import Version
from congvu.inspections import actions
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import build
from congvu.inspections.outputs.files import produced
from congvu.inspections.states import DocumentKind, DocumentState
from tests.documents import wordfiles as word
from tests.inspections.campaigns import every_test_at, make_campaign

pytestmark = pytest.mark.django_db
REMARK = "Việc công khai thủ tục hành chính chưa đầy đủ"
BETTER = "Việc công khai thủ tục hành chính tại bộ phận một cửa chưa đầy đủ"
_in_the_story = every_test_at(2020, 9, 8)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=2).remarked())


@pytest.fixture
def paper(campaign) -> OfficialDocument:
    return campaign.paper(DocumentKind.CONCLUSION, inspection=campaign.inspection)


@pytest.fixture
def client(campaign, client_of):
    return client_of(campaign.secretary)


def url(name: str, *args) -> str:
    return reverse(f"inspections:{name}", args=args)


def taken_away(paper: OfficialDocument) -> bytes:
    """The Word file as downloaded."""
    return produced(build(paper), "docx", paper.kind, "x").data


def put_in(client, paper: OfficialDocument, data: bytes, name: str = "ban-sua.docx"):
    """Put the file in; the answer is the comparison or a refusal."""
    file = SimpleUploadedFile(name, data)
    return client.post(url("document_word", paper.pk), {"file": file}, follow=True)


def row_with(page, words: str) -> dict:
    """The change whose new or old text has these words."""
    for row in page.context["rows"]:
        texts = ["".join(part["text"] for part in row[side]) for side in ("before", "after")]
        if any(words in text for text in texts):
            return row
    raise AssertionError(words)


def accept(page, client, **more):
    """Send the comparison with these choices."""
    form = page.context["form"]
    told = {"version": form["version"].value(), "digest": page.context["digest"]}
    return client.post(page.context["url"], told | more)


def said(response) -> str:
    return response.content.decode()


def wording_of(paper: OfficialDocument) -> str:
    paper.refresh_from_db()
    return " ".join(paper.wording.values())


def printed(paper: OfficialDocument) -> str:
    paper.refresh_from_db()
    return word.part(taken_away(paper))


def test_better_words_are_taken_over_and_printed(client, paper):
    page = put_in(client, paper, word.edited(taken_away(paper), (REMARK, BETTER)))
    row = row_with(page, "một cửa")
    assert (row["state"], row["usable"], row["warnings"]) == ("Sửa câu", True, [])
    assert accept(page, client, line=[row["index"]]).url == paper.get_absolute_url()
    assert BETTER in wording_of(paper)
    assert BETTER in printed(paper)


def test_what_is_not_ticked_stays_as_it_was(client, paper):
    page = put_in(client, paper, word.edited(taken_away(paper), (REMARK, BETTER)))
    accept(page, client)
    assert wording_of(paper) == ""
    assert BETTER not in printed(paper)


def test_a_changed_number_asks_and_restores(client, paper):
    source = word.edited(taken_away(paper), ("02/02 đơn vị", "01/02 đơn vị"), (REMARK, BETTER))
    page = put_in(client, paper, source)
    row = row_with(page, "01/02")
    (warning,) = row["warnings"]
    assert (warning["printed"], warning["found"]) == ("02/02", "01/02") or warning["found"]
    assert warning["door"]
    open_ = accept(page, client, line=[row["index"]])
    assert open_.status_code == 422
    assert "chưa chọn giữ hay khôi phục" in said(open_)
    assert wording_of(paper) == ""
    name = f"fact-{warning['name']}"
    assert accept(page, client, line=[row["index"]], **{name: "restore"}).status_code == 302
    assert BETTER in wording_of(paper) and "01/02" not in wording_of(paper)
    assert "02/02 đơn vị" in printed(paper)


def test_a_changed_number_is_kept_with_a_reason_only(client, paper):
    page = put_in(client, paper, word.edited(taken_away(paper), ("02/02 đơn vị", "01/02 đơn vị")))
    row = row_with(page, "01/02")
    name = row["warnings"][0]["name"]
    keep = {f"fact-{name}": "keep"}
    silent = accept(page, client, line=[row["index"]], **keep, **{f"reason-{name}": " "})
    assert silent.status_code == 422
    why = {f"reason-{name}": "Phòng Kế hoạch đã khắc phục tại chỗ"}
    typed = accept(page, client, **keep, **why, line=[row["index"]])
    assert typed.status_code == 302
    assert "01/02 đơn vị" in printed(paper)
    assert [one["reason"] for one in paper.kept] == ["Phòng Kế hoạch đã khắc phục tại chỗ"]
    detail = said(client.get(paper.get_absolute_url()))
    assert "Phòng Kế hoạch đã khắc phục tại chỗ" in detail
    tags = [one["tag"] for one in client.get(paper.get_absolute_url()).context["overrides"]]
    back = client.post(url("document_restore", paper.pk), {"tag": tags, "version": paper.version})
    assert back.status_code == 302
    assert "01/02" not in printed(paper)
    assert (paper.wording, paper.kept) == ({}, [])


def test_a_vanished_finding_is_told_by_its_sentence(client, paper):
    """A paragraph struck out loses its facts: the page names them."""
    xml = word.part(taken_away(paper))
    match = next(
        one for one in re.finditer(r"<w:p>(?:(?!</w:p>).)*</w:p>", xml) if REMARK in one[0]
    )
    page = put_in(client, paper, word.edited(taken_away(paper), (match[0], "")))
    row = row_with(page, REMARK)
    assert row["state"] == "Bỏ"
    assert row["warnings"] and all(not one["found"] for one in row["warnings"])
    choices = {f"fact-{one['name']}": "restore" for one in row["warnings"]}
    assert accept(page, client, line=[row["index"]], **choices).status_code == 302
    assert REMARK in printed(paper)


def test_a_paragraph_of_her_own_is_added(client, paper):
    source = taken_away(paper)
    xml = word.part(source)
    match = next(
        one for one in re.finditer(r"<w:p>(?:(?!</w:p>).)*</w:p>", xml) if REMARK in one[0]
    )
    own = "<w:p><w:r><w:t>Một số đơn vị đã có cách làm hay.</w:t></w:r></w:p>"
    page = put_in(client, paper, word.edited(source, (match[0], match[0] + own)))
    row = row_with(page, "cách làm hay")
    assert (row["state"], row["usable"]) == ("Thêm", True)
    accept(page, client, all="1")
    assert "Một số đơn vị đã có cách làm hay." in printed(paper)


@word.soffice
@pytest.mark.slow
@pytest.mark.parametrize("formats", [("docx",), ("odt", "docx")], ids=["docx", "odt"])
def test_a_file_of_libreoffice_with_tracked_changes_and_comments(client, paper, tmp_path, formats):
    source = word.tracked(taken_away(paper), REMARK, BETTER)
    source = word.commented(source, "nghiêm túc thực hiện", "Anh xem lại câu này")
    saved = word.through_libreoffice(source, tmp_path, *formats)
    page = put_in(client, paper, saved)
    assert page.status_code == 200
    assert "Anh xem lại câu này" in said(page) and "theo dõi thay đổi" in said(page)
    # nothing differs but the sentence she changed: LibreOffice's own habits are no change
    (row,) = page.context["rows"]
    assert accept(page, client, line=[row["index"]]).status_code == 302
    assert BETTER in printed(paper)


@word.soffice
@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", [DocumentKind.DECISION, DocumentKind.NOTICE, DocumentKind.REPORT, DocumentKind.PLAN]
)
def test_an_untouched_file_of_libreoffice_differs_in_nothing(client, campaign, tmp_path, kind):
    found = OfficialDocument.objects.filter(kind=kind).first()
    paper = found or campaign.paper(kind, inspection=campaign.inspection)
    if paper.state != DocumentState.DRAFT:
        OfficialDocument.objects.filter(pk=paper.pk).update(state=DocumentState.DRAFT, frozen=None)
        paper.refresh_from_db()
    page = put_in(client, paper, word.through_libreoffice(taken_away(paper), tmp_path, "docx"))
    assert page.context["rows"] == []
    assert "Hai bản giống nhau" in said(page)


def test_a_file_of_another_paper_is_refused_and_not_kept(client, campaign, paper):
    notice = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    refused = put_in(client, paper, taken_away(notice))
    assert refused.status_code == 422
    assert "không phải bản Word của văn bản" in said(refused)
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("rong.docx", b"", "rỗng"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(64), ".docx"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
        ("hong.docx", b"PK\x03\x04 khong phai zip", "Word"),
    ],
)
def test_what_is_no_word_file_is_refused_in_a_sentence(client, paper, name, data, told):
    refused = put_in(client, paper, data, name)
    assert refused.status_code == 422
    assert told in said(refused)
    assert not Version.objects.exists()


def test_nothing_chosen_is_refused(client, paper):
    assert client.post(url("document_word", paper.pk), {}).status_code == 422


def test_data_that_moved_meanwhile_ask_for_another_look(client, campaign, paper):
    page = put_in(client, paper, word.edited(taken_away(paper), (REMARK, BETTER)))
    row = row_with(page, "một cửa")
    actions.edit_document(paper, subject="Kết luận kiểm tra năm 2020", by=campaign.head)
    stale = accept(page, client, line=[row["index"]])
    assert stale.status_code == 409
    assert wording_of(paper) == ""


def test_a_paper_sent_for_signature_takes_no_word_file(client, campaign, paper):
    page = put_in(client, paper, word.edited(taken_away(paper), (REMARK, BETTER)))
    actions.submit(paper, signer_name="A", signer_title="Giám đốc", by=campaign.secretary)
    assert client.get(url("document_word", paper.pk)).status_code == 409
    assert accept(page, client, all="1").status_code == 409
    paper.refresh_from_db()
    assert paper.wording == {}


def test_files_that_came_back_belong_to_their_paper(client, campaign, paper, outsider, client_of):
    page = put_in(client, paper, word.edited(taken_away(paper), (REMARK, BETTER)))
    mark = Version.objects.get().uuid
    other = campaign.paper(DocumentKind.NOTICE, inspection=campaign.inspection)
    assert client.get(url("document_compare", other.pk, mark)).status_code == 404
    assert client_of(outsider).get(page.context["url"]).status_code == 404
    assert client_of(campaign.inspector).get(page.context["url"]).status_code == 403
    assert client.put(page.context["url"]).status_code == 405
    assert "ban-sua.docx" in said(client.get(url("document_word", paper.pk)))
