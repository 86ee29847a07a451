"""Dossiers of the Department's counter until today, invented, with the rhythm of such offices.

More on Mondays and after holidays, few before Tết, many in summer; filing online grows. Most are
resolved in time, some late with a cause, some wait for papers, a few are withdrawn. Fixed by its
seed: the same number gives the same dossiers.
"""

import datetime as dt
import random
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from congvu.accounts.models import User
from congvu.applicants.actions import register_many
from congvu.applicants.models import Applicant
from congvu.core import clock, seals, workdays
from congvu.core.workdays import ZONE
from congvu.desk.showroom.provincial import limited
from congvu.desk.showroom.stage import on
from congvu.dossiers import actions
from congvu.dossiers.actions import Event, Filing, Story
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.states import Cause, Channel, PauseReason, WhyNotOnline
from congvu.organizations.models import Seat, calendar_of
from congvu.organizations.states import Role
from congvu.procedures.models import ProcedureVersion

SEED = 766
FIRST = dt.date(2020, 1, 2)  # the catalogue of the story holds from here
PEOPLE = 400
COUNTER = {"name": "Bộ phận Một cửa của Sở", "agency_code": "000.01.15.H33"}
CHUNK, SEALED = 2_000, 20_000
WEEKDAYS = (1.35, 1.1, 1.0, 0.95, 0.8, 0.4, 0.0)
SEASONS = (0.7, 0.6, 1.1, 1.0, 1.0, 1.2, 1.3, 1.3, 1.1, 1.0, 0.95, 0.8)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Danh", "Thị", "Võ", "Đặng", "Bùi", "Lâm")
MIDDLE = ("Văn", "Thị", "Ngọc", "Minh", "Thanh", "Hoàng", "Kim", "Quốc")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Em", "Giang", "Hạnh", "Khánh", "Lan", "Nam", "Phúc", "Tâm")
MISSING = ("Thiếu bản sao chứng thực", "Tờ khai chưa ký", "Thiếu giấy xác nhận", "Bản sao mờ số")
SHORT = (Cause.FEW_STAFF, Cause.SLOW_HANDLING, Cause.SLOW_COORDINATION, Cause.SLOW_SIGNATURE)
Say = Callable[[str], None]


@dataclass
class Counter:
    """Everybody and everything a dossier meets."""

    point: ReceivingPoint
    clerk: User
    head: User
    versions: list[ProcedureVersion]
    officers: dict[int, User]  # of each unit that resolves: who works on it
    heads: dict[int, User]
    people: list[Applicant] = field(default_factory=list)
    days: list[dt.date] = field(default_factory=list)
    now: dt.datetime = dt.datetime.max


def crowd(number: int, say: Say) -> int:
    """So many dossiers with their past, unless there are some already; how many were made."""
    if Dossier.objects.filter(source__isnull=True).exists():
        say("Đã có hồ sơ tiếp nhận tại đây, không dựng thêm.")
        return 0
    counter, made = ready(), 0
    piece: list[Story] = []
    for story in stories(counter, number):
        piece.append(story)
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


def ready() -> Counter:
    """The counter with its people; opened where there is none yet."""
    seats = Seat.objects.select_related("user", "unit").order_by("pk")
    of = {role: [seat for seat in seats if seat.role == role] for role in Role}
    clerk, secretary = of[Role.ONE_STOP_OFFICER][0], of[Role.SECRETARY][0].user
    today = clock.today()
    with on(FIRST, 7):
        point = ReceivingPoint.objects.filter(unit=clerk.unit).first() or actions.open_point(
            by=secretary,
            unit=clerk.unit,
            name="Bộ phận Một cửa của Sở",
            agency_code="000.01.15.H33",
        )
        people = register_many(list(persons()), by=clerk.user, at=clerk.unit)
    heads = {seat.unit_id: seat.user for seat in of[Role.UNIT_HEAD]}
    officers = heads | {seat.unit_id: seat.user for seat in of[Role.CASE_OFFICER]}
    versions = [one for one in limited() if one.procedure.resolver.pk in heads]
    calendar = calendar_of(None)
    days = [FIRST + dt.timedelta(days=n) for n in range((today - FIRST).days + 200)]
    days = [day for day in days if workdays.is_working_day(day, calendar, calendar.hours)]
    return Counter(point, clerk.user, of[Role.HEAD][0].user, versions, officers, heads, people,
                   days, clock.now())  # fmt: skip


def persons() -> Iterator[dict[str, Any]]:
    """Invented people; their numbers belong to nobody."""
    dice = random.Random(SEED)  # noqa: S311 - a story, no secret
    for number in range(PEOPLE):
        name = " ".join(dice.choice(words) for words in (FAMILY, MIDDLE, GIVEN))
        yield {"kind": "person", "name": name, "phone": f"0900{number:06d}"}


def stories(counter: Counter, number: int) -> Iterator[Story]:
    """So many stories in the order of their days."""
    dice = random.Random(SEED)  # noqa: S311
    last = counter.now.astimezone(ZONE).date()
    days = [day for day in counter.days if day < last]
    sums = list(accumulate(weights(days)))
    begun = 0
    for place, whole in enumerate(sums):
        until = round(number * whole / sums[-1])
        times = sorted(dice.randrange(7 * 60, 16 * 60) for _ in range(until - begun))
        for time in times:
            yield one(dice, counter, place, time)
        begun = until


def weights(days: Sequence[dt.date]) -> Iterator[float]:
    """How much comes in on each day beside the others."""
    before = None
    for day in days:
        after_rest = before is not None and (day - before).days > 3
        yield WEEKDAYS[day.weekday()] * SEASONS[day.month - 1] * (1.4 if after_rest else 1.0)
        before = day


def one(dice: random.Random, counter: Counter, place: int, time: int) -> Story:
    """One dossier: filed, and what becomes of it until today."""
    version = dice.choice(counter.versions)
    unit = version.procedure.resolver.pk
    day = counter.days[place]
    filing = Filing(version.procedure, dice.choice(counter.people), **channel(dice, day))
    course = Course(dice, counter, unit, place, int(next(iter(version.limits.all())).amount))
    events = [event for event in course.events() if event.at <= counter.now]
    return Story(course.at(place, time), filing, counter.point, counter.clerk, events)


def channel(dice: random.Random, day: dt.date) -> dict[str, str]:
    """How it was filed: online a little more each month; else often why not."""
    online = 0.08 + 0.012 * ((day.year - FIRST.year) * 12 + day.month)
    if dice.random() < online:
        return {"channel": dice.choice((Channel.ONLINE,) * 3 + (Channel.GUIDED_AT_COUNTER,))}
    why = dice.choice(list(WhyNotOnline)) if dice.random() < 0.6 else ""
    kind = Channel.POST if dice.random() < 0.08 else Channel.DIRECT
    return {"channel": kind, "why_not_online": why}


@dataclass
class Course:
    """What happens to a dossier, working day by working day."""

    dice: random.Random
    counter: Counter
    unit: int
    place: int  # the day it was filed, among the working days
    limit: int

    def at(self, place: int, minute: int) -> dt.datetime:
        """A minute of a working day; days beyond the calendar are long after today."""
        days = self.counter.days
        day = days[min(place, len(days) - 1)]
        return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), tzinfo=ZONE)

    def events(self) -> Iterator[Event]:
        """Handed on, worked on, and one of the ends."""
        dice, who = self.dice, self.counter
        officer, head = who.officers[self.unit], who.heads[self.unit]
        kind = dice.random()
        if kind < 0.02:
            yield self.event(1, 8, "withdraw", who.clerk, reason="Người nộp đề nghị rút hồ sơ")
            return
        yield self.event(0, 16, "transfer", who.clerk)
        yield self.event(1, 8, "assign", head, to=officer)
        moved = 0
        if kind < 0.12:
            moved = yield from self.supplement(officer)
        elif kind < 0.15:
            moved = yield from self.waiting(officer)
        if moved < 0:
            return
        yield from self.ending(officer, head, max(self.limit, 2) + moved, kind)

    def event(self, days: int, hour: int, verb: str, by: User, **facts: Any) -> Event:
        """One event so many working days after filing."""
        return Event(self.at(self.place + days, hour * 60 + 5), verb, by, facts)

    def supplement(self, officer: User) -> Generator[Event, None, int]:
        """Papers are asked for; mostly they come. How many days it took, -1 if they never did."""
        took = self.dice.randrange(2, 9)
        yield self.event(1, 14, "request_supplement", officer, reasons=self.dice.choice(MISSING))
        if self.dice.random() < 0.1:
            reason = "Người nộp không bổ sung được hồ sơ"
            yield self.event(1 + took, 9, "withdraw", self.counter.clerk, reason=reason)
            return -1
        yield self.event(1 + took, 9, "receive_supplement", self.counter.clerk)
        return took

    def waiting(self, officer: User) -> Generator[Event, None, int]:
        """Another office is asked, the limit stands still. How many days it took."""
        took = self.dice.randrange(2, 7)
        paper = f"Công văn số {self.dice.randrange(100, 2000)}/SLĐ"
        facts = {"reason": PauseReason.COORDINATION.value, "paper": paper}
        yield self.event(1, 15, "pause", officer, **facts)
        yield self.event(1 + took, 9, "resume", officer)
        return took

    def ending(self, officer: User, head: User, due: int, kind: float) -> Iterator[Event]:
        """Proposed, approved, signed, given out; one in twenty late."""
        dice, first = self.dice, 2 + due - max(self.limit, 2)
        late = dice.random() < 0.05
        done = (
            due + dice.randrange(1, 6) if late else max(due - dice.choice((0, 0, 1, 1, 2)), first)
        )
        cause = dice.choice(SHORT).value
        if late:  # the cause is named before anybody works on
            sorry = "Cần thêm thời gian xác minh"
            new_date = self.at(self.place + done + 1, 17 * 60)
            yield self.event(max(due - 1, first), 10, "apologise", officer, new_date=new_date,
                             cause=cause, reason=sorry)  # fmt: skip
        yield self.event(done, 11, "propose", officer)
        if kind > 0.98:
            reason = "Không đủ điều kiện theo quy định"
            yield self.event(done, 13, "refuse_after_assessment", self.counter.head,
                             reason=reason, cause=cause)  # fmt: skip
            return
        yield self.event(done, 13, "approve", head)
        yield self.event(done, 14, "sign", self.counter.head, cause=cause)
        back = done + dice.choice((0, 0, 1, 1, 2, 5))
        yield self.event(back, 15, "return_result", self.counter.clerk)
