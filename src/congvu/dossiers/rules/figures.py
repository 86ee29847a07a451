"""The identity every report keeps.

Carried over + new = resolved + in progress + paused + unresolved + withdrawn.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Bucket(StrEnum):
    """Where a dossier of a period stands at its end; each in exactly one."""

    RESOLVED = "resolved"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    UNRESOLVED = "unresolved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Life:
    """What a figure knows of a dossier. ``end``: how it closed, when ``closed_at`` says so."""

    accepted_at: dt.datetime
    closed_at: dt.datetime | None = None
    end: Bucket = Bucket.RESOLVED
    stops: tuple[tuple[dt.datetime, dt.datetime | None], ...] = ()


@dataclass(frozen=True)
class Flow:
    """The figures of one period."""

    carried_over: int = 0
    new: int = 0
    resolved: int = 0
    in_progress: int = 0
    paused: int = 0
    unresolved: int = 0
    withdrawn: int = 0

    @property
    def taken(self) -> int:
        """What there was to do."""
        return self.carried_over + self.new

    @property
    def accounted(self) -> int:
        """What became of it."""
        ends = (self.resolved, self.unresolved, self.withdrawn)
        return sum(ends) + self.in_progress + self.paused

    @property
    def balanced(self) -> bool:
        """Whether the identity holds."""
        return self.taken == self.accounted


def bucket_at(life: Life, moment: dt.datetime) -> Bucket:
    """Where a dossier stands just before ``moment``."""
    if life.closed_at is not None and life.closed_at < moment:
        return life.end
    paused = any(start < moment and (end is None or end >= moment) for start, end in life.stops)
    return Bucket.PAUSED if paused else Bucket.IN_PROGRESS


def flow(lives: Iterable[Life], start: dt.datetime, end: dt.datetime) -> Flow:
    """The figures of [start, end): what was open at its start or accepted in it."""
    counts = dict.fromkeys(Bucket, 0)
    carried = new = 0
    for life in lives:
        if life.accepted_at >= end or (life.closed_at is not None and life.closed_at < start):
            continue
        carried += life.accepted_at < start
        new += life.accepted_at >= start
        counts[bucket_at(life, end)] += 1
    return Flow(carried, new, **{bucket.value: count for bucket, count in counts.items()})
