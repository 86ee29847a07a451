"""A paper: where it stands, what comes next and who takes the step, its text, its files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.history import rows_of
from congvu.core.policies import require
from congvu.documents.frozen import as_data
from congvu.documents.vietnamese import ground_lines
from congvu.documents.wording import annex_label, annex_reference, number_line, place_and_date
from congvu.evidence.models import attachments_by_object, key_of
from congvu.inspections import actions
from congvu.inspections.actions.conclude import DEFAULT_DISCLOSURE
from congvu.inspections.errors import DocumentExists
from congvu.inspections.forms.base import ReasonForm
from congvu.inspections.forms.document import (
    DISCLOSURE,
    DiscloseForm,
    EditForm,
    FileForm,
    PlainForm,
)
from congvu.inspections.models import OfficialDocument, Plan
from congvu.inspections.outputs import build
from congvu.inspections.outputs.files import own_template
from congvu.inspections.outputs.grounds import day_of
from congvu.inspections.outputs.kinds import usual_subject
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.states import DOCUMENT_KIND_LABELS, DRAFTS, OUT, DocumentKind, DocumentState
from congvu.inspections.views import paper_steps as steps
from congvu.inspections.views.doing import campaign_or_404, page, sent
from congvu.inspections.views.doors import crumbs, door

BACK = (DocumentState.INITIALLED, DocumentState.SUBMITTED)
UNSIGNED = (*DRAFTS, DocumentState.SUBMITTED)


def document_or_404(request: HttpRequest, pk: int) -> OfficialDocument:
    """A paper this person may see."""
    rows = OfficialDocument.objects.visible_to(request.user)
    related = ("inspection__plan", "plan", "visit__unit", "visit__inspection", "postponement")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def way_to(document: OfficialDocument, last: str = "") -> list[dict[str, str]]:
    """Campaign / its file / this paper."""
    inspection = document.inspection
    label = DOCUMENT_KIND_LABELS[DocumentKind(document.kind)]
    own = {"label": label, "url": document.get_absolute_url() if last else ""}
    tail = [own, {"label": last}] if last else [own]
    if inspection is None:
        plan = {"label": str(document.plan), "url": door("plan_detail", document.plan_id)}
        return [*crumbs(), plan, *tail]
    file = {"label": "Hồ sơ", "url": door("document_list", inspection.pk)}
    return [*crumbs(inspection, last=" ")[:-1], file, *tail]


@login_required
@require_safe
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a paper."""
    return shown(request, document_or_404(request, pk))


def shown(
    request: HttpRequest,
    document: OfficialDocument,
    *,
    form: Any = None,
    back: Any = None,
    file: Any = None,
) -> HttpResponse:
    """The page, with a refused form in its place when one was sent."""
    user = request.user
    step = steps.next_step(document)
    may = step is not None and step.may(user)
    draft, preparing = document.state in DRAFTS, may_prepare(user)
    context = {
        "document": document,
        "crumbs": way_to(document),
        "path": steps.path_of(document),
        "step": step,
        "why": steps.why_of(step, document) if step else "",
        "form": (form or steps.form_for(step, document)) if step and may else None,
        "can_initial": draft and preparing and not initialled(document, user),
        "can_edit": draft and preparing,
        "earlier": actions.earlier_paper(document) if draft and preparing else None,
        "back": back or ReasonForm(initial={"version": document.version}),
        "can_send_back": document.state in BACK and (may_decide(user) or preparing),
        "overrides": overrides(document) if draft and preparing else [],
        "file": file or FileForm(initial={"version": document.version}),
        "can_file": document.state not in UNSIGNED and (may_number(user) or preparing),
        **disclosing(document, user),
        "own_template": own_template(document.kind, day_of(document)),
        "attachments": attachments_by_object([document])[document.pk],
        "target": key_of(document),
        "entries": rows_of(document),
    }
    refused = next((f for f in (form, back, file) if f is not None), None)
    return page(request, "inspections/document_detail.html", context, refused)


def disclosing(document: OfficialDocument, user: Any) -> dict[str, Any]:
    """Of a conclusion: what the public will see, as saved; who decides it opens its own page, so
    that no other button of this one can leave ticks behind."""
    if document.kind != DocumentKind.CONCLUSION or document.inspection is None:
        return {}
    ticks = {**DEFAULT_DISCLOSURE, **document.inspection.disclosure}
    return {
        "disclosure": [(label, bool(ticks[name])) for name, label in DISCLOSURE.items()],
        "disclosure_chosen": bool(document.inspection.disclosure),
        "can_disclose": may_decide(user) and document.state not in OUT,
    }


def initialled(document: OfficialDocument, user: Any) -> bool:
    """Whether this person has put the initials."""
    return any(mark.get("user") == user.pk for mark in document.initials)


def overrides(document: OfficialDocument) -> list[dict[str, str]]:
    """Lines that say something else than the data, each to be restored."""
    found: dict[str, list[str]] = {}
    for tag, text in document.wording.items():
        line = tag.removeprefix("+").partition("/")[0]
        found.setdefault(line, []).append(text or "(bỏ câu này)")
    reasons = {item["tag"]: item for item in document.kept}
    return [
        {"tag": tag, "text": " … ".join(texts), "kept": reasons.get(tag)}
        for tag, texts in found.items()
    ]


@login_required
@require_safe
def document_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as it will be printed, as a page of its own or inside the paper's page."""
    document = document_or_404(request, pk)
    name = "_paper" if request.htmx else "document_text"
    context = {"document": document, "crumbs": way_to(document, "Nội dung")}
    return page(request, f"inspections/{name}.html", context | paper_of(build(document)))


def paper_of(text: Any) -> dict[str, Any]:
    """A text as the templates draw it."""
    data = as_data(text)
    annexes = [
        {
            "label": annex_label(annex),
            "title": annex.title,
            "reference": annex_reference(text),
            "blocks": raw["blocks"],
        }
        for annex, raw in zip(text.annexes, data["annexes"], strict=True)
    ]
    return {
        "text": data,
        "number_line": number_line(text),
        "place_line": place_and_date(text),
        "annexes": annexes,
        "grounds": ground_lines(text.grounds),
    }


@login_required
@require_POST
def document_add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Begin a paper of the campaign in one click; one that is there already is opened."""
    inspection = campaign_or_404(request, pk)
    require(may_prepare(request.user))
    try:
        made = actions.create_document(kind, inspection=inspection, by=request.user)
    except DocumentExists as error:
        made = error.details["document"]
    return redirect(made)


@login_required
@require_POST
def plan_document_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the paper of a plan."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    require(may_prepare(request.user))
    try:
        made = actions.create_document(
            DocumentKind.PLAN,
            plan=plan,
            subject=usual_subject(DocumentKind.PLAN, plan.year),
            by=request.user,
        )
    except DocumentExists as error:
        made = error.details["document"]
    return redirect(made)


@login_required
@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Subject, symbol and recipients of a draft."""
    document = document_or_404(request, pk)
    require(may_prepare(request.user))
    told = {
        "version": document.version,
        "subject": document.subject,
        "symbol": document.symbol,
        "recipients": "\n".join(document.recipients),
    }
    form = EditForm(sent(request), initial=told)
    if request.method == "POST" and form.is_valid():
        saved = form.run(
            lambda: actions.edit_document(
                document,
                subject=form.cleaned_data["subject"],
                symbol=form.cleaned_data["symbol"],
                recipients=form.lines(),
                by=request.user,
                expected=form.expected,
            )
        )
        if saved:
            return redirect(saved)
    context = {
        "document": document,
        "form": form,
        "crumbs": way_to(document, "Trích yếu, nơi nhận"),
    }
    return page(request, "inspections/document_form.html", context, form)


@login_required
@require_POST
def document_step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The next step: trình ký, đã ký, cấp số, phát hành, lưu."""
    document = document_or_404(request, pk)
    step = steps.STEPS.get(verb)
    if step is None:
        raise Http404
    require(step.may(request.user))
    form = steps.form_for(step, document, request.POST)
    if form.is_valid():
        saved = form.run(lambda: step.act(document, form, request.user))
        if saved:
            warn_of_gap(request, saved, verb)
            return redirect(saved)
    return shown(request, document_or_404(request, pk), form=form)


def warn_of_gap(request: HttpRequest, document: OfficialDocument, verb: str) -> None:
    """A number that seems to be missing is told, never refused."""
    if verb == "number" and (words := actions.number_gap(document)):
        messages.warning(request, words)


@login_required
@require_http_methods(["GET", "POST"])
def document_disclose(request: HttpRequest, pk: int) -> HttpResponse:
    """The head ticks what of a conclusion anybody may see."""
    document = document_or_404(request, pk)
    require(may_decide(request.user), "Nội dung công khai do lãnh đạo chọn.")
    if request.method == "GET":
        actions.disclosable(document)
    chosen = document.inspection.disclosure if document.inspection else {}
    ticks = {**DEFAULT_DISCLOSURE, **chosen}
    form = DiscloseForm(sent(request), initial=ticks | {"version": document.version})
    if form.is_bound and form.is_valid():
        saved = form.run(
            lambda: actions.disclose(
                document, **form.ticked(), by=request.user, expected=form.expected
            )
        )
        if saved:
            messages.success(request, "Đã lưu nội dung công khai.")
            return redirect(saved)
    crumbs = way_to(document, "Nội dung công khai")
    context = {"document": document, "form": form, "crumbs": crumbs}
    return page(request, "inspections/document_disclose.html", context, form)


@login_required
@require_POST
def document_initial(request: HttpRequest, pk: int) -> HttpResponse:
    """Ký nháy."""
    document = document_or_404(request, pk)
    require(may_prepare(request.user))
    form = PlainForm(request.POST)
    if form.is_valid():
        saved = form.run(lambda: actions.initial(document, by=request.user, expected=form.expected))
        if saved:
            return redirect(saved)
    return shown(request, document_or_404(request, pk), form=form)


@login_required
@require_POST
def document_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to draft with a reason."""
    document = document_or_404(request, pk)
    require(may_decide(request.user) or may_prepare(request.user))
    form = ReasonForm(request.POST)
    if form.is_valid():
        saved = form.run(
            lambda: actions.send_back(
                document,
                reason=form.cleaned_data["reason"],
                by=request.user,
                expected=form.expected,
            )
        )
        if saved:
            return redirect(saved)
    return shown(request, document_or_404(request, pk), back=form)


@login_required
@require_POST
def document_signed_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed copy; what its signatures say is shown afterwards."""
    document = document_or_404(request, pk)
    require(may_number(request.user) or may_prepare(request.user))
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        saved = form.run(
            lambda: actions.put_signed_file(
                document, file, file.name, by=request.user, expected=form.expected
            )
        )
        if saved:
            return redirect(saved)
    return shown(request, document_or_404(request, pk), file=form)


@login_required
@require_POST
def document_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Khôi phục: lines say again what the data say."""
    document = document_or_404(request, pk)
    require(may_prepare(request.user))
    form, tags = PlainForm(request.POST), request.POST.getlist("tag")
    if form.is_valid():
        saved = form.run(
            lambda: actions.restore_wording(document, tags, by=request.user, expected=form.expected)
        )
        if saved:
            return redirect(saved)
    return shown(request, document_or_404(request, pk), form=form)


@login_required
@require_POST
def document_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhân bản từ năm trước: wording, recipients and symbol of last year's paper."""
    document = document_or_404(request, pk)
    require(may_prepare(request.user))
    form = PlainForm(request.POST)
    if form.is_valid():
        made = form.run(
            lambda: actions.copy_paper(document, by=request.user, expected=form.expected)
        )
        if made:
            messages.success(request, copied_words(made))
            return redirect(made.document)
    return shown(request, document_or_404(request, pk), form=form)


def copied_words(made: Any) -> str:
    """What was taken from last year's paper, and what was left behind."""
    told = f"Đã lấy nơi nhận, ký hiệu và {made.taken} câu của năm trước."
    left = f" {made.left} câu không hợp số liệu năm nay nên không lấy." if made.left else ""
    return told + left
