"""The working calendar changed: days of open petitions are counted again, each with a log row."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from congvu.core import audit
from congvu.core.workdays import Calendar, NoOfficeHours, YearNotAnnounced
from congvu.organizations.models import Unit, calendar_of
from congvu.organizations.registry import Moved, Rehearsal
from congvu.petitions import rules
from congvu.petitions.models import Petition

Dates = dict[str, Any]


def calendar_changed(
    sender: Any, *, unit_id: int | None, by: Any, reason: str, **facts: Any
) -> None:
    """Receiver of ``organizations.signals.calendar_changed``, inside its transaction."""
    rows = Petition.objects.open().filter(fact=False)
    if unit_id is not None:
        rows = rows.filter(received_unit__in=under(unit_id))
    locked = rows.order_by("pk").select_for_update(of=("self",))
    pairs = [(row, dates) for row in locked if (dates := counted(row, calendar_of))]
    audit.change_many(pairs, by=by, action="petitions.redate", reason=reason)


def under(unit_id: int) -> set[int]:
    """A unit and all below it."""
    above = dict(Unit.objects.values_list("pk", "parent_id"))
    found = {unit_id}
    while more := {pk for pk, parent in above.items() if parent in found} - found:
        found |= more
    return found


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
    """What a rumoured day would move, of what the person asking may see."""
    rows = Petition.objects.visible_to(trial.user).open().filter(fact=False)
    for row in rows.order_by("due_at", "pk"):
        before, after = counted(row, trial.before), counted(row, trial.after)
        if not before or not after:
            continue
        old, new = timezone.localdate(before["due_at"]), timezone.localdate(after["due_at"])
        if old != new:
            label, path = row.code, row.get_absolute_url()
            yield Moved("Hạn trả lời phản ánh, kiến nghị", label, path, old, new)
