"""The showroom tells the article's story, and everything in it hangs together."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from django.db import transaction

from congvu.core import clock, seals
from congvu.core.models import LogEntry
from congvu.core.verify import run_all
from congvu.desk.showroom import play
from congvu.desk.showroom.stage import on, story
from congvu.documents.docx import render_docx
from congvu.documents.readback import read_docx
from congvu.inspections.models import (
    Finding,
    Inspection,
    OfficialDocument,
    Plan,
    Recommendation,
    Visit,
)
from congvu.inspections.outputs import from_data
from congvu.inspections.outputs.article import article
from congvu.inspections.states import DocumentKind, InspectionState, RepeatState
from congvu.organizations.models import Seat
from congvu.organizations.states import Role

ARTICLE = yaml.safe_load((Path(__file__).parent / "article.yaml").read_text(encoding="utf-8"))
# each test in a savepoint of the module's transaction; also what makes the suite set a database up
pytestmark = pytest.mark.django_db
PIECES = [(part, text) for part, texts in ARTICLE.items() for text in texts]


@pytest.fixture(scope="module")
def showroom(django_db_setup, django_db_blocker):
    """The story played once for this module, on its own day, and taken away afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        play(lambda text: None)
        with on(story("office")["today"]):
            yield Inspection.objects.get(year=2020)
        transaction.set_rollback(True)


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


def test_the_news_item_names_no_unit_beside_a_limitation(showroom):
    told = [s for p in article(showroom).paragraphs for s in p]
    limits = [s for s in told if any(flat(t) in flat(s.text) for t in ARTICLE["limitations"])]
    assert len(limits) >= 6
    assert not [u for u in ARTICLE["units"] for s in limits if u in s.text]


def test_every_sentence_of_the_news_item_rests_on_something(showroom):
    told = [s for p in article(showroom).paragraphs for s in p]
    assert told and all(s.sources for s in told)


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
