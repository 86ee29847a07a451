"""Every page of sheets: works, wrong role, outsider, wrong method, bad input, and what it costs."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from PIL import Image

from congvu.assessments.actions import judge_many, submit_self
from congvu.assessments.models import Answer, Sheet
from congvu.assessments.rules import Judgement
from congvu.assessments.states import Scoring
from congvu.evidence.actions import store_version
from congvu.evidence.models import Attachment, Item
from congvu.inspections.actions import FindingText, raise_finding
from tests.inspections.factories import judge_all, make_inspection, make_library, make_people
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
CEILING = 22  # statements without transaction control, signing in and the layout included


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    return keeping(lambda: make_inspection(2))


@pytest.fixture
def mai(campaign):
    return officer("contact", campaign.units[0])


def path(name, *args):
    return reverse(f"assessments:{name}", args=args)


def read_paths(campaign):
    sheet, area = campaign.sheet.pk, campaign.answer.criterion.area_id
    names = ("sheet_detail", "sheet_print", "sheet_excel", "self_print")
    return [path(n, sheet) for n in names] + [
        path("sheet_area", sheet, area),
        path("answer_detail", campaign.answer.pk),
    ]


def shown(client, address):
    """A form as a browser would post it back, unchanged."""
    form = client.get(address).context["form"]
    told = {}
    for field in form:
        value = field.value()
        if value not in (None, "", False):
            told[field.html_name] = (
                field.field.widget.format_value(value) if isinstance(value, Decimal) else value
            )
    return told


def test_whoever_may_read_reads(client_of, campaign, mai):
    for who in (campaign.inspector, campaign.head, campaign.secretary, mai):
        client = client_of(who)
        for address in read_paths(campaign):
            assert client.get(address).status_code == 200, (who, address)


def test_strangers_find_nothing_and_nobody_posts_to_read(client_of, campaign):
    stranger = client_of(officer("contact", campaign.units[1]))
    for address in read_paths(campaign):
        assert stranger.get(address).status_code == 404, address
        assert client_of(campaign.head).post(address).status_code == 405, address


def test_a_unit_does_not_see_the_team_s_side_before_the_minutes(client_of, campaign, mai):
    judge_many(
        [Judgement(campaign.answer.pk, level="weak", note="bí mật nội bộ")], by=campaign.inspector
    )
    for address in read_paths(campaign):
        answer = client_of(mai).get(address)
        body = answer.content.decode(errors="ignore")
        assert "bí mật nội bộ" not in body and "Kiểm tra viên" not in body, address
    assert "bí mật nội bộ" in client_of(campaign.head).get(read_paths(campaign)[0]).content.decode()


def test_the_team_s_secretary_does_not_see_the_draft_on_the_own_office(client_of):
    people = make_people()
    own = people["secretary"].seats.first().unit
    campaign = make_inspection([own], people=people, until="opened")
    client = client_of(campaign.secretary)
    assert client.get(path("sheet_detail", campaign.sheet.pk)).status_code == 404


def test_excel_holds_every_criterion(client_of, campaign):
    judge_all(campaign.sheet, by=campaign.head)
    book = load_workbook(
        io.BytesIO(client_of(campaign.head).get(path("sheet_excel", campaign.sheet.pk)).content)
    )
    rows = list(book.active.iter_rows(values_only=True))
    assert [row[1] for row in rows[2:]] == ["A1.1", "A1.2", "A1.3", "A2.1", "A2.2", "A2.3"]
    assert rows[2][8] == "Tốt · 8,5"


def test_findings_stand_beside_the_answer(client_of, campaign):
    raise_finding(campaign.answer, FindingText("Chưa niêm yết quy trình"), by=campaign.inspector)
    body = client_of(campaign.head).get(path("answer_detail", campaign.answer.pk)).content.decode()
    assert "Chưa niêm yết quy trình" in body


@pytest.mark.parametrize(
    ("typed", "points", "level"),
    [
        ({"level": "good"}, "8.50", "good"),
        ({"points": "5,5"}, "5.50", ""),
        ({"points": "5.5", "level": "good"}, "5.50", ""),
        ({"value": "0"}, "0.00", ""),
    ],
)
def test_saving_from_the_page(client_of, campaign, typed, points, level):
    client, pk = client_of(campaign.inspector), campaign.answer.pk
    told = shown(client, path("answer_detail", pk)) | typed
    answer = client.post(path("answer_judge", pk), told | {"then": "next"})
    assert answer["Location"] == path("answer_detail", campaign.answers()[1].pk)
    saved = Answer.objects.get(pk=pk)
    assert (str(saved.points), saved.judged_level) == (points, level)


def test_the_page_s_own_words_change_nothing(client_of, campaign):
    judge_many([Judgement(campaign.answer.pk, level="good", note="a\nb")], by=campaign.head)
    version = campaign.answer.version
    client = client_of(campaign.inspector)
    told = shown(client, path("answer_detail", campaign.answer.pk))
    client.post(path("answer_judge", campaign.answer.pk), told)
    assert (campaign.answer.version, campaign.answer.judged_by) == (version, campaign.head)


def test_autosave_proves_what_stands(client_of, campaign):
    client, pk = client_of(campaign.inspector), campaign.answer.pk
    told = shown(client, path("answer_detail", pk)) | {"level": "weak"}
    proof = client.post(path("answer_judge", pk), told, headers=AUTOSAVE).json()
    assert (proof["version"], proof["points"], proof["level"]) == (2, "2,5", "weak")
    assert proof["judged"] is True


def test_going_back_and_past_the_end(client_of, campaign):
    client = client_of(campaign.inspector)
    first, last = campaign.answers()[0], campaign.answers()[-1]
    for answer, then in ((first, "previous"), (last, "next")):
        told = {"version": answer.version, "then": then}
        there = client.post(path("answer_judge", answer.pk), told)
        assert there["Location"] == path("sheet_detail", campaign.sheet.pk)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"points": "11"}, "theo bước 0,5"),
        ({"points": "mười"}, "theo bước 0,5"),
        ({"not_applicable": "on"}, "lý do"),
        ({"level": "superb"}, "superb"),
        ({"version": ""}, ""),
        ({"value": "7"}, ""),
    ],
)
def test_bad_input_is_kept_and_explained(client_of, campaign, typed, words):
    client, pk = client_of(campaign.inspector), campaign.answer.pk
    told = {"version": 1, "note": "điều đã gõ"} | typed
    page = client.post(path("answer_judge", pk), told)
    assert page.status_code == 422
    assert words in page.content.decode() and "điều đã gõ" in page.content.decode()
    refused = client.post(path("answer_judge", pk), told, headers=AUTOSAVE)
    assert (refused.status_code, bool(refused.json()["message"])) == (422, True)
    assert not campaign.answer.judged


def test_a_stale_save_shows_both_texts(client_of, campaign):
    client, pk = client_of(campaign.inspector), campaign.answer.pk
    told = shown(client, path("answer_detail", pk)) | {"note": "của tôi"}
    judge_many([Judgement(pk, level="good", note="của đồng nghiệp")], by=campaign.head)
    for headers in ({}, AUTOSAVE, {"HX-Request": "true"}):
        page = client.post(path("answer_judge", pk), told, headers=headers)
        body = page.content.decode()
        assert page.status_code == 409
        assert "của tôi" in body and "của đồng nghiệp" in body and "data-stale" in body
    again = client.post(path("answer_judge", pk), told | {"version": 2})
    assert again.status_code == 302
    assert campaign.answer.judged_note == "của tôi"


def test_who_may_not_judge_is_told_and_a_stranger_finds_nothing(client_of, campaign, mai):
    told = {"version": 1, "level": "good"}
    address = path("answer_judge", campaign.answer.pk)
    assert client_of(mai).post(address, told).status_code == 403
    stranger = client_of(officer("contact", campaign.units[1]))
    assert stranger.post(address, told).status_code == 404
    assert stranger.post(address, {}).status_code == 404
    assert client_of(campaign.head).get(address).status_code == 405
    assert client_of(campaign.head).post(path("answer_judge", 999_999), told).status_code == 404


def test_comments_only_asks_for_words(client_of):
    campaign = make_inspection(1, scoring=Scoring.COMMENTS_ONLY)
    client = client_of(campaign.inspector)
    page = client.get(path("answer_detail", campaign.answer.pk)).content.decode()
    assert "Đã xem" in page and 'name="points"' not in page
    client.post(path("answer_judge", campaign.answer.pk), {"version": 1, "seen": "on"})
    assert campaign.answer.judged


def statements(queries):
    return [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]


def test_one_save_costs_at_most_ten_statements(client_of, campaign):
    client, pk = client_of(campaign.inspector), campaign.answer.pk
    told = {"version": 1, "level": "good", "note": ""}
    with CaptureQueriesContext(connection) as queries:
        client.post(path("answer_judge", pk), told, headers=AUTOSAVE)
    assert len(statements(queries)) <= 10


def test_pages_cost_the_same_for_six_and_for_sixty_criteria(client_of):
    counts = []
    for criteria in (3, 30):
        campaign = make_inspection(1, library=make_library(criteria=criteria))
        mai, area = officer("contact", campaign.units[0]), campaign.answer.criterion.area_id
        sheet, answer = campaign.sheet.pk, campaign.answer.pk
        told = []
        for who, address in (
            (campaign.head, path("sheet_detail", sheet)),
            (campaign.head, path("sheet_area", sheet, area)),
            (campaign.head, path("answer_detail", answer)),
            (campaign.head, path("sheet_judge", sheet)),
            (mai, path("sheet_self", sheet)),
        ):
            client = client_of(who)
            client.get(address)  # kinds of content are remembered from here on
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            told.append(len(statements(queries)))
        counts.append(told)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= CEILING


def table_data(campaign, **typed):
    told = {}
    for answer in campaign.answers():
        told |= {
            f"{answer.pk}-version": answer.version,
            f"{answer.pk}-level": typed.get("level", ""),
        }
    return told


def test_the_table_saves_every_changed_row_at_once(client_of, campaign):
    client, address = client_of(campaign.inspector), path("sheet_judge", campaign.sheet.pk)
    answer = client.post(address, table_data(campaign, level="good"))
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert Answer.objects.judged().count() == 6


def test_the_table_leaves_rows_alone_that_were_not_touched(client_of, campaign):
    client, address = client_of(campaign.inspector), path("sheet_judge", campaign.sheet.pk)
    first = campaign.answers()[0]
    told = table_data(campaign)
    judge_many([Judgement(campaign.answers()[1].pk, level="weak")], by=campaign.head)
    told[f"{first.pk}-points"] = "7,5"
    assert client.post(address, told).status_code == 302
    assert [str(a.points) for a in campaign.answers()[:2]] == ["7.50", "2.50"]


def test_the_table_is_all_or_nothing(client_of, campaign):
    client, address = client_of(campaign.inspector), path("sheet_judge", campaign.sheet.pk)
    told = table_data(campaign, level="good")
    last = campaign.answers()[-1]
    told[f"{last.pk}-points"] = "99"
    page = client.post(address, told)
    assert page.status_code == 422 and "theo bước 0,5" in page.content.decode()
    assert not Answer.objects.judged().exists()


def test_a_stale_table_shows_what_is_stored_and_takes_the_second_save(client_of, campaign):
    client, address = client_of(campaign.inspector), path("sheet_judge", campaign.sheet.pk)
    told = table_data(campaign, level="good")
    judge_many(
        [Judgement(campaign.answer.pk, note="của trưởng đoàn", level="weak")], by=campaign.head
    )
    page = client.post(address, told)
    assert page.status_code == 409 and "của trưởng đoàn" in page.content.decode()
    assert Answer.objects.judged().count() == 1
    told[f"{campaign.answer.pk}-version"] = 2
    assert client.post(address, told).status_code == 302


def test_the_table_is_for_the_team(client_of, campaign, mai):
    address = path("sheet_judge", campaign.sheet.pk)
    assert client_of(mai).get(address).status_code == 403
    stranger = officer("inspector")
    assert client_of(stranger).get(address).status_code == 404
    area = campaign.answer.criterion.area_id
    page = client_of(campaign.head).get(f"{address}?noi_dung={area}")
    assert len(page.context["lines"]) == 3


def test_adding_a_criterion(client_of):
    campaign = make_inspection([UnitFactory(school=True)])
    address = path("criterion_add", campaign.sheet.pk)
    criterion = campaign.inspection.library_version.areas.get(code="A2").criteria.first()
    client = client_of(campaign.head)
    assert client.get(address).status_code == 200
    assert client.post(address, {"criterion": criterion.pk}).status_code == 422
    done = client.post(address, {"criterion": criterion.pk, "reason": "Có thủ tục riêng"})
    assert done.status_code == 302
    assert campaign.sheet.answers.filter(criterion=criterion).exists()
    assert client_of(campaign.inspector).get(address).status_code == 403


def test_the_report_saves_itself_answer_by_answer(client_of, campaign, mai):
    client, pk = client_of(mai), campaign.answer.pk
    assert client.get(path("sheet_self", campaign.sheet.pk)).context["left"] == 6
    told = {"version": 1, "value": "1", "note": "có kế hoạch"}
    proof = client.post(path("answer_self", pk), told, headers=AUTOSAVE).json()
    assert (proof["version"], proof["points"]) == (2, "10")
    assert proof["shown"] == {"da-tra-loi": "1"} and proof["answered"] is True
    stale = client.post(path("answer_self", pk), told, headers=AUTOSAVE)
    assert stale.status_code == 409 and "có kế hoạch" in stale.content.decode()
    assert client.post(path("answer_self", pk), told).status_code == 409
    told |= {"version": 2, "points": "3,3"}
    assert client.post(path("answer_self", pk), told).status_code == 422
    assert client.post(path("answer_self", pk), told, headers=AUTOSAVE).status_code == 422
    told |= {"points": "3,5"}
    assert client.post(path("answer_self", pk), told).status_code == 302
    assert campaign.answer.self_points == Decimal("3.5")


def test_only_the_unit_writes_its_report(client_of, campaign, mai):
    told = {"version": 1, "note": "x"}
    head = client_of(campaign.head)
    assert head.get(path("sheet_self", campaign.sheet.pk)).status_code == 403
    assert head.post(path("answer_self", campaign.answer.pk), told).status_code == 403
    assert head.post(path("self_text", campaign.sheet.pk), told).status_code == 403
    stranger = client_of(officer("contact", campaign.units[1]))
    assert stranger.post(path("answer_self", campaign.answer.pk), told).status_code == 404


def test_words_of_the_report(client_of, campaign, mai):
    client, address = client_of(mai), path("self_text", campaign.sheet.pk)
    version = Sheet.objects.get(pk=campaign.sheet.pk).version
    told = {"version": version, "general": "Tình hình chung tốt"}
    assert client.post(address, told, headers=AUTOSAVE).json()["version"] == version + 1
    for headers in (AUTOSAVE, {}):
        stale = client.post(address, told | {"general": "khác"}, headers=headers)
        assert stale.status_code == 409 and "Tình hình chung tốt" in stale.content.decode()
    assert client.post(address, {"version": ""}).status_code == 422
    assert client.post(address, {"version": ""}, headers=AUTOSAVE).status_code == 422
    assert client.post(address, {"version": version + 1, "general": "b"}).status_code == 302


def test_sending_reopening_and_reading_again(client_of, campaign, mai):
    client, sheet = client_of(mai), campaign.sheet
    page = client.get(path("self_submit", sheet.pk))
    assert "Còn 6 tiêu chí chưa trả lời" in page.content.decode()
    assert "Còn 6 tiêu chí chưa có tài liệu" in page.content.decode()
    assert client.post(path("self_submit", sheet.pk), {"version": "99"}).status_code == 409
    assert client.post(path("self_submit", sheet.pk)).status_code == 302
    assert "Đã gửi lúc" in client.get(path("sheet_self", sheet.pk)).content.decode()
    told = {"version": 1, "note": "muộn"}
    assert client.post(path("answer_self", campaign.answer.pk), told).status_code == 409
    assert client.post(path("self_submit", sheet.pk)).status_code == 409
    secretary, address = client_of(campaign.secretary), path("self_reopen", sheet.pk)
    assert secretary.get(address).status_code == 200
    version = Sheet.objects.get(pk=sheet.pk).version
    assert secretary.post(address, {"version": version}).status_code == 422
    assert client.post(address, {"version": version, "reason": "x"}).status_code == 403
    assert secretary.post(address, {"version": version, "reason": "thiếu"}).status_code == 302
    again = secretary.post(address, {"version": version + 1, "reason": "nữa"})
    assert again.status_code == 422


def last_year(unit=None):
    people, library = make_people(), make_library()
    unit = unit or UnitFactory()
    old = make_inspection([unit], people=people, library=library, year=2019)
    new = make_inspection([unit], people=people, library=library, previous=old.inspection)
    return old, new, officer("contact", unit)


def png(name="anh.png"):
    data = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def test_last_year_s_report_and_papers_again(client_of):
    old, new, mai = last_year()
    client = client_of(mai)
    told = {"version": 1, "value": "1", "note": "năm trước"}
    client.post(path("answer_self", old.answer.pk), told)
    store_version(png(), "quyet-dinh.png", by=mai, attach_to=old.answer, title="Quyết định 12")
    submit_self(old.sheet, by=mai)
    page = client.get(path("sheet_self", new.sheet.pk)).content.decode()
    assert "Quyết định 12 (đã nộp năm 2019, còn hiệu lực)" in page
    assert client.post(path("self_copy", new.sheet.pk)).status_code == 302
    assert new.answer.self_note == "năm trước"
    assert client.post(path("answer_reuse", new.answer.pk)).status_code == 302
    assert Item.objects.count() == 1
    assert Attachment.objects.live().of(new.answer).count() == 1


def test_last_year_s_answer_is_offered_where_nothing_is_said(client_of):
    old, new, mai = last_year()
    client = client_of(mai)
    told = {"version": 1, "value": "96,4", "note": "năm trước"}
    client.post(path("answer_self", old.answers()[1].pk), told)
    lines = client.get(path("sheet_self", new.sheet.pk)).context["lines"]
    kept = {"value": "96,4", "points": "", "note": "năm trước", "nothing": False}
    assert [line["offer"] for line in lines[:3]] == [None, kept, None]
    client.post(path("answer_self", new.answers()[1].pk), {"version": 1, "note": "khác"})
    assert client.get(path("sheet_self", new.sheet.pk)).context["lines"][1]["offer"] is None


@pytest.mark.parametrize(
    ("told", "bare"), [({"value": "1"}, 6), ({"value": "0"}, 5), ({"nothing_arose": "on"}, 5)]
)
def test_no_paper_is_missed_where_none_can_be(client_of, campaign, mai, told, bare):
    client = client_of(mai)
    client.post(path("answer_self", campaign.answer.pk), {"version": 1, **told})
    page = client.get(path("sheet_self", campaign.sheet.pk))
    assert len(page.context["bare"]) == bare
    assert page.context["first_missing"] == campaign.answers()[1].pk


def test_one_file_proves_several_answers(client_of, campaign, mai):
    first, second, third = campaign.answers()[:3]
    client, address = client_of(mai), reverse("evidence:item_add")
    page = client.get(path("sheet_self", campaign.sheet.pk)).content.decode()
    listed = {
        "gan": f"assessments.answer:{first.pk}",
        "bang": f"assessments.sheet:{first.sheet_id}",
    }
    assert f"bang=assessments.sheet%3A{first.sheet_id}" in page
    back = f"{path('sheet_self', first.sheet_id)}#a{first.pk}"
    told = {**listed, "source": "paper", "tiep": back}
    stranger = f"assessments.answer:{campaign.answers(campaign.visits[1].sheet)[0].pk}"
    wrong = client.post(address, told | {"file": png(), "also": [stranger]})
    assert wrong.status_code == 422 and not Item.objects.exists()
    also = [f"assessments.answer:{third.pk}"]
    assert client.post(address, told | {"file": png(), "also": also}).url == back
    counts = [Attachment.objects.live().of(one).count() for one in (first, second, third)]
    assert (counts, Item.objects.count()) == ([1, 0, 1], 1)


def test_papers_used_again_come_without_the_whole_page(client_of):
    old, new, mai = last_year()
    store_version(png(), "quyet-dinh.png", by=mai, attach_to=old.answer, title="Quyết định 12")
    client, htmx = client_of(mai), {"HX-Request": "true"}
    answer = client.post(path("answer_reuse", new.answer.pk), headers=htmx)
    assert answer.status_code == 200 and "Quyết định 12" in answer.content.decode()
    assert "Dùng lại:" not in answer.content.decode()
    assert Attachment.objects.live().of(new.answer).count() == 1


def test_a_photo_in_one_touch(client_of, campaign, mai):
    address = path("answer_photo", campaign.answer.pk)
    client = client_of(campaign.inspector)
    assert client.post(address, {"file": png()}).status_code == 302
    assert Attachment.objects.live().of(campaign.answer).get().item.title.startswith("Ảnh chụp (")
    assert client.post(address).status_code == 422
    page = client.get(path("answer_detail", campaign.answer.pk)).content.decode()
    assert 'class="photos"' in page
    other = officer("contact", campaign.units[1])
    assert client_of(other).post(address, {"file": png()}).status_code == 404
    submit_self(campaign.sheet, by=mai)
    assert client_of(mai).post(address, {"file": png()}).status_code == 403


def test_a_folder_of_files_finds_its_answers(client_of, campaign, mai):
    address = f"{reverse('evidence:batch_add')}?bang=assessments.sheet:{campaign.sheet.pk}"
    assert client_of(mai).get(address).status_code == 200
