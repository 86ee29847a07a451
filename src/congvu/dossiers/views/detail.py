"""One dossier: where it stands, why it is due then, its life day by day."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from congvu.core import clock, history
from congvu.core.workdays import NoOfficeHours, YearNotAnnounced
from congvu.dossiers.models import ApologyDraft, Dossier
from congvu.dossiers.models.deadlines import explanation_of
from congvu.dossiers.outputs.hand_over import last_hand_over
from congvu.dossiers.outputs.slips import slips_of
from congvu.dossiers.outputs.strip import drawn
from congvu.dossiers.photographed import files_of, papers_among
from congvu.dossiers.policies import may_photograph, may_see_ratings, may_serve, next_verb, offered
from congvu.dossiers.states import STATE_LABELS, VERB_LABELS, DossierState
from congvu.dossiers.views.common import crumb_list, standing, state_tone
from congvu.dossiers.views.sections import (
    money_section,
    online_section,
    open_people,
    outcome_there,
    result_section,
)

RELATED = ("procedure", "procedure_version__process", "limit", "unit", "point__unit", "holder",
           "source", "run", "applicant", "result_return__by",
           "online__procedure_version")  # fmt: skip


@login_required
@require_safe
def dossier_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A fact of another system shows where it comes from; one of ours its whole life."""
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    rows = rows.annotate(**outcome_there()).prefetch_related("pauses", "supplements")
    row = get_object_or_404(rows, pk=pk)
    open_people(row)
    now = clock.now()
    word, tone = standing(row, now)
    moves = [] if row.is_imported else [*row.movements.select_related("by", "handed_to")]
    sentence, days = explained(row)
    files = files_of(row)
    context = {
        "row": row,
        "state": STATE_LABELS[DossierState(row.state)],
        "tone": state_tone(row),
        "word": word,
        "word_tone": tone,
        "moves": moves,
        "slips": slips_of(row, moves),
        "handed": last_hand_over(moves),
        "draft": drafted(row, now),
        "papers": papers_among(row, files),
        "online": online_section(request.user, row, files),
        "can_photograph": may_photograph(request.user, row),
        **doors(request, row, now),
        "rating": rating_of(request, row),
        **money_section(request.user, row),
        **result_section(request.user, row),
        "sentence": sentence,
        "days": days,
        "strip": drawn(row, moves, now),
        # the movements of ours tell the same, in fewer words
        "entries": changes_of(row) if row.is_imported else [],
        "crumbs": [crumb_list(), {"label": str(row)}],
    }
    return render(request, "dossiers/dossier_detail.html", context)


def changes_of(row: Dossier) -> list[history.Entry]:
    """What each list changed. The first one is the page itself, and which run it was is no news."""
    run = str(Dossier._meta.get_field("run").verbose_name).lower()
    found = history.rows_of(row)
    first = found[-1:] if found and not any(one.before for one in found[-1].details) else []
    return [replace(entry, details=[] if entry in first else [
        one for one in entry.details if one.before != one.after and one.label.lower() != run
    ]) for entry in found]  # fmt: skip


def drafted(row: Dossier, now: dt.datetime) -> ApologyDraft | None:
    """The apology that waits to be sent."""
    if row.promised_at or not row.is_overdue(now):
        return None
    return ApologyDraft.objects.filter(dossier=row).first()


def doors(request: HttpRequest, row: Dossier, now: dt.datetime) -> dict[str, Any]:
    """What must be done now, and what else may be done."""
    able = offered(request.user, row)
    first = next_verb(request.user, row, able, now)
    others = [(verb, VERB_LABELS[verb]) for verb in able if verb != first]
    return {"next_verb": first, "next_label": VERB_LABELS.get(first, ""), "others": others}


def rating_of(request: HttpRequest, row: Dossier) -> dict[str, Any]:
    """What somebody thought of it, or the doors to ask; empty before the result is returned."""
    if row.is_imported or row.state != DossierState.RETURNED:
        return {}
    given = row.ratings.first()
    invites = may_serve(request.user, row.point)
    return {"given": given, "shown": may_see_ratings(request.user), "invites": invites}


def explained(row: Dossier) -> tuple[str, Any]:
    """The due date in words; where the calendar says nothing, that."""
    try:
        return explanation_of(row)
    except (YearNotAnnounced, NoOfficeHours) as error:
        return error.message, []
