"""One recommendation looked at again: what was asked, what the unit did, what the team found."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from congvu.core.history import rows_of
from congvu.core.policies import require
from congvu.evidence.models import attachments_by_object, key_of
from congvu.inspections import actions
from congvu.inspections.forms.follow_up import RecheckForm
from congvu.inspections.models import Recheck, Visit
from congvu.inspections.policies import may_record_recheck
from congvu.inspections.states import AT_WORK
from congvu.inspections.views.doing import page, sent
from congvu.inspections.views.doors import crumbs

TONES = {"done": "ok", "partly": "warn", "not_done": "late"}


@login_required
@require_http_methods(["GET", "POST"])
def recheck_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Seen by who sees recommendation and visit; recorded by the team while it is there."""
    rows = Recheck.objects.visible_to(request.user)
    related = ("recommendation__inspection", "visit__unit", "visit__inspection", "checked_by")
    row = get_object_or_404(rows.select_related(*related), pk=pk)
    may = may_record_recheck(request.user, row.visit)
    if request.method == "POST":
        require(may, "Kết quả kiểm tra lại do thành viên đoàn ghi.")
    told = {name: getattr(row, name) for name in ("result", "note", "version")}
    form = RecheckForm(sent(request), initial=told)
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("result", "note")}
        saved = form.run(
            lambda: actions.record_recheck(row, **given, by=request.user, expected=form.expected)
        )
        if saved:
            messages.success(request, "Đã ghi kết quả kiểm tra lại.")
            return redirect(row.visit)
    now = may and row.visit.state in AT_WORK
    context = {
        "row": row,
        "tone": TONES.get(row.result, "muted"),
        "remedy": row.recommendation.remedies.first(),
        "form": form if now or form.is_bound else None,
        "attachments": attachments_by_object([row])[row.pk],
        "target": key_of(row),
        "can_attach": now,
        "entries": rows_of(row),
        "crumbs": way_to(row),
    }
    return page(request, "inspections/recheck_detail.html", context, form)


def way_to(row: Recheck) -> list[dict[str, str]]:
    """Campaign / visit / re-check."""
    visit = {"label": str(row.visit.unit), "url": row.visit.get_absolute_url()}
    return [*crumbs(row.visit.inspection, last=" ")[:-1], visit, {"label": "Kiểm tra lại"}]


def looked_at_again(visit: Visit, user: Any) -> list[dict[str, Any]]:
    """The recommendations of a re-check at its visit, each with what was found."""
    rows = visit.rechecks.visible_to(user).select_related("recommendation")
    return [{"row": row, "tone": TONES.get(row.result, "muted")} for row in rows]
