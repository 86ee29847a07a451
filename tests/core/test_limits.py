"""Counts that slow guessing down: by stretch of time, in a fixed number of places."""

import time

import pytest

from congvu.core import limits
from congvu.core.limits import Limit
from congvu.core.models import LimitCount

WINDOW = 900


@pytest.mark.parametrize(
    ("proxies", "told", "remote", "expected"),
    [
        (0, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (1, "9.9.9.9, 1.2.3.4", "10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.1", "10.0.0.1"),
        (0, "", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (0, "", "nonsense", ""),
    ],
)
def test_the_visitor_is_known_by_the_address_our_proxies_tell(
    rf, settings, proxies, told, remote, expected
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.post("/", REMOTE_ADDR=remote, headers={"X-Forwarded-For": told})
    assert limits.visitor(request) == expected


def test_invented_values_fill_a_fixed_number_of_places():
    limit = Limit("thu", 3, WINDOW)
    places = {limits.place(limit.name, f"X-{n}") for n in range(20_000)}
    assert limits.PLACES * 0.9 < len(places) <= limits.PLACES


def test_a_place_is_one_row_through_all_stretches(db, monkeypatch):
    limit = Limit("thu", 3, WINDOW)
    for now in (10_000.0, 10_000.0 + WINDOW, 10_000.0 + 5 * WINDOW):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        limit.count("a")
        limit.count("a")
    assert LimitCount.objects.get().count == 2


def test_a_value_is_stopped_at_its_most_and_others_are_not(db, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 10_000.0)
    limit = Limit("thu", 3, WINDOW)
    for _ in range(3):
        assert not limit.reached("a")
        limit.count("a")
    assert limit.reached("a") and not limit.reached("b")
    assert not Limit("khac", 3, WINDOW).reached("a")
    assert limit.wait == WINDOW - 10_000 % WINDOW
    monkeypatch.setattr(time, "time", lambda: 10_000.0 + WINDOW)
    assert not limit.reached("a")
