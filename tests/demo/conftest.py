"""The showroom as the tests of this folder find it."""

import datetime as dt

import pytest
from django.db import transaction

from congvu.desk.showroom import play
from congvu.desk.showroom.stage import on, story
from congvu.inspections.models import Inspection
from congvu.organizations.models import forget_calendars
from congvu.portal.actions import set_up


@pytest.fixture(scope="module")
def showroom(django_db_setup, django_db_blocker):
    """The story played once for a module, on its own day, and taken away afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        with on(dt.date(2019, 1, 2)):
            set_up()  # as migrating an installation does
        # all within one transaction: the calendar is told to be settled at every step
        play(lambda text: forget_calendars())
        with on(story("office")["today"]):
            yield Inspection.objects.get(year=2020)
        transaction.set_rollback(True)
    forget_calendars()
