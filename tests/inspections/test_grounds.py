"""Căn cứ of a paper: seen, worded, ordered, added from the office's list, restored, from Word."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.core.models import LogEntry
from congvu.documents.readback import read_docx
from congvu.inspections import actions
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import build
from congvu.inspections.outputs.files import produced
from congvu.inspections.states import DocumentKind, DocumentState
from tests.documents import wordfiles as word
from tests.inspections.campaigns import every_test_at, make_campaign
from tests.legal.factories import BasisFactory

pytestmark = pytest.mark.django_db
PROPOSED = "Theo đề nghị của Chánh Văn phòng Sở"
OWN = ["Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Quyết định số 5/QĐ-UBND"]
_in_the_story = every_test_at(2020, 8, 9)


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_campaign(units=1).teamed())


@pytest.fixture
def paper(campaign) -> OfficialDocument:
    return campaign.paper(DocumentKind.DECISION, inspection=campaign.inspection)


@pytest.fixture
def client(campaign, client_of):
    return client_of(campaign.secretary)


def at(paper: OfficialDocument) -> str:
    return reverse("inspections:document_grounds", args=[paper.pk])


def sent(paper: OfficialDocument, lines: list[str], **more) -> dict:
    paper.refresh_from_db()
    return {"version": paper.version, "grounds": lines, "viec": "luu", **more}


def grounds_of(paper: OfficialDocument) -> tuple[str, ...]:
    return build(OfficialDocument.objects.get(pk=paper.pk)).grounds


def said(response) -> str:
    return response.content.decode()


def test_the_page_shows_what_the_data_say(client, paper):
    page = said(client.get(at(paper)))
    assert PROPOSED in page and "Căn cứ Kế hoạch số 35/" in page
    assert "Khôi phục" not in page
    assert at(paper) in said(client.get(paper.get_absolute_url()))


def test_own_lines_are_printed_in_page_word_and_pdf_and_logged_once(client, paper):
    assert client.post(at(paper), sent(paper, [*OWN, " ", f"{PROPOSED};"])).status_code == 302
    assert grounds_of(paper) == (*OWN, PROPOSED)
    text = said(client.get(reverse("inspections:document_text", args=[paper.pk])))
    assert f"{OWN[1]};</p>" in text and f"{PROPOSED}.</p>" in text
    file = produced(build(OfficialDocument.objects.get(pk=paper.pk)), "docx", paper.kind, "x")
    lines = [line.text for line in read_docx(file.data).lines]
    assert lines.index(f"{OWN[0]};") + 2 == lines.index(f"{PROPOSED}.")
    assert LogEntry.objects.filter(action="inspections.set_grounds").count() == 1
    assert "bản người soạn đã sửa" in said(client.get(paper.get_absolute_url()))


def test_rows_are_ordered_and_dropped_on_the_page_and_saved_only_by_saving(client, paper):
    for verb, expected in (
        ("len-2", [OWN[1], OWN[0], PROPOSED]),
        ("xuong-2", [OWN[0], PROPOSED, OWN[1]]),
        ("len-1", [*OWN, PROPOSED]),
        ("bo-2", [OWN[0], PROPOSED]),
        ("bo-9", [*OWN, PROPOSED]),
        ("bo-²", [*OWN, PROPOSED]),
        ("xoa-1", [*OWN, PROPOSED]),
    ):
        page = client.post(at(paper), sent(paper, [*OWN, PROPOSED], viec=verb))
        assert (page.status_code, [line for line, _ in page.context["form"].rows]) == (
            200,
            expected,
        ), verb
        assert "Thay đổi chưa lưu" in said(page)
    assert not LogEntry.objects.filter(action="inspections.set_grounds").exists()


def test_one_is_added_from_the_offices_list_of_that_day_and_one_typed(client, paper):
    held = BasisFactory(
        number="30/2020/NĐ-CP", issued_on=dt.date(2020, 3, 5), effective_from=dt.date(2020, 3, 5)
    )
    over = BasisFactory(number="110/2004/NĐ-CP", effective_to=dt.date(2020, 3, 4))
    page = client.get(at(paper))
    offered = {pk for pk, _ in page.context["form"].fields["basis"].choices}
    assert str(held.pk) in offered and str(over.pk) not in offered
    more = {"basis": held.pk, "typed": "Xét tờ trình của Văn phòng Sở"}
    page = client.post(at(paper), sent(paper, [PROPOSED], viec="them", **more))
    line = (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác "
        "văn thư"
    )
    rows = [line for line, _ in page.context["form"].rows]
    assert rows == [PROPOSED, line, more["typed"]]
    # what was chosen and not yet added is not lost by saving
    assert client.post(at(paper), sent(paper, [PROPOSED], **more)).status_code == 302
    assert grounds_of(paper) == tuple(rows)
    refused = client.post(at(paper), sent(paper, [PROPOSED], viec="them", basis=over.pk))
    assert refused.status_code == 422


def test_a_law_that_no_longer_holds_is_named_beside_its_line(client, paper):
    newer = BasisFactory(number="30/2020/NĐ-CP", effective_from=dt.date(2020, 3, 5))
    BasisFactory(number="110/2004/NĐ-CP", replaced_by=newer, effective_to=dt.date(2020, 3, 4))
    BasisFactory(number="45/2021/NĐ-CP", effective_from=dt.date(2021, 1, 1))
    lines = [
        "Căn cứ Nghị định số 110/2004/NĐ-CP",
        "Căn cứ Nghị định số 1110/2004/NĐ-CP",
        "Căn cứ Nghị định số 45/2021/NĐ-CP của Chính phủ",
    ]
    client.post(at(paper), sent(paper, lines))
    doubts = [doubt for _, doubt in client.get(at(paper)).context["form"].rows]
    assert "không còn hiệu lực" in doubts[0] and "30/2020/NĐ-CP" in doubts[0]
    assert doubts[1] == "" and "chưa có hiệu lực" in doubts[2]


def test_restoring_follows_the_data_again(client, paper):
    before = grounds_of(paper)
    client.post(at(paper), sent(paper, OWN))
    assert client.post(at(paper), sent(paper, OWN, viec="khoi-phuc")).status_code == 302
    paper.refresh_from_db()
    assert paper.grounds is None and grounds_of(paper) == before
    # typed back by hand it is the same
    client.post(at(paper), sent(paper, OWN))
    client.post(at(paper), sent(paper, list(before)))
    paper.refresh_from_db()
    assert paper.grounds is None


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([" "], "ít nhất một căn cứ"),
        ([OWN[0], OWN[0]], "ghi hai lần"),
        (["Căn cứ " + "x" * 1000], "không quá 1000 ký tự"),
    ],
)
def test_bad_lines_are_refused_and_kept_on_the_page(client, paper, lines, words):
    page = client.post(at(paper), sent(paper, lines))
    assert page.status_code == 422 and words in said(page)
    assert all(line.strip() in said(page) for line in lines)
    paper.refresh_from_db()
    assert paper.grounds is None


def test_a_stale_save_shows_both(client, paper):
    old = sent(paper, OWN)
    client.post(at(paper), sent(paper, [PROPOSED]))
    page = client.post(at(paper), old)
    assert page.status_code == 409 and OWN[0] in said(page)
    assert grounds_of(paper) == (PROPOSED,)


def test_the_text_sent_for_signature_keeps_them(client, campaign, paper):
    client.post(at(paper), sent(paper, OWN))
    paper.refresh_from_db()
    names = {"signer_name": "Đặng Hồng Sơn", "signer_title": "Giám đốc"}
    paper = actions.submit(paper, **names, by=campaign.secretary)
    assert paper.frozen["grounds"] == OWN
    assert client.get(at(paper)).status_code == 409
    assert client.post(at(paper), sent(paper, [PROPOSED])).status_code == 409
    assert grounds_of(paper) == tuple(OWN)
    assert paper.state == DocumentState.SUBMITTED


def test_who_may_not(campaign, paper, outsider, client_of):
    assert client_of(outsider).get(at(paper)).status_code == 404
    for user in (campaign.clerk, campaign.inspector):
        assert client_of(user).get(at(paper)).status_code == 403
        assert client_of(user).post(at(paper), sent(paper, OWN)).status_code == 403
    assert client_of(campaign.secretary).put(at(paper)).status_code == 405


def put_in(client, paper: OfficialDocument, *changes: tuple[str, str]):
    """The Word file of the paper typed over and put in; the comparison."""
    source = produced(build(paper), "docx", paper.kind, "x").data
    file = SimpleUploadedFile("ban-sua.docx", word.edited(source, *changes))
    where = reverse("inspections:document_word", args=[paper.pk])
    return client.post(where, {"file": file}, follow=True)


def taken_over(page, client):
    told = {"version": page.context["form"]["version"].value(), "digest": page.context["digest"]}
    return client.post(page.context["url"], told | {"all": "1"})


def test_a_line_reworded_in_word_comes_back(client, paper):
    before = grounds_of(paper)
    page = put_in(client, paper, (f"{PROPOSED}.", "Xét đề nghị của Văn phòng Sở."))
    (row,) = page.context["rows"]
    assert (row["state"], row["usable"]) == ("Sửa câu", True)
    assert taken_over(page, client).status_code == 302
    assert grounds_of(paper) == (*before[:-1], "Xét đề nghị của Văn phòng Sở")
    paper.refresh_from_db()
    assert paper.wording == {}


def test_lines_put_in_and_struck_out_in_word_come_back(client, paper):
    client.post(at(paper), sent(paper, [*OWN, PROPOSED]))
    paper.refresh_from_db()
    xml = word.part(produced(build(paper), "docx", paper.kind, "x").data)
    begin = xml.rindex("<w:p>", 0, xml.index(OWN[0]))
    first = xml[begin : xml.index("</w:p>", begin) + len("</w:p>")]
    own = "<w:p><w:r><w:t>Căn cứ Công văn số 7/SNV-CCHC;</w:t></w:r></w:p>"
    page = put_in(client, paper, (first, first + own))
    assert [row["state"] for row in page.context["rows"]] == ["Thêm"]
    assert taken_over(page, client).status_code == 302
    expected = (OWN[0], "Căn cứ Công văn số 7/SNV-CCHC", OWN[1], PROPOSED)
    assert grounds_of(paper) == expected
    paper.refresh_from_db()
    page = put_in(client, paper, (first, ""))
    assert [row["state"] for row in page.context["rows"]] == ["Bỏ"]
    assert taken_over(page, client).status_code == 302
    assert grounds_of(paper) == expected[1:]
