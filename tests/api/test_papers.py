"""What an office's document system does with papers: reads them, puts signed files in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.evidence.models import Item
from congvu.inspections import actions
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs import BUILDERS, build
from congvu.inspections.outputs.grounds import tidied
from congvu.inspections.states import InspectionKind
from congvu.organizations.states import Role
from congvu.stationery.models import DocumentType
from tests.api.calls import ROOT, places, refused, told
from tests.evidence.factories import pdf
from tests.inspections.campaigns import make_campaign, moment
from tests.inspections.factories import make_inspection
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
SIGNER = {"signer_name": "Nguyễn Văn A", "signer_title": "Giám đốc"}
DAY = "2020-08-10"


@pytest.fixture
def campaign():
    return make_campaign(units=1).teamed()


@pytest.fixture
def path(campaign):
    return f"documents/{campaign.paper('decision', inspection=campaign.inspection).pk}"


@pytest.fixture
def august():
    with clock.at(moment(2020, 8, 10)):
        yield


def put(caller, path, data=None, tag=None):
    """A signed copy, under the version just read."""
    version = tag or caller.get(path).get("ETag", '"v1"')
    form = {"file": SimpleUploadedFile("QĐ đã ký.pdf", pdf() if data is None else data)}
    sent = {"Authorization": f"Bearer {caller.secret}", "If-Match": version}
    return caller.client.post(f"{ROOT}/{path}/put-signed-file", form, headers=sent)


def test_a_document_system_carries_a_paper_from_draft_to_its_signed_file(
    program, campaign, path, august
):
    secretary, clerk = program(campaign.secretary), program(campaign.clerk)
    told(secretary.verb(path, "submit", SIGNER | {"authority": "KT. GIÁM ĐỐC"}))
    [waiting] = told(clerk.get("documents?state=submitted"))["items"]
    assert waiting["submitted_at"].startswith("2020-08-10")
    assert (waiting["authority"], waiting["signed_file"]) == ("KT. GIÁM ĐỐC", None)
    assert clerk.get(f"{path}/text.docx").content.startswith(b"PK")
    other = {"signed_on": DAY, "signer_name": "Trần Thị B", "signer_title": "Phó Giám đốc"}
    assert told(clerk.verb(path, "sign", other))["signer_name"] == "Trần Thị B"
    told(clerk.verb(path, "number", {"number": "7", "symbol": "QĐ-SLĐ", "dated_on": DAY}))
    kept = told(put(clerk, path))
    assert (kept["number"], kept["signed_file"]["name"]) == ("07", "QĐ đã ký.pdf")
    assert kept["signed_file"]["media_type"] == "application/pdf"
    assert kept["signed_file"]["signatures"] == []
    key = f"inspections.officialdocument:{kept['id']}"
    [item] = told(clerk.get(f"evidence?attached_to={key}"))["items"]
    assert item["files"][0]["sha256"] == kept["signed_file"]["sha256"]


def test_the_number_is_drawn_where_the_series_is_kept_here(program, campaign, path, august):
    caller = program(campaign.secretary)
    told(caller.verb(path, "submit", SIGNER))
    clerk = program(campaign.clerk)
    told(clerk.verb(path, "sign", {"signed_on": DAY}))
    assert places(refused(clerk.verb(path, "number", {"dated_on": DAY}), 422)) == [
        "number",
        "symbol",
    ]
    words = {"abbreviation": "QĐ", "title_words": "QUYẾT ĐỊNH"}
    DocumentType.objects.create(kind="decision", draws_number=True, **words)
    assert told(clerk.verb(path, "number", {"dated_on": DAY}))["number"] == "01"


def test_a_signed_file_needs_a_signed_paper_and_a_file(program, campaign, path, august):
    clerk = program(campaign.clerk)
    assert places(refused(put(clerk, path), 422)) == ["file"]
    told(program(campaign.secretary).verb(path, "submit", SIGNER))
    told(clerk.verb(path, "sign", {"signed_on": DAY}))
    refused(clerk.post(f"{path}/put-signed-file", If_Match='"v1"'), 422)
    assert places(refused(put(clerk, path, data=b""), 422)) == ["file"]
    assert refused(put(clerk, path, tag='"v1"'), 412)["current"]["state"] == "signed"
    assert not Item.objects.exists()


def test_who_may_put_a_signed_file_in(program, campaign, path, outsider):
    refused(put(program(campaign.inspector), path), 403)
    refused(put(program(outsider), path), 404)
    refused(program(outsider).get(f"{path}/text.pdf"), 404)
    assert places(refused(program(campaign.head).get(f"{path}/text.odt"), 422)) == ["format"]


def test_lines_say_again_what_the_data_say(program, campaign, path):
    paper = campaign.inspection.documents.get(kind="decision")
    actions.accept_wording(paper, {"+closing": "Lời thêm."}, by=campaign.secretary)
    caller = program(campaign.secretary)
    assert told(caller.get(path))["wording"] == {"+closing": "Lời thêm."}
    refused(program(campaign.inspector).verb(path, "restore-wording", {"tags": ["closing"]}), 403)
    assert places(refused(caller.verb(path, "restore-wording", {"tags": []}), 422)) == ["tags"]
    assert told(caller.verb(path, "restore-wording", {"tags": ["closing"]}))["wording"] == {}


def test_last_years_paper_is_copied_where_there_is_one(program, campaign, path):
    refused(program(campaign.inspector).verb(path, "copy-paper"), 403)
    problem = refused(program(campaign.secretary).verb(path, "copy-paper"), 409)
    assert "năm trước" in problem["detail"]
    paper = campaign.inspection.documents.get(kind="decision")
    plan = actions.copy_plan(campaign.plan, year=2021, by=campaign.secretary)
    fresh = campaign.paper("plan", plan=plan)
    assert paper.symbol == ""
    copied = told(program(campaign.secretary).verb(f"documents/{fresh.pk}", "copy-paper"))
    assert copied["symbol"] == campaign.plan.documents.get().symbol == "KH-SLĐ"


def test_the_schedule_of_an_unannounced_inspection_is_no_units(program):
    """Where the team has come to one unit, that unit does not read where it goes next."""
    campaign = make_inspection(units=2, kind=InspectionKind.UNANNOUNCED, until="decided")
    actions.begin_visit(campaign.visit, by=campaign.head)
    contact = program(officer(Role.CONTACT, campaign.units[0]))
    folder = f"inspections/{campaign.inspection.pk}"
    told(contact.get(folder))
    refused(contact.get(f"{folder}/documents/schedule.docx"), 404)
    assert program(campaign.head).get(f"{folder}/documents/schedule.docx").status_code == 200


OWN = ["Căn cứ Luật Tổ chức chính quyền địa phương", "Căn cứ Quyết định số 5/QĐ-UBND"]


def test_own_grounds_are_written_follow_the_data_again_and_are_frozen(
    program, campaign, path, august
):
    caller = program(campaign.secretary)
    usual = told(caller.get(path))["grounds"]
    assert usual[-1] == "Theo đề nghị của Chánh Văn phòng Sở"
    assert listed_grounds(caller, path) is None
    kept = told(caller.verb(path, "set-grounds", {"lines": [f"{OWN[0]};", OWN[1]]}))
    assert kept["grounds"] == OWN == listed_grounds(caller, path)
    stale = caller.post(f"{path}/set-grounds", {"lines": OWN}, If_Match='"v1"')
    assert refused(stale, 412)["current"] == kept
    assert told(caller.verb(path, "set-grounds", {"lines": None}))["grounds"] == usual
    assert listed_grounds(caller, path) is None
    assert told(caller.verb(path, "submit", SIGNER))["grounds"] == usual
    assert listed_grounds(caller, path) == usual
    refused(caller.verb(path, "set-grounds", {"lines": OWN}), 409)


def listed_grounds(caller, path):
    """Those of the decision in the list."""
    [row] = told(caller.get("documents?kind=decision"))["items"]
    assert row["url"].endswith(path)
    return row["grounds"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"lines": [" "]}, "lines"),
        ({"lines": [OWN[0], OWN[0]]}, "lines"),
        ({"lines": ["x" * 1001]}, "lines"),
        ({"lines": [1]}, "lines[0]"),
        ({}, "lines"),
    ],
)
def test_bad_grounds_are_named(program, campaign, path, body, place):
    problem = refused(program(campaign.secretary).verb(path, "set-grounds", body), 422)
    assert places(problem) == [place]


def test_who_may_not_write_grounds(program, campaign, path, outsider):
    refused(program(campaign.inspector).verb(path, "set-grounds", {"lines": [" "]}), 403)
    refused(program(outsider).post(f"{path}/set-grounds", {"lines": OWN}), 404)


def test_grounds_cost_a_list_nothing(program):
    campaign = make_campaign(units=2).remarked()
    caller = program(campaign.secretary)
    for kind in ("notice", "report", "conclusion"):
        campaign.paper(kind, inspection=campaign.inspection)
    counted = []
    for address in ("documents?limit=1", "documents?limit=1", "documents"):
        with CaptureQueriesContext(connection) as seen:
            told(caller.get(address))
        counted.append(len(seen))
        # of the frozen text no more than its grounds; the column would stand before this one
        whole = '"frozen", "inspections_officialdocument"."frozen_sha256"'
        assert not any(whole in query["sql"] for query in seen)
    assert counted[1] == counted[2] <= 15
    papers = OfficialDocument.objects.live()
    assert {paper.kind for paper in papers} == set(BUILDERS) - {"amending_decision", "minutes"}
    for paper in papers:
        with CaptureQueriesContext(connection) as seen:
            lines = told(caller.get(f"documents/{paper.pk}"))["grounds"]
        assert len(seen) <= 15, paper.kind
        assert lines == tidied(build(paper).grounds), paper.kind
