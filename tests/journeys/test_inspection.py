"""The whole inspection, by hand in the browser, by people who have never seen it."""

import pytest

from congvu.desk.showroom import office
from tests.journeys import after_visits, at_visits, before_visits
from tests.journeys.people import Walk

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture
def walk(browser, live_server, transactional_db, settings, tmp_path):
    """An installation with units, people, calendar, law and criteria, and nothing judged yet."""
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path / "files"
    settings.DEMO_TODAY = "2020-03-10"
    office.set_up()
    walk = Walk(browser, live_server.url, settings, office.PASSWORD, "kiem-tra")
    yield walk
    walk.close()


def test_an_inspection_from_plan_to_closed_recommendation(walk, tmp_path):
    before_visits.plan(walk, tmp_path)
    before_visits.campaign(walk)
    before_visits.decision(walk, tmp_path)
    before_visits.schedule(walk)
    before_visits.notice(walk)
    at_visits.self_report(walk, tmp_path)
    at_visits.first_visit(walk, tmp_path)
    at_visits.first_minutes(walk)
    at_visits.second_visit(walk, tmp_path)
    after_visits.draft(walk)
    after_visits.conclusion(walk, tmp_path)
    after_visits.remedies(walk, tmp_path)
    after_visits.afterwards(walk)
    assert walk.faults == [], "\n".join(walk.faults)
