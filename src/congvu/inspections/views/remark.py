"""The workbench of general remarks: findings of several units become one sentence each."""

from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core import autosave
from congvu.core.formed import number_of
from congvu.core.policies import require
from congvu.inspections import actions
from congvu.inspections.forms.remark import AskForm, RemarkForm
from congvu.inspections.models import Finding, GeneralRemark, Inspection
from congvu.inspections.outputs.dossier import concludable
from congvu.inspections.outputs.proposals import people_of
from congvu.inspections.outputs.workbench import Group, workbench
from congvu.inspections.policies import may_prepare
from congvu.inspections.states import AFTER_ISSUING, DocumentKind
from congvu.inspections.views.doing import campaign_or_404, page, sent
from congvu.inspections.views.doors import crumbs
from congvu.organizations.models import Unit

EVERY = "tat-ca"  # every group at once


def bench_or_404(request: HttpRequest, pk: int) -> Inspection:
    """A campaign whose remarks this person may make; strangers learn nothing of it."""
    inspection = campaign_or_404(request, pk)
    require(may_prepare(request.user), "Nhận xét chung do thư ký và lãnh đạo soạn.")
    return inspection


def remark_or_404(request: HttpRequest, pk: int) -> GeneralRemark:
    """A remark this person may change."""
    remark = get_object_or_404(GeneralRemark.objects.select_related("inspection"), pk=pk)
    bench_or_404(request, remark.inspection_id)
    return remark


def back_to(inspection_id: int, remark: GeneralRemark | None = None) -> HttpResponse:
    """The workbench again, at the remark just touched."""
    path = reverse("inspections:remark_list", args=[inspection_id])
    return redirect(f"{path}#nhan-xet-{remark.pk}" if remark else path)


@login_required
@require_safe
def remark_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Left what waits for a place, right the remarks as they will be printed."""
    return shown(request, bench_or_404(request, pk))


def shown(
    request: HttpRequest,
    inspection: Inspection,
    form: RemarkForm | None = None,
    *,
    forms: dict[str, RemarkForm] | None = None,
    gone: bool = False,
) -> HttpResponse:
    """The workbench; with a refused form beside its remark, or ``forms`` in their groups.

    ``gone``: the group that was sent has meanwhile found its place.
    """
    bench = workbench(inspection, request.user)
    asked = inspection.recommendations.exclude(group="").select_related("unit")
    requests: dict[str, list[Any]] = {}
    for row in asked.order_by("group", "unit__order", "pk"):
        requests.setdefault(row.group, []).append(row)
    context = {
        "inspection": inspection,
        "bench": bench,
        "groups": [waiting_form(request, one, forms or {}) for one in bench.groups],
        "gone": gone,
        "sides": [("Ưu điểm", bench.strengths), ("Tồn tại, hạn chế", bench.limitations)],
        "requests": requests.values(),
        "editable": inspection.state not in AFTER_ISSUING,
        "form": form,
        "conclusion": inspection.documents.filter(kind=DocumentKind.CONCLUSION).last(),
        "can_conclude": concludable(inspection),
        "crumbs": crumbs(inspection, last="Nhận xét chung"),
    }
    wrong = form or next((one for one in (forms or {}).values() if one.errors), None)
    answer = page(request, "inspections/remark_list.html", context, wrong)
    if gone:
        answer.status_code = HTTPStatus.CONFLICT
    return answer


def waiting_form(
    request: HttpRequest, group: Group, forms: dict[str, RemarkForm]
) -> dict[str, Any]:
    """A group with what was typed and ticked in it, or what is proposed."""
    sent = request.method == "POST" and f"{group.key}-text" in request.POST
    form = forms.get(group.key)
    return {
        "group": group,
        "text": request.POST[f"{group.key}-text"] if sent else group.proposed,
        "left": {row.pk for row in group.findings} - kept_ticks(request, group) if sent else set(),
        "errors": [text for errors in form.errors.values() for text in errors] if form else [],
    }


def kept_ticks(request: HttpRequest, group: Group) -> set[int]:
    """What is ticked in a group."""
    return {number(text) for text in request.POST.getlist(f"{group.key}-findings")}


def number(text: str) -> int:
    """An id that was sent, zero when it is none."""
    return number_of(text) or 0


def ticked(request: HttpRequest, inspection: Inspection, key: str = "") -> list[Finding]:
    """Findings of the campaign that the form names, of one group or of the only one."""
    ids = [number(text) for text in request.POST.getlist(f"{key}-findings" if key else "findings")]
    rows = Finding.objects.filter(inspection=inspection, pk__in=ids).select_related("inspection")
    return list(rows)


@login_required
@require_POST
def remark_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark of one group or of every group, or findings into one that is there already."""
    inspection = bench_or_404(request, pk)
    if key := request.POST.get("vao"):
        chosen = number(request.POST.get(f"{key}-remark", ""))
        remark = get_object_or_404(inspection.remarks, pk=chosen)
        actions.place_findings(remark, ticked(request, inspection, key), by=request.user)
        return back_to(pk, remark)
    asked = request.POST.get("nhom", "")
    bench = workbench(inspection, request.user)
    groups = [one for one in bench.groups if asked in (one.key, EVERY)]
    forms = {one.key: RemarkForm(request.POST, prefix=one.key) for one in groups}
    wrong = [form for form in forms.values() if not form.is_valid()]  # each is asked
    if wrong or not forms:
        return shown(request, inspection, forms=forms, gone=not forms)
    drafts = [drafted(request, inspection, one, forms[one.key]) for one in groups]
    first = forms[groups[0].key]
    saved = first.run(lambda: actions.add_remarks(inspection, drafts, by=request.user))
    if saved is None:
        return shown(request, inspection, forms=forms)
    return back_to(pk, saved[0] if len(saved) == 1 else None)


def drafted(
    request: HttpRequest, inspection: Inspection, group: Group, form: RemarkForm
) -> actions.RemarkDraft:
    """What the officer wrote and ticked for one group."""
    return actions.RemarkDraft(
        polarity=group.polarity,
        text=form.cleaned_data["text"],
        cause=form.cleaned_data["cause"],
        findings=ticked(request, inspection, group.key),
        area=group.area,
    )


@login_required
@require_POST
def remark_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The wording, saved as it is typed."""
    remark = remark_or_404(request, pk)
    form = RemarkForm(request.POST)
    saved = None
    if form.is_valid():
        saved = form.run(
            lambda: actions.edit_remark(
                remark,
                text=form.cleaned_data["text"],
                cause=form.cleaned_data["cause"],
                by=request.user,
                expected=form.expected,
            ),
            current=lambda: GeneralRemark.objects.get(pk=pk),
        )
    if saved:
        return (
            autosave.saved(saved)
            if autosave.is_autosave(request)
            else back_to(saved.inspection_id, saved)
        )
    return refused(request, remark, form)


def refused(request: HttpRequest, remark: GeneralRemark, form: RemarkForm) -> HttpResponse:
    """Both texts after a stale save, else what is wrong."""
    if form.stale:
        address = reverse("inspections:remark_list", args=[remark.inspection_id])
        both = form.stale | {"reload_url": address}
        if autosave.is_autosave(request):
            return page(request, "core/_stale.html", both, form)
        form.stale = both
    elif autosave.is_autosave(request):
        words = [text for errors in form.errors.values() for text in errors]
        return autosave.refused(" ".join(words), form.status)
    form.remark_id = remark.pk
    return shown(request, remark.inspection, form)


@login_required
@require_POST
def remark_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among its kind."""
    remark = remark_or_404(request, pk)
    rows = list(
        remark.inspection.remarks.filter(polarity=remark.polarity)
        .select_related("inspection")
        .order_by("order", "pk")
    )
    here = next(i for i, row in enumerate(rows) if row.pk == pk)
    there = here + (1 if request.POST.get("huong") == "xuong" else -1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        actions.order_remarks(rows, by=request.user)
    return back_to(remark.inspection_id, remark)


@login_required
@require_POST
def remark_take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Findings out of their remark, waiting for a place again."""
    remark = remark_or_404(request, pk)
    rows = [row for row in ticked(request, remark.inspection) if row.remark_id == pk]
    actions.take_out_findings(rows, by=request.user)
    return back_to(remark.inspection_id, remark)


@login_required
@require_POST
def remark_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a remark; its findings wait for a place again."""
    remark = remark_or_404(request, pk)
    actions.remove_remark(remark, by=request.user)
    return back_to(remark.inspection_id)


@login_required
@require_http_methods(["GET", "POST"])
def units_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """One request to several units: one recommendation each, under one code."""
    inspection = bench_or_404(request, pk)
    units = list(Unit.objects.filter(visits__in=inspection.visits.live()).order_by("visits__order"))
    initial = {"due_working_days": inspection.parameters.get("remedy_working_days", 30)}
    form = AskForm(sent(request), initial=initial, choose=units, people=people_of(units))
    if (
        request.method == "POST"
        and form.is_valid()
        and form.run(lambda: asked(request, inspection, form))
    ):
        return redirect(f"{reverse('inspections:remark_list', args=[pk])}#yeu-cau-chung")
    context = {
        "inspection": inspection,
        "form": form,
        "crumbs": crumbs(inspection, last="Yêu cầu chung"),
    }
    return page(request, "inspections/units_ask.html", context, form)


def asked(request: HttpRequest, inspection: Inspection, form: AskForm) -> Any:
    """The action behind the form."""
    units, heads = form.chosen()
    return actions.ask_units(
        inspection,
        text=form.cleaned_data["text"],
        units=units,
        heads=heads,
        due_working_days=form.cleaned_data["due_working_days"],
        by=request.user,
    )
