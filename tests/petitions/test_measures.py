"""Figures: what is counted, in which window; every figure opens exactly its rows."""

import re

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.organizations.states import Role
from congvu.petitions import actions, measures
from congvu.petitions.models import Petition
from tests.dossiers.factories import at
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
NOW = at(1, month=10)


@pytest.fixture
def story(place):
    """Two in time, one satisfied; one late, one overdue; one not due, three that don't count."""
    happy = place.answered(1, on=10)
    with clock.at(at(11)):
        actions.record_satisfaction(happy, by=place.clerk, satisfaction="satisfied")
    place.answered(1, on=23)
    place.answered(1, on=28)
    place.assigned(2)
    place.assigned(28)
    with clock.at(at(3)):
        actions.forward(place.received(), by=place.secretary, to="Sở Y tế")
        actions.refuse(place.received(), by=place.secretary, refusal="unclear")
        actions.withdraw(place.received(), by=place.clerk, reason="Đã xong")
    return place


def test_the_shares_of_a_unit_and_month(story):
    with clock.at(NOW):
        [on_time] = measures.shares("answered_on_time", 2020)
        [satisfied] = measures.shares("satisfied", 2020)
    assert (on_time.unit, on_time.month) == (story.unit.pk, 9)
    assert (on_time.numerator, on_time.denominator, on_time.percent) == (2, 4, 50.0)
    assert (satisfied.numerator, satisfied.denominator) == (1, 3)


def test_a_share_lists_its_rows(story):
    with clock.at(NOW):
        for code in measures.CODES:
            for one in measures.shares(code, 2020):
                where = (code, 2020, one.month, one.unit)
                assert measures.rows_of(*where, numerator=True).count() == one.numerator
                assert measures.rows_of(*where, numerator=False).count() == one.denominator


def test_nothing_that_is_not_due_is_counted(story):
    with clock.at(at(2)):
        assert sum(one.denominator for one in measures.shares("answered_on_time", 2020)) == 3
    with clock.at(NOW):
        assert measures.shares("answered_on_time", 2019) == []


def test_the_window_is_the_offices_day_not_the_worlds(place):
    row = place.assigned()
    # 01/10/2020 00:30 here is still September in UTC
    Petition.objects.filter(pk=row.pk).update(due_at=at(1, month=10, hour=0, minute=30))
    with clock.at(at(5, month=10)):
        [share] = measures.shares("answered_on_time", 2020)
        assert share.month == 10
        assert measures.rows_of("answered_on_time", 2020, 9, place.unit.pk,
                                numerator=False).count() == 0  # fmt: skip


def test_every_figure_of_the_page_opens_its_rows(story, client_of):
    for user in (story.head, story.contact):
        client = client_of(user)
        with clock.at(NOW):
            page = client.get(reverse("petitions:figures"), {"nam": 2020}).content.decode()
            doors = re.findall(r'<a href="([^"]+so_lieu=[^"]+)">(\d+)</a>', page)
            assert len(doors) >= 12 and "50,0%" in page and "33,3%" in page
            for path, number in doors:
                shown = client.get(path.replace("&amp;", "&")).context["lines"]
                assert len(shown) == int(number), path


def test_years_are_offered_from_the_first_petition_on(story, client_of):
    page = reverse("petitions:figures")
    with clock.at(NOW.replace(year=2022)):
        seen = client_of(story.head).get(page, {"nam": 2019})  # a year with nothing to count
        assert seen.context["years"] == [2022, 2021, 2020] and seen.context["year"] == 2022
    Petition.objects.all().delete()
    with clock.at(NOW):
        assert client_of(story.head).get(page).context["years"] == [NOW.year]


def test_received_answered_and_late_are_counted_each_in_its_window(story):
    """Eight came in; three were answered, of these one late; one more is late and unanswered."""
    with clock.at(NOW):
        rows = Petition.objects.all()
        assert measures.sums(rows, 2020) == {"received": 8, "answered": 3, "late": 2}
        assert measures.sums(rows, 2019) == {"received": 0, "answered": 0, "late": 0}
        counts = measures.counted(rows, 2020)
        assert sum(parts["late"] for parts in counts.values()) == 2
        for parts in counts.values():
            assert parts["due"] == parts["on_time"] + parts["late"]


def test_the_list_begins_with_the_sums_of_the_year_which_open_their_rows(story, client_of):
    path = reverse("petitions:petition_list")
    for user in (story.head, story.contact, story.clerk):
        client = client_of(user)
        with clock.at(NOW):
            answer = client.get(path)
            facts = answer.context["facts"]
            assert [one["label"] for one in facts][:2] == ["tiếp nhận", "đã trả lời"]
            for one in facts:
                assert len(client.get(one["door_url"]).context["lines"]) == one["value"]
            assert "Đang xem" in client.get(facts[0]["door_url"]).content.decode()
    assert facts[0]["value"] == 8


def test_a_unit_sees_its_own_figures_only(story, client_of):
    stranger = officer(Role.UNIT_HEAD, story.other)
    with clock.at(NOW):
        page = client_of(stranger).get(reverse("petitions:figures"), {"nam": 2020})
    assert "Chưa có số liệu" in page.content.decode()
    assert client_of(story.worker).get(reverse("petitions:figures")).status_code == 403
