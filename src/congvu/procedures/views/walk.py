"""The walk along the notice board without network: a page, its list, its worker, what it sends."""

import datetime as dt
import json
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock, formats
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.organizations.models import Unit
from congvu.procedures import actions, rules
from congvu.procedures.models import Posting
from congvu.procedures.policies import may_keep_unit
from congvu.procedures.states import SHEET_STATE_LABELS
from congvu.procedures.views.disclosure import printable, sheet_facts
from congvu.procedures.views.doors import the_unit

STATIC = Path(__file__).resolve().parent.parent / "static" / "procedures"
WORKER = (STATIC / "walk-worker.js").read_text(encoding="utf-8")
# a new edition throws away what the one before kept
EDITION = sha256(WORKER.encode() + (STATIC / "walk.js").read_bytes()).hexdigest()[:12]
MOST = 1000


def kept_unit(request: HttpRequest, pk: int) -> Unit:
    """A unit whose board this person walks along."""
    unit = the_unit(request, pk)
    require(may_keep_unit(request.user, unit.pk))
    return unit


@never_cache
@login_required
@require_safe
def walk_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that stays on the phone; nothing of the person is in it."""
    context = {"unit": kept_unit(request, pk), "edition": EDITION}
    return render(request, "procedures/walk.html", context)


@never_cache
@login_required
@require_safe
def walk_list(request: HttpRequest, pk: int) -> JsonResponse:
    """What should hang here, and every printed sheet; with ``?gui`` the token to send ticks by."""
    unit = kept_unit(request, pk)
    told = list_of(unit) | {"person": request.user.pk}
    if "gui" in request.GET:  # never kept on the phone
        told["token"] = get_token(request)
    return JsonResponse(told)


def list_of(unit: Unit) -> dict[str, Any]:
    """Versions in force and printed sheets of a unit, as the page reads them."""
    wanted = {one.procedure_id: one for one in printable(unit)}
    rows = Posting.objects.kept().filter(unit=unit).select_related("procedure_version")
    sheets = list(rows)
    now = timezone.localtime(clock.now())
    return {
        "made": f"{now:%H:%M} · {formats.date(now.date())}",
        "versions": [
            {"procedure": key, "name": one.name, "number": one.number}
            for key, one in wanted.items()
        ],
        "sheets": [sheet_told(one, wanted) for one in sheets],
    }


def sheet_told(sheet: Posting, wanted: dict[int, Any]) -> dict[str, Any]:
    """One printed sheet with what is to be said of it in front of the board."""
    facts, version = sheet_facts(sheet), sheet.procedure_version
    current = wanted.get(facts.procedure)
    state = rules.sheet_state(version.pk, current.pk if current else None)
    label, tone = SHEET_STATE_LABELS[state]
    day = formats.date(timezone.localdate(sheet.printed_at))
    return {
        "mark": str(sheet.mark),
        "code": sheet.code,
        "procedure": facts.procedure,
        "name": version.name,
        "number": version.number,
        "current": current.number if current else None,
        "state": state,
        "label": label,
        "tone": tone,
        "printed": day,
        "seen": formats.date(sheet.seen_on) if sheet.seen_on else "",
    }


@login_required
@require_POST
def walk_send(request: HttpRequest, pk: int) -> JsonResponse:
    """Ticks made without network: ``[{"mark": …, "on": "2020-09-08"}]``; which were written."""
    unit = kept_unit(request, pk)
    seen, left = actions.check_walk(unit, ticks_of(request), by=request.user)
    return JsonResponse({"seen": [str(one.mark) for one in seen], "left": left})


def ticks_of(request: HttpRequest) -> dict[str, dt.date]:
    """Marks with the day each was seen last."""
    try:
        given = json.loads(request.POST.get("ticks", ""))
        ticks = sorted((dt.date.fromisoformat(one["on"]), str(uuid.UUID(one["mark"])))
                       for one in given[:MOST])  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput("Không đọc được các bản đã đánh dấu. Hãy tải lại trang.") from None
    if not ticks:
        raise BadInput("Chưa đánh dấu bản niêm yết nào.")
    return {mark: day for day, mark in ticks}


@never_cache
@login_required
@require_safe
def walk_worker(request: HttpRequest, pk: int) -> HttpResponse:
    """The service worker of this unit's page: its scope is the page's own address."""
    kept_unit(request, pk)
    text = WORKER.replace("__EDITION__", EDITION)
    return HttpResponse(text, "text/javascript; charset=utf-8")
