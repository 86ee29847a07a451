"""A sample of dossiers: drawn by a written seed, checked one by one, drawn again by anyone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.forms.base import ActionForm
from congvu.inspections.forms.finding import SampleForm
from congvu.inspections.models import Sample, Visit
from congvu.inspections.outputs.proposals import sample_seed
from congvu.inspections.policies import may_work_at
from congvu.inspections.rules import draw, interval_percent, sample_sentence
from congvu.inspections.states import OPEN_VISITS
from congvu.inspections.views.doing import number_asked, page, sent, visit_or_404
from congvu.inspections.views.doors import crumbs

LONGEST = 500


@login_required
@require_http_methods(["GET", "POST"])
def sample_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw dossiers for a visit, for one answer where ``cau`` names it."""
    visit = visit_or_404(request, pk)
    require(may_work_at(request.user, visit))
    answer = asked_answer(request, visit)
    form = SampleForm(sent(request), initial=proposal(visit, answer))
    if request.method == "POST" and form.is_valid():
        told = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        saved = form.run(lambda: actions.draw_sample(visit, answer=answer, by=request.user, **told))
        if saved:
            return redirect("inspections:sample_detail", saved.pk)
    context = {
        "form": form,
        "visit": visit,
        "answer": answer,
        "samples": visit.samples.all(),
        "crumbs": crumbs(visit.inspection, last=f"Chọn mẫu · {visit.unit.short_name}"),
    }
    return page(request, "inspections/sample_form.html", context, form)


def asked_answer(request: HttpRequest, visit: Visit) -> Any:
    """The answer of this visit's sheet that the query names, None for the whole visit."""
    pk = number_asked(request, "cau")
    if pk is None or visit.sheet is None:
        return None
    return get_object_or_404(visit.sheet.answers.select_related("criterion"), pk=pk)


def proposal(visit: Visit, answer: Any) -> dict[str, Any]:
    """Size and list from the criterion where it says, else from the campaign."""
    told = answer.criterion.sampling if answer else {}
    size = told.get("size") or visit.inspection.parameters.get("sample_size", 30)
    return {"size": size, "source": told.get("of", ""), "seed": sample_seed(visit)}


@login_required
@require_http_methods(["GET", "POST"])
def sample_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawn dossiers, what was wrong in which, and the proof that they were drawn so."""
    sample = sample_or_404(request, pk)
    editable = sample.visit.state in OPEN_VISITS and may_work_at(request.user, sample.visit)
    form = ActionForm(sent(request), initial={"version": sample.version})
    if request.method == "POST" and form.is_valid():
        saved = form.run(
            lambda: actions.record_sample_errors(
                sample, typed_errors(request, sample), by=request.user, expected=form.expected
            )
        )
        if saved:
            return redirect("inspections:sample_detail", pk)
    return page(
        request, "inspections/sample_detail.html", detail(request, sample, form, editable), form
    )


def sample_or_404(request: HttpRequest, pk: int) -> Sample:
    """A sample of a visit this person may see; a unit sees its own once minutes are signed."""
    rows = Sample.objects.select_related("visit__inspection", "visit__unit", "answer__criterion")
    sample = get_object_or_404(rows, pk=pk)
    visit_or_404(request, sample.visit_id)
    work = may_work_at(request.user, sample.visit)
    require(work or sample.visit.state not in OPEN_VISITS, "Mẫu này của đoàn kiểm tra.")
    return sample


def typed_errors(request: HttpRequest, sample: Sample) -> dict[str, str]:
    """What was typed beside each drawn dossier."""
    typed = {str(n): request.POST.get(f"sai-{n}", "").strip()[:LONGEST] for n in sample.drawn}
    return {number: text for number, text in typed.items() if text}


def detail(
    request: HttpRequest, sample: Sample, form: ActionForm, editable: bool
) -> dict[str, Any]:
    """What the page shows; after a refusal, what was typed."""
    found = typed_errors(request, sample) if form.is_bound else sample.errors_found
    low, high = interval_percent(len(sample.errors_found), sample.size, sample.population)
    again = draw(sample.population, sample.size, sample.seed)
    numbers = sorted(sample.drawn)
    return {
        "sample": sample,
        "visit": sample.visit,
        "form": form,
        "editable": editable,
        "rows": [(number, found.get(str(number), "")) for number in numbers],
        "sentence": sample_sentence(
            sample.size, sample.population, sample.seed, len(sample.errors_found)
        ),
        "low": low,
        "high": high,
        "same_again": again == list(sample.drawn),
        "again": again,
        "crumbs": crumbs(sample.visit.inspection, last=f"Mẫu hồ sơ {sample.seed}"),
    }
