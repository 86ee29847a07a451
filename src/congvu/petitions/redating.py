"""The working calendar changed: days of open petitions are counted again, each with a log row."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from congvu.core import audit
from congvu.core.workdays import Calendar, NoOfficeHours, YearNotAnnounced
from congvu.organizations.models import below, calendar_of
from congvu.organizations.registry import Moved, Rehearsal
from congvu.petitions import rules
from congvu.petitions.models import Petition

Dates = dict[str, Any]


def calendar_changed(
    sender: Any, *, unit_id: int | None, by: Any, reason: str, **facts: Any
) -> None:
    """Receiver of ``organizations.signals.calendar_changed``, inside its transaction."""
    rows = concerned(Petition.objects.all(), unit_id)
    locked = rows.order_by("pk").select_for_update(of=("self",))
    pairs = [(row, dates) for row in locked if (dates := counted(row, calendar_of))]
    audit.change_many(pairs, by=by, action="petitions.redate", reason=reason)


def concerned(rows: Any, unit_id: int | None) -> Any:
    """Open ones counted here on the calendar of that unit or of those below it."""
    found = rows.open().filter(fact=False)
    return found if unit_id is None else found.filter(received_unit__in=below(unit_id))


def counted(row: Petition, calendar_for: Any) -> Dates:
    """Both days by a calendar; empty where it can't say."""
    calendar: Calendar = calendar_for(row.received_unit_id)
    forward = rules.limit_on("forward", timezone.localdate(row.received_at)).working_days
    try:
        due = rules.due_after(row.received_at, row.limit_days, calendar)
        passing = rules.due_after(row.received_at, forward, calendar).due
    except (YearNotAnnounced, NoOfficeHours):
        return {}
    return {"due_at": due.due, "provisional": due.provisional, "forward_due_at": passing}


def rehearsed(trial: Rehearsal) -> Iterator[Moved]:
    """What rumoured days would move, of what the person asking may see."""
    rows = concerned(Petition.objects.visible_to(trial.user), trial.unit_id)
    for row in rows.order_by("due_at", "pk"):
        before, after = counted(row, trial.before), counted(row, trial.after)
        if not before or not after:
            continue
        old, new = timezone.localdate(before["due_at"]), timezone.localdate(after["due_at"])
        if old != new:
            start, what = timezone.localdate(row.received_at), "Hạn trả lời phản ánh, kiến nghị"
            yield Moved(what, row.code, row.get_absolute_url, old, new, start)
