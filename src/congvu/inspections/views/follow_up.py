"""One recommendation: what was asked and why, what the unit did, and what the team says to it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock
from congvu.core.history import rows_of
from congvu.evidence.models import attachments_by_object, key_of
from congvu.inspections import actions
from congvu.inspections.actions.follow_up import works_at
from congvu.inspections.forms.base import ReasonForm
from congvu.inspections.forms.finding import AdviceForm
from congvu.inspections.forms.follow_up import AcceptForm, ExtendForm, RemedyForm
from congvu.inspections.models import Finding, Recommendation, Remedy
from congvu.inspections.outputs.lateness import standings
from congvu.inspections.policies import may_answer_unit, may_decide, may_prepare
from congvu.inspections.states import RecommendationState
from congvu.inspections.views.doing import page, recommendation_or_404
from congvu.inspections.views.doors import door

S = RecommendationState


@login_required
@require_safe
def recommendation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Limitation and proof, what is asked, the remedies in order, what may be done now."""
    return shown(request, recommendation_or_404(request, pk))


def shown(request: HttpRequest, row: Recommendation, **forms: Any) -> HttpResponse:
    """The page; ``forms`` holds the refused one."""
    user = request.user
    [(_, standing)] = standings([row], clock.today())
    remedies = list(row.remedies.select_related("submitted_by", "reviewed_by"))
    held = attachments_by_object(remedies)
    limitation = Finding.objects.filter(pk=row.finding_id or 0).visible_to(user).first()
    own = may_answer_unit(user, row.unit_id)
    context = {
        "row": row,
        "standing": standing,
        "limitation": limitation,
        "proof": attachments_by_object([limitation])[limitation.pk] if limitation else [],
        "remedies": [
            {
                "remedy": r,
                "attachments": held[r.pk],
                "target": key_of(r),
                "can_attach": own and r.accepted is None,
            }
            for r in remedies
        ],  # fmt: skip
        "rechecks": row.rechecks.visible_to(user).recorded().select_related("checked_by"),
        "entries": rows_of(row),
        "crumbs": [
            {"label": "Khắc phục sau kiểm tra", "url": door("recommendation_list")},
            {"label": row.unit.short_name},
        ],
        **forms_of(user, row, remedies, own),
        **forms,
    }
    refused = next(iter(forms.values()), None)
    return page(request, "inspections/recommendation_detail.html", context, refused)


def forms_of(user: Any, row: Recommendation, remedies: list[Remedy], own: bool) -> dict[str, Any]:
    """The forms this person may fill in now; none for what is not theirs to do."""
    seen = {"version": row.version}
    reviewing = row.state == S.SUBMITTED and may_prepare(user) and not own
    found: dict[str, Any] = {"pending": remedies[0] if reviewing and remedies else None}
    if own and row.state in (S.OPEN, S.RETURNED):
        found["remedy_form"] = RemedyForm(initial=seen | {"done_on": clock.today()})
    if found["pending"]:
        mark = {"version": found["pending"].version}
        found["accept_form"] = AcceptForm(initial=mark, prefix="nhan")
        found["return_form"] = ReasonForm(initial=mark, prefix="tra")
    if may_decide(user) and row.state in (S.OPEN, S.SUBMITTED, S.RETURNED):
        found["extend_form"] = ExtendForm(initial=seen, prefix="gia-han")
    if may_prepare(user) and row.state == S.CLOSED:
        found["reopen_form"] = ReasonForm(initial=seen, prefix="mo-lai")
    if (may_decide(user) and row.state in (S.DRAFT, S.OPEN)) or (
        may_prepare(user) and row.state == S.DRAFT
    ):
        found["withdraw_form"] = ReasonForm(initial=seen, prefix="rut")
    if row.state == S.DRAFT and (may_prepare(user) or works_at(user, row)):
        found["edit_form"] = AdviceForm(initial=draft_of(row), prefix="sua")
    return found


def draft_of(row: Recommendation) -> dict[str, Any]:
    """A draft as its form shows it."""
    names = ("responsible_head", "doer", "due_working_days", "version")
    return {name: getattr(row, name) for name in names} | {"asked_text": row.text}


@login_required
@require_POST
def remedy_add(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit reports; files are attached to the report right after."""
    row = recommendation_or_404(request, pk)
    form = RemedyForm(request.POST)
    told = form.cleaned_data if form.is_valid() else {}
    saved = told and form.run(
        lambda: actions.submit_remedy(
            row,
            text=told["text"],
            done_on=told["done_on"],
            by=request.user,
            expected=form.expected,
        )
    )
    return (
        redirect(f"{row.get_absolute_url()}#khac-phuc")
        if saved
        else shown(request, row, remedy_form=form)
    )


def remedy_or_404(request: HttpRequest, pk: int) -> Remedy:
    """A remedy of a recommendation this person may see."""
    rows = Remedy.objects.visible_to(request.user).select_related("recommendation")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def remedy_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Closed, with proof."""
    remedy = remedy_or_404(request, pk)
    form = AcceptForm(request.POST, prefix="nhan")
    saved = form.is_valid() and form.run(
        lambda: actions.accept_remedy(
            remedy, note=form.cleaned_data["note"], by=request.user, expected=form.expected
        )
    )
    row = recommendation_or_404(request, remedy.recommendation_id)
    return redirect(row) if saved else shown(request, row, accept_form=form)


@login_required
@require_POST
def remedy_return(request: HttpRequest, pk: int) -> HttpResponse:
    """To be done again, saying why."""
    remedy = remedy_or_404(request, pk)
    form = ReasonForm(request.POST, prefix="tra")
    saved = form.is_valid() and form.run(
        lambda: actions.return_remedy(
            remedy, reason=form.cleaned_data["reason"], by=request.user, expected=form.expected
        )
    )
    row = recommendation_or_404(request, remedy.recommendation_id)
    return redirect(row) if saved else shown(request, row, return_form=form)


@login_required
@require_POST
def recommendation_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """A new due day with its reason."""
    row = recommendation_or_404(request, pk)
    form = ExtendForm(request.POST, prefix="gia-han")
    told = form.cleaned_data if form.is_valid() else {}
    saved = told and form.run(
        lambda: actions.extend_recommendation(
            row,
            due_on=told["due_on"],
            reason=told["reason"],
            by=request.user,
            expected=form.expected,
        )
    )
    return redirect(row) if saved else shown(request, row, extend_form=form)


@login_required
@require_POST
def recommendation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Re-check found it was not remedied after all."""
    row = recommendation_or_404(request, pk)
    form = ReasonForm(request.POST, prefix="mo-lai")
    saved = form.is_valid() and form.run(
        lambda: actions.reopen_recommendation(
            row, reason=form.cleaned_data["reason"], by=request.user, expected=form.expected
        )
    )
    return redirect(row) if saved else shown(request, row, reopen_form=form)


@login_required
@require_POST
def recommendation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft, before it is issued with the conclusion."""
    row = recommendation_or_404(request, pk)
    form = AdviceForm(request.POST, prefix="sua")
    told = form.cleaned_data if form.is_valid() else {}
    names = ("responsible_head", "doer", "due_working_days")
    saved = told and form.run(
        lambda: actions.edit_recommendation(
            row,
            by=request.user,
            expected=form.expected,
            text=told["asked_text"],
            **{name: told[name] for name in names},
        )
    )
    return redirect(row) if saved else shown(request, row, edit_form=form)
