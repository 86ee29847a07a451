"""The working calendar changed: due dates that were counted on it are counted again.

What is open moves, each change a row of the log and a movement; the first day an applicant was
told stays (``original_due_at``), and so does a promise (gia hạn, hẹn lại). Facts of other systems
never move here.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from congvu.core import columnar
from congvu.core.workdays.zone import day_of, opening
from congvu.dossiers.dating import Dates, Open, moved_on
from congvu.dossiers.models import Dossier
from congvu.organizations.models import below
from congvu.organizations.registry import Moved, Rehearsal

STRETCH = 5_000


def calendar_changed(
    sender: Any, *, unit_id: int | None, by: Any, reason: str, **facts: Any
) -> None:
    """Receiver of ``organizations.signals.calendar_changed``, inside its transaction."""
    dates = Dates()
    for stretch in stretches(concerned(Dossier.objects.all(), unit_id)):
        redate(stretch, dates, by, reason)


def stretches(rows: QuerySet) -> Iterator[QuerySet]:
    """In the order of their keys, so many at a time; said by a first and a last key, in short."""
    rows = rows.order_by("pk")
    keys = [*rows.values_list("pk", flat=True)]
    for start in range(0, len(keys), STRETCH):
        some = keys[start : start + STRETCH]
        yield rows.filter(pk__gte=some[0], pk__lte=some[-1])


def redate(rows: QuerySet, dates: Dates, by: Any, reason: str) -> None:
    """One stretch of open dossiers, locked: those whose day is another one now."""
    found = rows.select_for_update().values_list(*Open._fields)
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
    """What rumoured days would move, of what the person asking may see; in stretches."""
    days = [row.date for row in trial.rows]
    past = opening(max(days) + dt.timedelta(days=1))
    seen = concerned(Dossier.objects.visible_to(trial.user), trial.unit_id)
    seen = seen.filter(due_at__gte=opening(min(days)), accepted_at__lt=past)
    before = Dates(trial.before)
    after = Dates(trial.after, before.shared)
    for stretch in stretches(seen):
        found = [*map(Open._make, stretch.values_list(*Open._fields))]
        was = {row.pk: day_of(due.due) for row, due in before.of(found)}
        for row, due in after.of(found):
            if row.pk in was and was[row.pk] != day_of(due.due):
                yield moved(row, due.due)


def moved(row: Open, due: dt.datetime) -> Moved:
    """One that would be due on another day."""
    return Moved(
        "Hạn trả kết quả hồ sơ",
        row.code,
        partial(reverse, "dossiers:dossier_detail", args=[row.pk]),
        day_of(row.due_at),
        day_of(due),
        day_of(row.accepted_at),
    )


def concerned(rows: QuerySet, unit_id: int | None) -> Any:
    """Open dossiers counted here on the calendar of that unit or of those below it."""
    counted_here = {"source": None, "limit__isnull": False, "accepted_at__isnull": False}
    found = rows.open().filter(due_at__isnull=False, **counted_here)
    if unit_id is None:
        return found
    return found.filter(unit__in=below(unit_id))
