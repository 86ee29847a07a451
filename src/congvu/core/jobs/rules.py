"""Attempts, pauses and slots of the schedule: plain functions of plain values."""

import datetime as dt
from dataclasses import dataclass

MAX_ATTEMPTS = 5
PAUSES = (10, 60, 300, 900)  # seconds after the first, second … failed attempt


def pause_after(attempt: int) -> dt.timedelta:
    """How long to wait after the failure of this attempt (1 is the first)."""
    return dt.timedelta(seconds=PAUSES[min(attempt, len(PAUSES)) - 1])


@dataclass(frozen=True)
class Every:
    """A slot each so many minutes, counted from midnight UTC."""

    minutes: int

    def slot(self, now: dt.datetime) -> dt.datetime:
        """Beginning of the slot ``now`` lies in."""
        length = self.minutes * 60
        seconds = int(now.timestamp())
        return dt.datetime.fromtimestamp(seconds - seconds % length, dt.UTC)


@dataclass(frozen=True)
class Daily:
    """One slot a day, at a time of the office's clock."""

    at: dt.time
    zone: dt.tzinfo

    def slot(self, now: dt.datetime) -> dt.datetime:
        """The latest such moment that has passed."""
        here = now.astimezone(self.zone)
        today = here.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= here else today - dt.timedelta(days=1)
