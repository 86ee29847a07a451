"""Who leads the team decides whether the team reports to anybody but itself."""

from dataclasses import replace

import pytest

from congvu.core.models import LogEntry
from congvu.inspections import actions
from congvu.inspections.states import TeamRole
from tests.inspections.factories import make_inspection, make_people, team_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


def led_by(people, name):
    """The usual team with another at its head."""
    rows = {row.user: row for row in team_rows(people)}
    first = replace(rows.pop(people[name]), role=TeamRole.HEAD)
    return [first, *(replace(row, role=TeamRole.MEMBER) for row in rows.values())]


def set_team(inspection, people, name):
    actions.set_team(inspection, led_by(people, name), by=people["secretary"])
    inspection.refresh_from_db()
    return inspection.led_by_decision_maker


def test_no_report_is_asked_of_a_team_the_head_of_the_office_leads(people):
    inspection = make_inspection(1, people=people, until="opened").inspection
    assert set_team(inspection, people, "head") is True
    row = LogEntry.objects.get(action="inspections.set_lead")
    assert row.changes["led_by_decision_maker"] == [False, True]
    assert set_team(inspection, people, "head") is True  # nothing new, nothing logged
    assert set_team(inspection, people, "inspector") is False
    assert LogEntry.objects.filter(action="inspections.set_lead").count() == 2


def test_what_was_ticked_at_opening_stands_while_nobody_else_led(people):
    """A deputy may have decided: then the tick says so, and no seat does."""
    spec = {"led_by_decision_maker": True}
    inspection = make_inspection(1, people=people, until="opened", **spec).inspection
    assert set_team(inspection, people, "inspector") is True
    assert not LogEntry.objects.filter(action="inspections.set_lead").exists()
