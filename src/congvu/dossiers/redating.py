"""The working calendar changed: due dates that were counted on it are counted again.

What is open moves, each change a row of the log and a movement; the first day an applicant was
told stays (``original_due_at``), and so does a promise (gia hạn, hẹn lại). Facts of other systems
never move here.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from congvu.core import columnar
from congvu.core.workdays import Calendar, Due, NoOfficeHours, YearNotAnnounced
from congvu.dossiers import rules
from congvu.dossiers.dating import Dates, Open, moved_on
from congvu.dossiers.models import Dossier
from congvu.dossiers.models.deadlines import PARTS, Life, clock_of, lives_of
from congvu.organizations.models import Unit
from congvu.organizations.registry import Moved, Rehearsal

STRETCH = 5_000


def calendar_changed(
    sender: Any, *, unit_id: int | None, by: Any, reason: str, **facts: Any
) -> None:
    """Receiver of ``organizations.signals.calendar_changed``, inside its transaction."""
    rows = concerned(Dossier.objects.all(), unit_id)
    keys = [*rows.order_by("pk").values_list("pk", flat=True)]
    dates = Dates()
    for start in range(0, len(keys), STRETCH):
        redate(rows.filter(pk__in=keys[start : start + STRETCH]), dates, by, reason)


def redate(rows: QuerySet, dates: Dates, by: Any, reason: str) -> None:
    """One stretch of open dossiers, locked: those whose day is another one now."""
    found = rows.order_by("pk").select_for_update().values_list(*Open._fields)
    moved, news = [], columnar.Columns(Dossier)
    before, after = news.before, news.after
    before |= {"due_at": [], "provisional": []}
    after |= {"due_at": [], "provisional": []}
    for row, due in dates.of([*map(Open._make, found)]):
        day = due.due.astimezone(dt.UTC)  # as the tables keep it
        if day == row.due_at and due.provisional == row.provisional:
            continue
        moved.append(row)
        news.keys.append(row.pk)
        news.versions.append(row.version)
        news.labels.append(row.code)
        before["due_at"].append(row.due_at)
        before["provisional"].append(row.provisional)
        after["due_at"].append(day)
        after["provisional"].append(due.provisional)
    columnar.change(news, by=by, action="dossiers.redate", reason=reason)
    moved_on(moved, after["due_at"], dates.shared, by=by, note=reason)


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
    counted_here = {"source": None, "limit__isnull": False, "accepted_at__isnull": False}
    found = rows.open().filter(due_at__isnull=False, **counted_here)
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
