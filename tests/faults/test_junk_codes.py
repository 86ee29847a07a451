"""A flood of invented codes: constant work, the limit holds, what counts them does not grow."""

from types import SimpleNamespace

import pytest
from django.conf import settings as now
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import limits
from congvu.core.models import LimitCount
from congvu.portal import guessing
from congvu.portal.errors import TooManyTries

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PATH = "/tra-cuu/"
# each writing ends by itself, as outside of tests: in one transaction the old counts pile up
ENDED = (pytest.mark.soak, pytest.mark.django_db(transaction=True))
FLOOD = [2_000, pytest.param(1_000_000, marks=ENDED)]
LOOKED = 50  # of the flood so many go through the page, the others through what counts them


@pytest.fixture
def one_stretch(settings, monkeypatch):
    """A proxy that tells visitors apart, and a quarter of an hour that does not end meanwhile."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: 1_600_000_000.0))


def visitor(number):
    """An address of its own for each."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def ask(client, number):
    told = {"ma": f"000.00.15.H33-200908-{number:07d}", "so_cuoi": f"{number % 10_000:04d}"}
    return client.post(PATH, told, headers={"X-Forwarded-For": visitor(number)})


def work_of(client, number):
    """Queries of one question."""
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, number).status_code in (422, 429)
    return len(queries)


@pytest.mark.parametrize("flood", FLOOD)
def test_a_flood_of_invented_codes_costs_the_same_at_its_end(client, rf, one_stretch, flood):
    guesser = rf.post(PATH, headers={"X-Forwarded-For": "192.0.2.7"})
    for _ in range(now.TRACKING_WRONG_TRIES):
        guessing.count(guesser, "CODE-THAT-IS-GUESSED-AT")
    first = work_of(client, 1)
    for number in range(2, flood):
        if number % (flood // LOOKED) == 0:
            ask(client, number)
        request = rf.post(PATH, headers={"X-Forwarded-For": visitor(number)})
        guessing.count(request, f"JUNK-{number}")
    assert work_of(client, flood) <= first
    with pytest.raises(TooManyTries):  # who guessed before the flood is still known
        guessing.check(guesser, "ANOTHER-CODE")
    assert LimitCount.objects.count() <= 2 * limits.PLACES  # of visitors and of codes
