"""Attempts, pauses, slots."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from congvu.core.jobs.rules import Daily, Every, pause_after

VN = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 10), (2, 60), (3, 300), (4, 900), (5, 900)])
def test_pauses_grow(attempt, seconds):
    assert pause_after(attempt).total_seconds() == seconds


@pytest.mark.parametrize(
    ("minutes", "now", "slot"),
    [
        (5, "2026-11-23T10:07:59+00:00", "2026-11-23T10:05:00+00:00"),
        (5, "2026-11-23T10:05:00+00:00", "2026-11-23T10:05:00+00:00"),
        (60, "2026-11-23T10:59:59+00:00", "2026-11-23T10:00:00+00:00"),
        (5, "2026-11-23T17:07:59+07:00", "2026-11-23T10:05:00+00:00"),
    ],
)
def test_a_slot_begins_at_a_round_time(minutes, now, slot):
    assert Every(minutes).slot(dt.datetime.fromisoformat(now)).isoformat() == slot


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-23T06:59:00+07:00", "2026-11-22T07:00:00+07:00"),
        ("2026-11-23T07:00:00+07:00", "2026-11-23T07:00:00+07:00"),
        ("2026-11-22T23:59:00+00:00", "2026-11-22T07:00:00+07:00"),
        ("2026-11-23T00:30:00+00:00", "2026-11-23T07:00:00+07:00"),
    ],
)
def test_a_daily_slot_follows_the_clock_of_the_office(now, slot):
    daily = Daily(dt.time(7), VN)
    assert daily.slot(dt.datetime.fromisoformat(now)).isoformat() == slot
