"""Where one files: the rule of each group, the office's own decisions, and a new one."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from congvu.core import clock
from congvu.core.errors import ActionError
from congvu.core.formed import explain
from congvu.dossiers.models.online import draft_term
from congvu.portal import filing
from congvu.portal.actions import decide_filing
from congvu.portal.forms import DecisionForm
from congvu.portal.models import FilingDecision
from congvu.portal.policies import may_decide_filing
from congvu.portal.states import BY_RULE, DECISION_LABELS, FILING_LABELS, FilingWay
from congvu.procedures.models import Procedure

MOST = 20  # procedures shown of what was found
GROUPS = {
    True: "Thủ tục có trong Cơ sở dữ liệu quốc gia về TTHC",
    False: "Thủ tục riêng của cơ quan, đơn vị",
}


@dataclass(frozen=True)
class Group:
    """Procedures under one rule: what holds today, and what comes."""

    label: str
    count: int
    today: filing.Filing
    words: str
    coming: filing.Period | None
    coming_words: str


@login_required
@require_safe
def filing_list(request: HttpRequest) -> HttpResponse:
    """What holds today and why, what comes, and where the office decided otherwise."""
    if not may_decide_filing(request.user):
        raise Http404
    today, asked = clock.today(), request.GET.get("q", "").strip()[:200]
    current, past = decisions(today)
    context = {
        "groups": groups(today),
        "current": current,
        "coming": FilingDecision.objects.to_come(today).select_related("procedure", "decided_by"),
        "past": past,
        "asked": asked,
        "term": draft_term(),
        "found": found(request.user, asked, today) if asked else [],
    }
    return render(request, "portal/filing_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def filing_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One procedure: where it is filed, why not online, all decisions; and a new one."""
    if not may_decide_filing(request.user):
        raise Http404
    procedure = get_object_or_404(Procedure.objects.visible_to(request.user), pk=pk)
    today, status = clock.today(), 200
    form = DecisionForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST":
        form, status = DecisionForm(request.POST), 422
        try:
            if form.is_valid():
                decide_filing(procedure, by=request.user, **form.cleaned_data)
                messages.success(request, "Đã ghi quyết định nơi nộp.")
                return redirect("portal:filing_decide", pk)
        except ActionError as error:
            status = explain(form, error)
    now = filing.way(procedure, today)
    context = {
        "procedure": procedure,
        "form": form,
        "now": now,
        "words": FILING_LABELS[FilingWay(now.way)],
        "decisions": procedure.filing_decisions.select_related("decided_by"),
        "crumbs": [
            {"label": "Nơi nộp hồ sơ", "url": reverse("portal:filing_list")},
            {"label": procedure.name},
        ],
    }
    return render(request, "portal/filing_decide.html", context, status=status)


def groups(today: dt.date) -> list[Group]:
    """The two groups of the rule."""
    counts = Procedure.objects.aggregate(
        known=Count("pk", filter=Q(national=True)), others=Count("pk", filter=Q(national=False))
    )
    return [group(national, label, counts, today) for national, label in GROUPS.items()]


def group(national: bool, label: str, counts: dict[str, int], today: dt.date) -> Group:
    """One of them."""
    holds = filing.filing(national=national, on=today)
    coming = filing.next_period(national=national, on=today)
    return Group(
        label,
        counts["known" if national else "others"],
        holds,
        FILING_LABELS[FilingWay(holds.way)],
        coming,
        FILING_LABELS[FilingWay(coming.filing.way)] if coming else "",
    )


def decisions(today: dt.date) -> tuple[list[FilingDecision], list[FilingDecision]]:
    """Those that hold today, and those that held before."""
    current: dict[int, FilingDecision] = {}
    past = []
    for row in FilingDecision.objects.since(today).select_related("procedure", "decided_by"):
        if row.procedure_id in current:
            past.append(row)
        else:
            current[row.procedure_id] = row
    ended = [row for row in current.values() if row.way == BY_RULE]
    return [row for row in current.values() if row.way != BY_RULE], ended + past


def found(user: Any, asked: str, today: dt.date) -> list[tuple[Procedure, str, str]]:
    """Procedures by words or code: each with its way, and why not online here."""
    rows = list(Procedure.objects.visible_to(user).matching(asked).order_by("name", "pk")[:MOST])
    ways = filing.ways(rows, today)
    return [(row, DECISION_LABELS[ways[row.pk].way], ways[row.pk].obstacle) for row in rows]
