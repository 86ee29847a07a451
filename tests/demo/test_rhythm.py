"""Dossiers of the showroom: as many as asked, the same at every start, like those of an office."""

import collections
import datetime as dt

import pytest
from django.utils import timezone

from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.workdays import ZONE, is_working_day
from congvu.desk.showroom import crowd
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.counters import counters
from congvu.desk.showroom.lives import live
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.rhythm import stories
from congvu.dossiers.actions import tell_many
from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import summed
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.rules import Figure, Name
from congvu.organizations.models import calendar_of, forget_calendars
from tests.dossiers.test_stories import written

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EVERY_VERB = {
    "transfer", "assign", "hand_over", "request_opinion", "receive_opinion", "pause", "resume",
    "request_supplement", "receive_supplement", "apologise", "propose", "send_back", "approve",
    "sign", "finish", "refuse_after_assessment", "post_result", "return_result", "withdraw",
}  # fmt: skip
TODAY = dt.datetime(2020, 10, 12, 9, tzinfo=ZONE)


@pytest.fixture
def office():
    stage = set_up()
    forget_calendars()
    publish_procedures(stage)
    yield stage
    forget_calendars()


def test_many_dossiers_with_the_rhythm_of_an_office(office):
    said = []
    with clock.at(TODAY):
        assert crowd(900, said.append) == 900
        assert crowd(900, said.append) == 0 and "không dựng thêm" in said[-1]
        people = Applicant.objects.count()
        told = list(stories(counters(), 900))
        assert Applicant.objects.count() == people  # found again, nobody entered twice
        [sums] = summed(Scope(dt.date(2019, 1, 1), dt.date(2021, 1, 1), TODAY)).values()
    rows = list(Dossier.objects.order_by("pk"))
    assert [one.at for one in told] == [row.accepted_at for row in rows]
    days = [timezone.localdate(row.accepted_at) for row in rows]
    assert all(is_working_day(day, calendar_of(None)) for day in set(days))
    weekdays = collections.Counter(day.weekday() for day in days)
    assert weekdays[0] > weekdays[4] > 0
    assert sums.flow.balanced and sums[Figure.RECEIVED] == 900
    assert 85 < sums.on_time_share < 99
    for name in (Figure.OVERDUE, Figure.WITHDRAWN, Figure.SUPPLEMENTED, Name.ONLINE, Name.PENDING):
        assert sums[name] > 0, name
    assert not Dossier.objects.filter(lateness="overdue", cause="").exists()
    assert Movement.objects.filter(at__gt=TODAY).count() == 0


def test_more_are_added_to_those_there_are(office):
    with clock.at(TODAY):
        assert crowd(60, print) == 60
        assert crowd(100, print) == 40
    assert Dossier.objects.count() == 100


def test_schools_are_busy_in_summer_and_nobody_comes_while_people_keep_apart(office):
    with clock.at(TODAY):
        told = list(stories(counters(), 3000))
    months = collections.Counter((one.point.small, f"{one.at:%Y-%m}") for one in told)
    small = {month: n for (school, month), n in months.items() if school}
    assert max(small, key=small.get) in ("2019-07", "2019-08", "2020-07", "2020-08")
    assert months[False, "2020-04"] * 2 < months[False, "2019-04"]
    assert months[False, "2019-02"] * 2 < months[False, "2019-03"]  # Tết
    assert not [one for one in told if 11 <= one.at.astimezone(ZONE).hour < 13]


def test_in_bulk_the_same_rows_are_written_as_verb_by_verb(office):
    with clock.at(TODAY):
        some = [one for one in stories(counters(), 1500) if one.events][::12]
    verbs = {event.verb for one in some for event in one.events}
    assert verbs == EVERY_VERB
    one_by_one, at_once = written(lambda: live(some)), written(lambda: tell_many(some))
    assert len(one_by_one["Dossier"]) == len(some) > 100
    for name in one_by_one:  # of one moment the order does not matter
        assert sorted(at_once[name], key=repr) == sorted(one_by_one[name], key=repr), name
