"""A finding: raised from an answer, read, corrected, tied to last year's, taken back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.assessments.models import Answer
from congvu.core.formed import number_of
from congvu.core.history import rows_of
from congvu.core.policies import require
from congvu.evidence.models import attachments_by_object, key_of
from congvu.inspections import actions
from congvu.inspections.forms.base import ActionForm, ReasonForm
from congvu.inspections.forms.finding import AdviceForm, FindingAddForm, FindingForm
from congvu.inspections.models import Finding, Visit
from congvu.inspections.outputs.proposals import advice_proposal, finding_proposal
from congvu.inspections.policies import may_prepare, may_work_at
from congvu.inspections.states import AFTER_ISSUING, OPEN_VISITS, Polarity, RepeatState
from congvu.inspections.views.doing import finding_or_404, page, sent
from congvu.inspections.views.doors import crumbs, door

TEXT_NAMES = ("polarity", "text", "basis_text", "severity", "cause_kind", "cause")


@login_required
@require_http_methods(["GET", "POST"])
def finding_add(request: HttpRequest, answer: int) -> HttpResponse:
    """Ghi nhận from the very answer, with what is asked of the unit in the same breath."""
    row = answer_or_404(request, answer)
    visit = row.visit
    if request.method == "POST":
        form = FindingAddForm(request.POST)
        if form.is_valid() and (saved := form.run(lambda: raised(row, form, request))):
            return redirect(saved if saved.repeat_of_id else row.get_absolute_url())
    else:
        form = FindingAddForm(initial=proposal(row, visit, request.GET.get("loai", "")))
    context = {
        "form": form,
        "answer": row,
        "visit": visit,
        "earlier": earlier_of(request, visit, row),
        "this_year": visit.findings.filter(answer=row),
        "crumbs": crumbs(visit.inspection, last=f"{row.criterion.code} · {visit.unit.short_name}"),
    }
    return page(request, "inspections/finding_form.html", context, form)


def answer_or_404(request: HttpRequest, pk: int) -> Answer:
    """An answer of a visit of the user's own teams, ``visit`` at hand; others learn nothing."""
    row = get_object_or_404(
        Answer.objects.select_related("sheet__unit", "criterion__area", "judged_by"), pk=pk
    )
    visits = Visit.objects.visible_to(request.user).select_related("inspection", "unit")
    row.visit = visits.filter(sheet=row.sheet_id).first()
    if row.visit is None:
        raise Http404
    require(may_work_at(request.user, row.visit), "Bạn không thuộc đoàn kiểm tra đơn vị này.")
    return row


def raised(row: Answer, form: FindingAddForm, request: HttpRequest) -> Finding:
    """The action behind the form."""
    return actions.raise_finding(
        row, form.finding(), recommendation=form.recommendation(), by=request.user
    )


def proposal(row: Answer, visit: Visit, polarity: str) -> dict[str, Any]:
    """What stands in the form before the officer types."""
    kind = polarity if polarity in list(Polarity) else Polarity.LIMITATION
    return {
        "polarity": kind,
        **finding_proposal(row),
        **advice_proposal(visit.inspection, visit.unit),
    }


def earlier_of(request: HttpRequest, visit: Visit, row: Answer) -> list[Finding]:
    """Limitations of earlier years of the same unit and criterion."""
    found = Finding.objects.limitations().visible_to(request.user)
    return list(
        found.filter(
            unit=visit.unit_id,
            criterion__code=row.criterion.code,
            inspection__year__lt=visit.inspection.year,
        )
        .select_related("inspection")
        .order_by("-inspection__year", "pk")
    )


@login_required
@require_safe
def finding_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The finding with its proof, what it repeats, what was asked, and its history."""
    return page(
        request, "inspections/finding_detail.html", detail(request, finding_or_404(request, pk))
    )


def detail(request: HttpRequest, row: Finding) -> dict[str, Any]:
    """What the page of a finding shows."""
    user = request.user
    editable = may_edit(user, row)
    can_decide = bool(row.repeat_of_id) and (editable or may_prepare(user))
    is_proposed = row.repeat_state == RepeatState.PROPOSED
    asked_first = can_decide and is_proposed
    return {
        "finding": row,
        "editable": editable,
        "can_decide": can_decide,
        "asked_first": asked_first,
        "choices": choices_of(row) if asked_first else [],
        "may_prepare": may_prepare(user),
        "can_prepare": may_prepare(user) and row.inspection.state not in AFTER_ISSUING,
        "is_proposed": is_proposed,
        "recommendations": row.recommendations.visible_to(user),
        "explanations": row.explanations.select_related("submitted_by"),
        "attachments": attachments_by_object([row])[row.pk],
        "answer_evidence": attachments_by_object([row.answer])[row.answer_id] if row.answer else [],
        "target": key_of(row),
        "entries": rows_of(row),
        "crumbs": [
            *crumbs(row.inspection, last=str(row.unit))[:-1],
            {"label": "Phát hiện", "url": door("finding_list", row.inspection_id)},
            {"label": row.unit.short_name},
        ],
    }


CHOICES = 4  # earlier limitations to choose from; more than these nobody compares


def choices_of(row: Finding) -> list[Finding]:
    """The earlier limitations this one may repeat; the one proposed is among them."""
    keys = [*dict.fromkeys((row.repeat_of_id, *actions.likely_repeats(row)))][:CHOICES]
    found = Finding.objects.select_related("inspection").in_bulk(keys)
    return sorted(found.values(), key=lambda one: (-one.inspection.year, keys.index(one.pk)))


def may_edit(user: Any, row: Finding) -> bool:
    """Before the minutes are signed, the team of the visit."""
    open_now = row.visit is not None and row.visit.state in OPEN_VISITS
    return open_now and may_work_at(user, row.visit)


@login_required
@require_http_methods(["GET", "POST"])
def finding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the wording before the minutes are signed."""
    row = finding_or_404(request, pk)
    require(row.visit is not None and may_work_at(request.user, row.visit))
    initial = {name: getattr(row, name) for name in TEXT_NAMES}
    form = FindingForm(sent(request), initial=initial | {"version": row.version})
    if request.method == "POST" and form.is_valid():
        saved = form.run(
            lambda: actions.edit_finding(
                row, form.finding(), by=request.user, expected=form.expected
            ),
            current=lambda: finding_or_404(request, pk),
        )
        if saved:
            return redirect(saved)
    context = {"form": form, "finding": row, "crumbs": crumbs(row.inspection, last="Sửa phát hiện")}
    return page(request, "inspections/finding_edit.html", context, form)


@login_required
@require_http_methods(["GET", "POST"])
def finding_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a finding back, saying why."""
    row = finding_or_404(request, pk)
    require(row.visit is not None and may_work_at(request.user, row.visit))
    form = ReasonForm(sent(request), initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        done = form.run(
            lambda: (
                actions.remove_finding(
                    row, reason=told["reason"], by=request.user, expected=form.expected
                )
                or True
            )
        )
        if done:
            return redirect(door("finding_list", row.inspection_id))
    context = {
        "form": form,
        "title": "Xóa phát hiện?",
        "text": row.text,
        "confirm_label": "Xóa phát hiện",
        "back": row.get_absolute_url(),
        "crumbs": crumbs(row.inspection, last="Xóa phát hiện"),
    }
    return page(request, "inspections/reason_form.html", context, form)


@login_required
@require_POST
def finding_repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says whether it is an earlier year's again, and which of several."""
    row = finding_or_404(request, pk)
    form = ActionForm(request.POST)
    form.is_valid()
    repeated = request.POST.get("lap_lai") == "1"
    of = earlier_or_404(request.POST.get("cua", "")) if repeated else None
    actions.decide_repeat(row, repeated=repeated, of=of, by=request.user, expected=form.expected)
    return redirect(row)


def earlier_or_404(key: str) -> Finding | None:
    """The finding named by ``key``; None where none is named and the proposed one is meant."""
    return get_object_or_404(Finding, pk=number_of(key)) if key else None


@login_required
@require_POST
def finding_minutes_only(request: HttpRequest, pk: int) -> HttpResponse:
    """Chỉ nêu trong biên bản, or back into the conclusion."""
    row = finding_or_404(request, pk)
    form = ActionForm(request.POST)
    form.is_valid()
    only = request.POST.get("chi_bien_ban") == "1"
    actions.mark_minutes_only(row, minutes_only=only, by=request.user, expected=form.expected)
    if request.POST.get("ve") == "nhan-xet":
        return redirect(reverse("inspections:remark_list", args=[row.inspection_id]))
    return redirect(row)


@login_required
@require_http_methods(["GET", "POST"])
def recommendation_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask something about a limitation that is there already."""
    row = finding_or_404(request, pk)
    require(may_work_at(request.user, row.visit) if row.visit else may_prepare(request.user))
    form = AdviceForm(sent(request), initial=advice_proposal(row.inspection, row.unit))
    if request.method == "POST" and form.is_valid():
        asked = form.recommendation()
        if asked and form.run(lambda: actions.add_recommendation(row, asked, by=request.user)):
            return redirect(row)
    context = {"form": form, "finding": row, "crumbs": crumbs(row.inspection, last="Kiến nghị")}
    return page(request, "inspections/recommendation_form.html", context, form)
