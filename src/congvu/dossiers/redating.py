"""The working calendar changed: due dates that were counted on it are counted again.

What is open moves, each change a row of the log and a movement; the first day an applicant was
told stays (``original_due_at``), and so does a promise (gia hạn, hẹn lại). Facts of other systems
never move here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils import timezone

from congvu.core import audit, bulk, clock
from congvu.core.workdays import Calendar, Due, NoOfficeHours, YearNotAnnounced
from congvu.dossiers import rules
from congvu.dossiers.actions.moving import Change, movement
from congvu.dossiers.models import Dossier
from congvu.dossiers.models.deadlines import PARTS, Life, clock_of, lives_of
from congvu.organizations.models import Unit, calendar_of
from congvu.organizations.registry import Moved, Rehearsal

STRETCH = 5_000
RELATED = (*PARTS, "unit", "holder")
# what a day is counted from, and what the log and the movement say: nothing else is read
READ = ("code", "applicant_label", "search_text", "state", "step", "source", "accepted_at",
        "due_at", "provisional", "version", "updated_at", *RELATED)  # fmt: skip


def calendar_changed(
    sender: Any, *, unit_id: int | None, by: Any, reason: str, **facts: Any
) -> None:
    """Receiver of ``organizations.signals.calendar_changed``, inside its transaction."""
    rows = concerned(Dossier.objects.all(), unit_id)
    keys = [*rows.order_by("pk").values_list("pk", flat=True)]
    for start in range(0, len(keys), STRETCH):
        redate(keys[start : start + STRETCH], by, reason)


def redate(keys: Sequence[int], by: Any, reason: str) -> None:
    """One stretch of open dossiers: those whose day is another one now."""
    found = Dossier.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    rows = [*found.only(*READ)]
    share_related(rows)
    pairs, befores, changes = [], [], []
    for row, due in counted(rows, calendars_now(rows)):
        if due.due != row.due_at or due.provisional != row.provisional:
            day = due.due.astimezone(dt.UTC)  # as the tables keep it
            pairs.append((row, {"due_at": day, "provisional": due.provisional}))
            befores.append((row.state, row.step, row.due_at))
            changes.append(Change(note=reason))
    audit.change_many(pairs, by=by, action="dossiers.redate", reason=reason)
    moment = clock.now()
    bulk.insert_many(
        [
            movement(row, "redate", before, change, by, moment)
            for (row, _), before, change in zip(pairs, befores, changes, strict=True)
        ]
    )


def share_related(rows: Sequence[Dossier]) -> None:
    """Units, limits and so on of many dossiers: each is read once, as they are a handful."""
    for name in RELATED:
        field = cast(ForeignKey, Dossier._meta.get_field(name))
        model = cast(type[Model], field.related_model)
        keys = {getattr(row, field.attname) for row in rows} - {None}
        known = model._default_manager.in_bulk(keys)
        for row in rows:
            field.set_cached_value(row, known.get(getattr(row, field.attname)))


def rehearsed(trial: Rehearsal) -> Iterator[Moved]:
    """What a rumoured day would move, of what the person asking may see."""
    dates = [row.date for row in trial.rows]
    if not dates:
        return
    rows = concerned(Dossier.objects.visible_to(trial.user), None)
    rows = rows.filter(due_at__date__gte=min(dates), accepted_at__date__lte=max(dates))
    found = [*rows.select_related(*PARTS).order_by("due_at", "pk")]
    units = {row.unit_id for row in found}
    before = dict(counted(found, {unit: trial.before(unit) for unit in units}))
    after = dict(counted(found, {unit: trial.after(unit) for unit in units}))
    for row in found:
        if row in before and row in after and before[row].due.date() != after[row].due.date():
            old = timezone.localdate(row.due_at)
            new = timezone.localdate(after[row].due)
            yield Moved("Hạn trả kết quả hồ sơ", str(row), row.get_absolute_url(), old, new)


def concerned(rows: QuerySet, unit_id: int | None) -> Any:
    """Open dossiers counted here on the calendar of that unit or of those below it."""
    found = rows.open().filter(source=None, limit__isnull=False, due_at__isnull=False)
    if unit_id is None:
        return found
    return found.filter(Q(unit__in=below(unit_id)))


def below(unit_id: int) -> set[int]:
    """A unit and all under it."""
    children: dict[int | None, list[int]] = {}
    for key, parent in Unit.objects.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(key)
    found, edge = {unit_id}, [unit_id]
    while edge:
        for child in children.get(edge.pop(), []):
            if child not in found:
                found.add(child)
                edge.append(child)
    return found


def calendars_now(rows: Iterable[Dossier]) -> dict[int | None, Calendar]:
    """The calendar of each unit as it is now, read once."""
    return {unit: calendar_of(unit) for unit in {row.unit_id for row in rows}}


def counted(
    rows: Sequence[Dossier], calendars: dict[int | None, Calendar]
) -> Iterator[tuple[Dossier, Due]]:
    """The due date of each by these calendars; left out where they can't say."""
    lives = lives_of(rows)
    for row in rows:
        run = clock_of(row, lives.get(row.pk) or Life())
        try:
            if run is not None:
                calendar = calendars[row.unit_id]
                yield row, rules.counted(run, calendar, calendar.hours)
        except (YearNotAnnounced, NoOfficeHours):
            continue
