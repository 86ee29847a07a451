"""Sửa phát hiện theo giải trình: the finding reworded or taken back, before the report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.forms.follow_up import ApplyForm
from congvu.inspections.models import Explanation, Finding, Visit
from congvu.inspections.policies import may_prepare, may_work_at
from congvu.inspections.views.doing import page, sent
from congvu.inspections.views.doors import crumbs


@login_required
@require_http_methods(["GET", "POST"])
def explanation_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword or take back the finding that an accepted explanation speaks of."""
    visits = Visit.objects.visible_to(request.user)
    rows = Explanation.objects.filter(visit__in=visits)
    related = ("visit__inspection", "visit__unit", "finding", "submitted_by")
    row = get_object_or_404(rows.select_related(*related), pk=pk)
    require(may_work_at(request.user, row.visit) or may_prepare(request.user))
    findings = Finding.objects.filter(visit=row.visit).visible_to(request.user)
    if row.finding_id:
        findings = findings.filter(pk=row.finding_id)
    form = ApplyForm(sent(request), initial=initial(row), findings=findings)
    back = reverse("inspections:draft_detail", args=[row.visit_id])
    if (
        request.method == "POST"
        and form.is_valid()
        and form.run(lambda: applied(request, row, form))
    ):
        messages.success(request, form.done())
        return redirect(f"{back}#giai-trinh")
    context = {
        "row": row,
        "form": form,
        "back": back,
        "crumbs": crumbs(row.visit.inspection, last=f"Giải trình · {row.visit.unit.short_name}"),
    }
    return page(request, "inspections/explanation_apply.html", context, form)


def initial(row: Explanation) -> dict[str, Any]:
    """The finding as it stands."""
    if row.finding is None:
        return {}
    return {"finding": row.finding, "text": row.finding.text, "version": row.finding.version}


def applied(request: HttpRequest, row: Explanation, form: ApplyForm) -> Finding:
    """What was chosen, done."""
    told = form.cleaned_data
    given = {"by": request.user, "expected": form.expected if row.finding_id else None}
    if told["outcome"] == "withdrawn":
        return actions.withdraw_finding(row, told["finding"], **given)
    return actions.reword_finding(row, told["finding"], text=told["text"], **given)
