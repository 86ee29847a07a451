"""Dossiers of the showroom's counters until today, invented, with the rhythm of such offices.

More on Mondays and after holidays, few before Tết, schools in summer, hardly any while people kept
apart in 2020; filing online grows. Most are resolved in time, some late with a cause, some wait for
papers, a few are withdrawn. Fixed by its seed: the same number gives the same dossiers.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from congvu.core import clock, seals
from congvu.core.workdays import ZONE
from congvu.desk.showroom.counters import Counter, counters, papers_of, working_days
from congvu.desk.showroom.courses import Course
from congvu.desk.showroom.stage import story
from congvu.dossiers import actions
from congvu.dossiers.actions import Filing, Story
from congvu.dossiers.models import Dossier
from congvu.dossiers.states import Channel, WhyNotOnline

SEED = 766
CHUNK, SEALED = 2_000, 20_000
WEEKDAYS = (1.35, 1.1, 1.0, 0.95, 0.8, 0.4, 0.0)
# quarters of an hour in which people come: from half past seven to half past three, not at noon
QUARTERS = (*range(30, 43), *range(52, 62))
Say = Callable[[str], None]


def crowd(number: int, say: Say) -> int:
    """Dossiers with their past until there are so many here; how many were made."""
    there = Dossier.objects.filter(source__isnull=True).count()
    if there >= number:
        say(f"Đã có {there} hồ sơ tiếp nhận tại đây, không dựng thêm.")
        return 0
    wanted = number - there
    return tell(stories(counters(), wanted), wanted, say)


def tell(told_of: Iterator[Story], number: int, say: Say) -> int:
    """Stories written in pieces; how many."""
    made = 0
    piece: list[Story] = []
    for one in told_of:
        piece.append(one)
        if len(piece) == CHUNK:
            made += told(piece, made, number, say)
            piece = []
    made += told(piece, made, number, say)
    seals.seal_now()
    return made


def told(piece: Sequence[Story], made: int, number: int, say: Say) -> int:
    """One piece written; the log is sealed now and then, so that no seal grows too long."""
    written = len(actions.tell_many(piece))
    after = made + written
    if after // SEALED > made // SEALED:
        seals.seal_now()
        say(f"{after:,}/{number:,} hồ sơ".replace(",", "."))
    return written


def stories(by_key: dict[str, Counter], number: int) -> Iterator[Story]:
    """So many stories in the order of their days."""
    facts = story("dossiers")
    dice = random.Random(SEED)  # noqa: S311 - a story, no secret
    days, now = working_days(facts["begins"]), clock.now()
    past = [day for day in days if day < now.astimezone(ZONE).date()]
    sums = list(accumulate(weights(past, facts)))
    begun = 0
    for place, whole in enumerate(sums):
        until = round(number * whole / sums[-1])
        times = sorted(minute(dice) for _ in range(until - begun))
        yield from (one(dice, by_key, days, place, time, now) for time in times)
        begun = until


def minute(dice: random.Random) -> int:
    """A minute of the day at which somebody comes."""
    return dice.choice(QUARTERS) * 15 + dice.randrange(15)


def weights(days: Sequence[dt.date], facts: dict[str, Any]) -> Iterator[float]:
    """How much comes in on each day beside the others."""
    before = None
    for day in days:
        after_rest = before is not None and (day - before).days > 3
        season = sum(
            stream["share"] * stream["months"][day.month - 1] for stream in facts["streams"]
        )
        season *= facts["unlike"].get(f"{day:%Y-%m}", 1.0) * growth(day)
        yield WEEKDAYS[day.weekday()] * season * (1.4 if after_rest else 1.0)
        before = day


def growth(day: dt.date) -> float:
    """A little more every year."""
    return 1.0 + 0.08 * (day.year - story("dossiers")["begins"].year)


def one(
    dice: random.Random,
    by_key: dict[str, Counter],
    days: list[dt.date],
    place: int,
    time: int,
    now: dt.datetime,
) -> Story:
    """One dossier: where and what is filed, and what becomes of it until today."""
    facts, day = story("dossiers"), days[place]
    streams = facts["streams"]
    shares = [stream["share"] * stream["months"][day.month - 1] for stream in streams]
    stream = dice.choices(streams, shares)[0]
    counter = by_key[stream["at"]]
    version = dice.choice(counter.filing(stream["procedures"]))
    who = counter.people if stream["who"] == "person" else counter.organisations
    told = {"note": facts["note"], "papers": papers_of(version)}
    told |= channel(dice, day, counter.point.small)
    filing = Filing(version.procedure, dice.choice(who), **told)
    limit = int(next(iter(version.limits.all())).amount)
    course = Course(dice, counter, version.procedure.resolver.pk, days, place, limit)
    events = [event for event in course.events() if event.at <= now]
    return Story(course.at(place, time), filing, counter.point, counter.clerk, events)


def channel(dice: random.Random, day: dt.date, small: bool) -> dict[str, str]:
    """How it was filed: online a little more each month, hardly at a school; else often why not."""
    begins: dt.date = story("dossiers")["begins"]
    online = 0.02 if small else 0.04 + 0.008 * ((day.year - begins.year) * 12 + day.month)
    if dice.random() < online:
        return {"channel": dice.choice((Channel.ONLINE,) * 3 + (Channel.GUIDED_AT_COUNTER,))}
    why = dice.choice(list(WhyNotOnline)) if dice.random() < 0.6 else ""
    kind = Channel.POST if dice.random() < 0.08 else Channel.DIRECT
    return {"channel": kind, "why_not_online": why}
