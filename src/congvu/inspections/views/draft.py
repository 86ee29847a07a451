"""The draft to the unit, what the unit explains within its clock, what the team answers."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock
from congvu.inspections import actions
from congvu.inspections.actions.explaining import BEFORE_REPORT
from congvu.inspections.deadlines import working_days_left
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.forms.follow_up import AnswerForm, ExplanationForm
from congvu.inspections.models import Explanation, Finding, Visit
from congvu.inspections.policies import may_answer_unit, may_prepare, may_work_at
from congvu.inspections.states import AFTER_ISSUING, HELD, VisitState
from congvu.inspections.views.doing import page, visit_or_404
from congvu.inspections.views.doors import crumbs


@login_required
@require_safe
def draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Findings on the unit as it may see them, the clock, explanations and answers."""
    return shown(request, visit_or_404(request, pk))


def shown(
    request: HttpRequest,
    visit: Visit,
    form: ActionForm | None = None,
    answered: tuple[int, AnswerForm] | None = None,
) -> HttpResponse:
    """The page, with the refused form where there is one."""
    user = request.user
    findings = visible(request, visit)
    running = visit.inspection.state not in AFTER_ISSUING
    own = may_answer_unit(user, visit.unit_id)
    if own and running and visit.draft_sent_at and form is None:
        form = explanation_form(findings)
    team = running and (may_work_at(user, visit) or may_prepare(user)) and not own
    rows = visit.explanations.select_related("finding", "submitted_by")
    readable = {row.pk for row in findings}
    told = [r for r in rows if r.finding_id is None or r.finding_id in readable or team]
    at, refused = answered or (0, None)
    forms = [(r, refused if r.pk == at else AnswerForm(initial={"version": r.version}),
              team and r.answered_at is None) for r in told]  # fmt: skip
    due = visit.explanation_due_on
    context = {
        "visit": visit,
        "findings": findings,
        "explanations": forms,
        "form": form,
        "left": working_days_left(clock.today(), due) if due else None,
        "running": running,
        "can_send": may_prepare(user) and running and not own and visit.state in HELD,
        "can_apply": team and may_apply(visit),
        "crumbs": crumbs(visit.inspection, last=f"Dự thảo · {visit.unit.short_name}"),
    }
    return page(request, "inspections/draft_detail.html", context, refused or form)


def may_apply(visit: Visit) -> bool:
    """Whether findings may still follow an explanation: minutes signed, nothing reported."""
    signed = visit.state == VisitState.MINUTES_SIGNED
    return signed and visit.inspection.state in BEFORE_REPORT


def visible(request: HttpRequest, visit: Visit) -> Any:
    """Findings of the visit this person may see."""
    rows = Finding.objects.filter(visit=visit).visible_to(request.user)
    return rows.select_related("area", "criterion")


def explanation_form(findings: Any, data: Any = None) -> ExplanationForm:
    """The form, offering the findings the unit may see."""
    form = ExplanationForm(data)
    form.fields["finding"].queryset = findings
    return form


@login_required
@require_POST
def draft_send(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit gets its part of the draft; the clock starts."""
    visit = visit_or_404(request, pk)
    form = ActionForm(request.POST)
    form.is_valid()
    actions.send_draft(visit, by=request.user, expected=form.expected)
    return redirect("inspections:draft_detail", pk)


@login_required
@require_POST
def explanation_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit explains one finding, or the whole."""
    visit = visit_or_404(request, pk)
    form = explanation_form(visible(request, visit), request.POST)
    told = form.cleaned_data if form.is_valid() else {}
    saved = told and form.run(
        lambda: actions.explain(visit, text=told["text"], finding=told["finding"], by=request.user)
    )
    path = reverse("inspections:draft_detail", args=[pk])
    return redirect(f"{path}#giai-trinh") if saved else shown(request, visit, form)


@login_required
@require_POST
def explanation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The team takes it up or not, and says why."""
    visits = Visit.objects.visible_to(request.user)
    row = get_object_or_404(Explanation.objects.filter(visit__in=visits), pk=pk)
    form = AnswerForm(request.POST)
    told = form.cleaned_data if form.is_valid() else {}
    saved = told and form.run(
        lambda: actions.answer_explanation(
            row,
            text=told["answer_text"],
            accepted=told["accepted"],
            by=request.user,
            expected=form.expected,
        )
    )
    if saved:
        return redirect("inspections:draft_detail", row.visit_id)
    return shown(request, visit_or_404(request, row.visit_id), answered=(pk, form))
