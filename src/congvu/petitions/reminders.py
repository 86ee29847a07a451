"""What people are reminded of in the morning: petitions at the door, answers by their time run."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from congvu.core import clock, formats
from congvu.core.workdays import Calendar, NoOfficeHours, YearNotAnnounced, share_run
from congvu.core.workdays.zone import local
from congvu.notices.rules import Draft, fit
from congvu.organizations.models import Seat, calendar_of
from congvu.organizations.states import Role
from congvu.petitions import rules
from congvu.petitions.models import UNIT_SIDE, Petition
from congvu.petitions.states import AT_DOOR, PetitionState

LATE = 100
People = dict[int, set[int]]  # unit -> users


def reminders(today: dt.date) -> Iterator[Draft]:
    """Everything to remind of today; one level is told once."""
    rows = list(Petition.objects.open().filter(fact=False).select_related("unit"))
    units = {row.unit_id for row in rows if row.unit_id}
    people, directors = seated(today, units), holding(today, Role.SECRETARY)
    signers = holding(today, Role.HEAD, Role.DEPUTY)
    calendars: dict[int, Calendar] = {}
    for row in rows:
        calendar = calendars.setdefault(row.received_unit_id, calendar_of(row.received_unit_id))
        if row.state == PetitionState.AWAITING_SIGNATURE:
            yield from to_sign(row, signers)
        door = row.state in AT_DOOR
        due = row.forward_due_at if door else row.due_at
        level = level_of(row, due, calendar)
        if level:
            whom = set(directors) if door else unit_side(row, people, level, directors)
            yield from drafts(row, due, level, whom, door)


def level_of(row: Petition, due: dt.datetime, calendar: Calendar) -> int:
    """The highest warning reached; 0 where the calendar of a year is missing: its page says so."""
    try:
        share = share_run(row.received_at, due, clock.now(), calendar)
    except (YearNotAnnounced, NoOfficeHours):
        return 0
    return rules.warning_of(share, rules.warnings())


def unit_side(row: Petition, people: People, level: int, directors: Iterable[int]) -> set[int]:
    """Who answers; once the time is over, those who gave it to them as well."""
    whom = set(people.get(row.unit_id or 0, set()))
    if row.holder_id:
        whom.add(row.holder_id)
    return whom | set(directors) if level >= LATE else whom


def drafts(
    row: Petition, due: dt.datetime, level: int, whom: Iterable[int], door: bool
) -> Iterator[Draft]:
    """The same to everybody concerned."""
    day = formats.date(local(due).date())
    what = "phân loại, chuyển hoặc giao đơn vị" if door else "trả lời"
    word = f"đã hết hạn {what}" if level >= LATE else f"đã qua {level}% thời hạn {what}"
    text = fit(f"{row.code} “{fit(row.subject, 100)}” {word} (hạn {day}).")
    key = f"{'cua' if door else 'tra-loi'}-{due:%Y%m%d}-{level}"
    return told(row, whom, text, key, urgent=level >= LATE)


def seated(today: dt.date, units: set[int]) -> People:
    """Heads and contact officers of units, in one query."""
    found: People = defaultdict(set)
    seats = Seat.objects.in_force(today).filter(unit__in=units, role__in=UNIT_SIDE)
    for unit, user in seats.filter(user__is_active=True).values_list("unit_id", "user_id"):
        found[unit].add(user)
    return found


def to_sign(row: Petition, signers: Iterable[int]) -> Iterator[Draft]:
    """An answer waits for its signature: told once, on the next morning."""
    day = formats.date(local(row.due_at).date())
    text = fit(f"{row.code} “{fit(row.subject, 100)}” chờ ký văn bản trả lời (hạn {day}).")
    return told(row, signers, text, f"ky-{row.version}")


def told(
    row: Petition, whom: Iterable[int], text: str, key: str, *, urgent: bool = False
) -> Iterator[Draft]:
    """The same words about one petition to everybody; ``key`` names them among its notices."""
    for user in sorted(whom):
        yield Draft(
            to_id=user,
            title="Phản ánh, kiến nghị",
            text=text,
            path=row.get_absolute_url(),
            about_kind="petitions.petition",
            about_id=str(row.pk),
            key=f"pakn-{row.pk}-{key}",
            urgent=urgent,
        )


def holding(today: dt.date, *roles: Role) -> set[int]:
    """Those who hold one of these roles."""
    seats = Seat.objects.in_force(today).filter(role__in=roles, user__is_active=True)
    return set(seats.values_list("user_id", flat=True))
