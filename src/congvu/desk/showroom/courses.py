"""What happens to an invented dossier, working day by working day."""

import datetime as dt
import random
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from congvu.accounts.models import User
from congvu.core.workdays import ZONE
from congvu.desk.showroom.counters import Counter
from congvu.dossiers.actions import Event
from congvu.dossiers.states import Cause, PauseReason

MISSING = ("Thiếu bản sao chứng thực", "Tờ khai chưa ký", "Thiếu giấy xác nhận", "Bản sao mờ số")
SHORT = (Cause.FEW_STAFF, Cause.SLOW_HANDLING, Cause.SLOW_COORDINATION, Cause.SLOW_SIGNATURE)
ASKED = ("Công an tỉnh", "Sở Tư pháp", "Ban Quản lý Khu kinh tế", "Ủy ban nhân dân huyện")
SORRY = "Cần thêm thời gian xác minh"
AWAY = "Người nộp đề nghị rút hồ sơ"


@dataclass
class Course:
    """One dossier's way; ``place`` is the day it was filed, among the working days."""

    dice: random.Random
    counter: Counter
    unit: int
    days: list[dt.date]
    place: int
    limit: int

    def at(self, place: int, minute: int) -> dt.datetime:
        """A minute of a working day; days beyond the calendar are long after today."""
        day = self.days[min(place, len(self.days) - 1)]
        return dt.datetime.combine(day, dt.time(minute // 60, minute % 60), tzinfo=ZONE)

    def event(self, days: int, hour: int, verb: str, by: User, **facts: Any) -> Event:
        """One event so many working days after filing."""
        return Event(self.at(self.place + days, hour * 60 + 5), verb, by, facts)

    def events(self) -> Iterator[Event]:
        """What happens, as such a counter works."""
        yield from self.small() if self.counter.point.small else self.whole()

    def small(self) -> Iterator[Event]:
        """One receives, one signs: ready in time nearly always."""
        dice, clerk, head = self.dice, self.counter.clerk, self.counter.signers[0]
        kind = dice.random()
        if kind < 0.01:
            yield self.event(1, 8, "withdraw", clerk, reason=AWAY)
            return
        due, moved = max(self.limit, 1), 0
        if kind < 0.07 and self.limit > 1:
            yield self.event(1, 8, "assign", clerk, to=clerk)
            moved = yield from self.supplement(clerk)
            if moved < 0:
                return
        done = moved + max(due - dice.choice((0, 0, 1, 2)), 1)
        cause = dice.choice(SHORT).value
        if dice.random() < 0.03:
            done = moved + due + dice.randrange(1, 4)
            # the hour before the last: after the papers came, before the limit ends
            yield self.apology(moved + due, done, clerk, cause)
        yield self.event(done, 10, "finish", head, cause=cause)
        yield self.event(done + dice.choice((0, 0, 0, 1, 3)), 15, "return_result", clerk)

    def whole(self) -> Iterator[Event]:
        """Handed on to a unit, worked on, and one of the ends."""
        dice, counter = self.dice, self.counter
        officer, head = dice.choice(counter.officers[self.unit]), counter.heads[self.unit]
        kind = dice.random()
        if kind < 0.02:
            yield self.event(1, 8, "withdraw", counter.clerk, reason=AWAY)
            return
        yield self.event(0, 16, "transfer", counter.clerk)
        yield self.event(1, 8, "assign", head, to=officer)
        moved = 0
        if kind < 0.12:
            moved = yield from self.supplement(officer)
        elif kind < 0.15:
            moved = yield from self.waiting(officer)
        elif kind < 0.19 and self.limit > 4:
            yield from self.opinion(officer)
        elif kind < 0.23 and len(counter.officers[self.unit]) > 1:
            officer = yield from self.handed_over(officer)
        if moved < 0:
            return
        yield from self.ending(officer, head, max(self.limit, 2) + moved, kind)

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

    def opinion(self, officer: User) -> Iterator[Event]:
        """Another office is asked while the limit runs on."""
        whom = self.dice.choice(ASKED)
        yield self.event(1, 10, "request_opinion", officer, of=whom)
        yield self.event(2, 14, "receive_opinion", officer, note="Đã có ý kiến")

    def handed_over(self, officer: User) -> Generator[Event, None, User]:
        """To a colleague of the same unit; who that is."""
        to = next(one for one in self.counter.officers[self.unit] if one != officer)
        yield self.event(1, 15, "hand_over", officer, to=to, note="Người thụ lý đi công tác")
        return to

    def ending(self, officer: User, head: User, due: int, kind: float) -> Iterator[Event]:
        """Proposed, approved, signed, given out; one in twenty late."""
        dice, first = self.dice, 2 + due - max(self.limit, 2)
        late = dice.random() < 0.05
        done = (
            due + dice.randrange(1, 6) if late else max(due - dice.choice((0, 0, 1, 1, 2)), first)
        )
        cause, signer = dice.choice(SHORT).value, dice.choice(self.counter.signers)
        if late:  # the cause is named before anybody works on
            yield self.apology(max(due - 1, first), done, officer, cause)
        if kind > 0.9 and not late:
            yield self.event(done, 8, "propose", officer)
            yield self.event(done, 10, "send_back", head, reason="Bổ sung căn cứ vào tờ trình")
        yield self.event(done, 11, "propose", officer)
        if kind > 0.98:
            reason = "Không đủ điều kiện theo quy định"
            yield self.event(done, 13, "refuse_after_assessment", signer,
                             reason=reason, cause=cause)  # fmt: skip
            return
        yield self.event(done, 13, "approve", head)
        yield self.event(done, 14, "sign", signer, cause=cause)
        back = done + dice.choice((0, 0, 1, 1, 2, 5))
        if back > done + 1:
            yield self.event(done, 16, "post_result", self.counter.clerk)
        yield self.event(back, 15, "return_result", self.counter.clerk)

    def apology(self, days: int, done: int, by: User, cause: str) -> Event:
        """Sorry, and the day after it will be done."""
        promised = self.at(self.place + done + 1, 17 * 60)
        return self.event(days, 10, "apologise", by, new_date=promised, cause=cause, reason=SORRY)
