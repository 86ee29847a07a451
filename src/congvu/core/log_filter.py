"""Filters of the log list, and its pages by key."""

import datetime as dt
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from congvu.core import registry
from congvu.core.audit import kind_of
from congvu.core.day_fields import DateField
from congvu.core.formed import number_of
from congvu.core.models import LogEntry, Record
from congvu.core.search import fold

PAGE = 50
# from each action to the next one by the index: DISTINCT reads every row there is
STEPS = """
WITH RECURSIVE step(action) AS (
  SELECT min(action) FROM {table}
  UNION ALL
  SELECT (SELECT min(entry.action) FROM {table} entry WHERE entry.action > step.action)
  FROM step WHERE step.action IS NOT NULL
)
SELECT action FROM step WHERE action IS NOT NULL
"""


class LogFilter(forms.Form):
    """Kind, action, person and day; each may stay empty."""

    kind = forms.ChoiceField(label="Loại", required=False)
    action = forms.ChoiceField(label="Thao tác", required=False)
    actor = forms.CharField(label="Người thực hiện", required=False, max_length=100)
    day = DateField(label="Ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Tất cả"), *kinds()]
        self.fields["action"].choices = [("", "Tất cả"), *actions()]

    def rows(self) -> QuerySet:
        """Log rows that pass; call after ``is_valid``."""
        asked, rows = self.cleaned_data, LogEntry.objects.all()
        for name in ("kind", "action"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        if asked.get("actor"):
            rows = rows.filter(actor__in=people(asked["actor"]))
        if asked.get("day"):
            begin = timezone.make_aware(dt.datetime.combine(asked["day"], dt.time.min))
            rows = rows.filter(at__gte=begin, at__lt=begin + dt.timedelta(days=1))
        return rows


def kinds() -> list[tuple[str, str]]:
    """Every kind of record, by its Vietnamese name."""
    found = [m for m in apps.get_models() if issubclass(m, Record)] + [get_user_model()]
    return sorted(
        ((kind_of(m), str(m._meta.verbose_name)) for m in found), key=lambda pair: fold(pair[1])
    )


def actions() -> list[tuple[str, str]]:
    """Actions that occur in the log, in words where a package gave some."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS.format(table=connection.ops.quote_name(LogEntry._meta.db_table)))
        codes = [code for (code,) in cursor.fetchall()]
    return [(code, registry.action_title(code) or code) for code in codes]


def people(text: str) -> list[int]:
    """Keys of users whose name or sign-in name contains ``text``, tone marks ignored."""
    wanted = fold(text)
    rows = get_user_model().objects.values_list("pk", "username", "full_name")
    return [pk for pk, *names in rows if any(wanted in fold(name) for name in names)]


def page(rows: QuerySet, asked: QueryDict) -> dict[str, Any]:
    """One page by key, newest first: ``sau`` goes to older rows, ``truoc`` to newer ones."""
    after, before = number_of(asked.get("sau")), number_of(asked.get("truoc"))
    if before is not None:
        found = list(rows.filter(id__gt=before).order_by("id")[: PAGE + 1])
        more_newer, found = len(found) > PAGE, found[:PAGE][::-1]
        more_older = bool(found)
    else:
        older = rows.filter(id__lt=after) if after is not None else rows
        found = list(older.order_by("-id")[: PAGE + 1])
        more_older, found = len(found) > PAGE, found[:PAGE]
        more_newer = after is not None and bool(found)
    return {
        "rows": found,
        "next_cursor": found[-1].pk if more_older else None,
        "previous_cursor": found[0].pk if more_newer else None,
    }
