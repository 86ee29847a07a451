"""Dossiers of the showroom: as many as asked, the same at every start, like those of an office."""

import collections
import datetime as dt

import pytest
from django.utils import timezone

from congvu.core import clock
from congvu.core.workdays import ZONE, is_working_day
from congvu.desk.showroom import crowd
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.office import set_up
from congvu.desk.showroom.rhythm import ready, stories
from congvu.dossiers.counting import Scope
from congvu.dossiers.measures import summed
from congvu.dossiers.models import Dossier, Movement
from congvu.dossiers.rules import Figure, Name
from congvu.organizations.models import calendar_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = dt.datetime(2020, 10, 12, 9, tzinfo=ZONE)


def test_many_dossiers_with_the_rhythm_of_an_office():
    publish_procedures(set_up())
    said = []
    with clock.at(TODAY):
        assert crowd(900, said.append) == 900
        assert crowd(900, said.append) == 0 and "không dựng thêm" in said[-1]
        counter = ready_again()
        [sums] = summed(Scope(dt.date(2020, 1, 1), dt.date(2021, 1, 1), TODAY)).values()
    rows = list(Dossier.objects.order_by("pk"))
    assert [one.at for one in stories(counter, 900)] == [row.accepted_at for row in rows]
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


def ready_again():
    """The same counter, asked for again."""
    people = list(Dossier.objects.values_list("applicant", flat=True).distinct())
    assert 100 < len(people) <= 400
    return ready()
