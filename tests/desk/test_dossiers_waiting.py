"""The first page knows dossiers: those on one's desk, and how many wait for one's word."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import clock
from congvu.desk.dossiers_waiting import dossiers
from congvu.dossiers import actions
from congvu.organizations.states import Role
from tests.dossiers.factories import at, office
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db
NOW = at(24)
TODAY = dt.date(2020, 9, 24)


@pytest.fixture
def place():
    return office()


def titles(user):
    with clock.at(NOW):
        return [task.title for task in dossiers(user, TODAY)]


def test_the_late_one_comes_first_and_asks_for_a_word_to_the_applicant(place):
    fresh, late = place.at_work(at(15)), place.at_work(at(7))
    with clock.at(NOW):
        first, second = dossiers(place.case, TODAY)
    assert first.title == f"Xin lỗi, hẹn lại: {late}" and first.late
    assert first.due == dt.date(2020, 9, 21) and first.url == late.get_absolute_url()
    assert second.title == f"Giải quyết: {fresh}" and not second.late
    assert fresh.procedure.name in second.note


def test_who_was_told_another_day_is_worked_on(place):
    late = place.at_work(at(7))
    with clock.at(at(21)):
        actions.apologise(late, by=place.case, new_date=at(1, 10, 17), cause="few_staff",
                          reason="Thiếu người")  # fmt: skip
    assert titles(place.case) == [f"Giải quyết: {late}"]


def test_what_stands_still_waits_for_nobody_here(place):
    row = place.at_work(at(15))
    with clock.at(at(16)):
        actions.request_supplement(row, by=place.case, reasons="Thiếu giấy tờ")
    assert titles(place.case) == []


def test_heads_signers_and_the_counter_see_how_many_wait_for_them(place):
    [place.to_sign(at(15)) for _ in range(2)]
    ready = place.to_sign(at(15))
    waiting = place.taken(at(15))
    with clock.at(at(16)):
        actions.sign(ready, by=place.head)
        actions.transfer([waiting], by=place.clerk)
        proposed = actions.propose(place.at_work(at(15)), by=place.case)
    assert proposed.state == "awaiting_approval"
    assert titles(place.head) == ["Ký kết quả: 2 hồ sơ"]
    assert sorted(titles(place.unit_head)) == [
        "Duyệt, trình ký: 1 hồ sơ", "Phân công người thụ lý: 1 hồ sơ",
    ]  # fmt: skip
    assert titles(place.clerk) == ["Trả kết quả: 1 hồ sơ"]


def test_people_of_elsewhere_see_nothing(place):
    place.to_sign(at(15))
    place.at_work(at(15))
    stranger = office()
    for user in (stranger.case, stranger.unit_head, stranger.clerk, officer(Role.VIEWER)):
        assert titles(user) == [], user


def test_a_door_leads_to_the_very_rows_and_the_cost_does_not_grow(place, client_of):
    counts = []
    for number in (1, 12):
        for _ in range(number):
            place.at_work(at(15))
            place.to_sign(at(15))
        told = []
        for user in (place.case, place.unit_head, place.head, place.clerk):
            client = client_of(user)
            with CaptureQueriesContext(connection) as queries, clock.at(NOW):
                assert client.get("/").status_code == 200
            told.append(len(queries))
        counts.append(told)
    assert counts[0] == counts[1] and max(counts[0]) <= 15
    with clock.at(NOW):
        [task] = dossiers(place.head, TODAY)
        rows = client_of(place.head).get(task.url).context["lines"]
    assert len(rows) == 13
