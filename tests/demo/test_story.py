"""The showroom tells the article's story, and everything in it hangs together."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.urls import reverse

from congvu.accounts.models import User
from congvu.core import clock, seals
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
from congvu.desk.showroom.files import STILL_HOLDS
from congvu.desk.showroom.provincial import HOLIDAY
from congvu.documents.docx import render_docx
from congvu.documents.readback import read_docx
from congvu.dossiers.models import Difference, Dossier
from congvu.dossiers.states import DossierState
from congvu.evidence.models import Attachment
from congvu.inspections.models import (
    Finding,
    OfficialDocument,
    Plan,
    Recommendation,
    Visit,
)
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.article import article
from congvu.inspections.outputs.article_doors import doors
from congvu.inspections.outputs.dossier import dossier
from congvu.inspections.states import DocumentKind, InspectionState, RepeatState
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from congvu.portal.models import NewsItem
from congvu.portal.rules import paragraphs_of
from congvu.procedures.models import Leaflet
from tests.demo.pages import client_of, closed_doors, refused_doors

ARTICLE = yaml.safe_load((Path(__file__).parent / "article.yaml").read_text(encoding="utf-8"))
# each test in a savepoint of the module's transaction; also what makes the suite set a database up
pytestmark = pytest.mark.django_db
PIECES = [(part, text) for part, texts in ARTICLE.items() for text in texts]


@pytest.fixture(scope="module")
def conclusion(showroom) -> str:
    """The produced Word file, as somebody who opens it reads it."""
    document = OfficialDocument.objects.get(inspection=showroom, kind=DocumentKind.CONCLUSION)
    read = read_docx(render_docx(from_data(document)))
    cells = [cell for table in read.tables for row in table for cell in row]
    words = [line.text for line in read.paragraphs] + cells
    return flat(" ".join(words))


def flat(text: str) -> str:
    """One space between words, case aside."""
    return " ".join(text.split()).casefold()


@pytest.mark.parametrize(("part", "text"), PIECES, ids=[f"{p}-{t[:40]}" for p, t in PIECES])
def test_the_article_is_in_the_conclusion(conclusion, part, text):
    assert flat(text) in conclusion


def test_the_article_is_in_the_news_item(showroom):
    written = flat(article(showroom).plain())
    missing = [t for p, t in PIECES if p != "dates" and flat(t) not in written]
    assert missing == []


def test_every_paper_has_its_signed_copy_marked_as_a_sample(showroom):
    papers = OfficialDocument.objects.all()
    assert len(papers) == 10 and all(paper.signed_file for paper in papers)
    assert all("bản minh họa" in paper.signed_file["name"] for paper in papers)
    assert dossier(showroom).unsigned == ()


def test_the_news_item_names_no_unit_beside_a_limitation(showroom):
    told = [s for p in article(showroom).paragraphs for s in p]
    limits = [s for s in told if any(flat(t) in flat(s.text) for t in ARTICLE["limitations"])]
    assert len(limits) >= 6
    assert not [u for u in ARTICLE["units"] for s in limits if u in s.text]


def test_every_sentence_of_the_news_item_rests_on_something(showroom):
    told = [s for p in article(showroom).paragraphs for s in p]
    assert told and all(s.sources for s in told)


def test_the_item_stands_on_the_public_pages_with_the_articles_stamp(showroom, client, settings):
    settings.DEMO = True
    call_command("set_up_portal")
    call_command("demo_news")
    call_command("demo_news")  # once is enough
    item = NewsItem.objects.get()
    page = client.get(reverse("portal:news_detail", args=[item.page.slug])).content.decode()
    assert "(13:25 | 08/09/2020)" in page and "Bích Tiên-VPS" in page
    assert page.count("<img") == 3 and "ảnh minh họa" in page
    assert item.kept == []  # nothing in it had to be waved through
    words = flat(" ".join(paragraphs_of(item.page.specific.body)))
    assert [t for p, t in PIECES if p != "dates" and flat(t) not in words] == []


def test_the_campaign_is_concluded_and_followed_up(showroom):
    assert showroom.state == InspectionState.CONCLUDED
    overdue = Recommendation.objects.overdue(clock.today()).filter(inspection=showroom)
    assert overdue.count() == 2
    assert (
        Finding.objects.filter(inspection=showroom, repeat_state=RepeatState.CONFIRMED).count() == 3
    )


def test_visits_stand_as_the_article_says(showroom):
    days = Visit.objects.filter(inspection=showroom).values_list("day", flat=True)
    assert len(days) == 7
    assert {min(days), max(days)} == {dt.date(2020, 8, 25), dt.date(2020, 8, 28)}


def test_the_year_before_says_it_is_invented(showroom):
    assert "Giả định" in showroom.previous.note


def test_next_years_plan_gives_each_unit_its_reason(showroom):
    plan = Plan.objects.get(year=2021)
    assert plan.units.count() >= 5
    assert all(row.reason for row in plan.units.all())


def test_somebody_holds_every_role(showroom):
    held = set(Seat.objects.values_list("role", flat=True))
    assert {str(r) for r in Role} - held == {"citizen"}


def test_the_log_tells_the_story_on_its_own_days(showroom):
    first = LogEntry.objects.filter(kind="inspections.finding").order_by("at").first()
    assert first.at.year == 2019
    assert not LogEntry.objects.filter(at__date__gt=dt.date(2020, 10, 12)).exists()


def test_the_whole_check_finds_nothing(showroom):
    seals.seal_now()
    run = run_all(lambda tally, what: None)
    assert run.first_fault == ""


def test_files_of_the_story_are_where_its_limitations_are(showroom):
    answers = Attachment.objects.filter(content_type__model="answer").live()
    assert answers.filter(purpose=STILL_HOLDS).count() == 2
    for model, least in {"answer": 14, "minutes": 11, "remedy": 5}.items():
        assert Attachment.objects.filter(content_type__model=model).live().count() >= least


def test_reports_of_two_units_point_to_the_leaflets_they_gave_out(showroom):
    given = list(Leaflet.objects.select_related("unit").order_by("given_on"))
    assert [(one.unit.short_name, one.copies) for one in given] == [
        ("Trường Trung cấp nghề Tứ giác Long Xuyên", 300),
        ("Phòng LĐVL&GDNN", 120),
    ]
    for leaflet, code in zip(given, ("A10.1", "A8.3"), strict=True):
        item = Attachment.objects.live().of(leaflet).get().item
        answers = Attachment.objects.live().filter(item=item, content_type__model="answer")
        answer = answers.get().target
        assert (answer.criterion.code, answer.sheet.unit) == (code, leaflet.unit)
    page = client_of(User.objects.get(username="contact")).get(
        reverse("procedures:leaflet_list", args=[given[0].unit_id])
    )
    assert "đã cũ, không phát tiếp" in page.content.decode()  # the version of its day was replaced


@pytest.mark.parametrize("role", [r.value for r in Role])
def test_every_door_of_the_showroom_opens(showroom, settings, role):
    settings.DEMO = True
    assert closed_doors(User.objects.get(username=role)) == []


@pytest.mark.parametrize("role", [r.value for r in Role if r != Role.CITIZEN])
def test_menu_tabs_and_links_of_every_role_open(showroom, settings, role):
    settings.DEMO = True
    assert refused_doors(User.objects.get(username=role)) == []


def test_the_menu_offers_dossiers_to_whoever_reads_some_or_keeps_the_counters(showroom, settings):
    settings.DEMO = True
    door = f'href="{reverse("dossiers:dossier_list")}"'
    reads = ("head", "case_officer", "one_stop_officer", "administrator")
    for role in (*reads, "viewer", "contact_vps"):
        page = client_of(User.objects.get(username=role)).get(reverse("organizations:unit_list"))
        assert (door in page.content.decode()) is (role in reads), role
    page = client_of(User.objects.get(username="administrator")).get(
        reverse("dossiers:dossier_list")
    )
    html = page.content.decode()
    assert "không đọc hồ sơ" in html and 'class="tabs"' not in html
    assert reverse("dossiers:point_list") in html
    assert reverse("dossiers:difference_list") not in html


def test_a_visitor_reads_the_article_without_names_beside_limitations(showroom, client, settings):
    settings.DEMO = True
    told = [s for p in article(showroom).paragraphs for s in p]
    for number, sentence in enumerate(told, start=1):
        page = client.get("/", {"cau": number}).content.decode()
        sources = page.split('id="rests-on"')[1].split("</section>")[0]
        if any(flat(t) in flat(sentence.text) for t in ARTICLE["limitations"]):
            assert not [u for u in ARTICLE["units"] if u in sources]
        assert "/tai-khoan/" in sources


def test_outside_a_showroom_the_front_door_is_the_sign_in(showroom, client, settings):
    settings.DEMO = False
    answer = client.get("/")
    assert answer.status_code == 302 and "?next=/" in answer.headers["Location"]


def test_a_sentence_opens_down_to_the_photo(showroom):
    browser = client_of(User.objects.get(username="secretary"))
    path = f"/kiem-tra/{showroom.pk}/tin-bai/"
    told = [s for p in article(showroom).paragraphs for s in p]
    number = 1 + next(i for i, s in enumerate(told) if "quy chế làm việc của đơn vị" in s.text)
    whole = browser.get(path, {"cau": number}).content.decode()
    part = browser.get(path, {"cau": number}, headers={"HX-Request": "true"}).content.decode()
    for page in (whole, part):
        assert "Bảng đối chiếu quy chế làm việc với chức năng mới" in page
        assert "tiêu chí A4.1" in page
    assert "<html" not in part


def test_a_unit_sees_under_a_sentence_only_what_is_its_own(showroom):
    told = [s for p in article(showroom).paragraphs for s in p]
    sentence = next(s for s in told if "ứng dụng công nghệ thông tin trao đổi" in s.text)
    seen = doors(sentence, User.objects.get(username="contact"))
    assert [door.label for door in seen] == ["Hạn chế: Trường Trung cấp nghề Tứ giác Long Xuyên"]


def test_the_news_item_is_printed_and_taken_along(showroom):
    browser = client_of(User.objects.get(username="secretary"))
    path = f"/kiem-tra/{showroom.pk}/tin-bai/"
    assert "VPS" in browser.get(f"{path}in/").content.decode()
    read = read_docx(browser.get(f"{path}tai-ve/").content)
    assert "Đoàn kiểm tra đề nghị" in " ".join(line.text for line in read.paragraphs)


def test_the_news_item_costs_the_same_few_queries(showroom, django_assert_max_num_queries):
    browser = client_of(User.objects.get(username="secretary"))
    with django_assert_max_num_queries(15):
        browser.get(f"/kiem-tra/{showroom.pk}/tin-bai/")


def test_dossiers_of_the_province_are_facts_whose_dates_differ_at_the_holiday(showroom):
    rows = Dossier.objects.imported()
    assert rows.count() > 100 and not Dossier.objects.exclude(source=None).difference(rows)
    assert rows.filter(state=DossierState.IN_PROGRESS).exists()
    differing = list(rows.exclude(difference=Difference.NONE))
    assert differing
    for row in differing:
        assert row.accepted_at.date() < HOLIDAY <= row.original_due_at.date(), row
