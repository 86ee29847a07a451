"""Evidence, papers, working time, search, verify, the description."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.api.reference import groups
from congvu.api.service import SERVICE, description
from congvu.core.models import VerifyRun
from congvu.evidence.models import Item
from congvu.organizations.states import Role
from tests.api.calls import ROOT, places, refused, told
from tests.inspections.campaigns import make_campaign
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
TEXT = "Biên bản niêm yết thủ tục".encode()


def send(caller, fields=None, *, data=TEXT, name="niêm yết.txt", **headers):
    """A file in one call."""
    form = dict(fields or {}) | {"file": SimpleUploadedFile(name, data)}
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    sent["Authorization"] = f"Bearer {caller.secret}"
    return caller.client.post(f"{ROOT}/evidence", form, headers=sent)


def part(caller, path, offset, data):
    """One part of an upload."""
    return caller.client.patch(
        path,
        data,
        content_type="application/offset+octet-stream",
        headers={"Authorization": f"Bearer {caller.secret}", "Upload-Offset": str(offset)},
    )


def test_a_file_is_put_in_by_one_call(program, contact):
    caller = program(contact)
    made = told(send(caller, {"title": "Biên bản", "effective_from": "2020-01-01"}), 201)
    assert made["files"][0]["size"] == len(TEXT)
    assert made["effective_from"] == "2020-01-01"
    assert told(caller.get(f"evidence/{made['id']}")) == made
    assert told(caller.get("evidence?q=bien ban"))["items"] == [made]


def test_the_same_key_keeps_one_file_although_the_borders_of_the_form_differ(program, contact):
    caller = program(contact)
    first = send(caller, {"title": "A"}, Idempotency_Key="f1")
    assert told(send(caller, {"title": "A"}, Idempotency_Key="f1"), 201) == told(first, 201)
    refused(send(caller, {"title": "A"}, data=b"kh\xc3\xa1c", Idempotency_Key="f1"), 409)
    assert Item.objects.count() == 1


def test_evidence_is_attached_to_an_answer(program):
    campaign = make_campaign(units=1).visiting()
    caller = program(campaign.inspector)
    path = f"visits/{campaign.visits[0].pk}/answers"
    answer = told(caller.get(path))["items"][0]
    key = f"assessments.answer:{answer['id']}"
    item = told(send(caller, {"attach_to": key}), 201)
    assert told(caller.get(f"answers/{answer['id']}"))["evidence"] == [item["id"]]
    assert [row["id"] for row in told(caller.get(f"evidence?attached_to={key}"))["items"]] == [
        item["id"]
    ]


def test_what_may_not_be_read_may_not_be_attached_to(program, contact):
    campaign = make_campaign(units=1).visiting()
    answer = campaign.visits[0].sheet.answers.first()
    key = f"assessments.answer:{answer.pk}"
    problem = refused(send(program(contact), {"attach_to": key}), 422)
    assert places(problem) == ["attach_to"]
    assert not Item.objects.exists()


def test_evidence_needs_a_file_and_the_right(program, contact, citizen):
    caller = program(contact)
    answer = caller.client.post(
        f"{ROOT}/evidence", {"title": "A"}, headers={"Authorization": f"Bearer {caller.secret}"}
    )
    assert places(refused(answer, 422)) == ["file"]
    refused(send(program(citizen)), 403)
    refused(send(caller, data=b"MZ" + bytes(100), name="a.txt"), 422)


def test_nobody_reads_the_evidence_of_another(program, contact, outsider):
    item = told(send(program(contact)), 201)
    refused(program(outsider).get(f"evidence/{item['id']}"), 404)
    assert told(program(outsider).get("evidence"))["items"] == []


def test_a_file_arrives_part_by_part(program, contact, outsider):
    caller = program(contact)
    begun = told(caller.post("uploads", {"name": "a.txt", "size": len(TEXT)}), 201)
    told(part(caller, begun["url"], 0, TEXT[:5]))
    late = part(caller, begun["url"], 0, TEXT[:5])
    assert refused(late, 409)["offset"] == 5
    assert told(caller.get(begun["url"]))["offset"] == 5
    refused(program(outsider).get(begun["url"]), 404)
    assert told(part(caller, begun["url"], 5, TEXT[5:]))["state"] == "ready"
    answer = caller.client.post(
        f"{ROOT}/evidence",
        {"title": "Từng phần", "upload": begun["id"]},
        headers={"Authorization": f"Bearer {caller.secret}"},
    )
    assert told(answer, 201)["files"][0]["size"] == len(TEXT)
    refused(caller.call("DELETE", begun["url"]), 410)


def test_an_upload_says_where_its_part_begins(program, contact):
    caller = program(contact)
    begun = told(caller.post("uploads", {"name": "a.txt", "size": 5}), 201)
    problem = refused(caller.call("PATCH", begun["url"]), 422)
    assert places(problem) == ["Upload-Offset"]
    assert caller.call("DELETE", begun["url"]).status_code == 204
    refused(caller.get(begun["url"]), 404)


KINDS = ["schedule", "outline", "remediation", "matrix", "article", "decision", "conclusion"]
HEADS = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF"}


@pytest.fixture
def ended():
    return make_campaign(units=1).concluded()


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_of_a_campaign_is_a_file(program, ended, kind):
    caller = program(ended.secretary)
    for form, head in HEADS.items():
        answer = caller.get(f"inspections/{ended.inspection.pk}/documents/{kind}.{form}")
        assert answer.status_code == 200, (kind, form, answer.content[:300])
        assert answer.content.startswith(head)


def test_papers_of_a_unit_name_its_visit(program, ended, outsider):
    path, visit = f"inspections/{ended.inspection.pk}/documents", ended.visits[0].pk
    caller = program(ended.secretary)
    for kind in ("minutes", "self-report", "outline"):
        assert caller.get(f"{path}/{kind}.docx?visit={visit}").content.startswith(b"PK")
    contact = officer(Role.CONTACT, ended.units[0])
    assert program(contact).get(f"{path}/minutes.pdf?visit={visit}").status_code == 200
    refused(program(outsider).get(f"{path}/minutes.pdf?visit={visit}"), 404)
    refused(caller.get(f"{path}/report.docx"), 404)
    assert places(refused(caller.get(f"{path}/khac.docx"), 422)) == ["kind"]


def test_a_unit_does_not_read_what_is_not_issued(program):
    campaign = make_campaign(units=1).minuted()
    contact = officer(Role.CONTACT, campaign.units[0])
    campaign.paper("conclusion", inspection=campaign.inspection)
    path = f"inspections/{campaign.inspection.pk}/documents"
    assert program(campaign.secretary).get(f"{path}/conclusion.docx").status_code == 200
    for kind in ("conclusion", "article"):
        refused(program(contact).get(f"{path}/{kind}.docx"), 404)


@pytest.fixture
def calendar(db):
    make_campaign(units=1)


def test_a_limit_is_explained_day_by_day(program, secretary_of, calendar):
    caller = program(secretary_of())
    due = told(caller.get("workdays/due?start=2020-08-28&amount=2&unit=days"))
    assert due["due"].startswith("2020-09-01")
    assert [day["counts"] for day in due["days"]] == [False, False, False, True, True]
    between = told(caller.get("workdays/between?from=2020-08-28&to=2020-09-03"))
    assert between["working_days"] == 3


@pytest.fixture
def secretary_of():
    return lambda: officer(Role.SECRETARY)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("due?start=2020-13-01&amount=2", "start"),
        ("due?start=2020-08-28&amount=0", "amount"),
        ("due?start=2020-08-28&amount=2&unit=weeks", "unit"),
        ("due?start=2020-08-28&amount=2&office=999", "office"),
        ("between?from=2020-08-28", "to"),
        ("between?from=2010-08-28&to=2020-01-01", "to"),
    ],
)
def test_a_bad_limit_is_named(program, secretary_of, calendar, query, place):
    assert places(refused(program(secretary_of()).get(f"workdays/{query}"), 422)) == [place]


def test_a_year_without_calendar_is_a_sentence(program, secretary_of, calendar):
    problem = refused(program(secretary_of()).get("workdays/due?start=2060-01-04&amount=2"), 422)
    assert "2060" in problem["detail"]


def test_search_ignores_tone_marks_and_keeps_to_ones_rights(program, outsider):
    campaign = make_campaign(units=1).judged()
    hits = told(program(campaign.secretary).get("search?q=cong khai thu tuc"))["items"]
    assert "Ưu điểm, hạn chế" in {hit["kind"] for hit in hits}
    assert all(hit["url"].startswith("/") for hit in hits)
    assert told(program(outsider).get("search?q=cong khai thu tuc"))["items"] == []
    assert places(refused(program(outsider).get("search"), 422)) == ["q"]


def test_the_last_whole_check_is_for_those_who_read_the_log(program, head, contact):
    assert told(program(head).get("verify"))["started_at"] is None
    VerifyRun.objects.create(rows=7, fault_count=1, first_fault="Sai")
    run = told(program(head).get("verify"))
    assert (run["rows"], run["faults"], run["first_fault"]) == (7, 1, "Sai")
    refused(program(contact).get("verify"), 403)


def test_the_description_is_read_without_a_token(client):
    described = told(client.get(reverse("api:openapi")))
    assert described["openapi"] == "3.1.0"
    wanted = {"401", "403", "404", "405", "409", "412", "422", "428", "429"}
    for path, methods in described["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in methods.values():
            assert wanted <= set(operation["responses"])
            assert operation["security"] == [{"Bearer": []}]


def test_every_schema_has_a_name_of_its_own():
    """Two of one name, and the description tells of one what holds for the other."""
    found: dict[str, dict] = {}
    for _, router in SERVICE._routers:
        for view in router.path_operations.values():
            for operation in view.operations:
                answers = [one for one in operation.response_models.values() if one]
                for model in [*operation.models, *answers]:
                    for name, schema in model.model_json_schema().get("$defs", {}).items():
                        assert found.setdefault(name, schema) == schema, name
    assert {"UnitOpinion", "SenderOpinion", "OpinionAsked"} <= set(found)


def test_the_page_for_people_names_every_operation(client):
    page = client.get(reverse("api:docs")).content.decode()
    for path in told(client.get(reverse("api:openapi")))["paths"]:
        assert path in page


def test_every_group_of_the_page_has_its_vietnamese_name():
    shown = groups(description())
    assert len(shown) > 20
    assert [one["id"] for one in shown if one["name"] == one["id"]] == []
