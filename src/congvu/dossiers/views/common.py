"""What pages of dossiers share: crumbs, tones, steps through a long list."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from congvu.core import formed
from congvu.core.errors import ActionError
from congvu.core.paging import far
from congvu.dossiers.models import Dossier
from congvu.dossiers.outputs.standing import standing, state_tone
from congvu.dossiers.policies import offered
from congvu.dossiers.states import (
    BULK_VERBS,
    STATE_LABELS,
    VERB_LABELS,
    DossierState,
)

opened_version = formed.expected  # the version a form was opened at
PAGE = 50


def crumb_list() -> dict[str, str]:
    """The first crumb of every page here."""
    return {"label": "Hồ sơ", "url": reverse("dossiers:dossier_list")}


def line(row: Dossier, now: dt.datetime, user: Any = None) -> dict[str, Any]:
    """One row of a list; with ``user`` what that person may do to many at once."""
    word, tone = standing(row, now)
    state = STATE_LABELS[DossierState(row.state)]
    return {
        "row": row,
        "state": state,
        "tone": state_tone(row),
        "word": word,
        "word_tone": tone,
        "verbs": offered(user, row, BULK_VERBS) if user is not None else [],
    }


def bulk_doors(lines: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Verbs that fit some of the rows shown."""
    able = {verb for one in lines for verb in one["verbs"]}
    return [(verb, VERB_LABELS[verb]) for verb in BULK_VERBS if verb in able]


def stepped(rows: QuerySet[Dossier], asked: Any) -> tuple[list[Dossier], dict[str, str]]:
    """One page by due date and key: a step costs the same in a million rows."""
    at, key = position(asked.get("sau", "") or asked.get("truoc", ""))
    back = bool(asked.get("truoc"))
    if key is not None:
        rows = rows.filter(far(("due_at", "pk"), (at, key), "lt" if back else "gt"))
    order = ("-due_at", "-pk") if back else ("due_at", "pk")
    # their keys first: what a row shows is joined to these alone, not to all that are sorted
    keys = rows.order_by(*order).values("pk")[: PAGE + 1]
    found = list(Dossier.objects.for_list().filter(pk__in=keys).order_by(*order))
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    cursors = {}
    if found and (more or back):
        cursors["next_cursor"] = cursor(found[-1])
    if found and key is not None and (more or not back):
        cursors["previous_cursor"] = cursor(found[0])
    return found, cursors


def cursor(row: Dossier) -> str:
    """Where a row stands in the order."""
    return f"{row.due_at.isoformat() if row.due_at else ''}_{row.pk}"


def position(text: str) -> tuple[dt.datetime, int | None]:
    """A cursor taken apart; nonsense is the beginning."""
    moment, _, key = text.rpartition("_")
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        return dt.datetime.min, None
    found = formed.number_of(key)
    return (at, found) if found is not None and at.tzinfo else (dt.datetime.min, None)


def explain(form: Any, error: ActionError) -> int:
    """A refusal beside the field it is about; what is said of no field, at the file."""
    return formed.explain(form, error, place="file")


def sent(request: HttpRequest) -> Any:
    """What a form was sent with, also when all of it is empty; None where it is only looked at."""
    return request.POST if request.method == "POST" else None
